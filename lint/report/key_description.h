// What the model knows of a key, in a sentence or two: for the schema, and whoever else explains keys.
//
//   "A whole number. Default: 1. In the chart since 1.0.8."
#pragma once

#include <string>

#include "lint/rules/chart_model.h"

namespace estafette_lint {

/// `secret`: no default is told. REQUIRES: the key exists in the chart's release.
[[nodiscard]] std::string describe_key(const ChartModel& chart, const Key& key, bool secret);

}  // namespace estafette_lint
