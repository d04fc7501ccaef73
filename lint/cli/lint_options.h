// The command line of linting: what the user asks for, checked as far as it can be without reading a file.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lint/cli/fix_options.h"
#include "lint/cli/input_options.h"
#include "lint/cli/release_options.h"
#include "lint/cli/terminal.h"
#include "lint/engine/selection.h"
#include "lint/rules/rule.h"

namespace estafette_lint {

enum class LintFormat : std::uint8_t { kText, kJson };

/// What `estafette-lint [options] FILE...` is asked for. (LintOptions is what the engine is told.)
struct LintRequest {
  InputOptions input;
  ReleaseOptions release;
  Selection selection;  ///< names not yet checked
  std::vector<std::string> rule_directories;
  std::optional<Severity> fail_on = Severity::kWarning;
  LintFormat format = LintFormat::kText;
  std::string output;  ///< empty: standard output
  ColorChoice color = ColorChoice::kAuto;
  bool quiet = false;
  FixOptions fixes;
};

/// Throws Misuse or Printed.
[[nodiscard]] LintRequest parse_lint(std::span<const std::string> arguments);

}  // namespace estafette_lint
