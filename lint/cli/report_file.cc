#include "lint/cli/report_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "lint/cli/messages.h"
#include "lint/cli/option_values.h"
#include "lint/cli/output.h"
#include "lint/cli/standard_stream.h"

namespace estafette_lint {

OutputWords::OutputWords(CommandLine& line, const char* description, const char* group)
    : words_(line.value("--output", "FILE", description, group)) {}

std::string OutputWords::read() const {
  std::string file = single("--output", words_, "");
  if (file == kStandardStream) file.clear();
  return file;
}

std::string output_fault(const std::string& output, std::span<const std::string> read_files) {
  namespace fs = std::filesystem;
  if (output.empty()) return {};
  std::error_code ignored;
  const fs::path path(output);
  if (fs::is_directory(path, ignored)) return fmt::format("'--output' {} is a directory", in_quotes(output));
  if (path.has_parent_path() && !fs::is_directory(path.parent_path(), ignored)) {
    return fmt::format("'--output' {}: there is no such directory", in_quotes(output));
  }
  for (const std::string& file : read_files) {
    if (file != kStandardStream && fs::is_regular_file(path, ignored) &&
        fs::equivalent(path, file, ignored)) {
      return fmt::format("'--output' {} would overwrite a file that is checked", in_quotes(output));
    }
  }
  return {};
}

namespace {

ExitStatus status_of(const WriteError& error) {
  if (!error) return ExitStatus::kClean;
  if (!error->empty()) say(*error);
  return ExitStatus::kFailure;
}

}  // namespace

ExitStatus write_report(const std::string& file, std::string_view report) {
  return status_of(file.empty() ? write_standard_output(report) : write_file(file, report));
}

ExitStatus write_report_aside(const std::string& file, std::string_view report) {
  return status_of(file.empty() ? write_standard_error(report) : write_file(file, report));
}

}  // namespace estafette_lint
