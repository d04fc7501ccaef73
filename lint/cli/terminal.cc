#include "lint/cli/terminal.h"

#include <unistd.h>

#include <cstdlib>

namespace estafette_lint {
namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

TerminalFacts terminal_facts(Stream stream) {
  const int descriptor = stream == Stream::kError ? STDERR_FILENO : STDOUT_FILENO;
  return {.no_color = variable("NO_COLOR"),
          .clicolor_force = variable("CLICOLOR_FORCE"),
          .term = variable("TERM"),
          .is_terminal = stream != Stream::kFile && isatty(descriptor) == 1};
}

bool use_color(ColorChoice choice, const TerminalFacts& facts) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  if (!facts.no_color.empty()) return false;
  if (!facts.clicolor_force.empty() && facts.clicolor_force != "0") return true;
  return facts.is_terminal && facts.term != "dumb";
}

}  // namespace estafette_lint
