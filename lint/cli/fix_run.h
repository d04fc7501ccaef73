// Fixes the inputs of a run: asks the engine for the new texts, writes them or shows the difference, and
// keeps what the reports tell of it.
//
//   FixRun run(options);
//   results.push_back(run.fix({.layers = layers, .files = names}, chart, how));
//   status = worse(status, run.print());
#pragma once

#include <deque>
#include <span>
#include <string>
#include <utility>

#include "lint/cli/exit_status.h"
#include "lint/cli/fix_options.h"
#include "lint/engine/fixer.h"
#include "lint/report/fix_summary.h"

namespace estafette_lint {

/// The layers of one release, or one file by itself, and where the files come from.
struct FixInput {
  ReleaseLayers layers;
  std::span<const std::string> files;  ///< one for each of the layers' files; kStandardStream for that
  bool by_itself = false;              ///< a single file, which is no layer
};

class FixRun {
 public:
  explicit FixRun(FixOptions options) : options_(std::move(options)) {}

  /// Fixes and writes the files; a file that could not be written is a failure of the result. What is left of
  /// the findings points into this run.
  [[nodiscard]] FileResult fix(const FixInput& input, const ChartModel& chart, const LintOptions& how);

  [[nodiscard]] const FixSummary& summary() const { return summary_; }
  /// Whether there is anything that --diff shows.
  [[nodiscard]] bool has_difference() const { return has_difference_; }
  /// What goes to standard output in place of the report.
  [[nodiscard]] const std::string& output() const { return output_; }

 private:
  void write(const FixInput& input, FixOutcome& outcome, std::vector<Failure>& failures);

  FixOptions options_;
  FixSummary summary_;
  std::deque<FixOutcome> outcomes_;
  std::string output_;
  bool has_difference_ = false;
};

}  // namespace estafette_lint
