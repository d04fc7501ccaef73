// Checks of the values' types: can the templates use them?
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// Every written value is of a type that its templates can use, and every item of a list of pull secrets is a
/// map, as Kubernetes wants it. Facts: value, wanted, effect. Parameters,
/// lists of keys that only the templates can tell of:
///   cast       cast to a whole number
///   iterated   lists in whose place a map's values do, too
///   joined     lists in whose place text does, too
///   optional   maps that are asked for before somebody looks into them
///   text-only  texts in whose place a number fails
///   text-maps  how the names end of open maps whose values must be text to Kubernetes
///   quoted     those of them whose values are put in quotes
[[nodiscard]] std::vector<Violation> check_types_usable(const CheckInput& input);

/// Every written switch is true or false, without quotes. Parameter: printed (switches that templates only
/// print, so that Kubernetes reads them). Facts: value, effect.
[[nodiscard]] std::vector<Violation> check_switches_boolean(const CheckInput& input);

}  // namespace estafette_lint
