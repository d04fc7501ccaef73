#include "lint/text/escape.h"

#include <fmt/format.h>

#include "lint/text/utf8.h"

namespace estafette_lint {
namespace {

/// Characters that change how the text around them is shown, or that nobody sees (Unicode UAX 9 and
/// the zero-width ones of UTS 36).
bool is_deceptive(char32_t c) {
  return (c >= 0x80 && c <= 0x9F) || c == 0xAD || c == 0x061C || c == 0x180E ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

}  // namespace

std::string escape_for_display(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint c = decode_code_point(text);
    if (c.size == 0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
      continue;
    }
    if (c.value == '\n') {
      out += "\\n";
    } else if (c.value == '\r') {
      out += "\\r";
    } else if (c.value == '\t') {
      out += "\\t";
    } else if (c.value < 0x20 || c.value == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c.value));
    } else if (is_deceptive(c.value)) {
      out += fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(c.value));
    } else {
      out += text.substr(0, c.size);
    }
    text.remove_prefix(c.size);
  }
  return out;
}

std::size_t display_width(std::string_view text) { return count_code_points(escape_for_display(text)); }

}  // namespace estafette_lint
