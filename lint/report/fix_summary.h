// What a run with --fix or --diff has done, for the reports.
#pragma once

#include <string>
#include <vector>

#include "lint/engine/fixer.h"

namespace estafette_lint {

/// Of all files of a run. The findings of the run are those that are left.
struct FixSummary {
  std::vector<FixReport> fixed;
  std::vector<FixReport> withheld;
  bool written = true;  ///< false: it was only shown what would be written (--diff)
};

/// The part of the text report behind the findings; empty where there was nothing to fix.
[[nodiscard]] std::string render_fixes(const FixSummary& fixes);

}  // namespace estafette_lint
