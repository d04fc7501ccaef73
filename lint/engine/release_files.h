// The files that are the layers of one release, and what they say of it.
//
//   const ReleaseFiles files(sources, chart, {.values_root = nullptr, .history = tables.history});
//   if (!files.failures().empty()) return report(files.failures());
//   merge_release(files.layers(), arguments, *files.chart().defaults);
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/input_file.h"
#include "lint/rules/chart_releases.h"
#include "lint/text/source.h"
#include "lint/values/set_apply.h"
#include "lint/values/set_argument.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

struct ReadingOptions {
  const Path* values_root = nullptr;  ///< of the values in each file; null: recognised
  /// Where a file may say by itself which release of the chart it is for; null: it is always the same.
  const ChartHistory* history = nullptr;
};

/// The model of the chart that a file names, with the storage that it needs.
class NamedChart {
 public:
  /// `chart` is for files that name none.
  NamedChart(const ChartModel& chart, const ChartHistory* history) : chart_(chart), history_(history) {}

  /// `version` is what the file says, if it does; one that is not known gets a note.
  const ChartModel& choose(std::string_view version, const Source& source, std::vector<Note>& notes);

 private:
  const ChartModel& chart_;
  const ChartHistory* history_;
  std::optional<ReleaseModel> model_;
};

/// Each file is to hold the values of one release.
class ReleaseFiles {
 public:
  /// The sources, lowest first, and the chart outlive this.
  ReleaseFiles(std::span<const Source* const> sources, const ChartModel& chart,
               const ReadingOptions& options);
  ReleaseFiles(const ReleaseFiles&) = delete;
  ReleaseFiles& operator=(const ReleaseFiles&) = delete;
  ~ReleaseFiles() = default;

  [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }
  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }
  [[nodiscard]] const std::deque<InputFile>& files() const { return files_; }

  // Of use where there are no failures:
  [[nodiscard]] const ChartModel& chart() const { return *chart_; }
  [[nodiscard]] const std::vector<const Layer*>& layers() const { return layers_; }
  [[nodiscard]] const std::vector<ShownLayer>& shown() const { return shown_; }
  /// One for each file.
  [[nodiscard]] const std::vector<const FileRelease*>& parts() const { return parts_; }
  /// Of an argument that names an umbrella's section, where the values are those under it already.
  [[nodiscard]] std::optional<SetFault> fault_of(std::span<const SetArgument* const> arguments) const;

 private:
  std::deque<InputFile> files_;
  NamedChart named_;
  const ChartModel* chart_;
  std::vector<const Layer*> layers_;
  std::vector<ShownLayer> shown_;
  std::vector<const FileRelease*> parts_;
  std::vector<Failure> failures_;
  std::vector<Note> notes_;
};

}  // namespace estafette_lint
