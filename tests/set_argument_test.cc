#include "lint/values/set_argument.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "lint/values/set_apply.h"
#include "lint/yaml/reader.h"
#include "tests/show_value.h"

namespace estafette_lint {
namespace {

const ChartDefaults kNoDefaults;

/// What an argument makes of a file's values, or `error COLUMN: MESSAGE` (0-based, in bytes).
std::string outcome(SetKind kind, const std::string& argument_text, const std::string& file_text = "") {
  const Source file{"values.yaml", file_text};
  const Result<Document> document = read_document(file.text);
  REQUIRE(document);
  const Layer layer{document.value().tree, Origin::kFile, &file};
  const Layer* const files[] = {&layer};

  std::deque<Source> contents;
  const auto read_file = [&](const std::string& name) -> Result<const Source*, std::string> {
    if (name == "missing") return std::string("there is no such file");
    return &contents.emplace_back(Source{name, fmt::format("<{}>", name)});
  };
  const Source source{argument_text, argument_text};
  const Result<SetArgument> argument = parse_set_argument(kind, source, read_file);
  if (!argument) return fmt::format("error {}: {}", argument.error().span.begin, argument.error().message);
  const SetArgument* const arguments[] = {&argument.value()};
  const Result<Values, SetFault> values = merge_release(files, arguments, kNoDefaults);
  if (!values)
    return fmt::format("error {}: {}", values.error().error.span.begin, values.error().error.message);
  return show(values.value().root());
}

struct Case {
  std::string argument;
  std::string result;
};

void check(SetKind kind, const std::vector<Case>& cases) {
  for (const auto& [argument, result] : cases) {
    CAPTURE(argument);
    CHECK(outcome(kind, argument) == result);
  }
}

TEST_CASE("only whole numbers of 64 bits, booleans and null are typed") {
  check(SetKind::kTyped, {{"a=1", "{a: 1}"},
                          {"a=-5", "{a: -5}"},
                          {"a=+5", "{a: 5}"},
                          {"a=0", "{a: 0}"},
                          {"a=-017", "{a: -17}"},
                          {"a=007", R"({a: "007"})"},
                          {"a=0x1f", R"({a: "0x1f"})"},
                          {"a=1_000", R"({a: "1_000"})"},
                          {"a=1e3", R"({a: "1e3"})"},
                          {"a=1.5", R"({a: "1.5"})"},
                          {"a=9223372036854775808", R"({a: "9223372036854775808"})"},
                          {"a= 1", R"({a: " 1"})"},
                          {"a=+-5", R"({a: "+-5"})"},
                          {"a=true", "{a: true}"},
                          {"a=FALSE", "{a: false}"},
                          {"a=yes", R"({a: "yes"})"},
                          {"a=null", "{a: null}"},
                          {"a=Null", "{a: null}"},
                          {"a=~", R"({a: "~"})"}});
  check(SetKind::kString, {{"a=1,b=true,c=null", R"({a: "1", b: "true", c: "null"})"}});
}

TEST_CASE("names, several assignments, escapes, empty values") {
  check(SetKind::kTyped, {{"", "{}"},
                          {"a.b.c=1,a.b.d=2", "{a: {b: {c: 1, d: 2}}}"},
                          {R"(a\.b=1)", "{a.b: 1}"},
                          {R"(a=b\,c)", R"({a: "b,c"})"},
                          {R"(a\[0\]\=x=1)", "{a[0]=x: 1}"},
                          {R"(a=b\)", R"({a: "b"})"},
                          {"a=b=c", R"({a: "b=c"})"},
                          {"a=", R"({a: ""})"},
                          {"a=,b=1", R"({a: "", b: 1})"},
                          {"a=1,", "{a: 1}"},
                          {"=1", "{}"},
                          {"a.=", "{}"},
                          {"a.", "{}"},
                          {"a", "error 0: this key has no value"},
                          {"a=1,b", "error 4: this key has no value"},
                          {"a,b=1", "error 0: this key has no value"},
                          {"a=1,,b=2", "error 4: a key is missing before this comma"},
                          {"a.=1", "error 0: nothing is set in a"},
                          {"a\xFF=\xFF", "{a\xEF\xBF\xBD: \"\xEF\xBF\xBD\"}"}});
}

TEST_CASE("lists and indices") {
  check(SetKind::kTyped, {{"a={x,1,null}", R"({a: ["x", 1, null]})"},
                          {"a={}", R"({a: [""]})"},
                          {R"(a={b\,c,d\}})", R"({a: ["b,c", "d}"]})"},
                          {"a={x}b=1", R"({a: ["x"], b: 1})"},
                          {"a[0]=1,a[2]=3", "{a: [1, null, 3]}"},
                          {"a[1].b=1", "{a: [null, {b: 1}]}"},
                          {"a[0][1]=x", R"({a: [[null, "x"]]})"},
                          {"a[0].b[0].c={1,2}", "{a: [{b: [{c: [1, 2]}]}]}"},
                          {"a[+1]=x", R"({a: [null, "x"]})"},
                          {"a[0]", "{a: []}"},
                          {"a[0].b=", "{a: []}"},
                          {"a[0]=", R"({a: [""]})"},
                          {"a={x", "error 2: this list is not closed: a '}' is missing"},
                          {"a[", "error 1: this bracket is not closed"},
                          {"a[]=1", "error 1: this is no index: a whole number stands between the brackets"},
                          {"a[x]=1", "error 2: this is no index: a whole number stands between the brackets"},
                          {"a[-1]=1", "error 2: an index is not negative"},
                          {"a[0]b=1", "error 4: behind an index stands '=', '.' or another index"},
                          {"a[65537]=1", "error 2: the largest index that Helm takes is 65536"}});
  CHECK(outcome(SetKind::kTyped, "a[65536]=1").size() > 65536);
}

TEST_CASE("nesting is bounded") {
  std::string names = "a";
  for (int i = 0; i < 30; ++i) names += ".a";
  CHECK(outcome(SetKind::kTyped, names + "=1").starts_with("{a: {a:"));
  CHECK(
      outcome(SetKind::kTyped, names + ".a=1").ends_with("more than 30 levels of names: Helm takes no more"));
  std::string indices = "a";
  for (int i = 0; i < 1000; ++i) indices += "[0]";
  CHECK(outcome(SetKind::kTyped, indices + "=1").ends_with("nested deeper than 100 levels"));
  std::string lists = "a[65536]=1";
  for (int i = 0; i < 10; ++i) lists += ",a[65536]=1";
  CHECK(outcome(SetKind::kTyped, lists).ends_with("this argument makes lists of too many items"));
}

TEST_CASE("JSON values") {
  check(SetKind::kJson, {{R"(a={"b": 2, "c": [1, null]},d="x")", R"({a: {b: 2, c: [1, null]}, d: "x"})"},
                         {"a=,b= ,c=null", "{a: null, b: null, c: null}"},
                         {R"(a=1b=2)", "{a: 1, b: 2}"},
                         {R"(a[1].b=1.5e3)", "{a: [null, {b: 1500}]}"},
                         {R"(a="\u00e9\ud83d\ude00\ud83d")", "{a: \"é\xF0\x9F\x98\x80\xEF\xBF\xBD\"}"},
                         {R"(a={"b":1,"b":2})", "{a: {b: 2}}"},
                         {R"({"a":1})", "error 0: this key has no value"},
                         {"a=x", "error 2: this is no JSON value"},
                         {"a=[1,]", "error 5: this is no JSON value"},
                         {"a=01", "error 3: this key has no value"},
                         {"a=1e400", "error 2: this number is too large"},
                         {R"(a="b)", "error 2: this JSON string is not closed"},
                         {R"(a="\x")", "error 3: JSON has no such escape"},
                         {"a={b:1}", "error 3: a key in double quotes is missing here"}});
}

TEST_CASE("files and literals") {
  check(SetKind::kFile, {{"a=one,b.c=two", R"({a: "<one>", b: {c: "<two>"}})"},
                         {"a={one,two}", R"({a: ["<one>", "<two>"]})"},
                         {"a=", R"({a: ""})"},
                         {"a=missing", "error 2: there is no such file"}});
  check(SetKind::kLiteral, {{"a.b=c,d={e},1", R"({a: {b: "c,d={e},1"}})"},
                            {R"(a\.b=1)", R"({a\: {b: "1"}})"},
                            {"a,b=1", R"({a,b: "1"})"},
                            {"a[1]=", R"({a: [null, ""]})"},
                            {"a", "error 0: this key has no value"}});
}

TEST_CASE("what a file gives is changed in place") {
  const std::string file = "a: [{b: 1, c: 2}, x]\nm: {k: 1}\nnothing: null\n";
  const auto with = [&](const std::string& argument) { return outcome(SetKind::kTyped, argument, file); };
  CHECK(with("a[0].b=9") == R"({a: [{b: 9, c: 2}, "x"], m: {k: 1}, nothing: null})");
  CHECK(with("a[1].b=9") == R"({a: [{b: 1, c: 2}, {b: 9}], m: {k: 1}, nothing: null})");
  CHECK(with("a[3]=y") == R"({a: [{b: 1, c: 2}, "x", null, "y"], m: {k: 1}, nothing: null})");
  CHECK(with("m.o=2") == R"({a: [{b: 1, c: 2}, "x"], m: {k: 1, o: 2}, nothing: null})");
  CHECK(with("m=1") == R"({a: [{b: 1, c: 2}, "x"], m: 1, nothing: null})");
  CHECK(with("nothing.b=1") ==
        "error 0: nothing is null in the values so far, not a map: Helm cannot set anything in it");
  CHECK(with("m.k.o=1") ==
        "error 2: m.k is a single value in the values so far, not a map: Helm cannot set anything in it");
  CHECK(with("m[0]=1") ==
        "error 0: m is a map in the values so far, not a list: Helm cannot set anything in it");
  CHECK(with("a[1][0]=1") ==
        "error 2: a[1] is a single value in the values so far, not a list: Helm cannot set anything in it");
}

TEST_CASE("spans are bytes of the argument") {
  const Source source{"", R"(a\.b.c={x,1},d="y")"};
  const Result<SetArgument> argument = parse_set_argument(SetKind::kTyped, source, {});
  REQUIRE(argument);
  const SetAssignment& first = argument.value().assignments[0];
  CHECK(first.steps[0].key == "a.b");
  CHECK(first.steps[0].span == Span{0, 4});
  CHECK(first.steps[1].span == Span{5, 6});
  const Tree& tree = argument.value().layer.tree;
  CHECK(tree.node(first.value).span == Span{7, 12});
  CHECK(tree.node(tree.items_of(first.value)[1]).span == Span{10, 11});
  CHECK(tree.node(argument.value().assignments[1].value).text == "\"y\"");
}

TEST_CASE("an argument that cannot be parsed is shown without what may be secret") {
  CHECK(mask_unparsed_argument("a=1,b") == "a=1,b");
  CHECK(mask_unparsed_argument("a=1,db.password=x,y") == "a=1,db.password=********");
  CHECK(mask_unparsed_argument("db.pasword={x") == "db.pasword=********");
  CHECK(mask_unparsed_argument("api.tls.key={x") == "api.tls.key=********");
  CHECK(mask_unparsed_argument("api.extraSecrets[0].data.a={x") == "api.extraSecrets[0].data.a=********");
  CHECK(mask_unparsed_argument("a={x://u:pw@h") == "a={x://u:********@h");
  CHECK(mask_unparsed_argument("api.secret.jwtKey={x") == "api.secret.jwtKey=********");
  CHECK(mask_unparsed_argument(R"(a={"api_token": "x)") == R"(a={"api_token":********)");
}

}  // namespace
}  // namespace estafette_lint
