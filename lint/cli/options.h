// The command line: what the user asks for, checked as far as it can be without reading a file.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/terminal.h"
#include "lint/engine/selection.h"
#include "lint/rules/rule.h"
#include "lint/rules/tool_version.h"
#include "lint/text/result.h"
#include "lint/values/set_argument.h"

namespace estafette_lint {

enum class Command : std::uint8_t { kLint, kExplain, kRules, kPrint };
enum class Format : std::uint8_t { kText, kJson, kMarkdown };

/// A command is the first argument; any other argument of such a name is a file.
inline constexpr std::string_view kCommandNames[] = {"explain", "rules"};

/// The FILE that means standard input, and the `--output` that means standard output.
inline constexpr std::string_view kStandardStream = "-";

/// `--set` and its kin, with what stands behind it.
struct SetOption {
  SetKind kind = SetKind::kTyped;
  std::string text;
};

struct Options {
  Command command = Command::kLint;
  std::string printed;                   ///< kPrint: the text of --help or --version
  std::string rule;                      ///< kExplain
  std::vector<std::string> files;        ///< kLint: at least one, or layers; kStandardStream at most once
  std::vector<std::string> layer_files;  ///< -f, lowest first; kStandardStream at most once
  std::vector<SetOption> sets;           ///< by kind, and within a kind in order
  std::string stdin_name = "<stdin>";
  Format format = Format::kText;  ///< kMarkdown for kRules only
  std::string output;             ///< empty: standard output
  Selection selection;            ///< names not yet checked
  std::optional<Severity> fail_on = Severity::kWarning;
  std::vector<std::string> rule_directories;
  std::string release_name = "estafette-ci";
  std::string chart_version;                ///< empty: the newest; not yet checked
  std::optional<ToolVersion> kube_version;  ///< of the cluster
  std::optional<ToolVersion> helm_version;
  ColorChoice color = ColorChoice::kAuto;
  bool quiet = false;

  /// Whether the layers of one release are checked, and no files by themselves.
  [[nodiscard]] bool is_release() const { return !layer_files.empty() || !sets.empty(); }
};

/// What is wrong with the command line, as one line without the program's name; safe to print.
struct UsageError {
  std::string message;
};

/// `arguments` without the program's name.
[[nodiscard]] Result<Options, UsageError> parse_options(std::span<const std::string> arguments);

/// "; did you mean 'json'?", or `otherwise` where no known name is near.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> known,
                                     std::string_view otherwise = {});

}  // namespace estafette_lint
