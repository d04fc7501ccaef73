// Counts of a run, for summaries and exit codes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "lint/engine/finding.h"

namespace estafette_lint {

struct Summary {
  std::size_t files = 0;           ///< inputs, those that failed too
  std::size_t without_values = 0;  ///< inputs that hold no values of the chart
  std::size_t checked = 0;         ///< those of them that have been judged: of a release all or none
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t infos = 0;
  std::size_t suppressed = 0;
  std::size_t fixable = 0;
  std::size_t failures = 0;
  std::size_t unreadable = 0;  ///< failures that are files
};

[[nodiscard]] Summary summarize(std::span<const FileResult> results);

/// Whether there are findings at or above the threshold; no threshold: never.
[[nodiscard]] bool fails(const Summary& summary, std::optional<Severity> threshold);

}  // namespace estafette_lint
