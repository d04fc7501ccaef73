// Words for what is wrong with a text that does not parse, and where a person should look.
#pragma once

#include <cstdint>
#include <string_view>

#include "lint/text/result.h"

namespace estafette_lint {

/// What is wrong with `a: {{ .x }}`, and what to do.
inline constexpr std::string_view kTemplateMessage = "'{{' without quotes is no text but two maps";
inline constexpr std::string_view kTemplateHint =
    "Helm fills in no templates in a values file; quote the value if it is meant as text";

/// Turns yaml-cpp's terse message at a byte into one that says what to do. `reason` may be empty: text that
/// belongs to nothing.
[[nodiscard]] TextError explain_parse_error(std::string_view text, std::uint32_t at, std::string_view reason);

/// The same error, or, where the text is a Helm template rather than values, one that says so at its first
/// template line.
[[nodiscard]] TextError explain_template(std::string_view text, const TextError& error);

}  // namespace estafette_lint
