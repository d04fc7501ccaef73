// The file name that stands for standard input and standard output.
#pragma once

#include <string_view>

namespace estafette_lint {

/// The FILE that means standard input, and the `--output` that means standard output.
inline constexpr std::string_view kStandardStream = "-";

}  // namespace estafette_lint
