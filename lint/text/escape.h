// Makes text that came from the input safe to print on a terminal or into a log.
#pragma once

#include <string>
#include <string_view>

namespace estafette_lint {

/// Control characters (line breaks too), invisible and bidirectional ones, and bytes that are no UTF-8
/// come out as `\n`, `\t`, `\xNN` or `\u{NNNN}`; all else as it is.
[[nodiscard]] std::string escape_for_display(std::string_view text);

/// How many terminal columns the escaped form of `text` takes, counting one a code point.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace estafette_lint
