// The YAML texts of strings: each is read back as the same string, wherever it stands.
#include "lint/yaml/scalar_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

struct Row {
  std::string_view value;
  std::string_view plain;   ///< with kPlain
  std::string_view single;  ///< with kSingleQuoted
};

const std::string_view kNul = std::string_view("\0", 1);

const std::vector<Row>& rows() {
  static const std::vector<Row> kRows = {
      {"", "''", "''"},
      {"a", "a", "'a'"},
      {"estafette/api:1.5.8", "estafette/api:1.5.8", "'estafette/api:1.5.8'"},
      {"1.5.8", "1.5.8", "'1.5.8'"},
      {"10.0.0.1", "10.0.0.1", "'10.0.0.1'"},
      {"2Gi", "2Gi", "'2Gi'"},
      {"500m", "500m", "'500m'"},
      {"https://ci.example.com/x?y=1&z#a", "https://ci.example.com/x?y=1&z#a",
       "'https://ci.example.com/x?y=1&z#a'"},
      {"it's", "it's", "'it''s'"},
      {"--storage.local", "--storage.local", "'--storage.local'"},
      {"-x", "-x", "'-x'"},
      {"${TOKEN}", "${TOKEN}", "'${TOKEN}'"},
      // Other types.
      {"yes", "'yes'", "'yes'"},
      {"Off", "'Off'", "'Off'"},
      {"n", "'n'", "'n'"},
      {"true", "'true'", "'true'"},
      {"null", "'null'", "'null'"},
      {"~", "'~'", "'~'"},
      {"1", "'1'", "'1'"},
      {"0777", "'0777'", "'0777'"},
      {"08", "'08'", "'08'"},
      {"0o17", "'0o17'", "'0o17'"},
      {"0x1F", "'0x1F'", "'0x1F'"},
      {"1_000", "'1_000'", "'1_000'"},
      {"1e3", "'1e3'", "'1e3'"},
      {"1e400", "'1e400'", "'1e400'"},
      {".5", "'.5'", "'.5'"},
      {"+5", "'+5'", "'+5'"},
      {".inf", "'.inf'", "'.inf'"},
      {"-.INF", "'-.INF'", "'-.INF'"},
      {".nan", "'.nan'", "'.nan'"},
      {"1:30", "'1:30'", "'1:30'"},
      {"190:20:30.15", "'190:20:30.15'", "'190:20:30.15'"},
      {"2001-12-14", "'2001-12-14'", "'2001-12-14'"},
      {"2001-12-14T21:59:43Z", "'2001-12-14T21:59:43Z'", "'2001-12-14T21:59:43Z'"},
      {"=", "'='", "'='"},
      {"<<", "'<<'", "'<<'"},
      // Marks of YAML.
      {"- a", "'- a'", "'- a'"},
      {"-", "'-'", "'-'"},
      {"---", "'---'", "'---'"},
      {"--- a", "'--- a'", "'--- a'"},
      {"...", "'...'", "'...'"},
      {"? a", "'? a'", "'? a'"},
      {"a: b", "'a: b'", "'a: b'"},
      {"a:", "'a:'", "'a:'"},
      {":a", "':a'", "':a'"},
      {"a #b", "'a #b'", "'a #b'"},
      {"a#b", "a#b", "'a#b'"},
      {"#b", "'#b'", "'#b'"},
      {"&a", "'&a'", "'&a'"},
      {"*a", "'*a'", "'*a'"},
      {"!a", "'!a'", "'!a'"},
      {"|", "'|'", "'|'"},
      {">-", "'>-'", "'>-'"},
      {"%a", "'%a'", "'%a'"},
      {"@a", "'@a'", "'@a'"},
      {"`a", "'`a'", "'`a'"},
      {"'a'", "'''a'''", "'''a'''"},
      {"\"a\"", "'\"a\"'", "'\"a\"'"},
      {"[a]", "'[a]'", "'[a]'"},
      {"{{ .Values.x }}", "'{{ .Values.x }}'", "'{{ .Values.x }}'"},
      {"a, b", "a, b", "'a, b'"},
      {"a]", "a]", "'a]'"},
      {"C:\\x", "C:\\x", "'C:\\x'"},
      // Blanks and breaks.
      {" ", "' '", "' '"},
      {" a", "' a'", "' a'"},
      {"a ", "'a '", "'a '"},
      {"a  b", "a  b", "'a  b'"},
      {"a\tb", R"("a\tb")", R"("a\tb")"},
      {"\t", R"("\t")", R"("\t")"},
      {"\n", R"("\n")", R"("\n")"},
      {"a\nb\n", R"("a\nb\n")", R"("a\nb\n")"},
      {"a\r\nb", R"("a\r\nb")", R"("a\r\nb")"},
      {"\\\n\"", R"("\\\n\"")", R"("\\\n\"")"},
      // Characters.
      {"größe → 日本 🎈", "größe → 日本 🎈", "'größe → 日本 🎈'"},
      {"a\x01\x1b[31m", R"("a\x01\x1B[31m")", R"("a\x01\x1B[31m")"},
      {"\x7f", R"("\x7F")", R"("\x7F")"},
      {"\xC2\x80", R"("\x80")", R"("\x80")"},
      {"a\xC2\x85z", R"("a\x85z")", R"("a\x85z")"},
      {"a\xE2\x80\xA8z", R"("a\u2028z")", R"("a\u2028z")"},
      {"a\xE2\x80\xAEz", R"("a\u202Ez")", R"("a\u202Ez")"},
      {"\xEF\xBB\xBFz", R"("\uFEFFz")", R"("\uFEFFz")"},
      {"\xF3\xA0\x81\x81", R"("\U000E0041")", R"("\U000E0041")"},
      {kNul, R"("\0")", R"("\0")"},
  };
  return kRows;
}

/// The one string in a document, or what is wrong with it.
std::string read_back(std::string_view text, bool key = false) {
  const Result<Document> read = read_any_document(text);
  if (!read) return "error: " + read.error().message;
  const Tree& tree = read.value().tree;
  if (tree.root == kNoNode) return "error: empty";
  NodeId id = tree.root;
  while (tree.node(id).type == Type::kMap || tree.node(id).type == Type::kList) {
    if (tree.node(id).count != 1) return "error: not one value";
    if (tree.node(id).type == Type::kMap) {
      if (key) return std::string(tree.entries_of(id)[0].key);
      id = tree.entries_of(id)[0].value;
    } else {
      id = tree.items_of(id)[0];
    }
  }
  if (tree.node(id).type != Type::kString) return "error: no string";
  return std::string(tree.node(id).text);
}

TEST_CASE("the text of a string") {
  for (const Row& row : rows()) {
    CAPTURE(row.plain);
    CHECK(scalar_text(row.value, Style::kPlain) == row.plain);
    CHECK(scalar_text(row.value, Style::kSingleQuoted) == row.single);
    CHECK(scalar_text(row.value, Style::kDoubleQuoted).starts_with('"'));
  }
  CHECK(scalar_text("a\xFFz", Style::kPlain) == "a\xEF\xBF\xBDz");
  CHECK(scalar_text("a: b", Style::kFolded) == "'a: b'");
  CHECK(scalar_text("a, b", Style::kPlain, ScalarPlace::kFlow) == "'a, b'");
  CHECK(scalar_text("a:b", Style::kPlain, ScalarPlace::kKey) == "'a:b'");
}

/// Texts of up to three of the pieces that mean something to a reader of YAML.
std::vector<std::string> nasty_texts() {
  const std::vector<std::string_view> pieces = {"",
                                                " ",
                                                "a",
                                                "0",
                                                "1",
                                                "7",
                                                "-",
                                                "+",
                                                ".",
                                                ":",
                                                "#",
                                                ",",
                                                "?",
                                                "!",
                                                "&",
                                                "*",
                                                "|",
                                                ">",
                                                "'",
                                                "\"",
                                                "%",
                                                "@",
                                                "`",
                                                "[",
                                                "]",
                                                "{",
                                                "}",
                                                "\\",
                                                "=",
                                                "<<",
                                                "~",
                                                "_",
                                                "e",
                                                "x",
                                                "y",
                                                "no",
                                                "\n",
                                                "\t",
                                                "\r",
                                                "null",
                                                "true",
                                                "--",
                                                "\x7f",
                                                "\xC2\x85",
                                                "\xE2\x80\xA8",
                                                "\xC3\xA9",
                                                "\xF0\x9F\x8E\x88",
                                                "  ",
                                                "\n\n",
                                                ": ",
                                                " #",
                                                "${a}",
                                                "0x",
                                                "inf"};
  std::vector<std::string> texts;
  for (const std::string_view a : pieces) {
    for (const std::string_view b : pieces) {
      for (const std::string_view c : pieces) texts.push_back(fmt::format("{}{}{}", a, b, c));
    }
  }
  for (const Row& row : rows()) texts.emplace_back(row.value);
  return texts;
}

TEST_CASE("every text is read back as it was") {
  std::size_t literals = 0;
  for (const std::string& value : nasty_texts()) {
    const auto holds = [&](const std::string& document, bool key = false) {
      if (read_back(document, key) == value) return;
      CAPTURE(value);
      FAIL_CHECK(document);
    };
    for (const Style style : {Style::kPlain, Style::kSingleQuoted, Style::kDoubleQuoted}) {
      const std::string block = scalar_text(value, style);
      const std::string flow = scalar_text(value, style, ScalarPlace::kFlow);
      const std::string key = scalar_text(value, style, ScalarPlace::kKey);
      holds("k: " + block + "\n");
      if (style != Style::kPlain) continue;
      holds("- " + block + "  # comment\n");
      holds("k: [" + flow + "]\n");
      holds("{k: " + flow + "}\n");
      holds(key + ": 1\n", true);
      holds("{" + key + ": 1}\n", true);
    }
    const std::optional<LiteralText> literal = literal_text(value, 2);
    if (!literal) continue;
    ++literals;
    holds(fmt::format("k: {}  # comment\n{}", literal->header, literal->body));
    holds(fmt::format("- {}\n{}", literal->header, literal->body));
    const std::optional<LiteralText> deep = literal_text(value, 6, 4);
    REQUIRE(deep);
    holds(fmt::format("a:\n  k: {}\n{}", deep->header, deep->body));
    holds(fmt::format("a:\n- k: {}\n{}", deep->header, deep->body));
  }
  CHECK(literals > 3000);
}

TEST_CASE("literal blocks") {
  struct Literal {
    std::string_view value;
    std::string_view header;
    std::string_view body;
  };
  const Literal blocks[] = {
      {"a\nb", "|-", "  a\n  b\n"},
      {"a\nb\n", "|", "  a\n  b\n"},
      {"a\n\n\n", "|+", "  a\n\n\n"},
      {"\n\na\n", "|", "\n\n  a\n"},
      {"  a\nb\n", "|2", "    a\n  b\n"},
      {"\n a\n", "|2", "\n   a\n"},
      {"a\n  b:\tc\n", "|", "  a\n    b:\tc\n"},
      {"# a\n--- b\n", "|", "  # a\n  --- b\n"},
  };
  for (const Literal& block : blocks) {
    CAPTURE(block.value);
    const std::optional<LiteralText> text = literal_text(block.value, 2);
    REQUIRE(text);
    CHECK(text->header == block.header);
    CHECK(text->body == block.body);
  }
  for (const std::string_view value : {"", "a", "\n", "\n\n", "a\n \nb", "a\n\tb", "a\r\nb\n", "a\x01\nb"}) {
    CAPTURE(value);
    CHECK_FALSE(literal_text(value, 2));
  }
  CHECK(literal_text(" a\n", 6, 4)->header == "|4");
}

}  // namespace
}  // namespace estafette_lint
