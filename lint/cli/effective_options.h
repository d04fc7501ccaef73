// The command line of `effective`.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "lint/cli/input_options.h"
#include "lint/cli/release_options.h"
#include "lint/report/shown_values.h"

namespace estafette_lint {

enum class EffectiveFormat : std::uint8_t { kYaml, kJson };

struct EffectiveRequest {
  InputOptions input;  ///< layers only
  ReleaseOptions release;
  EffectiveFormat format = EffectiveFormat::kYaml;
  ShownOptions shown;
  std::string output;  ///< empty: standard output
};

/// Throws Misuse or Printed.
[[nodiscard]] EffectiveRequest parse_effective(std::span<const std::string> arguments);

}  // namespace estafette_lint
