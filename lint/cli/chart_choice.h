// The chart that the options mean, as a model. `lint`, `effective` and `schema` ask here only.
//
//   const Result<ChartChoice, Failure> chart = choose_chart(options.chart, builtin);
//   if (!chart) return report(chart.error());
//   lint_source(source, chart.value().model(), how);
#pragma once

#include <optional>
#include <utility>

#include "lint/cli/release_options.h"
#include "lint/engine/finding.h"
#include "lint/rules/chart_reader.h"
#include "lint/rules/chart_releases.h"
#include "lint/rules/rule.h"
#include "lint/text/result.h"

namespace estafette_lint {

/// A model, with the storage that it needs. Moving it keeps the model valid.
class ChartChoice {
 public:
  /// REQUIRES: the model outlives this.
  explicit ChartChoice(const ChartModel& builtin) : builtin_(&builtin), is_public_(true) {}
  explicit ChartChoice(ReleaseModel release) : release_(std::move(release)), is_public_(true) {}
  explicit ChartChoice(ChartReading read)
      : read_(std::move(read)), release_(ReleaseModel(read_->history(), read_->release())) {}

  [[nodiscard]] const ChartModel& model() const { return release_ ? release_->chart() : *builtin_; }

  /// Whether its defaults are those that everybody can read, and so hold no secret.
  [[nodiscard]] bool is_public() const { return is_public_; }

 private:
  const ChartModel* builtin_ = nullptr;
  std::optional<ChartReading> read_;
  std::optional<ReleaseModel> release_;
  bool is_public_ = false;
};

/// The error is for a chart on disk that cannot be used: a failure like that of a file that cannot be read.
/// An unknown release is thrown as Misuse (command_line.h). `builtin` outlives the choice.
[[nodiscard]] Result<ChartChoice, Failure> choose_chart(const ChartOptions& options, const Tables& builtin);

}  // namespace estafette_lint
