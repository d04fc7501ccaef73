#include <algorithm>

#include "lint/yaml/embedded.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

/// Whether a template's action prints nothing of its own: control flow, a comment, an assignment.
bool is_control(std::string_view expression) {
  expression.remove_prefix(std::min<std::size_t>(2, expression.size()));
  if (expression.starts_with('-')) expression.remove_prefix(1);
  while (!expression.empty() && (is_blank(expression.front()) || is_break(expression.front()))) {
    expression.remove_prefix(1);
  }
  if (expression.starts_with("/*")) return true;
  if (expression.starts_with('$'))
    return expression.find(":=") != std::string_view::npos ||
           expression.find(" = ") != std::string_view::npos;
  const std::string_view word = expression.substr(0, expression.find_first_of(" \t\r\n-}"));
  for (const std::string_view control : {"if", "else", "end", "range", "with", "define", "block"}) {
    if (word == control) return true;
  }
  return false;
}

}  // namespace

std::vector<TemplateSpan> find_templates(std::string_view text) {
  std::vector<TemplateSpan> found;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos;) {
    const std::size_t close = text.find("}}", at + 2);
    const std::size_t end = close == std::string_view::npos ? text.size() : close + 2;
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    found.push_back({span, false, is_control(text.substr(at, end - at))});
    at = text.find("{{", end);
  }
  // A template stands alone if only blanks and other templates that stand alone share its lines.
  std::size_t line_first = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    std::size_t before = found[i].span.begin;
    while (before > 0 && is_blank(text[before - 1])) --before;
    const bool starts_line = before == 0 || is_break(text[before - 1]);
    const bool follows = i > line_first && before == found[i - 1].span.end;
    if (starts_line) line_first = i;
    const bool clean = starts_line || follows;
    const std::uint32_t after = skip_blanks(text, found[i].span.end);
    const bool comment = after < text.size() && text[after] == '#' && after > found[i].span.end;
    const bool ends_line = after >= text.size() || is_break(text[after]) || comment;
    if (!clean) line_first = found.size();
    if (ends_line && clean) {
      for (std::size_t k = line_first; k <= i; ++k) found[k].whole_line = true;
    }
    if (ends_line) line_first = i + 1;
  }
  return found;
}

}  // namespace estafette_lint
