#include "lint/rules/tool_version.h"

#include <charconv>
#include <system_error>

namespace estafette_lint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a number off the front.
bool take_number(std::string_view& text, int& number) {
  if (text.empty() || !is_digit(text.front())) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_dot(std::string_view& text) {
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<ToolVersion> parse_tool_version(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  ToolVersion version;
  if (!take_number(text, version.major) || !take_dot(text) || !take_number(text, version.minor)) {
    return std::nullopt;
  }
  if (take_dot(text) && !take_number(text, version.patch)) return std::nullopt;
  const bool has_label = text.size() > 1 && (text.front() == '-' || text.front() == '+');
  if (!text.empty() && !has_label) return std::nullopt;
  return version;
}

}  // namespace estafette_lint
