#include "lint/engine/fix_order.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace estafette_lint {
namespace {

/// The rules that write settings, in the order of the guide's chapters.
constexpr std::string_view kGuideRules[] = {"replicas-below-ha",         "queue-not-clustered",
                                            "resources-missing",         "autoscaling-disabled",
                                            "docker-hub-anonymous-pull", "pull-secret-not-created"};

std::size_t component_rank(std::string_view alias, const ChartModel& chart) {
  std::size_t rank = 0;
  for (const ComponentFact& component : chart.components) {
    if (component.alias == alias) return rank;
    ++rank;
  }
  return rank;
}

}  // namespace

FixPhase phase_of(const Fix& fix) {
  const TreeChange& first = fix.changes.front();
  if (first.kind != TreeChange::Kind::kSet) return FixPhase::kRearrange;
  return fix.at_site ? FixPhase::kCorrect : FixPhase::kWrite;
}

std::tuple<std::size_t, std::size_t> guide_order(const Rule& rule, std::string_view alias,
                                                 const ChartModel& chart) {
  const auto* const found = std::find(std::begin(kGuideRules), std::end(kGuideRules), rule.id);
  return {component_rank(alias, chart), static_cast<std::size_t>(found - std::begin(kGuideRules))};
}

}  // namespace estafette_lint
