#include "lint/cli/run.h"

#include <algorithm>

#include "lint/cli/command_line.h"
#include "lint/cli/commands.h"
#include "lint/cli/messages.h"
#include "lint/cli/report_file.h"

namespace estafette_lint {

ExitStatus run(std::span<const std::string> arguments, const Tables& builtin) {
  try {
    if (arguments.empty()) return run_lint(arguments, builtin);
    const auto* const command = std::ranges::find(kCommands, arguments.front(), &Command::name);
    if (command == std::end(kCommands)) return run_lint(arguments, builtin);
    return command->run(arguments.subspan(1), builtin);
  } catch (const Printed& printed) {
    return write_report({}, printed.text);
  } catch (const Misuse& error) {
    return wrong_usage(error.message);
  }
}

}  // namespace estafette_lint
