// Prints the effective values of a release: what Helm gives the umbrella chart's templates as `.Values`.
//
//   write(render_effective_yaml(show_values(release, {.origins = true})));
#pragma once

#include <string>

#include "lint/report/shown_values.h"

namespace estafette_lint {

/// A block document that reads back as the same values; the origin of each leaf is a comment behind it.
[[nodiscard]] std::string render_effective_yaml(const ShownValue& values);

/// One object, indented by two. Every number is a float64, printed as Helm's `toJson` does: 3, 0.5, 1000000,
/// 1e+21. ASCII only.
[[nodiscard]] std::string render_effective_json(const ShownValue& values);

}  // namespace estafette_lint
