#include "lint/cli/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "lint/cli/input.h"
#include "lint/cli/options.h"
#include "lint/cli/output.h"
#include "lint/cli/release_reader.h"
#include "lint/cli/terminal.h"
#include "lint/cli/version.h"
#include "lint/engine/lint.h"
#include "lint/engine/selection.h"
#include "lint/engine/summary.h"
#include "lint/report/json.h"
#include "lint/report/rule_docs.h"
#include "lint/report/text.h"
#include "lint/rules/chart_releases.h"
#include "lint/rules/rule_loader.h"
#include "lint/text/escape.h"
#include "lint/text/nearest.h"
#include "lint/text/source.h"

namespace estafette_lint {
namespace {

void say(std::string_view message) { print_error(fmt::format("estafette-lint: {}", message)); }

ExitStatus wrong_usage(std::string_view message) {
  say(message);
  return ExitStatus::kUsage;
}

/// The GNU form: `file:line:column: error: message (hint)`.
void print_fault(std::string_view file, std::uint32_t line, std::uint32_t column, std::string_view message,
                 std::string_view hint) {
  std::string text =
      fmt::format("{}:{}:{}: error: {}", escape_for_display(file), line, column, escape_for_display(message));
  if (!hint.empty()) text += fmt::format(" ({})", escape_for_display(hint));
  print_error(text);
}

/// The built-in rules and those of --rules.
class RuleBook {
 public:
  explicit RuleBook(const Tables& builtin)
      : chart_(builtin.chart), rules_(builtin.rules.begin(), builtin.rules.end()) {}

  /// False where the directory or a file in it is no good; that has been said then.
  [[nodiscard]] bool add(const std::string& directory) {
    const Result<RuleFiles, InputError> read = read_rule_files(directory);
    if (!read) {
      const InputError& error = read.error();
      const std::string hint = error.hint.empty() ? "" : "; " + escape_for_display(error.hint);
      say(fmt::format("'--rules' {}: {}{}", in_quotes(directory), error.message, hint));
      return false;
    }
    const RuleFiles& found = read.value();
    const LoadedRules& loaded = loaded_.emplace_back(load_rules(found.files, rules_, &chart_, directory));
    print_faults(found.errors);
    print_faults(loaded.errors);
    const std::span<const Rule> added = loaded.library.rules();
    rules_.insert(rules_.end(), added.begin(), added.end());
    std::ranges::sort(rules_, {}, &Rule::id);
    return found.errors.empty() && loaded.errors.empty();
  }

  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }

 private:
  static void print_faults(std::span<const RuleFileError> faults) {
    for (const RuleFileError& fault : faults) {
      print_fault(fault.file, fault.line, fault.column, fault.message, fault.hint);
    }
  }

