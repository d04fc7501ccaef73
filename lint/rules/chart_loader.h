// Reads the chart's facts, rules/chart/{releases,components}.yaml and rules/chart/keys/*.yaml, into a
// ChartHistory.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "lint/rules/chart_releases.h"
#include "lint/rules/rule_loader.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// Owns the storage behind a ChartHistory. Moving it keeps the views valid.
class ChartLibrary {
 public:
  ChartLibrary();
  ChartLibrary(ChartLibrary&& other) noexcept;
  ChartLibrary& operator=(ChartLibrary&& other) noexcept;
  ChartLibrary(const ChartLibrary& other) = delete;
  ChartLibrary& operator=(const ChartLibrary& other) = delete;
  ~ChartLibrary();

  /// The newest release.
  [[nodiscard]] const ChartModel& model() const;
  [[nodiscard]] const ChartHistory& history() const;

 private:
  friend class ChartLoader;
  struct Storage;
  std::unique_ptr<Storage> storage_;
};

struct LoadedChart {
  ChartLibrary library;
  std::vector<RuleFileError> errors;  ///< by file, line and column; the library is complete only without any
};

/// `keys` holds a file for each component, named after its alias, and umbrella.yaml. Every path in
/// `components` must be a key of one of them, in every release of the fact. The sources need not outlive the
/// result.
[[nodiscard]] LoadedChart load_chart(const Source& releases, const Source& components,
                                     std::span<const Source> keys);

}  // namespace estafette_lint
