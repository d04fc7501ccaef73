// Fills the slots of a rule's message with what a check has found.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "lint/rules/violation.h"

namespace estafette_lint {

/// Each `{name}` gives way to the fact of that name; `{path}` and `{component}` are the violation's own. The
/// loader has seen to it that there are no others; one that is there all the same stays as it is. `show` is
/// given each slot's name and text and says how the text may be shown; the rule's own words hold nothing to
/// hide.
[[nodiscard]] std::string fill_slots(
    std::string_view text, const Violation& violation,
    const std::function<std::string(std::string_view name, std::string_view text)>& show);

}  // namespace estafette_lint
