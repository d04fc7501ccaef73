// In which order fixes are made: first what puts keys where they belong, then what is written new, in the
// order of the guide.
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>

#include "lint/engine/finding.h"
#include "lint/rules/chart_model.h"

namespace estafette_lint {

/// Fixes of a later phase wait until none of an earlier one is left: a moved key may be all that is missing.
enum class FixPhase : std::uint8_t { kRearrange, kCorrect, kWrite };

/// REQUIRES: the fix has changes.
[[nodiscard]] FixPhase phase_of(const Fix& fix);

/// The place among the fixes of one phase: components as the chart names them, and of each first its
/// replicas, then the autoscaler, the resources, the pull secrets.
[[nodiscard]] std::tuple<std::size_t, std::size_t> guide_order(const Rule& rule, std::string_view alias,
                                                               const ChartModel& chart);

}  // namespace estafette_lint
