#include "lint/rules/chart_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lint/rules/chart_keys.h"
#include "lint/rules/chart_package.h"
#include "lint/rules/key_overlay.h"

namespace estafette_lint {
namespace {

/// As many as an index can tell apart.
constexpr std::size_t kMaxReleases = 255;

/// Whether the release has a key, or an open map above it.
bool has_key(const Key& root, KeyPath path) {
  Key key = root;
  for (const std::string_view name : path) {
    const Key child = key.find(name);
    if (!child || !child.exists()) return key.is_open();
    key = child;
  }
  return true;
}

}  // namespace

struct ChartReading::Storage {
  std::deque<std::string> texts;
  std::deque<std::vector<std::string_view>> lists;
  std::deque<std::vector<ImageFact>> images;
  std::deque<std::vector<ResourcesFact>> resources;
  std::deque<std::vector<PullSecretFact>> secrets;
  std::vector<SubchartVersion> charts;
  std::vector<ComponentFact> components;
  std::vector<Release> releases;
  KeyStorage keys;
  ChartHistory history;
  ReleaseIndex release = 0;
};

ChartReading::ChartReading(std::unique_ptr<Storage> storage) : storage_(std::move(storage)) {}
ChartReading::ChartReading(ChartReading&& other) noexcept = default;
ChartReading& ChartReading::operator=(ChartReading&& other) noexcept = default;
ChartReading::~ChartReading() = default;

const ChartHistory& ChartReading::history() const { return storage_->history; }
ReleaseIndex ChartReading::release() const { return storage_->release; }

class ChartReader {
 public:
  explicit ChartReader(const ChartHistory& builtin)
      : builtin_(builtin), storage_(std::make_unique<ChartReading::Storage>()) {}

  Result<ChartReading, RuleFileError> run(const ChartPackage& package) && {
    if (std::optional<RuleFileError> error = check_components(package)) return std::move(*error);
    const ReleaseIndex near = nearest_builtin(package.version);
    const OverlaidRelease place = place_release(package, near);

    const Tree& pool = builtin_.keys.defaults;
    TreeStorage& defaults = storage_->keys.defaults;
    defaults.nodes.assign(pool.nodes.begin(), pool.nodes.end());
    defaults.entries.assign(pool.entries.begin(), pool.entries.end());
    defaults.items.assign(pool.items.begin(), pool.items.end());
    ChartKeys keys(store(), defaults);
    if (!keys.gather(package)) return too_many_keys();
    keys.settle(Key(builtin_.keys, 0, near));
    if (!overlay_keys(builtin_.keys, keys.root(), place, storage_->keys)) return too_many_keys();

    ChartHistory& history = storage_->history;
    history.keys = {.releases = storage_->releases,
                    .nodes = storage_->keys.nodes,
                    .variants = storage_->keys.variants,
                    .defaults = {defaults.nodes, defaults.entries, defaults.items, kNoNode}};
    storage_->release = place.index;
    add_components(package, near);
    history.components = storage_->components;
    history.is_read = true;
    return ChartReading(std::move(storage_));
  }

 private:
  [[nodiscard]] TextStore store() { return {storage_->texts, storage_->lists}; }

  static RuleFileError too_many_keys() {
    RuleFileError error;
    error.message = "more keys than a chart can have";
    return error;
  }

  [[nodiscard]] bool is_component(std::string_view alias) const {
    return std::any_of(builtin_.components.begin(), builtin_.components.end(),
                       [alias](const ComponentFact& known) { return known.alias == alias; });
  }

  /// Any chart would pass where no rule applies to it.
  [[nodiscard]] std::optional<RuleFileError> check_components(const ChartPackage& package) const {
    std::string hint = "it takes the chart estafette-ci, or a fork of it";
    for (const Subchart& subchart : package.subcharts) {
      if (is_component(subchart.alias)) return std::nullopt;
      const std::vector<Subchart>& inside = subchart.chart->subcharts;
      if (std::any_of(inside.begin(), inside.end(),
                      [this](const Subchart& below) { return is_component(below.alias); })) {
        hint = fmt::format("its subchart '{}' has: name that one", subchart.alias);
      }
    }
    return RuleFileError{
        .file = {},
        .message = fmt::format("the chart '{}' has no component of Estafette CI", package.name),
        .hint = std::move(hint)};
  }

  /// The release whose facts hold for the chart, as far as anybody knows.
  [[nodiscard]] ReleaseIndex nearest_builtin(std::string_view version) const {
    const std::span<const Release> releases = builtin_.keys.releases;
    const auto newest = static_cast<ReleaseIndex>(releases.size() - 1);
    // A fork that counts anew says nothing with its version.
    if (is_later_release(releases.front().version, version)) return newest;
    const std::string_view near = nearest_release(releases, version);
    return near.empty() ? newest : find_release(releases, near).value_or(newest);
  }

