// The report for people: GNU-style lines that editors read, a frame of the source, why, and what to write.
#pragma once

#include <span>
#include <string>

#include "lint/engine/finding.h"
#include "lint/report/fix_summary.h"

namespace estafette_lint {

struct TextOptions {
  bool color = false;
  const FixSummary* fixes =
      nullptr;         ///< what a run with --fix or --diff has done; the findings are what is left
  bool quiet = false;  ///< the first line of each finding only, no frames and no summary
};

/// REQUIRES: results are ordered by file name.
[[nodiscard]] std::string render_text(std::span<const FileResult> results, const TextOptions& options);

}  // namespace estafette_lint
