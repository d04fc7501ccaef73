// UTF-8 without surprises: decoding, counting, and finding what no YAML reader of Helm accepts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace estafette_lint {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// One decoded character; `size` is the number of bytes it takes, 0 where the bytes are no UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;
};

/// Decodes the character at the start of `text`. REQUIRES: text is not empty.
[[nodiscard]] CodePoint decode_code_point(std::string_view text);

/// Adds the character. REQUIRES: it is one, no surrogate.
void append_utf8(std::string& out, char32_t c);

/// Counts characters; a byte that is no UTF-8 counts as one.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// Whether a YAML stream may hold the character (YAML 1.1 section 5.1, as go-yaml applies it).
[[nodiscard]] bool is_yaml_character(char32_t value);

}  // namespace estafette_lint
