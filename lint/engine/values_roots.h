// Finds the releases that the objects of a file describe, and where the values of each stand.
//
//   HelmRelease of Flux        spec.values
//   Application of Argo CD     spec.source.helm.valuesObject, or the string spec.source.helm.values;
//                              the same for each of spec.sources
//   values of an umbrella      estafette-ci
//
// An InputFile (input_file.h) does it for all documents of a file; a Layer of it says in `root` which
// document and path it comes from.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/chart_model.h"
#include "lint/text/result.h"
#include "lint/values/values.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

/// The chart's name, and the key of its values among those of an umbrella chart.
inline constexpr std::string_view kChartName = "estafette-ci";

/// A release that an object describes; of whatever chart.
struct DescribedRelease {
  std::string label;  ///< "HelmRelease ci/estafette"; "Application ci, source 2" where it has several
  Path path;          ///< from the root of the document to the values, or to where they would stand
  Value values;       ///< a map, a string that holds one, anything else; nothing where there are none
  Span key;           ///< of the key that holds them, or the nearest above
  std::string chart;  ///< its name, or the path or reference in place of one; empty where there is none
  /// Whether it is this chart: by its name; where that is not told, by what the names around it say.
  bool is_this_chart = false;
  std::string version;  ///< of the chart, as written; empty where it is not told, or is no chart's version
  /// The name of the release; empty where another tool fills it in later, nothing where it is not told.
  std::optional<std::string> name;
  std::vector<std::string_view> elsewhere;  ///< keys that bring in values which do not stand here
};

/// Whether it is an object of Kubernetes: `apiVersion` and `kind` are texts. No values have both.
[[nodiscard]] bool is_kubernetes_object(const Value& root);

/// "HelmRelease ci/estafette"; of an object of Kubernetes.
[[nodiscard]] std::string object_label(const Value& object);

/// The releases of an object of Kubernetes, of the items of a List too; none where it is of another kind.
[[nodiscard]] std::vector<DescribedRelease> find_releases(const Value& object);

/// The map of the chart's values where `root` is the values of an umbrella chart: it has a map
/// `estafette-ci`, and no key that the chart itself has. Else nothing.
[[nodiscard]] Value umbrella_section(const Value& root, const ChartModel& chart);

/// What stands at the path, as far as it leads.
struct PathEnd {
  Value value;
  std::size_t depth = 0;  ///< how many steps lead there: all, where it is found
  Span key;               ///< of the nearest key on the way
};
[[nodiscard]] PathEnd follow(const Value& root, std::span<const Step> path);

}  // namespace estafette_lint