  const ChartModel& chart_;
  std::deque<LoadedRules> loaded_;  // what rules_ points into
  std::vector<Rule> rules_;
};

ExitStatus write_report(const std::string& file, std::string_view report) {
  const WriteError error = file.empty() ? write_standard_output(report) : write_file(file, report);
  if (!error) return ExitStatus::kClean;
  if (!error->empty()) say(*error);
  return ExitStatus::kFailure;
}

ExitStatus explain(const Options& options, std::span<const Rule> rules) {
  const auto rule = std::ranges::find(rules, options.rule, &Rule::id);
  if (rule != rules.end()) return write_report({}, explain_rule(*rule));
  std::vector<std::string_view> ids;
  for (const Rule& known : rules) ids.push_back(known.id);
  return wrong_usage(fmt::format("unknown rule {}{}", in_quotes(options.rule),
                                 suggestion(options.rule, ids, "; 'estafette-lint rules' lists them all")));
}

ExitStatus list_rules(const Options& options, std::span<const Rule> rules) {
  switch (options.format) {
    case Format::kJson:
      return write_report({}, list_rules_json(rules));
    case Format::kMarkdown:
      return write_report({}, list_rules_markdown(rules));
    case Format::kText:
      break;
  }
  return write_report({}, list_rules_text(rules));
}

/// Why the file of --output will not do, as far as that shows before the work; empty where it may.
std::string output_fault(const Options& options) {
  namespace fs = std::filesystem;
  if (options.output.empty()) return {};
  std::error_code ignored;
  const fs::path output(options.output);
  if (fs::is_directory(output, ignored))
    return fmt::format("'--output' {} is a directory", in_quotes(options.output));
  if (output.has_parent_path() && !fs::is_directory(output.parent_path(), ignored)) {
    return fmt::format("'--output' {}: there is no such directory", in_quotes(options.output));
  }
  for (const std::string& file : options.is_release() ? options.layer_files : options.files) {
    if (file != kStandardStream && fs::is_regular_file(output, ignored) &&
        fs::equivalent(output, file, ignored)) {
      return fmt::format("'--output' {} would overwrite a file that is checked", in_quotes(options.output));
    }
  }
  return {};
}

/// Why the rules of --select and --ignore will not do; empty where they may.
std::string selection_fault(const SelectedRules& selected, const Selection& selection,
                            std::span<const Rule> rules) {
  if (!selected.unknown.empty()) {
    const std::string& name = selected.unknown.front();
    const bool in_select = std::ranges::find(selection.select, name) != selection.select.end();
    return fmt::format("unknown rule or topic {} for '--{}'{}", in_quotes(name),
                       in_select ? "select" : "ignore",
                       suggestion(name, selectable_names(rules), "; 'estafette-lint rules' lists them all"));
  }
  if (selected.rules.empty() && !selection.ignore.empty()) return "'--ignore' leaves no rule to ask";
  return {};
}

/// What is checked under which name: a file is taken once, also where it is named twice.
struct Input {
  std::string name;
  std::string file;  ///< kStandardStream for standard input
};

std::vector<Input> inputs_of(const Options& options) {
  const auto bare = [](std::string_view name) {
    while (name.starts_with("./")) name.remove_prefix(2);
    return name;
  };
  std::vector<Input> inputs;
  for (const std::string& file : options.files) {
    const bool taken =
        std::ranges::any_of(inputs, [&](const Input& other) { return bare(other.file) == bare(file); });
    if (!taken) inputs.push_back({file == kStandardStream ? options.stdin_name : file, file});
  }
  std::ranges::sort(inputs, {}, &Input::name);
  return inputs;
}

FileResult failed(const std::string& name, std::string message, std::string hint) {
  FileResult result;
  result.failures.push_back({.file = name, .message = std::move(message), .hint = std::move(hint)});
  return result;
}

/// A word that was meant for a command looks like a file that is not there.
std::string command_hint(std::string_view name) {
  const std::string_view command = nearest_name(name, kCommandNames);
  if (command.empty()) return {};
  return fmt::format("is the command '{}' meant? It stands before everything else", command);
}

FileResult lint_one(const Input& input, std::deque<Source>& sources, const ChartModel& chart,
                    const LintOptions& options) {
  Result<std::string, InputError> text =
      input.file == kStandardStream ? read_standard_input() : read_file(input.file);
  if (!text) {
    const InputError& error = text.error();
    std::string hint = error.missing ? command_hint(input.file) : std::string();
    return failed(input.name, error.message, hint.empty() ? error.hint : std::move(hint));
  }
  const Source& source = sources.emplace_back(Source{input.name, std::move(text).value()});
  try {
    return lint_source(source, chart, options);
  } catch (const std::exception& error) {
    // The other files are still worth a report.
    return failed(input.name, fmt::format("internal error: {}", error.what()), "please report this");
  }
}

FileResult lint_layers(ReleaseReader& layers, const Options& options, const ChartModel& chart,
                       const LintOptions& how) {
  layers.read_files(options.layer_files, options.stdin_name);
  const std::vector<Failure>& unread = layers.failures();
  try {
    FileResult result = lint_release(
        {.files = layers.files(), .arguments = layers.arguments(), .complete = unread.empty()}, chart, how);
    result.files = options.layer_files.size();
    result.failures.insert(result.failures.end(), unread.begin(), unread.end());
    return result;
  } catch (const std::exception& error) {
    const std::string first = options.layer_files.empty() ? "--set" : options.layer_files.front();
    return failed(first, fmt::format("internal error: {}", error.what()), "please report this");
  }
}

ExitStatus lint(const Options& options, const ChartModel& chart, std::span<const Rule> rules) {
  const SelectedRules selected = select_rules(rules, options.selection);
  if (const std::string fault = selection_fault(selected, options.selection, rules); !fault.empty()) {
    return wrong_usage(fault);
  }
  if (const std::string fault = output_fault(options); !fault.empty()) return wrong_usage(fault);

  std::deque<Source> sources;  // results and trees point into it
  std::vector<FileResult> results;
  const LintOptions how = {.rules = selected.rules,
                           .release_name = options.release_name,
                           .kube_version = options.kube_version,
                           .helm_version = options.helm_version.value_or(kNewestHelm3)};
  ReleaseReader layers(sources);
  if (options.is_release()) {
    if (const std::string fault = layers.read_arguments(options.sets); !fault.empty())
      return wrong_usage(fault);
    results.push_back(lint_layers(layers, options, chart, how));
  } else {
    for (const Input& input : inputs_of(options)) results.push_back(lint_one(input, sources, chart, how));
  }
  for (const FileResult& result : results) {
    for (const Note& note : result.notes) {
      print_error(fmt::format("{}: note: {}", escape_for_display(note.file), escape_for_display(note.text)));
    }
    for (const Failure& fault : result.failures) {
      print_fault(fault.file, fault.line, fault.column, fault.message, fault.hint);
    }
  }

  const bool to_standard_output = options.output.empty();
  const std::string report =
      options.format == Format::kJson
          ? render_json(results, kVersion)
          : render_text(results, {.color = use_color(options.color, terminal_facts(to_standard_output)),
                                  .quiet = options.quiet});
  const Summary summary = summarize(results);
  ExitStatus status = fails(summary, options.fail_on) ? ExitStatus::kFindings : ExitStatus::kClean;
  if (summary.failures > 0) status = ExitStatus::kFailure;
  return worse(status, write_report(options.output, report));
}

std::string unknown_release(std::string_view version, std::span<const Release> releases) {
  const std::string_view near = nearest_release(releases, version);
  return fmt::format("unknown chart release {} for '--chart-version'; the {} is {}", in_quotes(version),
                     near.empty() ? "newest" : "nearest", near.empty() ? releases.back().version : near);
}

}  // namespace

ExitStatus run(std::span<const std::string> arguments, const Tables& builtin) {
  const Result<Options, UsageError> parsed = parse_options(arguments);
  if (!parsed) return wrong_usage(parsed.error().message);
  const Options& options = parsed.value();
  if (options.command == Command::kPrint) return write_report({}, options.printed);

  RuleBook book(builtin);
  bool good = true;
  for (const std::string& directory : options.rule_directories) good = book.add(directory) && good;
  if (!good) return ExitStatus::kUsage;
  switch (options.command) {
    case Command::kExplain:
      return explain(options, book.rules());
    case Command::kRules:
      return list_rules(options, book.rules());
    case Command::kLint:
    case Command::kPrint:
      break;
  }
  if (options.chart_version.empty() || options.chart_version == builtin.chart.version) {
    return lint(options, builtin.chart, book.rules());
  }
  const std::span<const Release> releases = builtin.history->keys.releases;
  const std::optional<ReleaseIndex> release = find_release(releases, options.chart_version);
  if (!release) return wrong_usage(unknown_release(options.chart_version, releases));
  return lint(options, ReleaseModel(*builtin.history, *release).chart(), book.rules());
}

}  // namespace estafette_lint
