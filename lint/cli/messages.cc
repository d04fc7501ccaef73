#include "lint/cli/messages.h"

#include <fmt/format.h>

#include <string>

#include "lint/cli/output.h"
#include "lint/text/escape.h"

namespace estafette_lint {

void say(std::string_view message) { print_error(fmt::format("estafette-lint: {}", message)); }

ExitStatus wrong_usage(std::string_view message) {
  say(message);
  return ExitStatus::kUsage;
}

void print_fault(std::string_view file, std::uint32_t line, std::uint32_t column, std::string_view message,
                 std::string_view hint) {
  std::string text =
      fmt::format("{}:{}:{}: error: {}", escape_for_display(file), line, column, escape_for_display(message));
  if (!hint.empty()) text += fmt::format(" ({})", escape_for_display(hint));
  print_error(text);
}

void print_failures(std::span<const Failure> failures) {
  for (const Failure& failure : failures) {
    print_fault(failure.file, failure.line, failure.column, failure.message, failure.hint);
  }
}

void print_notes(std::span<const Note> notes) {
  for (const Note& note : notes) {
    print_error(fmt::format("{}: note: {}", escape_for_display(note.file), escape_for_display(note.text)));
  }
}

}  // namespace estafette_lint
