#include "lint/engine/message.h"

#include <optional>

namespace estafette_lint {
namespace {

std::optional<std::string> fact_named(std::string_view name, const Violation& violation) {
  for (const Fact& fact : violation.facts) {
    if (fact.name == name) return fact.text;
  }
  if (name == "path") return format_path(violation.path);
  if (name == "component") return violation.component;
  return std::nullopt;
}

}  // namespace

std::string fill_slots(std::string_view text, const Violation& violation,
                       const std::function<std::string(std::string_view name, std::string_view text)>& show) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    const std::string_view name = close == std::string_view::npos ? text : text.substr(1, close - 1);
    if (const auto fact = fact_named(name, violation)) {
      out += show(name, *fact);
      text.remove_prefix(close + 1);
    } else {
      out += '{';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace estafette_lint
