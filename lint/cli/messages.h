// What the program says on standard error.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lint/cli/exit_status.h"
#include "lint/engine/finding.h"

namespace estafette_lint {

/// `estafette-lint: MESSAGE`; the message is safe to print.
void say(std::string_view message);

/// Says it; gives kUsage.
[[nodiscard]] ExitStatus wrong_usage(std::string_view message);

/// The GNU form: `file:line:column: error: message (hint)`.
void print_fault(std::string_view file, std::uint32_t line, std::uint32_t column, std::string_view message,
                 std::string_view hint);
void print_failures(std::span<const Failure> failures);
void print_notes(std::span<const Note> notes);

}  // namespace estafette_lint
