#include "lint/cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

#include "lint/cli/command_line.h"
#include "lint/cli/output.h"
#include "lint/text/escape.h"
#include "lint/text/nearest.h"

namespace estafette_lint {
namespace {

constexpr const char* kLintHelp =
    R"(Usage: estafette-lint [options] FILE...
       estafette-lint [options] -f FILE [-f FILE...] [--set KEY=VALUE...]
       estafette-lint explain RULE
       estafette-lint rules [--format text|json|markdown]

Says what in the Helm values of an Estafette CI release is not ready for production: where, why, and what to
write instead. Each FILE is checked by itself; with -f and --set the layers of one release are checked, as Helm
merges them. - is standard input.

Commands:
  explain RULE            What the rule wants, why, a bad and a good example, the source
  rules                   Every rule, one line each
A command is the first argument. A file of that name is written ./rules, and one that begins with '-' stands
behind --.
)";
constexpr const char* kLintNotes =
    R"(Exit codes: 0 nothing at or above --fail-on, 1 findings at or above it, 2 wrong usage, 3 an input could not be
read or parsed, or an internal error. When several apply, the highest.
)";
constexpr const char* kExplainHelp =
    R"(Usage: estafette-lint explain [options] RULE

What the rule wants, why, a bad and a good example, the source.
)";
constexpr const char* kRulesHelp =
    R"(Usage: estafette-lint rules [options]

Every rule, one line each.
)";

/// Helm's limit: release names become labels and parts of object names.
constexpr std::size_t kMaxReleaseName = 53;

/// The value of an option that can have one only; `fallback` where it is not given.
std::string single(std::string_view option, const std::vector<std::string>& words,
                   std::string_view fallback) {
  for (const std::string& word : words) {
    if (word.empty()) misuse(fmt::format("'{}' needs a value", option));
    if (word != words.front()) {
      misuse(fmt::format("'{}' is given twice, with {} and {}", option, in_quotes(words.front()),
                         in_quotes(word)));
    }
  }
  return words.empty() ? std::string(fallback) : words.front();
}

/// The position in `known` of the option's value.
std::size_t choice(std::string_view option, const std::vector<std::string>& words,
                   std::span<const std::string_view> known, std::string_view fallback) {
  const std::string word = single(option, words, fallback);
  const auto found = std::ranges::find(known, word);
  if (found == known.end()) {
    misuse(fmt::format("unknown value {} for '{}'{}", in_quotes(word), option,
                       suggestion(word, known, fmt::format("; it is one of {}", fmt::join(known, ", ")))));
  }
  return static_cast<std::size_t>(found - known.begin());
}

