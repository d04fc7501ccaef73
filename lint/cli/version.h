// The version of the program, from the one place that names it: project() in CMakeLists.txt.
#pragma once

#include <string_view>

#ifndef ESTAFETTE_LINT_VERSION
#define ESTAFETTE_LINT_VERSION "0.1.0"
#endif

namespace estafette_lint {

inline constexpr std::string_view kVersion = ESTAFETTE_LINT_VERSION;

}  // namespace estafette_lint
