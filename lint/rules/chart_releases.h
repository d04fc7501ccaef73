// The chart's facts in all of its releases, and the model of any one of them.
//
//   const std::optional<ReleaseIndex> release = find_release(history.keys.releases, "1.0.26");
//   const ReleaseModel model(history, *release);
//   lint_source(source, model.chart(), options);
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "lint/rules/chart_model.h"

namespace estafette_lint {

struct ChartHistory {
  KeyTable keys;
  std::span<const ComponentFact> components;  ///< each with the facts of all releases
  bool is_read = false;                       ///< one of the releases is a chart on disk (chart_reader.h)
};

/// The chart in one release, with the storage that it needs. Moving it keeps the model's views valid.
class ReleaseModel {
 public:
  /// REQUIRES: the history has the release, and outlives this.
  ReleaseModel(const ChartHistory& history, ReleaseIndex release);
  ReleaseModel(ReleaseModel&& other) noexcept;
  ReleaseModel& operator=(ReleaseModel&& other) noexcept;
  ReleaseModel(const ReleaseModel& other) = delete;
  ReleaseModel& operator=(const ReleaseModel& other) = delete;
  ~ReleaseModel();

  [[nodiscard]] const ChartModel& chart() const;

 private:
  struct Storage;
  std::unique_ptr<Storage> storage_;
};

[[nodiscard]] std::optional<ReleaseIndex> find_release(std::span<const Release> releases,
                                                       std::string_view version);

/// Whether a version is behind another; false where either is none.
[[nodiscard]] bool is_later_release(std::string_view version, std::string_view than);

/// The release that was probably meant: nearest in number ("1.0.99" is near 1.0.32, "v1.2" is 1.2.0); empty
/// where the text is no version.
[[nodiscard]] std::string_view nearest_release(std::span<const Release> releases, std::string_view text);

}  // namespace estafette_lint
