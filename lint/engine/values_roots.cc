#include "lint/engine/values_roots.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace estafette_lint {
namespace {

constexpr std::string_view kFluxGroup = "helm.toolkit.fluxcd.io/";
constexpr std::string_view kArgoGroup = "argoproj.io/";

Value find_at(Value value, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) value = value.find(key);
  return value;
}

std::string_view text_of(const Value& value) {
  return value.is_string() ? value.node().text : std::string_view();
}

/// A name; empty where it is filled in later, nothing where there is none.
std::optional<std::string> name_of(const Value& value) {
  if (!value.is_string() || value.node().text.empty()) return std::nullopt;
  return value.is_unknown() ? std::string() : std::string(value.node().text);
}

bool is_filled_list(const Value& value) { return value.is_list() && value.item_count() > 0; }

std::string_view last_segment(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.ends_with(".git")) path.remove_suffix(4);
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Whether a path or an address ends in the chart's name. (`estafette-ci-api` is a chart of its own.)
bool leads_to_chart(std::string_view path) {
  const std::string_view name = last_segment(path);
  return name == kChartName || name == "estafette";
}

/// Whether somebody has named a release or a source for the chart.
bool is_named_for_chart(std::string_view name) {
  return name == "estafette" || name.find(kChartName) != std::string_view::npos;
}

class ReleaseFinder {
 public:
  explicit ReleaseFinder(std::vector<DescribedRelease>& found) : found_(found) {}

  void look_at(const Value& object, const Path& path) {
    const std::string_view group = text_of(object.find("apiVersion"));
    const std::string_view kind = text_of(object.find("kind"));
    if (kind == "HelmRelease" && group.starts_with(kFluxGroup)) {
      add_helm_release(object, path);
    } else if (kind == "Application" && group.starts_with(kArgoGroup)) {
      add_application(object, path);
    } else if (kind == "List" && group == "v1") {
      const Value items = object.find("items");
      for (std::size_t i = 0; i < items.item_count(); ++i) {
        // The items of a List are no Lists.
        if (text_of(items.item(i).find("kind")) != "List") look_at(items.item(i), join(path, {"items", i}));
      }
    }
  }

 private:
  void add_helm_release(const Value& object, const Path& path) {
    DescribedRelease release;
    release.label = object_label(object);
    set_values(release, object, path, {"spec", "values"});

    const Value spec = object.find("spec");
    const Value name = find_at(object, {"metadata", "name"});
    const Value reference = find_at(spec, {"chartRef", "name"});
    const Value chart = find_at(spec, {"chart", "spec"});
    const std::string_view source_kind = text_of(find_at(chart, {"sourceRef", "kind"}));
    release.chart = text_of(chart.find("chart"));
    const bool is_path = release.chart.find('/') != std::string::npos || source_kind == "GitRepository" ||
                         source_kind == "Bucket";
    if (release.chart.empty()) {
      release.chart = text_of(reference);
      release.is_this_chart = is_named_for_chart(text_of(name)) || is_named_for_chart(text_of(reference));
    } else if (is_path) {
      release.is_this_chart = is_chart_path(release.chart, text_of(name));
    } else {
      release.is_this_chart = release.chart == kChartName;
      release.version = text_of(chart.find("version"));
    }
    release.name = name_of(spec.find("releaseName"));
    if (!release.name) release.name = with_namespace(name_of(spec.find("targetNamespace")), name_of(name));
    add_elsewhere(release, spec, {"valuesFrom"});
    add_elsewhere(release, chart, {"valuesFiles"});
    found_.push_back(std::move(release));
  }

  /// As Flux composes it.
  static std::optional<std::string> with_namespace(const std::optional<std::string>& target,
                                                   std::optional<std::string> name) {
    if (!name || !target) return name;
    if (name->empty() || target->empty()) return std::string();
    return fmt::format("{}-{}", *target, *name);
  }

  /// Where `sources` has any, Argo CD passes over `source`.
  void add_application(const Value& object, const Path& path) {
    const Value spec = object.find("spec");
    const Value sources = spec.find("sources");
    if (!is_filled_list(sources)) {
      add_source(object, path, {"spec", "source"}, object_label(object));
      return;
    }
    for (std::size_t i = 0; i < sources.item_count(); ++i) {
      add_source(object, path, {"spec", "sources", i},
                 fmt::format("{}, source {}", object_label(object), i + 1));
    }
  }

