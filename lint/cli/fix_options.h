// The options about fixes: --fix, --diff, --unsafe-fixes, --fix-in.
#pragma once

#include <string>
#include <vector>

#include "lint/cli/command_line.h"
#include "lint/cli/input_options.h"

namespace estafette_lint {

struct FixOptions {
  bool write = false;   ///< --fix without --diff
  bool diff = false;    ///< --diff: show what would be written, and write nothing
  bool unsafe = false;  ///< --unsafe-fixes
  std::string file;     ///< --fix-in: the layer that takes new values; empty: the last one

  [[nodiscard]] bool is_asked() const { return write || diff; }
  /// Whether standard output is for the diff or for fixed text, so that the report goes elsewhere.
  [[nodiscard]] bool takes_standard_output(const InputOptions& input) const;
};

class FixWords {
 public:
  FixWords(CommandLine& line, const char* group);
  /// REQUIRES: the line is parsed. Throws Misuse where the options do not go together.
  [[nodiscard]] FixOptions read(const InputOptions& input) const;

 private:
  bool fix_ = false;
  bool diff_ = false;
  bool unsafe_ = false;
  const std::vector<std::string>& file_;
};

}  // namespace estafette_lint
