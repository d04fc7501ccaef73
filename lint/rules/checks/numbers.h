// Checks of numbers as the chart's templates render them and Kubernetes reads them.
#pragma once

#include <optional>
#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// What a template's `| int64` makes of a value: 0 of what is no number.
[[nodiscard]] double cast_to_whole_number(const Value& value);

/// The whole number that Kubernetes gets of a replica count as a template prints it; `empty` for what renders
/// empty. Nothing where Kubernetes rejects it.
[[nodiscard]] std::optional<double> rendered_whole_number(const Value& value, std::optional<double> empty);

/// `number-at-least`: what counts is the number that Kubernetes gets, not how the value is written.
[[nodiscard]] std::vector<Violation> check_number_at_least(const CheckInput& input);

/// `autoscaling-on`: a switch with `minReplicas` and `maxReplicas` beside it. The change takes no pod away:
/// the bounds rise to the fixed number of pods, which the parameter `replicas` names.
[[nodiscard]] std::vector<Violation> check_autoscaling_on(const CheckInput& input);

}  // namespace estafette_lint
