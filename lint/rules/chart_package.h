// A chart as its files say: what it is called, its values, its templates, and the subcharts in its `charts/`.
//
//   Result<ChartPackage, RuleFileError> chart = read_chart_package(files);
//   if (chart) use(chart.value().version, chart.value().subcharts);
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/rule_loader.h"
#include "lint/text/result.h"
#include "lint/text/source.h"
#include "lint/values/values.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

struct ChartPackage;

/// A subchart under the name that its values have in the chart above it.
struct Subchart {
  std::string alias;
  std::vector<std::vector<std::string>> conditions;  ///< paths from the values of the chart above
  bool has_tags = false;
  std::vector<std::vector<std::string>>
      imported;                               ///< paths from its own values that the chart above takes over
  std::shared_ptr<const ChartPackage> chart;  ///< the same for each alias of a chart
};

struct ChartPackage {
  std::string name;
  std::string version;
  bool is_library = false;
  Document values;                       ///< of values.yaml; without a root where there is none
  std::vector<const Source*> templates;  ///< the files in templates/
  std::vector<Subchart> subcharts;       ///< in the order of Chart.yaml, then the ones that it does not name
};

/// `files` are named from the chart's folder on: "Chart.yaml", "charts/nats/values.yaml"; they outlive the
/// result. The error names one of them; its file is empty where it is about the chart as a whole.
[[nodiscard]] Result<ChartPackage, RuleFileError> read_chart_package(std::span<const Source> files);

}  // namespace estafette_lint
