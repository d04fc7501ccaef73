#include "lint/rules/chart_release_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace estafette_lint {
namespace {

constexpr std::string_view kFileFields[] = {"releases"};
constexpr std::string_view kReleaseFields[] = {"version", "date", "kubernetes_min", "kubernetes_max",
                                               "charts"};
/// The table keeps a release in a byte, and the last value means "no end".
constexpr std::size_t kMaxReleases = std::numeric_limits<ReleaseIndex>::max();

/// "1.21"
bool is_kubernetes_version(std::string_view text) {
  const std::size_t dot = text.find('.');
  const auto is_number = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return dot != std::string_view::npos && is_number(text.substr(0, dot)) && is_number(text.substr(dot + 1));
}

}  // namespace

// ---- ReleaseNames

ReleaseRange ReleaseNames::read_range(FileReader& file, FieldMap& fields, ReleaseRange whole) const {
  const std::optional<ReleaseIndex> first = read(file, fields, "since", whole.first);
  const std::optional<ReleaseIndex> last = read(file, fields, "until", whole.last);
  if (!first || !last) return whole;
  if (*first < whole.first || *first > whole.last) {
    file.fault(fields.value_span("since"),
               fmt::format("'since' is {}, but what it belongs to is there from {} to {}", name(*first),
                           name(whole.first), name(whole.last)));
    return whole;
  }
  if (*last > whole.last) {
    file.fault(fields.value_span("until"),
               fmt::format("'until' is {}, but what it belongs to is there until {}", name(*last),
                           name(whole.last)));
    return whole;
  }
  if (*first > *last) {
    file.fault(fields.value_span("until"),
               fmt::format("'until' is {}, before 'since', {}", name(*last), name(*first)));
    return whole;
  }
  return {*first, *last};
}

std::optional<ReleaseIndex> ReleaseNames::read(FileReader& file, FieldMap& fields, std::string_view name,
                                               ReleaseIndex fallback) const {
  if (fields.find(name, Need::kOptional) == kNoNode) return fallback;
  const std::string_view version = fields.text(name, Need::kOptional);
  if (version.empty()) return std::nullopt;
  const std::optional<ReleaseIndex> release = find_release(releases_, version);
  if (!release) {
    const std::string_view near = nearest_release(releases_, version);
    file.fault(fields.value_span(name), fmt::format("there is no release '{}'", version),
               near.empty() ? "releases.yaml lists them" : fmt::format("the nearest is {}", near));
  }
  return release;
}

// ---- ReleaseFileReader

std::vector<Release> ReleaseFileReader::read(std::deque<std::vector<SubchartVersion>>& charts) {
  std::vector<Release> releases;
  if (!file_.read()) return releases;
  FieldMap fields(file_, file_.tree().root, {.known = kFileFields});
  const NodeId list =
      fields.find_typed("releases", Type::kList, Need::kRequired, "one line a release: - {version: …}");
  if (list == kNoNode) return releases;
  for (const NodeId item : file_.tree().items_of(file_.tree().resolve(list))) {
    if (file_.node(item).type == Type::kMap) {
      read_release(item, releases, charts);
    } else {
      file_.fault(file_.tree().node(item).span,
                  fmt::format("'releases' lists maps, not {}", describe(file_.node(item).type)));
    }
  }
  if (releases.empty() && file_.fault_count() == 0)
    file_.fault(fields.value_span("releases"), "there is no release");
  if (releases.size() > kMaxReleases) {
    file_.fault(fields.value_span("releases"), fmt::format("more than {} releases", kMaxReleases));
    releases.resize(kMaxReleases);
  }
  return releases;
}

void ReleaseFileReader::read_release(NodeId map, std::vector<Release>& releases,
                                     std::deque<std::vector<SubchartVersion>>& charts) {
  FieldMap fields(file_, map, {.known = kReleaseFields, .owner = "a release"});
  Release release;
  release.version = store_.keep(fields.text("version", Need::kRequired, "1.5.14"));
  release.date = store_.keep(fields.text("date", Need::kOptional));
  release.kubernetes_min = read_kubernetes(fields, "kubernetes_min");
  release.kubernetes_max = read_kubernetes(fields, "kubernetes_max");
  std::vector<SubchartVersion> known;
  if (!releases.empty()) known.assign(releases.back().charts.begin(), releases.back().charts.end());
  release.charts = charts.emplace_back(read_charts(fields, std::move(known)));
  if (release.version.empty()) return;
  if (!releases.empty() && !is_later_release(release.version, releases.back().version)) {
    file_.fault(fields.value_span("version"),
                fmt::format("'{}' stands behind '{}'", release.version, releases.back().version),
                "the oldest release comes first");
    return;
  }
  releases.push_back(release);
}

std::string_view ReleaseFileReader::read_kubernetes(FieldMap& fields, std::string_view name) {
  const std::string_view version = fields.text(name, Need::kOptional);
  if (version.empty() || is_kubernetes_version(version)) return store_.keep(version);
  file_.fault(fields.value_span(name), fmt::format("'{}' is no version such as '1.24'", name));
  return {};
}

/// What changed since the release before, laid over what was known then.
std::vector<SubchartVersion> ReleaseFileReader::read_charts(FieldMap& fields,
                                                            std::vector<SubchartVersion> known) {
  const NodeId map = fields.find_typed("charts", Type::kMap, Need::kOptional);
  if (map == kNoNode) return known;
  for (const Entry& entry : file_.tree().entries_of(file_.tree().resolve(map))) {
    const Node& value = file_.node(entry.value);
    if (value.type != Type::kString) {
      file_.fault(entry.key_span, fmt::format("the version of '{}' must be text", entry.key),
                  "put it in quotes");
      continue;
    }
    const auto same = [&entry](const SubchartVersion& chart) { return chart.alias == entry.key; };
    const auto found = std::find_if(known.begin(), known.end(), same);
    if (found != known.end()) {
      found->version = store_.keep(value.text);
    } else {
      known.push_back({store_.keep(entry.key), store_.keep(value.text)});
    }
  }
  return known;
}

}  // namespace estafette_lint
