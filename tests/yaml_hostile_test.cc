// Inputs that hang, exhaust or mislead yaml-cpp, and the bounds of what is read.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lint/yaml/embedded.h"
#include "lint/yaml/limits.h"
#include "lint/yaml/reader.h"
#include "tests/tree_json.h"

namespace estafette_lint {
namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

/// `a: ` and `levels` of maps in all, the last one empty.
std::string nested_maps(std::size_t levels) {
  return repeat("{a: ", levels - 1) + "{}" + repeat("}", levels - 1);
}

std::string fault_of(std::string_view text) {
  const Result<Document> document = read_document(text);
  return document ? "none" : document.error().message;
}

TEST_CASE("yaml-cpp reads documents without end behind a stray comma") {
  CHECK(read_as_json(",") == "error 1:1");
  CHECK(read_as_json("- a\n,") == "error 2:1");
  CHECK(read_as_json("\"a\", b") == "error 1:4");
  // Helm reads the first document and drops the rest, comma or not.
  CHECK(read_as_json("a: 1\n...\n,") == R"({"a":1})");
  CHECK(read_as_json("a: 1\n---\n,") == R"({"a":1})");
}

TEST_CASE("an alias within its own anchor") {
  CHECK(read_as_json("a: &x [*x]") == "error 1:8");
  CHECK(read_as_json("a: &x {b: *x}") == "error 1:11");
  CHECK(read_as_json("a: &x\n  b:\n  - *x\n") == "error 3:5");
  CHECK(read_as_json("a: &x {b: &y [*x, *y]}") == "error 1:15");
  CHECK(read_as_json("&x a: *x") == R"({"a":"a"})");
  CHECK(read_as_json("a: &x {<<: *x}") == "error 1:12");
}

TEST_CASE("anchors that multiply") {
  std::string bomb = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i < 30; ++i) {
    bomb += fmt::format("a{0}: &a{0} [{1}*a{2}]\n", i, repeat(fmt::format("*a{}, ", i - 1), 9), i - 1);
  }
  CHECK(fault_of(bomb) == "the aliases of this file stand for more than 250000 values");

  std::string merges = "a0: &a0 {k: 1, l: 2}\n";
  for (int i = 1; i < 60; ++i) {
    merges += fmt::format("a{0}: &a{0} {{x: *a{1}, y: *a{1}}}\n", i, i - 1);
  }
  CHECK(fault_of(merges) == "the aliases of this file stand for more than 250000 values");
}

