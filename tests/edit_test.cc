// Edits of bytes, and what they do to offsets.
#include "lint/text/edit.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace estafette_lint {
namespace {

TEST_CASE("edits replace, insert and remove bytes") {
  const struct {
    std::string_view text;
    std::vector<Edit> edits;
    std::string_view wanted;
  } rows[] = {
      {"", {}, ""},
      {"a: 1\n", {}, "a: 1\n"},
      {"a: 1\n", {{{3, 4}, "3"}}, "a: 3\n"},
      {"a: 1\n", {{{3, 4}, ""}}, "a: \n"},
      {"a: 1\n", {{{0, 5}, ""}}, ""},
      {"a: 1\n", {{{5, 5}, "b: 2\n"}}, "a: 1\nb: 2\n"},
      {"", {{{0, 0}, "a: 1\n"}}, "a: 1\n"},
      {"abc", {{{0, 0}, "x"}, {{0, 1}, "y"}, {{3, 3}, "z"}}, "xybcz"},
      {"abc", {{{1, 1}, "x"}, {{1, 1}, "y"}}, "axybc"},
      {"abc", {{{0, 1}, "longer"}, {{1, 2}, ""}, {{2, 3}, "d"}}, "longerd"},
  };
  for (const auto& row : rows) {
    REQUIRE(are_applicable(row.edits, row.text.size()));
    CHECK(apply_edits(row.text, row.edits) == row.wanted);
  }
}

TEST_CASE("edits that overlap, run backwards or lie outside cannot be made") {
  const std::vector<Edit> rows[] = {
      {{{1, 3}, ""}, {{2, 4}, ""}},
      {{{2, 3}, ""}, {{0, 1}, ""}},
      {{{3, 2}, ""}},
      {{{4, 6}, ""}},
      {{{6, 6}, ""}},
  };
  for (const std::vector<Edit>& edits : rows) CHECK_FALSE(are_applicable(edits, 5));
}

TEST_CASE("two lists of edits as one") {
  const struct {
    std::string_view text;
    std::vector<Edit> first;
    std::vector<Edit> second;
    std::vector<Edit> wanted;
  } rows[] = {
      {"abcdef", {}, {}, {}},
      {"abcdef", {{{1, 2}, "X"}}, {{{4, 5}, "Y"}}, {{{1, 2}, "X"}, {{4, 5}, "Y"}}},
      {"abcdef", {{{1, 2}, "XYZ"}}, {{{2, 3}, "-"}}, {{{1, 2}, "X-Z"}}},
      {"abcdef", {{{1, 2}, "XYZ"}}, {{{0, 5}, ""}}, {{{0, 3}, ""}}},
      {"abcdef", {{{2, 4}, ""}}, {{{1, 3}, "!"}}, {{{1, 5}, "!"}}},
      {"abcdef", {{{6, 6}, "g"}}, {{{7, 7}, "h"}}, {{{6, 6}, "gh"}}},
      {"abcdef", {{{3, 3}, "X"}}, {{{3, 4}, ""}}, {}},
      {"", {{{0, 0}, "ab"}}, {{{1, 1}, "-"}}, {{{0, 0}, "a-b"}}},
  };
  for (const auto& row : rows) {
    const std::vector<Edit> both = compose_edits(row.text.size(), row.first, row.second);
    CHECK(both == row.wanted);
    REQUIRE(are_applicable(both, row.text.size()));
    CHECK(apply_edits(row.text, both) == apply_edits(apply_edits(row.text, row.first), row.second));
  }
}

TEST_CASE("where a byte stands afterwards") {
  const std::vector<Edit> edits = {{{2, 4}, "xyz"}, {{6, 6}, "!!"}, {{8, 9}, ""}};
  // 0123456789 -> 01xyz45!!679
  const std::uint32_t wanted[] = {0, 1, 2, 2, 5, 6, 9, 10, 11, 11, 12};
  for (std::uint32_t at = 0; at < std::size(wanted); ++at) CHECK(shifted(at, edits) == wanted[at]);
}

}  // namespace
}  // namespace estafette_lint
