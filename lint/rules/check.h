// The checks: pure functions, few, each used by many rules. One explicit table names them.
//
// A check gets one place of a rule and gives the violations there. It asks `subject` for effective values and
// never looks at the rule itself, so that a rule file can use it wherever its parameters fit.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "lint/rules/rule.h"
#include "lint/rules/subject.h"
#include "lint/rules/violation.h"

namespace estafette_lint {

enum class ParameterType : std::uint8_t { kNumber, kBoolean, kText, kList, kRegex };

/// A parameter that `with:` may or must give.
struct ParameterSpec {
  std::string_view name;
  ParameterType type = ParameterType::kText;
  bool required = false;
};

struct CheckInput {
  const Subject& subject;
  const Place& place;

  /// The parameter of that name, or null. A required one is always there: the loader sees to it.
  [[nodiscard]] const Parameter* parameter(std::string_view name) const;
};

using CheckFunction = std::vector<Violation> (*)(const CheckInput& input);

struct Check {
  std::string_view name;     ///< kebab-case
  std::string_view summary;  ///< one sentence, for people who write rules
  bool needs_path = false;   ///< every place gives a `path`
  std::span<const ParameterSpec> parameters;
  std::span<const std::string_view>
      facts;  ///< the slots that messages may use; {path} and {component} always are
  CheckFunction run = nullptr;
  bool reads_files = false;  ///< a path may run on into a file of `api.config.files`
};

/// All checks, ordered by name.
[[nodiscard]] std::span<const Check> all_checks();
/// Null where there is no such check.
[[nodiscard]] const Check* find_check(std::string_view name);

}  // namespace estafette_lint
