// Writes reports and messages, and notices when that fails.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace estafette_lint {

/// Keeps the numbers of standard input, output and error from being taken by a file that is opened later,
/// where the caller has closed them. Reading from, or writing to, a stream that was closed then fails as it
/// should.
void reserve_standard_streams();

/// One line on standard error; nothing is allocated, so that it works without memory too.
void print_error(std::string_view line);

/// The text between single quotes, safe to print.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Why writing failed: safe to print, and empty where nobody is left to be told (a closed pipe).
using WriteError = std::optional<std::string>;

[[nodiscard]] WriteError write_standard_output(std::string_view text);
[[nodiscard]] WriteError write_standard_error(std::string_view text);

/// Replaces the file as a whole where it can, so that nobody sees half of a report. Devices, pipes, and files
/// that cannot be replaced are written to.
[[nodiscard]] WriteError write_file(const std::string& name, std::string_view text);

}  // namespace estafette_lint
