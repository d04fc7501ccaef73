// Reads what the command line names: values files, standard input, directories of rule files.
#pragma once

#include <string>
#include <vector>

#include "lint/rules/rule_loader.h"
#include "lint/text/result.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// Why an input cannot be read, and what to do about it (may be empty).
struct InputError {
  std::string message;
  std::string hint;
  bool missing = false;  ///< there is no such file
};

/// The bytes of a file, of a pipe too. More than kMaxFileBytes are an error and are not read.
[[nodiscard]] Result<std::string, InputError> read_file(const std::string& name);
[[nodiscard]] Result<std::string, InputError> read_standard_input();

struct RuleFiles {
  std::vector<Source> files;          ///< ordered by name
  std::vector<RuleFileError> errors;  ///< files that cannot be read
};

/// The rule files in a directory and the folders below it; hidden ones are passed over. The error is for a
/// directory that is none, or holds no rule file.
[[nodiscard]] Result<RuleFiles, InputError> read_rule_files(const std::string& directory);

}  // namespace estafette_lint
