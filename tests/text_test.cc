// Lines and columns, UTF-8, what is safe to show, and near names.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/escape.h"
#include "lint/text/line_index.h"
#include "lint/text/nearest.h"
#include "lint/text/span.h"
#include "lint/text/utf8.h"

namespace estafette_lint {
namespace {

using std::string_view_literals::operator""sv;

std::string show(const Position& at) { return std::to_string(at.line) + ':' + std::to_string(at.column); }

TEST_CASE("the position of a byte") {
  const struct {
    std::string_view text;
    std::uint32_t offset;
    std::string_view position;
  } rows[] = {
      {"", 0, "1:1"},
      {"", 9, "1:1"},
      {"ab", 0, "1:1"},
      {"ab", 1, "1:2"},
      {"ab", 2, "1:3"},
      {"ab", 99, "1:3"},
      // A line break stands at the end of its own line.
      {"a\nb", 1, "1:2"},
      {"a\nb", 2, "2:1"},
      {"a\n", 2, "2:1"},
      {"a\n\nb", 2, "2:1"},
      {"a\n\nb", 3, "3:1"},
      {"a\r\nb", 1, "1:2"},
      {"a\r\nb", 2, "1:3"},
      {"a\r\nb", 3, "2:1"},
      {"a\rb", 2, "2:1"},
      {"a\r\rb", 3, "3:1"},
      {"a\n\rb", 3, "3:1"},
      {"a\r\n\r\nb", 5, "3:1"},
      // Columns count characters: 2, 3 and 4 bytes.
      {"é=x", 2, "1:2"},
      {"€=x", 3, "1:2"},
      {"\U0001F600=x", 4, "1:2"},
      {"a\n\U0001F600é€x", 11, "2:4"},
      {"e\u0301x", 3, "1:3"},
      // Within a character, and behind bytes that are none: each broken byte is one column.
      {"é", 1, "1:2"},
      {"\xff\xfex", 2, "1:3"},
      {"\xe2\x82x", 2, "1:3"},
      // A byte order mark is no column, elsewhere it is one.
      {"\xEF\xBB\xBF"
       "ab",
       3, "1:1"},
      {"\xEF\xBB\xBF"
       "ab",
       4, "1:2"},
      {"\xEF\xBB\xBF", 0, "1:1"},
      {"a\n\xEF\xBB\xBFx", 5, "2:2"},
      // Neither is a line break to YAML 1.1 in the middle of a text, so not to us.
      {"a\u2028b", 4, "1:3"},
      {"a\vb\fc", 4, "1:5"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.offset);
    CHECK(show(LineIndex(row.text).position(row.offset)) == row.position);
  }
}

TEST_CASE("the lines of a text") {
  const struct {
    std::string_view text;
    std::vector<std::string_view> lines;
    std::vector<std::uint32_t> starts;
  } rows[] = {
      {"", {""}, {0}},
      {"a", {"a"}, {0}},
      {"a\n", {"a", ""}, {0, 2}},
      {"\n\n", {"", "", ""}, {0, 1, 2}},
      {"a\r\nb\rc\nd", {"a", "b", "c", "d"}, {0, 3, 5, 7}},
      {"a\r\n\r\n", {"a", "", ""}, {0, 3, 5}},
      {"a\n\rb", {"a", "", "b"}, {0, 2, 3}},
      {"\xEF\xBB\xBF"
       "a\nb",
       {"\xEF\xBB\xBF"
        "a",
        "b"},
       {0, 5}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const LineIndex index(row.text);
    REQUIRE(index.line_count() == row.lines.size());
    for (std::uint32_t number = 1; number <= index.line_count(); ++number) {
      CHECK(index.line(number) == row.lines[number - 1]);
      CHECK(index.line_start(number) == row.starts[number - 1]);
    }
    CHECK(index.line(0).empty());
    CHECK(index.line(index.line_count() + 1).empty());
    CHECK(index.line_start(0) == 0);
    CHECK(index.line_start(index.line_count() + 1) == row.text.size());
  }
}

TEST_CASE("a position leads back to its line") {
  const std::string text = "a: é\r\n\r  b: \U0001F600\n# c";
  const LineIndex index(text);
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    const Position position = index.position(at);
    CHECK(index.line_start(position.line) <= at);
    CHECK((position.line == index.line_count() || at < index.line_start(position.line + 1)));
  }
}

TEST_CASE("decoding a character") {
  const struct {
    std::string_view text;
    char32_t value;
    std::size_t size;
  } rows[] = {
      {"a", U'a', 1},
      {"\0"sv, U'\0', 1},
      {"\x7f", 0x7F, 1},
      {"\xc2\x80", 0x80, 2},
      {"é", 0xE9, 2},
      {"\xdf\xbf", 0x7FF, 2},
      {"\xe0\xa0\x80", 0x800, 3},
      {"€x", 0x20AC, 3},
      {"\xed\x9f\xbf", 0xD7FF, 3},
      {"\xee\x80\x80", 0xE000, 3},
      {"\xef\xbf\xbf", 0xFFFF, 3},
      {"\xf0\x90\x80\x80", 0x10000, 4},
      {"\xf4\x8f\xbf\xbf", 0x10FFFF, 4},
      // A continuation alone, overlong forms, surrogates, beyond the last one, cut off, no continuation.
      {"\x80", 0, 0},
      {"\xbf", 0, 0},
      {"\xc0\x80", 0, 0},
      {"\xc1\xbf", 0, 0},
      {"\xe0\x9f\xbf", 0, 0},
      {"\xf0\x8f\xbf\xbf", 0, 0},
      {"\xed\xa0\x80", 0, 0},
      {"\xed\xbf\xbf", 0, 0},
      {"\xf4\x90\x80\x80", 0, 0},
      {"\xf5\x80\x80\x80", 0, 0},
      {"\xff", 0, 0},
      {"\xc3", 0, 0},
      {"\xe2\x82", 0, 0},
      {"\xf0\x9f\x98", 0, 0},
      {"\xc3(", 0, 0},
      {"\xe2\x82(", 0, 0},
      {"\xf0\x9f\x98(", 0, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(escape_for_display(row.text));
    const CodePoint decoded = decode_code_point(row.text);
    CHECK(decoded.value == row.value);
    CHECK(decoded.size == row.size);
  }
}

TEST_CASE("counting characters") {
  CHECK(count_code_points("") == 0);
  CHECK(count_code_points("aé€\U0001F600") == 4);
  CHECK(count_code_points("\xff\xe2\x82") == 3);
  CHECK(count_code_points("a\0b"sv) == 3);
}

TEST_CASE("the characters that YAML allows") {
  for (const char32_t c : {0x09U, 0x0AU, 0x0DU, 0x20U, 0x7EU, 0x85U, 0xA0U, 0x2028U, 0xD7FFU, 0xE000U,
                           0xFEFFU, 0xFFFDU, 0x10000U, 0x10FFFFU}) {
    CAPTURE(static_cast<unsigned>(c));
    CHECK(is_yaml_character(c));
  }
  for (const char32_t c : {0x00U, 0x01U, 0x08U, 0x0BU, 0x0CU, 0x0EU, 0x1BU, 0x1FU, 0x7FU, 0x80U, 0x84U, 0x86U,
                           0x9FU, 0xD800U, 0xDFFFU, 0xFFFEU, 0xFFFFU}) {
    CAPTURE(static_cast<unsigned>(c));
    CHECK(!is_yaml_character(c));
  }
}

TEST_CASE("text that is safe to show") {
  const struct {
    std::string_view text;
    std::string_view shown;
    std::size_t width;
  } rows[] = {
      {"", "", 0},
      {"plain é€\U0001F600 \"'\\", "plain é€\U0001F600 \"'\\", 13},
      {"a\nb\r\nc\td", "a\\nb\\r\\nc\\td", 12},
      {"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m", 18},
      {"\0\x07\x7f"sv, "\\x00\\x07\\x7f", 12},
      {"\xff\xc3(", "\\xff\\xc3(", 9},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80", 12},
      {"\u0085\u009b", "\\u{0085}\\u{009b}", 16},
      // Bidirectional controls, invisible characters, line separators.
      {"a\u202Eb\u2066c\u2069", "a\\u{202e}b\\u{2066}c\\u{2069}", 27},
      {"\u200B\u200E\u200F\u061C", "\\u{200b}\\u{200e}\\u{200f}\\u{061c}", 32},
      {"\u2028\u2029\uFEFF\u00AD", "\\u{2028}\\u{2029}\\u{feff}\\u{00ad}", 32},
      {"\U000E0041", "\\u{e0041}", 9},
      // What only looks unusual stays.
      {"\u00A0\u0301日本", "\u00A0\u0301日本", 4},
  };
  for (const auto& row : rows) {
    CAPTURE(row.shown);
    CHECK(escape_for_display(row.text) == row.shown);
    CHECK(display_width(row.text) == row.width);
    CHECK(escape_for_display(row.shown) == row.shown);
  }
}

TEST_CASE("the name that was meant") {
  const std::vector<std::string_view> names = {"replicas-below-ha", "db-client-enabled", "resources", "api",
                                               "web"};
  const struct {
    std::string_view word;
    std::string_view nearest;
  } rows[] = {
      {"replicas-below-ha", "replicas-below-ha"},
      {"replica-below-ha", "replicas-below-ha"},
      {"replicas-bleow-ha", "replicas-below-ha"},
      {"REPLICAS-BELOW-HA", "replicas-below-ha"},
      {"ressources", "resources"},
      {"apt", "api"},
      {"pai", "api"},
      {"appi", "api"},
      {"w", ""},
      {"wb", "web"},
      {"xyz", ""},
      {"", ""},
      {"something-else-entirely", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.word);
    CHECK(nearest_name(row.word, names) == row.nearest);
  }
  CHECK(nearest_name("api", {}).empty());
  // Ties go to the first.
  CHECK(nearest_name("bab", std::vector<std::string_view>{"bac", "bad"}) == "bac");
  CHECK(nearest_name("ab", std::vector<std::string_view>{"ba", "ab"}) == "ab");
}

TEST_CASE("spans") {
  constexpr Span span{2, 5};
  static_assert(span.length() == 3 && !span.empty());
  static_assert(!span.contains(1) && span.contains(2) && span.contains(4) && !span.contains(5));
  static_assert(Span{3, 3}.empty() && Span{3, 3}.length() == 0 && !Span{3, 3}.contains(3));
  static_assert(Span{4, 3}.empty() && Span{4, 3}.length() == 0);
  CHECK(span == Span{2, 5});
}

}  // namespace
}  // namespace estafette_lint