  /// Where the chart stands among the releases, which go into the storage.
  OverlaidRelease place_release(const ChartPackage& package, ReleaseIndex near) {
    const std::span<const Release> known = builtin_.keys.releases;
    Release release;
    release.version = store().keep(package.version);
    for (const Subchart& subchart : package.subcharts) {
      storage_->charts.push_back({store().keep(subchart.alias), store().keep(subchart.chart->version)});
    }
    release.charts = storage_->charts;
    storage_->releases.assign(known.begin(), known.end());
    OverlaidRelease place;
    const std::optional<ReleaseIndex> same = find_release(known, release.version);
    place.replaces = same.has_value() || known.size() >= kMaxReleases;
    if (same) {
      release.date = known[*same].date;
      release.kubernetes_min = known[*same].kubernetes_min;
      release.kubernetes_max = known[*same].kubernetes_max;
    }
    if (place.replaces) {
      place.index = same.value_or(near);
    } else {
      // Before the first that is later, or behind all; a fork that counts anew counts as the newest.
      const auto is_later = [&release](const Release& other) {
        return is_later_release(other.version, release.version);
      };
      const auto later = std::find_if(known.begin(), known.end(), is_later);
      const auto at = later == known.begin() ? known.end() : later;
      place.index = static_cast<ReleaseIndex>(at - known.begin());
    }
    const auto at = storage_->releases.begin() + place.index;
    if (place.replaces) {
      *at = release;
    } else {
      storage_->releases.insert(at, release);
    }
    return place;
  }

  // ---- Components

  [[nodiscard]] bool has(KeyPath path) const {
    return has_key(Key(storage_->history.keys, 0, storage_->release), path);
  }
  [[nodiscard]] bool has_all(std::span<const KeyPath> paths) const {
    return std::all_of(paths.begin(), paths.end(), [this](KeyPath path) { return has(path); });
  }

  /// A fact holds where the chart has every key that it names.
  [[nodiscard]] bool holds(const ImageFact& fact) const {
    return has(fact.repository) && has(fact.registry) && has_all(fact.when) && has_all(fact.pull_secrets);
  }
  [[nodiscard]] bool holds(const ResourcesFact& fact) const { return has(fact.path) && has_all(fact.when); }
  [[nodiscard]] bool holds(const PullSecretFact& fact) const {
    return has(fact.credentials) && has(fact.when);
  }

  template <typename Fact>
  std::span<const Fact> those_that_hold(std::span<const Fact> facts, ReleaseIndex near,
                                        std::deque<std::vector<Fact>>& kept) const {
    std::vector<Fact>& found = kept.emplace_back();
    for (Fact fact : facts) {
      if (!fact.releases.contains(near) || !holds(fact)) continue;
      fact.releases = {storage_->release, storage_->release};
      found.push_back(fact);
    }
    return found;
  }

  /// In the order of the built-in ones, which reports follow; then the chart's own.
  void add_components(const ChartPackage& package, ReleaseIndex near) {
    std::vector<const Subchart*> others;
    for (const Subchart& subchart : package.subcharts) {
      if (!is_component(subchart.alias)) others.push_back(&subchart);
    }
    std::vector<std::string_view> added;
    for (const ComponentFact& known : builtin_.components) {
      for (const Subchart& subchart : package.subcharts) {
        const bool is_new = std::find(added.begin(), added.end(), known.alias) == added.end();
        if (subchart.alias == known.alias && is_new) {
          add_component(subchart, near);
          added.push_back(known.alias);
        }
      }
    }
    for (const Subchart* subchart : others) add_component(*subchart, near);
  }

  void add_component(const Subchart& subchart, ReleaseIndex near) {
    ComponentFact component;
    for (const ComponentFact& known : builtin_.components) {
      if (known.alias == subchart.alias && known.releases.contains(near)) component = known;
    }
    component.alias = store().keep(subchart.alias);
    component.releases = {storage_->release, storage_->release};
    component.condition = {};
    if (!subchart.conditions.empty()) {
      std::vector<std::string_view> condition;
      for (const std::string& name : subchart.conditions.front()) condition.push_back(store().keep(name));
      component.condition = store().keep(std::move(condition));
    }
    if (!has(component.credentials)) component.credentials = {};
    if (!has(component.image_pull_secrets)) component.image_pull_secrets = {};
    component.images = those_that_hold(component.images, near, storage_->images);
    component.resources = those_that_hold(component.resources, near, storage_->resources);
    component.secrets = those_that_hold(component.secrets, near, storage_->secrets);
    storage_->components.push_back(component);
  }

  const ChartHistory& builtin_;
  std::unique_ptr<ChartReading::Storage> storage_;
};

Result<ChartReading, RuleFileError> read_chart(std::span<const Source> files, const ChartHistory& builtin) {
  const Result<ChartPackage, RuleFileError> package = read_chart_package(files);
  if (!package) return package.error();
  return ChartReader(builtin).run(package.value());
}

}  // namespace estafette_lint
