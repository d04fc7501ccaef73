#include "lint/cli/chart_choice.h"

#include <fmt/format.h>

#include <span>
#include <string_view>

#include "lint/cli/output.h"

namespace estafette_lint {
namespace {

std::string unknown_release(std::string_view version, std::span<const Release> releases) {
  const std::string_view near = nearest_release(releases, version);
  return fmt::format("unknown chart release {} for '--chart-version'; the {} is {}", in_quotes(version),
                     near.empty() ? "newest" : "nearest", near.empty() ? releases.back().version : near);
}

}  // namespace

Result<ChartChoice, std::string> choose_chart(const ChartOptions& options, const Tables& builtin) {
  if (options.version.empty() || options.version == builtin.chart.version) return ChartChoice(builtin.chart);
  const std::span<const Release> releases = builtin.history->keys.releases;
  const std::optional<ReleaseIndex> release = find_release(releases, options.version);
  if (!release) return unknown_release(options.version, releases);
  return ChartChoice(ReleaseModel(*builtin.history, *release));
}

}  // namespace estafette_lint
