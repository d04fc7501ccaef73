// Writes the YAML of a wanted change, from the root of the values, for people to paste.
//
//   render_snippet({{.path = {"api", "deployment", "replicaCount"}, .yaml = "3"}})
//   gives  api:
//            deployment:
//              replicaCount: 3
#pragma once

#include <span>
#include <string>

#include "lint/rules/violation.h"

namespace estafette_lint {

/// Ends in a line break; empty for no settings. Keys come in the order of the settings; one path is set once.
[[nodiscard]] std::string render_snippet(std::span<const Setting> settings);

}  // namespace estafette_lint
