// One run of the program: from arguments to reports and an exit code.
#pragma once

#include <span>
#include <string>

#include "lint/cli/exit_status.h"
#include "lint/rules/rule.h"

namespace estafette_lint {

/// `arguments` without the program's name. Reads the files that they name, and writes to standard output,
/// standard error and the file of --output.
[[nodiscard]] ExitStatus run(std::span<const std::string> arguments, const Tables& builtin);

}  // namespace estafette_lint
