// Checks that know nothing of the chart: switches, keys and values. House rules are mostly made of these.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// `switch-on`, `switch-off`: the truth that a template sees, so `"false"` is on.
[[nodiscard]] std::vector<Violation> check_switch_on(const CheckInput& input);
[[nodiscard]] std::vector<Violation> check_switch_off(const CheckInput& input);

/// `component-off`: the place's path is the component's condition, off only where it is the boolean false.
[[nodiscard]] std::vector<Violation> check_component_off(const CheckInput& input);

/// `key-present`, `key-absent`: a null, "", [] and {} are no presence. For an absent key, neither is a
/// placeholder nor what another tool fills in; with `only-files`, neither is an argument (`--set`).
[[nodiscard]] std::vector<Violation> check_key_present(const CheckInput& input);
[[nodiscard]] std::vector<Violation> check_key_absent(const CheckInput& input);

/// `value-matches`: a scalar, or each scalar of a list, against a regular expression. Missing values are
/// fine.
[[nodiscard]] std::vector<Violation> check_value_matches(const CheckInput& input);

/// `reminder`: always one violation, for what only a person can confirm.
[[nodiscard]] std::vector<Violation> check_reminder(const CheckInput& input);

}  // namespace estafette_lint
