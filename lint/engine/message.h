// Fills the slots of a rule's message with what a check has found.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lint/rules/violation.h"

namespace estafette_lint {

/// Each `{name}` gives way to the fact of that name; `{path}` and `{component}` are the violation's own. The
/// loader has seen to it that there are no others; one that is there all the same stays as it is.
[[nodiscard]] std::string fill_slots(std::string_view text, const Violation& violation);

}  // namespace estafette_lint
