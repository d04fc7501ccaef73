// The effective values of a release as they may be shown: secrets masked, each leaf with who decided it.
#pragma once

#include <string>
#include <vector>

#include "lint/engine/effective_release.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

struct ShownOptions {
  bool origins = false;
  bool show_secrets = false;
  bool mask_defaults = false;  ///< the chart is somebody's own, and may hold secrets itself
};

struct ShownEntry;

struct ShownValue {
  Type type = Type::kNull;  ///< kNull, kBool, kFloat (for every number), kString, kList or kMap
  bool boolean = false;
  double number = 0;
  std::string text;  ///< kString
  std::string
      origin;  ///< of a leaf, if asked for: "production.yaml:12", "--set a=1", "chart default"; one line
  std::vector<ShownEntry> entries;
  std::vector<ShownValue> items;
};

struct ShownEntry {
  std::string key;
  ShownValue value;
};

/// Keys in the order in which the user wrote them, then those of the chart. REQUIRES: there are values.
[[nodiscard]] ShownValue show_values(const EffectiveRelease& release, const ShownOptions& options);

}  // namespace estafette_lint