  void add_source(const Value& object, const Path& path, const Path& to_source, std::string label) {
    const Value source = follow(object, to_source).value;
    const Value helm = source.find("helm");
    const std::string_view chart = text_of(source.find("chart"));
    // Else it is a directory of manifests, or of values files for another source.
    if (chart.empty() && !helm.is_map()) return;
    DescribedRelease release;
    release.label = std::move(label);
    const bool as_object = helm.find("valuesObject").is_set() && !helm.find("valuesObject").is_null();
    set_values(release, object, path, join(to_source, {"helm", as_object ? "valuesObject" : "values"}));

    const Value name = find_at(object, {"metadata", "name"});
    const std::string_view directory = text_of(source.find("path"));
    const std::string_view repository = text_of(source.find("repoURL"));
    if (!chart.empty()) {
      release.chart = chart;
      release.is_this_chart = last_segment(chart) == kChartName;
      release.version = text_of(source.find("targetRevision"));
    } else if (directory.empty() || directory == "." || directory == "./") {
      release.chart = repository;
      release.is_this_chart = is_chart_path(repository, text_of(name));
    } else {
      release.chart = directory;
      release.is_this_chart = is_chart_path(directory, text_of(name)) || leads_to_chart(repository);
    }
    release.name = name_of(helm.find("releaseName"));
    if (!release.name) release.name = name_of(name);
    add_elsewhere(release, helm, {"valueFiles", "parameters", "fileParameters"});
    found_.push_back(std::move(release));
  }

  /// A path is no name: where it does not end in one of this project, the release's own name decides.
  static bool is_chart_path(std::string_view path, std::string_view release) {
    const std::string_view last = last_segment(path);
    if (last.starts_with("estafette-")) return last == kChartName;
    return leads_to_chart(path) || is_named_for_chart(release);
  }

  static void set_values(DescribedRelease& release, const Value& object, const Path& path,
                         const Path& to_values) {
    const PathEnd end = follow(object, to_values);
    if (end.depth == to_values.size()) release.values = end.value;
    release.key = end.key;
    release.path = path;
    release.path.insert(release.path.end(), to_values.begin(), to_values.end());
  }

  static void add_elsewhere(DescribedRelease& release, const Value& holder,
                            std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
      if (is_filled_list(holder.find(key))) release.elsewhere.push_back(key);
    }
  }

  std::vector<DescribedRelease>& found_;
};

/// Whether the chart has a key of that name at the top, in whatever release.
bool is_key_of_chart(const ChartModel& chart, std::string_view name) {
  if (chart.component(name) != nullptr) return true;
  if (name == "global" || chart.keys == nullptr || chart.keys->nodes.empty()) return false;
  return static_cast<bool>(chart.root_key().find(name));
}

}  // namespace

bool is_kubernetes_object(const Value& root) {
  return root.find("apiVersion").is_string() && root.find("kind").is_string();
}

std::string object_label(const Value& object) {
  const std::string_view kind = text_of(object.find("kind"));
  const Value metadata = object.find("metadata");
  const std::string_view name = text_of(metadata.find("name"));
  const std::string_view space = text_of(metadata.find("namespace"));
  if (name.empty()) return std::string(kind);
  return fmt::format("{} {}{}{}", kind, space, space.empty() ? "" : "/", name);
}

std::vector<DescribedRelease> find_releases(const Value& object) {
  std::vector<DescribedRelease> found;
  ReleaseFinder(found).look_at(object, {});
  return found;
}

Value umbrella_section(const Value& root, const ChartModel& chart) {
  const Value section = root.find(kChartName);
  if (!section.is_map()) return {};
  const auto entries = root.entries();
  const bool is_chart = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.first != kChartName && is_key_of_chart(chart, entry.first);
  });
  return is_chart ? Value() : section;
}

PathEnd follow(const Value& root, std::span<const Step> path) {
  PathEnd end{.value = root};
  for (const Step& step : path) {
    const Value next = step.is_index ? end.value.item(step.index) : end.value.find(step.key);
    if (!next) break;
    end.value = next;
    ++end.depth;
    if (!next.key_span().empty()) end.key = next.key_span();
  }
  return end;
}

}  // namespace estafette_lint
