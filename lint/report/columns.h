// How wide text is on a terminal, so that carets stand under what they point at.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace estafette_lint {

/// Terminal columns of text that is safe to print (escape.h): two for a wide character, none for a combining
/// one.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// The longest start, or end, of the text that takes at most that many columns.
[[nodiscard]] std::string_view first_columns(std::string_view text, std::size_t columns);
[[nodiscard]] std::string_view last_columns(std::string_view text, std::size_t columns);

}  // namespace estafette_lint
