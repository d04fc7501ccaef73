// Check of text that Helm drops behind the first document.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// A file holds one document and nothing behind it. Facts: problem.
[[nodiscard]] std::vector<Violation> check_one_document(const CheckInput& input);

}  // namespace estafette_lint
