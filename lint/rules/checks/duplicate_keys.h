// Check of keys that stand twice in one map.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// No key stands twice in one map of a file, none is the same to Helm as another, and no `<<` overrides a key
/// before it. Facts: key, problem.
[[nodiscard]] std::vector<Violation> check_keys_unique(const CheckInput& input);

}  // namespace estafette_lint
