// Whether a release of the chart installs on the cluster's Kubernetes at all.
#pragma once

#include <optional>
#include <string>

#include "lint/rules/chart_model.h"
#include "lint/rules/tool_version.h"

namespace estafette_lint {

/// What to know where it does not (FACTS section 1): up to 1.3.1 the chart renders objects of versions that
/// Kubernetes 1.25 no longer has, from 1.5.6 on some that 1.20 does not have yet. Nothing where all is well,
/// where no version is given, and for a chart of which nobody knows.
[[nodiscard]] std::optional<std::string> kubernetes_note(const ChartModel& chart,
                                                         const std::optional<ToolVersion>& kube_version);

}  // namespace estafette_lint
