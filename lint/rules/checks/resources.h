// Checks of the resources that containers ask for.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// `resources-present`: requests.cpu, requests.memory and limits.memory. A limit stands for its absent
/// request, because Kubernetes copies it.
[[nodiscard]] std::vector<Violation> check_resources_present(const CheckInput& input);

/// `quantities-valid`: every quantity in every resources map of the place's component.
[[nodiscard]] std::vector<Violation> check_quantities_valid(const CheckInput& input);

}  // namespace estafette_lint
