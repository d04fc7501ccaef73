// The report for programs: one JSON object, version 1 (DESIGN.md, "JSON output").
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lint/engine/finding.h"
#include "lint/report/fix_summary.h"

namespace estafette_lint {

/// Ends in a line break. `fixes`: what a run with --fix or --diff has done; null for other runs. REQUIRES:
/// results are ordered by file name.
[[nodiscard]] std::string render_json(std::span<const FileResult> results, std::string_view tool_version,
                                      const FixSummary* fixes = nullptr);

}  // namespace estafette_lint
