// Prints the defaults of the newest chart as the linter has them, for a chart that Helm can be given:
//
//   {"umbrella": {...}, "subcharts": {"ALIAS": {...}}, "always": ["ALIAS"]}
//
// `always` are the subcharts without a switch.
#include <cstdio>
#include <string>

#include "lint/cli/builtin_tables.h"
#include "tests/tree_json.h"

int main() {
  using estafette_lint::json_string;
  using estafette_lint::to_json;
  const estafette_lint::ChartDefaults& defaults = *estafette_lint::builtin_tables().chart.defaults;
  std::string subcharts;
  std::string always;
  for (const auto& subchart : defaults.subcharts) {
    subcharts +=
        (subcharts.empty() ? "" : ", ") + json_string(subchart.alias) + ": " + to_json(subchart.values.tree);
    if (!subchart.has_switch) always += (always.empty() ? "" : ", ") + json_string(subchart.alias);
  }
  std::printf("{\"umbrella\": %s, \"subcharts\": {%s}, \"always\": [%s]}\n",
              to_json(defaults.umbrella.tree).c_str(), subcharts.c_str(), always.c_str());
}
