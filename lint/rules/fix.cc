#include "lint/rules/fix.h"

#include <algorithm>
#include <iterator>

namespace estafette_lint {

std::string_view to_string(FixSafety safety) { return kFixSafetyNames[static_cast<std::size_t>(safety)]; }

std::optional<FixSafety> parse_fix_safety(std::string_view text) {
  const auto* const found = std::find(std::begin(kFixSafetyNames), std::end(kFixSafetyNames), text);
  if (found == std::end(kFixSafetyNames)) return std::nullopt;
  return static_cast<FixSafety>(found - std::begin(kFixSafetyNames));
}

std::string describe_impacts(std::uint8_t impacts) {
  std::string text;
  for (std::size_t i = 0; i < std::size(kImpactNames); ++i) {
    if ((static_cast<unsigned>(impacts) >> i & 1U) == 0) continue;
    if (!text.empty()) text += ", ";
    text += kImpactNames[i];
  }
  return text.empty() ? "none" : text;
}

}  // namespace estafette_lint
