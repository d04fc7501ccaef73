#include "lint/engine/release_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/engine/input_faults.h"

namespace estafette_lint {
namespace {

/// Why a file is no layer.
std::optional<TextError> layer_fault(const InputFile& file) {
  if (file.error()) return file.error();
  const std::size_t count = file.releases().size();
  if (count == 1) return std::nullopt;
  if (count == 0) {
    return TextError{fmt::format("there are no values of {} in this file", kChartName),
                     "a layer is a file of values, or an object that holds them",
                     {}};
  }
  const Layer& second = *file.releases()[1].layers.front();
  return TextError{fmt::format("this file holds {} releases of the chart, and a layer is of one", count),
                   "lint it by itself, without '-f' and '--set'", second.root->key};
}

}  // namespace

const ChartModel& NamedChart::choose(std::string_view version, const Source& source,
                                     std::vector<Note>& notes) {
  if (version.starts_with('v')) version.remove_prefix(1);
  if (version.empty() || history_ == nullptr || version == chart_.version) return chart_;
  const std::optional<ReleaseIndex> release = find_release(history_->keys.releases, version);
  if (release) return model_.emplace(*history_, *release).chart();
  notes.push_back({source.name, fmt::format("the chart's version {} is none of the releases that are known; "
                                            "judged as {} ('--chart-version' names another)",
                                            version, chart_.version)});
  return chart_;
}

ReleaseFiles::ReleaseFiles(std::span<const Source* const> sources, const ChartModel& chart,
                           const ReadingOptions& options)
    : named_(chart, options.history), chart_(&chart) {
  for (const Source* source : sources) {
    InputFile& file = files_.emplace_back(*source, chart, options.values_root);
    for (const std::string& note : file.notes()) notes_.push_back({source->name, note});
    if (const std::optional<TextError> fault = layer_fault(file)) {
      failures_.push_back(failure_of(*source, *fault));
      continue;
    }
    const FileRelease& part = file.releases().front();
    for (const Layer* layer : part.layers) {
      layers_.push_back(layer);
      shown_.push_back({.layer = layer, .file = &file});
    }
    parts_.push_back(&part);
    if (!part.version.empty()) chart_ = &named_.choose(part.version, *source, notes_);
  }
}

std::optional<SetFault> ReleaseFiles::fault_of(std::span<const SetArgument* const> arguments) const {
  if (std::ranges::none_of(parts_, [](const FileRelease* part) { return part->in_umbrella; })) {
    return std::nullopt;
  }
  for (const SetArgument* argument : arguments) {
    for (const SetAssignment& assignment : argument->assignments) {
      if (assignment.steps.empty() || assignment.steps.front().key != kChartName) continue;
      return SetFault{
          argument,
          {fmt::format("the values are those under {} already", kChartName),
           fmt::format("leave '{}.' out of the argument", kChartName), assignment.steps.front().span}};
    }
  }
  return std::nullopt;
}

}  // namespace estafette_lint
