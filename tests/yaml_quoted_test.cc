#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lint/yaml/quoted.h"
#include "tests/tree_json.h"

namespace estafette_lint {
namespace {

std::string decoded(std::string_view text) {
  const Result<std::string> result = decode_quoted(text, {0, static_cast<std::uint32_t>(text.size())});
  return result ? result.value() : "error at " + std::to_string(result.error().span.begin);
}

struct Row {
  std::string_view text;
  std::string_view wanted;
};

// What Helm 3.22 made of each.
TEST_CASE("quoted text is what Helm reads") {
  const Row rows[] = {
      {R"("")", ""},
      {R"('it''s')", "it's"},
      {R"('a\nb')", R"(a\nb)"},
      {R"("a\nb\t\\\"")", "a\nb\t\\\""},
      {R"("\'\ ")", "' "},
      {R"("\N\_\L\P")", "\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9"},
      {R"("\x41\u00e9\U0001F600")", "A\xC3\xA9\xF0\x9F\x98\x80"},
      {"\"a\xE2\x80\xA8 b\"",
       "a\xE2\x80\xA8"
       "b"},
      {"'a\xC2\x85"
       "b'",
       "a b"},
      {"\"a  \n \t b\"", "a b"},
      {"\"a\n\n\n b\"", "a\n\nb"},
      {"\"a\r\n\r\n b\"", "a\nb"},
      {"\"a\\\n   b\"", "ab"},
      {"\"a\\\n\n b\"", "a\nb"},
      {"\"\n a\n \"", " a "},
      {R"("\/")", "error at 1"},
      {R"("a\q")", "error at 2"},
      {R"("\x4")", "error at 1"},
      {R"("\u12")", "error at 1"},
      {R"("\ud83d\ude00")", "error at 1"},
      {R"("\U00110000")", "error at 1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(decoded(row.text) == row.wanted);
  }
}

TEST_CASE("what yaml-cpp reads otherwise than Helm") {
  const Row rows[] = {
      // A key alone on its line in brackets, and text behind a root in brackets.
      {"{\nb\n}", R"({"b":null})"},
      {"{\nb\n,\n'c' # note\n}", R"({"b":null,"c":null})"},
      {"m: {\n  b # note\n  # more\n}", R"({"m":{"b":null}})"},
      {"{a: 1}b", R"({"a":1})"},
      {"{}}", "{}"},
      {"{},\"\\", "{}"},
      // Tags.
      {"v: !\n'w': 1", R"({"v":"","w":1})"},
      {"v: !!str\n'w': 1", R"({"v":"","w":1})"},
      {"v: &a ! ", R"({"v":""})"},
      {"v: [! [1], ! {a: 1}]", R"({"v":[[1],{"a":1}]})"},
      {"v: !!timestamp 2001-12-14", R"({"v":"2001-12-14"})"},
      {"v: !!timestamp x", "error 1:4"},
      {"v: !e!x 7", "error 1:4"},
      {"%TAG !e! tag:e,2000:\n---\nv: !e!x 7", R"({"v":"7"})"},
      {"v: !<#> 7", "error 1:4"},
      {"v: [!]", "error 1:5"},
      // Keys.
      {".inf: 1\n-.INF: 2\n.NaN: 3", R"({"-.inf":2,".inf":1,".nan":3})"},
      {"v: .inf", "error 1:4"},
      {"v: [? a, [? b]]", R"({"v":[{"a":null},[{"b":null}]]})"},
      {"? a\n:\t", "error 2:2"},
      // What is no further in than its key is not its value.
      {"m:\n  a:\n  foo # note\n", "error 3:3"},
      {"a:\n{}", "error 2:1"},
      {"a:\n&b\n", "error 2:1"},
      {"a:\n&b\n c: 1", "error 3:2"},
      {"m:\n-\nfoo", "error 3:1"},
      {"m:\n- a\nb:\n- c", R"({"b":["c"],"m":["a"]})"},
      // Marks at the start.
      {"\xEF\xBB\xBF%YAML 1.1\n---\na: 1", R"({"a":1})"},
      {"a: &x-\tb", R"({"a":"b"})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read_as_json(row.text) == row.wanted);
  }
}

}  // namespace
}  // namespace estafette_lint
