// What fixes have made of the effective values of releases.
//
//   const ReadReleases before(layers, chart, reading, by_itself);
//   ... make fixes, each of which says which paths it is about ...
//   for (const Path& path : changed_beyond(before, ReadReleases(layers_now, ...), named)) refuse(path);
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lint/engine/effective_release.h"
#include "lint/engine/input_file.h"
#include "lint/engine/lint.h"
#include "lint/values/values.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

/// The effective values of the one release that the layers make, or of each in a file that is no layer
/// (`by_itself`). None where they cannot be read.
class ReadReleases {
 public:
  /// The layers and the chart outlive it.
  ReadReleases(const ReleaseLayers& layers, const ChartModel& chart, const ReadingOptions& reading,
               bool by_itself);
  ReadReleases(const ReadReleases&) = delete;
  ReadReleases& operator=(const ReadReleases&) = delete;
  ~ReadReleases() = default;

  [[nodiscard]] std::size_t size() const { return releases_.size(); }
  [[nodiscard]] Value root(std::size_t release) const { return releases_[release]->root(); }
  /// The part of a path that leads to a null of the user's, of any release; the root where there is none.
  [[nodiscard]] Path null_above(const Path& path) const;

 private:
  void read_each(const Source& source, const ChartModel& chart, const ReadingOptions& reading);

  std::optional<EffectiveRelease> release_;
  std::optional<InputFile> file_;
  std::deque<NamedChart> charts_;
  std::deque<Values> values_;
  std::vector<const Values*> releases_;
};

/// The paths of the values that came, went or changed, but for those at or below a named path, and those that
/// make room for one: an empty value above it, or the text that holds the document which it leads into. A
/// switch `<alias>.enabled` names all of its component.
[[nodiscard]] std::vector<Path> changed_beyond(const ReadReleases& before, const ReadReleases& after,
                                               std::span<const Path> named);

}  // namespace estafette_lint
