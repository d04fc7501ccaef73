// --output: the file that a report goes to.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/command_line.h"
#include "lint/cli/exit_status.h"

namespace estafette_lint {

class OutputWords {
 public:
  OutputWords(CommandLine& line, const char* description, const char* group);
  /// The file; empty for standard output.
  [[nodiscard]] std::string read() const;

 private:
  const std::vector<std::string>& words_;
};

/// Why the file of --output will not do, as far as that shows before the work; empty where it may. None of
/// the files that are read is written over.
[[nodiscard]] std::string output_fault(const std::string& output, std::span<const std::string> read_files);

/// Writes to the file, or to standard output where its name is empty. What goes wrong is said.
[[nodiscard]] ExitStatus write_report(const std::string& file, std::string_view report);
/// The same for a run whose standard output is taken by something else.
[[nodiscard]] ExitStatus write_report_aside(const std::string& file, std::string_view report);

}  // namespace estafette_lint
