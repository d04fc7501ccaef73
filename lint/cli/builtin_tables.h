// The built-in rules and chart facts, turned into tables when the project is built (compile_rules.cc).
#pragma once

#include "lint/rules/rule.h"

namespace estafette_lint {

/// Static storage; nothing is parsed.
[[nodiscard]] const Tables& builtin_tables();

}  // namespace estafette_lint
