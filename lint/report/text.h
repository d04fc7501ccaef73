// The report for people: GNU-style lines that editors read, a frame of the source, why, and what to write.
#pragma once

#include <span>
#include <string>

#include "lint/engine/finding.h"

namespace estafette_lint {

struct TextOptions {
  bool color = false;
  bool quiet = false;  ///< the first line of each finding only, no frames and no summary
};

/// REQUIRES: results are ordered by file name.
[[nodiscard]] std::string render_text(std::span<const FileResult> results, const TextOptions& options);

}  // namespace estafette_lint
