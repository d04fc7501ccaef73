// Makes the fix of a violation: from what the rule and the check say of it to changes of one file.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lint/engine/fix.h"
#include "lint/engine/input_file.h"
#include "lint/rules/rule.h"
#include "lint/rules/violation.h"
#include "lint/values/values.h"

namespace estafette_lint {

struct FixContext {
  const Values& values;
  const Layer* target = nullptr;       ///< the file that takes new values; null: there is none
  std::span<const ShownLayer> layers;  ///< all that decide the values, lowest first
  /// The name of a source as it may be shown.
  std::function<std::string(const Source*)> shown_name;
};

/// Nothing where the rule knows of no fix. The texts are not masked yet.
[[nodiscard]] std::optional<Fix> make_fix(const Place& place, const Violation& violation,
                                          std::string_view help, const FixContext& context);

}  // namespace estafette_lint
