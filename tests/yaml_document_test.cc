// The faults that the reader words, the text that it drops, and the roots that it takes.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "lint/text/line_index.h"
#include "lint/yaml/reader.h"
#include "tests/tree_json.h"

namespace estafette_lint {
namespace {

using std::string_view_literals::operator""sv;

TEST_CASE("UTF-16 is refused, though Helm 3 reads it: Helm 4 does not") {
  for (const std::string_view text : {"\xff\xfe"
                                      "a\0:\0 \0"
                                      "1\0"sv,
                                      "\xfe\xff\0a\0:\0 \0"
                                      "1"sv,
                                      "a\0:\0"sv, "\0a\0:"sv}) {
    const Result<Document> document = read_document(text);
    REQUIRE(!document);
    CHECK(document.error().message == "the file is not UTF-8 but UTF-16 or UTF-32");
    CHECK(document.error().hint == "save it as UTF-8");
    CHECK(document.error().span == Span{0, 0});
  }
}

/// The fault as `LINE:COLUMN message`, and its hint.
std::string fault_of(std::string_view text) {
  const Result<Document> document = read_document(text);
  if (document) return "none";
  const Position at = LineIndex(text).position(document.error().span.begin);
  return std::to_string(at.line) + ':' + std::to_string(at.column) + ' ' + document.error().message;
}

TEST_CASE("a fault is named in words that help") {
  const struct {
    std::string_view text;
    std::string_view fault;
  } rows[] = {
      {"a: 1\nfoo", "2:1 a key without a colon"},
      {"a: \"x\nb: 1\n", "1:4 a quote that is not closed"},
      {"a: 'x\nb: 1\n", "1:4 a quote that is not closed"},
      {"a: b: c", "1:5 a ':' where no key can stand"},
      {"a:\n\tb: 1", "2:1 a tab in the indentation"},
      {"a: 1\n\t\nb: 2", "2:1 a tab in the indentation"},
      {"a: [1,,2]", "1:7 an empty item in a list"},
      {"a: [1 2", "1:4 a '[' that is not closed"},
      {"a: {b: 1\nc: 2", "2:2 a '{' that is not closed, or a ',' that is missing"},
      {"a: - b", "1:4 a '- ' where no list item can stand"},
      {"a: *x", "1:4 an alias without an anchor"},
      {"a: *", "1:5 a '*' without the name of an anchor"},
      {"a: &", "1:5 a '&' without the name of an anchor"},
      {"a: &a: b", "1:4 an anchor or tag with a character that it cannot hold"},
      {"a: @x", "1:4 a value cannot start with '@'"},
      {"a: `x", "1:4 a value cannot start with '`'"},
      {"a: %x", "1:4 a value cannot start with '%'"},
      {"a: 1\n%x", "2:1 a value cannot start with '%'"},
      {"a: |x\n  y", "1:5 '|' or '>' with something behind it"},
      {"a: |0\n  y", "1:6 '|0' or '>0': an indentation is 1 to 9"},
      {"a: \"\\q\"", "1:7 an escape that YAML does not know"},
      {"a: \"\\xzz\"", "1:9 an escape that is not hexadecimal"},
      {"a: \"\\ud800\"", "1:11 an escape for a character that does not exist"},
      {"a: !<x", "1:7 a tag that is not closed"},
      {"a: !!binary \"##\"", "1:4 the value of a !!binary is no Base64"},
      {"a: !!int yes", "1:4 the value cannot be read as !!int"},
      {"a: .inf", "1:4 .inf is no number to Helm"},
      {"~: 1", "1:1 a key that is empty or null"},
      {"[a]: 1", "1:1 a key that is a map or a list"},
      {"<<: 1", "1:5 '<<' needs a map, or a list of maps, to merge"},
      {"<<: [1]", "1:5 '<<' needs a map, or a list of maps, to merge"},
      {"a: &x [*x]", "1:8 an alias within the node that it stands for"},
      {"a: {{ .x }}", "1:4 '{{' without quotes is no text but two maps"},
      {"{{ if .x }}\na: 1\n{{ end }}",
       "1:1 '{{' at the start of a line: this is a Helm template, not a values file"},
      {"a:\n  {{- toYaml .x }}",
       "2:3 '{{' at the start of a line: this is a Helm template, not a values file"},
      {"a:\n  b: 1\n  ...\n  c: 2\n", "3:3 '...' is no YAML for \"and so on\""},
      {"- a", "1:1 the file is a list; values are a map of keys"},
      {"just text", "1:1 the file is a single text; values are a map of keys"},
      {"a: \x01"
       "",
       "1:4 the control character U+0001, which YAML forbids"},
      {"a: \xff"
       "",
       "1:4 the byte 0xff is not UTF-8"},
      {"a: b\x00"
       ""sv,
       "1:5 a NUL byte: this is no text file"},
      {"%YAML 1.2\n---\na: 1", "1:1 a directive that Helm does not know; it takes '%YAML 1.1' only"},
      {"!!x,y: 1", "1:1 an anchor or tag with a character that it cannot hold"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(fault_of(row.text) == row.fault);
    const Result<Document> document = read_document(row.text);
    REQUIRE(!document);
    CHECK(!document.error().hint.empty());
  }
}

TEST_CASE("text that Helm drops is told of") {
  const struct {
    std::string_view text;
    std::uint32_t begin;
    bool other_document;
  } rows[] = {
      {"a: 1\n---\nb: 2\n", 9, true},
      {"a: 1\n--- # c\n# d\nb: 2\n", 17, true},
      {"---\na: 1\n---\nb: 2\n---\nc: 3\n", 13, true},
      {"---\n---\na: 1\n", 8, true},
      {"a: 1\n...\nb: 2\n", 9, true},
      {"a: 1\n...\n# c\n---\nb: 2\n", 17, true},
      {"\xef\xbb\xbf"
       "a: 1\r\n---\r\nb: 2\r\n",
       14, true},
      {"a: 1\r---\rb: 2\r", 9, true},
      {" a: 1\nb: 2\n", 6, false},
      {"  a: 1\n b: 2\n", 8, false},
      {"{a: 1}\nb: 2\n", 7, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const Result<Document> document = read_document(row.text);
    REQUIRE(document);
    REQUIRE(document.value().dropped.size() == 1);
    const DroppedText& dropped = document.value().dropped[0];
    CHECK(dropped.span == Span{row.begin, static_cast<std::uint32_t>(row.text.size())});
    CHECK(dropped.other_document == row.other_document);
  }
}

TEST_CASE("nothing is dropped where nothing follows") {
  for (const std::string_view text :
       {"a: 1\n", "a: 1", "---\na: 1\n", "a: 1\n...\n", "a: 1\n...\n# c\n", "# c\n---\na: 1\n",
        "%YAML 1.1\n---\na: 1\n", "", "---\n", "a: |\n  x\n  ---\n"}) {
    CAPTURE(text);
    const Result<Document> document = read_document(text);
    REQUIRE(document);
    CHECK(document.value().dropped.empty());
  }
}

TEST_CASE("`---` behind the last document opens an empty one") {
  const Result<Document> document = read_document("a: 1\n---\n");
  REQUIRE(document);
  REQUIRE(document.value().dropped.size() == 1);
  CHECK(document.value().dropped[0].span == Span{5, 9});
}

TEST_CASE("a document that is no values file may have any root") {
  const struct {
    std::string_view text;
    Type type;
  } rows[] = {{"- a", Type::kList},
              {"text", Type::kString},
              {"5", Type::kInt},
              {"[]", Type::kList},
              {"a: 1", Type::kMap}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const Result<Document> document = read_any_document(row.text);
    REQUIRE(document);
    REQUIRE(document.value().tree.root != kNoNode);
    CHECK(document.value().tree.node(document.value().tree.root).type == row.type);
    CHECK((read_document(row.text) ? true : false) == (row.type == Type::kMap));
  }
  CHECK(read_any_document("").value().tree.root == kNoNode);
  CHECK(read_any_document("~").value().tree.root == kNoNode);
}

TEST_CASE("duplicates, aliases and merges stay as they are written") {
  const Result<Document> document = read_document("a: &x {b: 1, b: 2}\nc: *x\n<<: *x\n\"<<\": 3\n");
  REQUIRE(document);
  const Tree& tree = document.value().tree;
  const auto entries = tree.entries_of(tree.root);
  REQUIRE(entries.size() == 4);
  CHECK(tree.node(entries[0].value).count == 2);
  CHECK(tree.node(entries[1].value).type == Type::kAlias);
  CHECK(tree.node(entries[1].value).target == entries[0].value);
  CHECK(tree.resolve(entries[1].value) == entries[0].value);
  CHECK(entries[2].merge);
  CHECK(entries[2].key == "<<");
  CHECK(!entries[3].merge);
}

TEST_CASE("a moved document stays whole") {
  const std::string text = "a: {b: [1, two]}\n";
  Document first = std::move(read_document(text)).value();
  const Document second = std::move(first);
  CHECK(to_json(second.tree) == R"({"a":{"b":[1,"two"]}})");
}

}  // namespace
}  // namespace estafette_lint
