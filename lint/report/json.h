// The report for programs: one JSON object, version 1 (DESIGN.md, "JSON output").
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lint/engine/finding.h"

namespace estafette_lint {

/// Ends in a line break. REQUIRES: results are ordered by file name.
[[nodiscard]] std::string render_json(std::span<const FileResult> results, std::string_view tool_version);

}  // namespace estafette_lint
