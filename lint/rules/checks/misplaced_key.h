// The check of a key that stands where no chart reads it.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// What writes a value at another path; empty where that takes more than copying.
[[nodiscard]] std::vector<Setting> settings_that_move(const Value& value, const Path& to);

/// `key-misplaced`: the place's path is written; where it belongs is a parameter. The change moves what
/// stands there, unless that takes more than copying.
[[nodiscard]] std::vector<Violation> check_key_misplaced(const CheckInput& input);

}  // namespace estafette_lint
