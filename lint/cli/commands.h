// The commands of the program: one function each, which reads its arguments and does the work.
//
// A command is the first argument; any other argument of such a name is a file. What is wrong with the
// arguments is thrown as Misuse, and a text such as --help as Printed (command_line.h); run() catches both.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lint/cli/exit_status.h"
#include "lint/rules/rule.h"

namespace estafette_lint {

/// `arguments` without the command's name. The tables are static.
using CommandFunction = ExitStatus(std::span<const std::string> arguments, const Tables& builtin);

/// What is done where the first argument names no command.
CommandFunction run_lint;
CommandFunction run_effective;
CommandFunction run_explain;
CommandFunction run_rules;
CommandFunction run_schema;

struct Command {
  std::string_view name;
  CommandFunction* run;
};
inline constexpr Command kCommands[] = {
    {"effective", run_effective}, {"explain", run_explain}, {"rules", run_rules}, {"schema", run_schema}};

}  // namespace estafette_lint
