// Prints the keys of the chart as a JSON Schema (draft-07), so that an editor completes and checks a values
// file.
//
//   write(render_schema(chart, builtin.rules));
//
// It objects to what the rules unknown-key, key-from-another-release, wrong-type and quoted-boolean report,
// and to nothing else, as far as that shows in one file.
#pragma once

#include <span>
#include <string>

#include "lint/rules/chart_model.h"
#include "lint/rules/rule.h"

namespace estafette_lint {

/// `rules` are those with the exceptions to the types: the places of the checks types-usable and
/// switches-boolean. REQUIRES: the chart has keys.
[[nodiscard]] std::string render_schema(const ChartModel& chart, std::span<const Rule> rules);

}  // namespace estafette_lint
