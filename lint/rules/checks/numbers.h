// Checks of numbers as the chart's templates render them and Kubernetes reads them.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// What a template's `| int64` makes of a value: 0 of what is no number.
[[nodiscard]] double cast_to_whole_number(const Value& value);

/// `number-at-least`: what counts is the number that Kubernetes gets, not how the value is written.
[[nodiscard]] std::vector<Violation> check_number_at_least(const CheckInput& input);

}  // namespace estafette_lint
