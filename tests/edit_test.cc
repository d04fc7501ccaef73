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

TEST_CASE("where a byte stands afterwards") {
  const std::vector<Edit> edits = {{{2, 4}, "xyz"}, {{6, 6}, "!!"}, {{8, 9}, ""}};
  // 0123456789 -> 01xyz45!!679
  const std::uint32_t wanted[] = {0, 1, 2, 2, 5, 6, 9, 10, 11, 11, 12};
  for (std::uint32_t at = 0; at < std::size(wanted); ++at) CHECK(shifted(at, edits) == wanted[at]);
}

}  // namespace
}  // namespace estafette_lint
