// What the exit code of the program means. Scripts and CI depend on these numbers.
#pragma once

#include <algorithm>

namespace estafette_lint {

/// In rising order: when several apply, the highest wins.
enum class ExitStatus : int {
  kClean = 0,     ///< nothing at or above --fail-on
  kFindings = 1,  ///< findings at or above it
  kUsage = 2,     ///< wrong usage: options, rule files, no file to check; nothing was checked
  kFailure =
      3,  ///< an input could not be read or parsed, the report could not be written, or an internal error
};

[[nodiscard]] constexpr ExitStatus worse(ExitStatus a, ExitStatus b) { return std::max(a, b); }

}  // namespace estafette_lint
