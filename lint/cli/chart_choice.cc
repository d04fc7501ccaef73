#include "lint/cli/chart_choice.h"

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/chart_files.h"
#include "lint/cli/command_line.h"
#include "lint/cli/output.h"

namespace estafette_lint {
namespace {

std::string unknown_release(std::string_view version, std::span<const Release> releases) {
  const std::string_view near = nearest_release(releases, version);
  return fmt::format("unknown chart release {} for '--chart-version'; the {} is {}", in_quotes(version),
                     near.empty() ? "newest" : "nearest", near.empty() ? releases.back().version : near);
}

/// A file of the chart, named as the user would find it.
std::string place_in(std::string path, const std::string& place) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return place.empty() ? path : path + '/' + place;
}

Result<ChartChoice, Failure> read_chart_at(const std::string& path, const ChartHistory& builtin) {
  const Result<std::vector<Source>, ChartFileError> files = read_chart_files(path);
  if (!files) {
    const ChartFileError& error = files.error();
    return Failure{.file = place_in(path, error.place), .message = error.message, .hint = error.hint};
  }
  Result<ChartReading, RuleFileError> chart = read_chart(files.value(), builtin);
  if (chart) return ChartChoice(std::move(chart).value());
  const RuleFileError& error = chart.error();
  return Failure{.file = place_in(path, error.file),
                 .line = error.line,
                 .column = error.column,
                 .message = error.message,
                 .hint = error.hint};
}

}  // namespace

Result<ChartChoice, Failure> choose_chart(const ChartOptions& options, const Tables& builtin) {
  if (!options.path.empty()) return read_chart_at(options.path, *builtin.history);
  if (options.version.empty() || options.version == builtin.chart.version) return ChartChoice(builtin.chart);
  const std::span<const Release> releases = builtin.history->keys.releases;
  const std::optional<ReleaseIndex> release = find_release(releases, options.version);
  if (!release) misuse(unknown_release(options.version, releases));
  return ChartChoice(ReleaseModel(*builtin.history, *release));
}

}  // namespace estafette_lint