/// The names in comma-separated values.
std::vector<std::string> names(std::string_view option, const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (std::string_view rest : words) {
    for (;;) {
      const std::size_t comma = rest.find(',');
      const std::string_view name = rest.substr(0, comma);
      if (name.empty()) misuse(fmt::format("'{}' has an empty name", option));
      found.emplace_back(name);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return found;
}

/// Helm's rule: parts of lower-case letters, digits and '-', parted by dots, none of them with '-' at an end.
bool is_release_name(std::string_view name) {
  const auto is_alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (name.size() > kMaxReleaseName) return false;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const bool at_border = i == name.size() || name[i] == '.';
    if (at_border && (i == 0 || !is_alphanumeric(name[i - 1]))) return false;
    if (at_border) continue;
    const bool starts_part = i == 0 || name[i - 1] == '.';
    if (!is_alphanumeric(name[i]) && (name[i] != '-' || starts_part)) return false;
  }
  return true;
}

std::optional<ToolVersion> tool_version(std::string_view option, const std::vector<std::string>& words,
                                        std::string_view example) {
  const std::string word = single(option, words, "");
  const std::optional<ToolVersion> version = parse_tool_version(word);
  if (!version && !word.empty()) {
    misuse(fmt::format("{} for '{}' is no version such as {}", in_quotes(word), option, example));
  }
  return version;
}

std::vector<std::string> rule_directories(const std::vector<std::string>& words) {
  if (std::ranges::find(words, "") != words.end()) misuse("'--rules' needs a value");
  return words;
}

void check_files(const Options& options, bool stdin_named) {
  if (options.is_release() && !options.files.empty()) {
    std::string layers;
    for (const auto* names : {&options.layer_files, &options.files}) {
      for (const std::string& name : *names) layers += fmt::format(" -f {}", escape_for_display(name));
    }
    misuse(fmt::format("{} is a file to check by itself, but -f and --set make one release: write{}{}",
                       in_quotes(options.files.front()), layers, options.sets.empty() ? "" : " --set ..."));
  }
  const std::vector<std::string>& files = options.is_release() ? options.layer_files : options.files;
  if (files.empty() && !options.is_release())
    misuse("no file to check; name values files, or - for standard input");
  if (std::ranges::find(files, "") != files.end()) misuse("a file name is empty");
  const auto standard_inputs = std::ranges::count(files, kStandardStream);
  if (standard_inputs > 1) misuse("standard input (-) is given twice");
  if (stdin_named && standard_inputs == 0)
    misuse("'--stdin-filename' goes with - only: no file is standard input");
  if (standard_inputs > 0 && std::ranges::find(files, options.stdin_name) != files.end()) {
    misuse(fmt::format("{} names both a file and standard input", in_quotes(options.stdin_name)));
  }
}

/// The layers of a release. Helm, too, takes several file names with commas between them.
struct LayerWords {
  explicit LayerWords(CommandLine& line) {
    constexpr const char* kLayers = "Layers (of one release, as Helm takes them)";
    files = &line.value("-f,--values", "FILE", "A values file, over those before it; repeatable", kLayers);
    const auto set = [&](SetKind kind, const char* name, const char* text, const char* description) {
      sets.emplace_back(kind, &line.value(name, text, description, kLayers));
    };
    set(SetKind::kTyped, "--set", "KEY=VALUE,...",
        "Values over those of the files; repeatable, as are all of these");
    set(SetKind::kString, "--set-string", "KEY=TEXT,...",
        "The same, but nothing is a number, a boolean or null");
    set(SetKind::kJson, "--set-json", "KEY=JSON,...", "The same with JSON values");
    set(SetKind::kFile, "--set-file", "KEY=FILE,...", "The same with the contents of files");
    set(SetKind::kLiteral, "--set-literal", "KEY=TEXT",
        "One text, in which no comma or bracket means anything");
  }

  void read(Options& options) const {
    if (!files->empty()) options.layer_files = names("-f", *files);
    for (const auto& [kind, words] : sets) {
      for (const std::string& word : *words) options.sets.push_back({kind, word});
    }
  }

  const std::vector<std::string>* files = nullptr;
  std::vector<std::pair<SetKind, const std::vector<std::string>*>> sets;
};

constexpr const char* kRulesDescription = "Add the rule files (*.yaml) in DIR; repeatable";

Options parse_lint(std::span<const std::string> arguments) {
  constexpr const char* kWhat = "What is checked";
  constexpr const char* kResult = "Result";
  constexpr std::string_view kFormats[] = {"text", "json"};
  constexpr std::string_view kThresholds[] = {"error", "warning", "info", "never"};
  constexpr std::string_view kColors[] = {"auto", "always", "never"};

  Options options;
  CommandLine line(kLintHelp, kLintNotes);
  const LayerWords layers(line);
  const auto& profile = line.value("--profile", "NAME",
                                   "guide: what the guide asks; production (default): the chart's traps too; "
                                   "strict: all advice",
                                   kWhat);
  const auto& select = line.value("--select", "RULE,...",
                                  "Ask these rules or topics only, whatever the profile; repeatable", kWhat);
  const auto& ignore =
      line.value("--ignore", "RULE,...", "Leave out these rules or topics; repeatable", kWhat);
  const auto& directories = line.value("--rules", "DIR", kRulesDescription, kWhat);
  const auto& release_name =
      line.value("--release-name", "NAME", "The name of the Helm release (default estafette-ci)", kWhat);
  const auto& chart_version =
      line.value("--chart-version", "VERSION", "The chart's release (default: the newest)", kWhat);
  const auto& kube_version =
      line.value("--kube-version", "VERSION", "The cluster's Kubernetes, such as 1.27 (default: any)", kWhat);
  const auto& helm_version = line.value(
      "--helm-version", "VERSION", "The Helm that installs it, such as 3.17.4 (default: newest 3)", kWhat);
  const auto& stdin_name =
      line.value("--stdin-filename", "NAME", "What findings call standard input (default <stdin>)", kWhat);
  const auto& fail_on = line.value("--fail-on", "SEVERITY",
                                   "Exit with 1 from error, warning (default) or info on, or never", kResult);
  const auto& format = line.value("--format", "FORMAT", "text (default) or json", kResult);
  const auto& output =
      line.value("--output", "FILE", "Write the report to FILE; - is standard output", kResult);
  const auto& color = line.value(
      "--color", "WHEN", "auto (default; heeds NO_COLOR and CLICOLOR_FORCE), always or never", kResult);
  line.flag("--quiet", options.quiet, "One line for each finding, and no summary", kResult);
  line.version();
  line.parse(arguments);

  options.files = line.positional();
  layers.read(options);
  options.selection.profile = static_cast<Profile>(choice("--profile", profile, kProfileNames, "production"));
  options.selection.select = names("--select", select);
  options.selection.ignore = names("--ignore", ignore);
  options.rule_directories = rule_directories(directories);
  options.release_name = single("--release-name", release_name, options.release_name);
  if (!is_release_name(options.release_name)) {
    misuse(fmt::format("{} is no name of a Helm release: lower-case letters, digits, '-' and '.', at most {}",
                       in_quotes(options.release_name), kMaxReleaseName));
  }
  options.chart_version = single("--chart-version", chart_version, "");
  options.kube_version = tool_version("--kube-version", kube_version, "1.27");
  options.helm_version = tool_version("--helm-version", helm_version, "3.17.4");
  options.stdin_name = single("--stdin-filename", stdin_name, options.stdin_name);
  const std::size_t threshold = choice("--fail-on", fail_on, kThresholds, "warning");
  options.fail_on = parse_severity(kThresholds[threshold]);  // "never" is no severity, and so no threshold
  options.format = choice("--format", format, kFormats, "text") == 0 ? Format::kText : Format::kJson;
  options.output = single("--output", output, "");
  if (options.output == kStandardStream) options.output.clear();
  options.color = static_cast<ColorChoice>(choice("--color", color, kColors, "auto"));
  check_files(options, !stdin_name.empty());
  return options;
}

Options parse_explain(std::span<const std::string> arguments) {
  CommandLine line(kExplainHelp, "");
  const auto& directories = line.value("--rules", "DIR", kRulesDescription, "Options");
  line.parse(arguments);
  const std::vector<std::string> words = line.positional();
  if (words.empty()) misuse("'explain' needs the name of a rule; 'estafette-lint rules' lists them");
  if (words.size() > 1)
    misuse(fmt::format("'explain' takes one rule; {} is one too many", in_quotes(words[1])));
  Options options;
  options.command = Command::kExplain;
  options.rule = words.front();
  options.rule_directories = rule_directories(directories);
  return options;
}

Options parse_rules(std::span<const std::string> arguments) {
  constexpr std::string_view kFormats[] = {"text", "json", "markdown"};
  CommandLine line(kRulesHelp, "For a file called 'rules' write ./rules.\n");
  const auto& format = line.value("--format", "FORMAT", "text (default), json or markdown", "Options");
  const auto& directories = line.value("--rules", "DIR", kRulesDescription, "Options");
  line.parse(arguments);
  const std::vector<std::string> words = line.positional();
  if (!words.empty()) {
    misuse(fmt::format("'rules' takes no argument, and {} is one; for a file called 'rules' write ./rules",
                       in_quotes(words.front())));
  }
  Options options;
  options.command = Command::kRules;
  options.format = static_cast<Format>(choice("--format", format, kFormats, "text"));
  options.rule_directories = rule_directories(directories);
  return options;
}

Options parse_any(std::span<const std::string> arguments) {
  if (!arguments.empty() && arguments.front() == "explain") return parse_explain(arguments.subspan(1));
  if (!arguments.empty() && arguments.front() == "rules") return parse_rules(arguments.subspan(1));
  return parse_lint(arguments);
}

}  // namespace

std::string suggestion(std::string_view word, std::span<const std::string_view> known,
                       std::string_view otherwise) {
  const std::string_view near = nearest_name(word, known);
  return near.empty() ? std::string(otherwise) : fmt::format("; did you mean '{}'?", near);
}

Result<Options, UsageError> parse_options(std::span<const std::string> arguments) {
  try {
    return parse_any(arguments);
  } catch (Printed& printed) {
    Options options;
    options.command = Command::kPrint;
    options.printed = std::move(printed.text);
    return options;
  } catch (const Misuse& error) {
    return UsageError{error.message};
  }
}

}  // namespace estafette_lint
