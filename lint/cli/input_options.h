// What a command reads: files by themselves, or the layers of one release.
//
//   InputWords words(line);        // the option group; --stdin-filename and --values-root go with another
//   words.add_stdin_name(line, "What is checked");
//   line.parse(arguments);
//   const InputOptions input = words.read(line);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/cli/command_line.h"
#include "lint/cli/standard_stream.h"
#include "lint/values/set_argument.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

/// `--set` and its kin, with what stands behind it.
struct SetOption {
  SetKind kind = SetKind::kTyped;
  std::string text;
};

struct InputOptions {
  std::vector<std::string> files;        ///< by themselves; kStandardStream at most once
  std::vector<std::string> layer_files;  ///< -f, lowest first; kStandardStream at most once
  std::vector<SetOption> sets;           ///< by kind, and within a kind in order
  std::string stdin_name = "<stdin>";
  std::optional<Path> values_root;  ///< of the values in each file; nothing: recognised

  /// Whether the layers of one release are meant, and no files by themselves.
  [[nodiscard]] bool is_release() const { return !layer_files.empty() || !sets.empty(); }
  /// All files that are read as values.
  [[nodiscard]] const std::vector<std::string>& read_files() const {
    return is_release() ? layer_files : files;
  }
};

/// The options that name layers, as Helm takes them, and the words that are files.
class InputWords {
 public:
  explicit InputWords(CommandLine& line);
  void add_stdin_name(CommandLine& line, const char* group);
  void add_values_root(CommandLine& line, const char* group);

  /// REQUIRES: the line is parsed. Throws Misuse where files and layers do not go together.
  [[nodiscard]] InputOptions read(const CommandLine& line) const;
  /// The same for a command that takes one release only: a single file is its only layer.
  [[nodiscard]] InputOptions read_layers(const CommandLine& line, std::string_view command) const;

 private:
  [[nodiscard]] InputOptions read_words(const CommandLine& line) const;
  [[nodiscard]] bool stdin_named() const { return stdin_name_ != nullptr && !stdin_name_->empty(); }

  const std::vector<std::string>* files_ = nullptr;
  std::vector<std::pair<SetKind, const std::vector<std::string>*>> sets_;
  const std::vector<std::string>* stdin_name_ = nullptr;
  const std::vector<std::string>* values_root_ = nullptr;
};

}  // namespace estafette_lint
