// Finds the name that somebody probably meant.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace estafette_lint {

/// How many letters must be inserted, left out, replaced or swapped with a neighbour; letter case aside.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate closest to `word` by edit distance (a swap of neighbours counts once, letter case not at
/// all), or an empty view where none is close enough to be a likely slip. Ties go to the first.
[[nodiscard]] std::string_view nearest_name(std::string_view word,
                                            std::span<const std::string_view> candidates);

}  // namespace estafette_lint
