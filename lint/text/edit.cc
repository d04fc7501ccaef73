#include "lint/text/edit.h"

#include <cassert>

namespace estafette_lint {

bool are_applicable(std::span<const Edit> edits, std::size_t size) {
  std::uint32_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < at || edit.span.end < edit.span.begin || edit.span.end > size) return false;
    at = edit.span.end;
  }
  return true;
}

std::string apply_edits(std::string_view text, std::span<const Edit> edits) {
  assert(are_applicable(edits, text.size()));
  std::string out;
  std::uint32_t at = 0;
  for (const Edit& edit : edits) {
    out += text.substr(at, edit.span.begin - at);
    out += edit.text;
    at = edit.span.end;
  }
  return out += text.substr(at);
}

std::uint32_t shifted(std::uint32_t offset, std::span<const Edit> edits) {
  std::uint32_t out = offset;
  for (const Edit& edit : edits) {
    if (edit.span.begin > offset) break;
    const auto written = static_cast<std::uint32_t>(edit.text.size());
    if (edit.span.contains(offset)) return out - (offset - edit.span.begin);
    out += written - edit.span.length();
  }
  return out;
}

}  // namespace estafette_lint
