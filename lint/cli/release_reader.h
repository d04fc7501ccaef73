// Reads the layers of one release that the command line names: values files, and the arguments of --set and
// its kin.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "lint/cli/input_options.h"
#include "lint/engine/finding.h"
#include "lint/text/source.h"
#include "lint/values/set_argument.h"

namespace estafette_lint {

class ReleaseReader {
 public:
  /// What is read goes behind the other sources, which outlive the reader.
  explicit ReleaseReader(std::deque<Source>& sources) : sources_(sources) {}

  /// Reads the arguments and the files that --set-file names. Gives what Helm's grammar rejects: a message
  /// with the argument and a caret below it, safe to print; empty where there is nothing.
  [[nodiscard]] std::string read_arguments(std::span<const SetOption> sets);

  /// Reads the files, the lowest first.
  void read_files(std::span<const std::string> names, const std::string& stdin_name);

  [[nodiscard]] std::span<const Source* const> files() const { return files_; }
  [[nodiscard]] std::span<const SetArgument* const> arguments() const { return arguments_; }
  /// What could not be read so far.
  [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }

 private:
  /// Null, with a failure, where it cannot be read.
  [[nodiscard]] const Source* read(const std::string& file, const std::string& name);

  std::deque<Source>& sources_;
  std::vector<const Source*> files_;
  std::deque<SetArgument> parsed_;
  std::vector<const SetArgument*> arguments_;
  std::vector<Failure> failures_;
  bool standard_input_read_ = false;
};

}  // namespace estafette_lint
