// Check of nulls that take a default away.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// No written null removes a default that a template would use. Parameters: optional (maps that templates ask
/// for before they look into them), cast (keys whose templates cast to a whole number). Facts: effect.
[[nodiscard]] std::vector<Violation> check_defaults_kept(const CheckInput& input);

}  // namespace estafette_lint
