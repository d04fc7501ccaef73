#include "lint/rules/rule.h"

#include <array>

namespace estafette_lint {
namespace {

constexpr std::array<std::string_view, 3> kSeverityNames = {"info", "warning", "error"};

}  // namespace

std::string_view to_string(Severity severity) { return kSeverityNames[static_cast<std::size_t>(severity)]; }

std::optional<Severity> parse_severity(std::string_view text) {
  for (std::size_t i = 0; i < kSeverityNames.size(); ++i) {
    if (kSeverityNames[i] == text) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

std::optional<Profile> parse_profile(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kProfileNames); ++i) {
    if (kProfileNames[i] == text) return static_cast<Profile>(i);
  }
  return std::nullopt;
}

}  // namespace estafette_lint
