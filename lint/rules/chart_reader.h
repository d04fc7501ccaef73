// Reads a chart that is on disk, a fork or a release that the built-in model does not know, into a model of
// its own: one more release beside the built-in ones.
//
//   Result<ChartReading, RuleFileError> chart = read_chart(files, *builtin.history);
//   if (chart) lint_source(source, ReleaseModel(chart.value().history(), chart.value().release()).chart(),
//   …);
//
// Its defaults, keys and version are what the files say. What they do not say (which images run where, what
// types a key takes) comes from the nearest built-in release, as far as the chart has the same keys.
#pragma once

#include <memory>
#include <span>

#include "lint/rules/chart_releases.h"
#include "lint/rules/rule_loader.h"
#include "lint/text/result.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// Owns what the history points into, but for the built-in one's part. Moving it keeps the views valid.
class ChartReading {
 public:
  ChartReading(ChartReading&& other) noexcept;
  ChartReading& operator=(ChartReading&& other) noexcept;
  ChartReading(const ChartReading& other) = delete;
  ChartReading& operator=(const ChartReading& other) = delete;
  ~ChartReading();

  /// The built-in releases, of which the chart's own takes the place where it has the same version. Only the
  /// components of that one are known.
  [[nodiscard]] const ChartHistory& history() const;
  /// The chart's own.
  [[nodiscard]] ReleaseIndex release() const;

 private:
  friend class ChartReader;
  struct Storage;
  explicit ChartReading(std::unique_ptr<Storage> storage);
  std::unique_ptr<Storage> storage_;
};

/// `files` as read_chart_package() takes them; they need not outlive the result, `builtin` must. The error
/// names one of the files.
[[nodiscard]] Result<ChartReading, RuleFileError> read_chart(std::span<const Source> files,
                                                             const ChartHistory& builtin);

}  // namespace estafette_lint
