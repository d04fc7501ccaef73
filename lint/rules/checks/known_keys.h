// Checks of the keys themselves: does a template of the release read them?
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// No written key is one that no template reads. Facts: version, likely.
[[nodiscard]] std::vector<Violation> check_keys_known(const CheckInput& input);

/// No written key is one that the chart shows and no template reads. Facts: version, likely.
[[nodiscard]] std::vector<Violation> check_keys_alive(const CheckInput& input);

/// No written key is one that only another release has. Facts: version, releases, likely.
[[nodiscard]] std::vector<Violation> check_keys_of_release(const CheckInput& input);

}  // namespace estafette_lint
