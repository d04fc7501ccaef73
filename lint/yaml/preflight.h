// What can be said of an input before it is parsed: its size, its encoding, its characters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lint/text/result.h"

namespace estafette_lint {

/// The first fault that no reader of Helm would accept either: over kMaxFileBytes, another encoding than
/// UTF-8, a NUL, a control character.
[[nodiscard]] std::optional<TextError> find_text_fault(std::string_view text);

/// The same text, byte for byte as long, with the line breaks that Helm sees and yaml-cpp does not (a lone
/// CR, U+0085, U+2028, U+2029) turned into ones that both see; nothing where there are none.
[[nodiscard]] std::optional<std::string> with_plain_line_breaks(std::string_view text);

}  // namespace estafette_lint
