// The check for text that a person was meant to replace.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// `placeholders-filled`: every scalar that a user wrote, in every layer and within the documents that the
/// API's configuration files hold, but not in components that are off. One violation a scalar.
[[nodiscard]] std::vector<Violation> check_placeholders_filled(const CheckInput& input);

}  // namespace estafette_lint