TEST_CASE("aliases up to the bound, and one over") {
  // Each alias stands for a list and its 9 items.
  const std::string head = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\nb: [";
  const std::size_t most = kMaxExpandedNodes / 10;
  CHECK(fault_of(head + repeat("*a,", most) + "]") == "none");
  const Result<Document> over = read_document(head + repeat("*a,", most + 1) + "]");
  REQUIRE(!over);
  CHECK(over.error().span.begin == head.size() + 3 * most);
  CHECK(over.error().span.length() == 2);
}

TEST_CASE("depth up to the bound, and one over") {
  CHECK(kMaxDepth == 100);
  CHECK(fault_of(nested_maps(kMaxDepth)) == "none");
  CHECK(fault_of(nested_maps(kMaxDepth + 1)) == "nested more than 100 levels deep");
  CHECK(read_as_json(nested_maps(kMaxDepth + 1)) == "error 1:401");

  std::string blocks;
  for (std::size_t i = 0; i < kMaxDepth; ++i) blocks += std::string(i, ' ') + "a:\n";
  CHECK(fault_of(blocks) == "none");
  blocks += std::string(kMaxDepth, ' ') + "a:\n";
  CHECK(read_as_json(blocks) == "error 101:101");

  const std::string lists = "a:\n" + repeat("- ", kMaxDepth - 1);
  CHECK(fault_of(lists + "b") == "none");
  CHECK(fault_of(lists + "- b") == "nested more than 100 levels deep");
  // Aliases add no depth of their own to the tree, though what they stand for is deep.
  CHECK(fault_of("a: &a " + nested_maps(kMaxDepth - 1) + "\nb: {c: *a}\n") == "none");
}

TEST_CASE("a hundred thousand opened collections") {
  for (const std::string_view open : {"[", "{", "- ", "? ", "a: [", "a: {", "-\n", "&a [", "!!map {"}) {
    CAPTURE(open);
    CHECK(read_as_json(repeat(open, 100'000)).starts_with("error "));
    CHECK(read_as_json("k: " + repeat(open, 100'000)).starts_with("error "));
  }
  CHECK(fault_of("k: " + repeat("[", 100'000)) == "nested more than 100 levels deep");
  CHECK(read_as_json("k: " + repeat("[", 100'000)) == "error 1:103");
}

TEST_CASE("size up to the bound, and one over") {
  CHECK(kMaxFileBytes == 10'485'760);
  std::string text = "a: 1\n#";
  text.resize(kMaxFileBytes, 'x');
  CHECK(read_as_json(text) == R"({"a":1})");
  text += 'x';
  CHECK(read_as_json(text) == "error 1:1");
  CHECK(fault_of(text) == "the file has 10485761 bytes; at most 10485760 are read");
}

TEST_CASE("a key of 1024 characters, and one of 1025") {
  CHECK(read_as_json(repeat("k", 1024) + ": 1") == "{\"" + repeat("k", 1024) + "\":1}");
  CHECK(read_as_json(repeat("k", 1025) + ": 1") == "error 1:1026");
}

TEST_CASE("what takes long takes its time only once") {
  // Each of these took time that grew with the square of its size in some version of some part.
  const std::string texts[] = {
      "a: b\n" + repeat("x {{ ", 100'000) + "\n b: c: d",
      "{" + repeat("a: {b: 1}, ", 20'000) + "}",
      "a: [" + repeat("{b: [c]},", 20'000) + "]",
      "a: 1\n" + repeat("\n", 300'000) + " b: c: d",
      "a: 1\n" + repeat(" ", 300'000) + "b: c: d",
      "a: \"" + repeat("x\n ", 100'000),
      "a: |\n" + repeat("\n", 300'000),
      repeat("a: 1\n", 20'000),
      repeat("- ", 99) + "a: " + repeat("x", 300'000),
      repeat("---\n", 100'000),
      "a: 1\n" + repeat("...\n", 100'000),
      repeat("# x\n", 100'000),
      repeat("%\n", 100'000),
  };
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 20));
    const auto start = std::chrono::steady_clock::now();
    static_cast<void>(read_document(text));
    // 0.1 s with sanitizers; a minute where it grows with the square.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  }
}

TEST_CASE("faults that yaml-cpp overlooks") {
  const struct {
    std::string_view text;
    std::string_view json;
  } rows[] = {
      // A last line without a colon.
      {"a: 1\nfoo", "error 2:1"},
      {"a: 1\nfoo\n", "error 2:1"},
      {"a:\n  b: 1\n  foo\n", "error 3:3"},
      {"a: 1\n\"foo\"\n", "error 2:1"},
      {"a: 1\nfoo # bar: 1\n", "error 2:1"},
      {"- a: 1\n  foo\n", "error 2:3"},
      {"? a\n? b\n", R"({"a":null,"b":null})"},
      // A quote that is not closed and ends in a line break.
      {"a: \"x\n", "error 1:4"},
      {"a: 'x\n", "error 1:4"},
      {"a: 'x''\n", "error 1:4"},
      {"a: \"x\\\"\n", "error 1:4"},
      {"a: \"\n", "error 1:4"},
      {"a: '\n", "error 1:4"},
      {"\"a\n", "error 1:1"},
      {"a: [\"x\n", "error 1:5"},
      // Keys that are no scalar, or null.
      {"{{ .x }}: 1\n", "error 1:1"},
      {"[a]: 1\n", "error 1:1"},
      {"? {a: 1}\n: b\n", "error 1:3"},
      {"? - a\n: b\n", "error 1:3"},
      {"a: {[b]: c}\n", "error 1:5"},
      {"~: 1\n", "error 1:1"},
      {"a: {~: 1}\n", "error 1:5"},
      {"null: 1\n", "error 1:1"},
      {": v\n", "error 1:1"},
      {"a:\n  : v\n", "error 2:3"},
      {"!!null x: 1\n", "error 1:1"},
      // Empty items and keys.
      {"a: [1,,2]\n", "error 1:7"},
      {"a: [,1]\n", "error 1:5"},
      {"a: { , }\n", "error 1:6"},
      {"a: {b: 1,,}\n", "error 1:10"},
      {"a: [1,2,]\n", R"({"a":[1,2]})"},
      {"a: {b: 1,}\n", R"({"a":{"b":1}})"},
      // `<<` with something that is no map.
      {"<<: 1\n", "error 1:5"},
      {"<<:\n", "error 1:1"},
      {"<<: ~\n", "error 1:5"},
      {"<<: [1]\n", "error 1:5"},
      {"<<: [{a: 1}, [{b: 2}]]\n", "error 1:5"},
      {"a: &x 1\n<<: *x\n", "error 2:5"},
      {"a: &x [{b: 1}]\n<<: *x\n", "error 2:5"},
      {"a: &x {b: 1}\n<<: [*x, {c: 2}]\n", R"({"a":{"b":1},"b":1,"c":2})"},
      // Lines of stray tabs.
      {"a: 1\n\t\nb: 2\n", "error 2:1"},
      {"\t\na: 1\n", "error 1:1"},
      {"a:\n\t\n  b: 1\n", "error 2:1"},
      {"a: 1\nb: 2\n\t\n", "error 3:1"},
      {"a: [\n\t1\n]\n", R"({"a":[1]})"},
      {"a: \"x\n\t\n  y\"\n", R"({"a":"x\ny"})"},
      // A stray `%`.
      {"a: 1\n%\n", "error 2:1"},
      {"a: 1\n%x: 2\n", "error 2:1"},
      {"%x: 1\n", "error 1:1"},
      {"a: %x\n", "error 1:4"},
      {"a: 5%\n", R"({"a":"5%"})"},
      {"a: |\n%\n", "error 2:1"},
      // A root that is no map.
      {"- a\n", "error 1:1"},
      {"text\n", "error 1:1"},
      {"5\n", "error 1:1"},
      {"[]\n", "error 1:1"},
      {"a\n", "error 1:1"},
      {"# c\n\n  'x'\n", "error 3:3"},
      {"--- text\n", "error 1:5"},
      {"|\n a: 1\n", "error 1:1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(read_as_json(row.text) == row.json);
  }
}

/// What every tree promises: spans lie within the text, children within their parents and in order.
class SpanChecker {
 public:
  SpanChecker(std::string_view text, const Tree& tree) : text_(text), tree_(tree) {}

  /// Empty where all is well.
  std::string run(const std::vector<Span>& comments) {
    if (tree_.root != kNoNode) walk(tree_.root, {0, static_cast<std::uint32_t>(text_.size())}, 0);
    std::uint32_t end = 0;
    for (const Span& comment : comments) {
      expect(comment.begin >= end && comment.begin < comment.end && comment.end <= text_.size(), "a comment",
             comment);
      expect(comment.end > text_.size() || text_[comment.begin] == '#', "a comment's start", comment);
      end = comment.end;
    }
    return fault_;
  }

 private:
  void expect(bool good, std::string_view what, Span span) {
    if (!good && fault_.empty()) fault_ = fmt::format("{} at {}-{}", what, span.begin, span.end);
  }

  void walk(NodeId id, Span outer, std::uint32_t from) {
    const Node& node = tree_.node(id);
    expect(node.span.begin <= node.span.end, "a span", node.span);
    expect(node.span.begin >= from && node.span.end <= outer.end, "a value out of its parent or order",
           node.span);
    expect(
        node.properties.empty() || (node.properties.begin >= from && node.properties.end <= node.span.begin),
        "properties", node.properties);
    expect(node.type != Type::kAlias || tree_.node(node.target).type != Type::kAlias, "an alias of an alias",
           node.span);
    std::uint32_t at = node.span.begin;
    if (node.type == Type::kMap) {
      for (const Entry& entry : tree_.entries_of(id)) {
        expect(entry.key_span.begin >= at && (!entry.key_span.empty() || entry.key.empty()), "a key",
               entry.key_span);
        walk(entry.value, node.span, entry.key_span.end);
        at = tree_.node(entry.value).span.end;
      }
    } else if (node.type == Type::kList) {
      for (const NodeId item : tree_.items_of(id)) {
        walk(item, node.span, at);
        at = tree_.node(item).span.end;
      }
    }
  }

  std::string_view text_;
  const Tree& tree_;
  std::string fault_;
};

constexpr std::string_view kSeeds[] = {
    "a: 1\nb:\n- c\n- {d: e, f: [1, 2]}\n",
    "a: &x\n  b: |2-\n    t\n\n  c: >+\n    u\n\n# c\nd: *x\n",
    "'a': \"x\\n\\u00e9\\\n  y\"\nb: 'it''s\n  z'\n? c\n: d\n",
    "\xEF\xBB\xBF"
    "a: é # c\r\nb:\r\n  - - x\r\n    - y\r\n",
    "<<: [{a: 1}, {b: 2}]\n\"<<\": !!str 5\nc: !x y\n",
    "--- # c\na:\n  b:\nc: ~\n...\nd: 1\n---\ne: 2\n",
    "f: |\n  k:\n  - n: {{ .x }}\n  {{- if y }}\n  p: q\n  {{- end }}\n",
    "a: {b, c: , \"d\":e, [f]: g}\nh: [i: j, k:, ]\n",
};
constexpr std::string_view kBits[] = {
    " ",   "  ", "\n", "\t",    ":",     ": ",    "- ",           "#",        " #", "\"",   "'",
    "{",   "}",  "[",  "]",     ",",     "&a ",   "*a",           "|",        ">",  "!",    "!!str ",
    "%",   "@",  "? ", "<<: ",  "---\n", "...\n", "\r",           "\xC2\x85", "~",  "null", "\\",
    "0x1", "{{", "}}", "|2-\n", ">+\n",  "\xff",  "\xE2\x80\xA8", "\n\n",     "é",  "a: ",  "\xEF\xBB\xBF"};

TEST_CASE("whatever the bytes, reading ends and its spans hold") {
  std::mt19937 random(20240607);  // NOLINT: the same inputs in every run
  const auto below = [&random](std::size_t bound) { return static_cast<std::size_t>(random()) % bound; };
  std::size_t read = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string text(kSeeds[below(std::size(kSeeds))]);
    for (std::size_t edits = 1 + below(3); edits > 0; --edits) {
      const std::size_t at = below(text.size() + 1);
      const std::size_t length = below(3);
      const std::string_view bit = below(4) == 0 ? std::string_view() : kBits[below(std::size(kBits))];
      text.replace(at, std::min(length, text.size() - at), bit);
    }
    const Result<Document> result = read_document(text);
    if (!result) {
      const Span at = result.error().span;
      if (at.begin > text.size() || at.end > text.size() + 1 || result.error().message.empty()) {
        FAIL_CHECK("an error at " << at.begin << '-' << at.end << " of " << json_string(text));
      }
      continue;
    }
    ++read;
    const Document& document = result.value();
    const std::string fault = SpanChecker(text, document.tree).run(document.comments);
    if (!fault.empty()) FAIL_CHECK(fault << " of " << json_string(text));
    for (const Node& node : document.nodes) {
      if (node.type != Type::kString || node.span.empty()) continue;
      const Result<EmbeddedDocument> inner = read_embedded(text, node);
      if (!inner) continue;
      for (const Node& part : inner.value().document.nodes) {
        if (part.span.end > text.size() || part.span.begin > part.span.end ||
            part.span.begin < node.span.begin) {
          FAIL_CHECK("embedded " << part.span.begin << '-' << part.span.end << " of " << json_string(text));
        }
      }
    }
  }
  // Most mutations break a text: but that enough of them are read is what makes the test worth anything.
  CHECK(read > 1500);
}

}  // namespace
}  // namespace estafette_lint
