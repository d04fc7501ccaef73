#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/cli/chart_choice.h"
#include "lint/cli/commands.h"
#include "lint/cli/fix_run.h"
#include "lint/cli/input.h"
#include "lint/cli/lint_options.h"
#include "lint/cli/messages.h"
#include "lint/cli/option_values.h"
#include "lint/cli/output.h"
#include "lint/cli/release_reader.h"
#include "lint/cli/report_file.h"
#include "lint/cli/rule_book.h"
#include "lint/cli/terminal.h"
#include "lint/cli/version.h"
#include "lint/engine/lint.h"
#include "lint/engine/selection.h"
#include "lint/engine/summary.h"
#include "lint/report/json.h"
#include "lint/report/text.h"
#include "lint/text/nearest.h"
#include "lint/text/source.h"

namespace estafette_lint {
namespace {

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

std::vector<Input> inputs_of(const InputOptions& options) {
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
  std::vector<std::string_view> names;
  for (const Command& known : kCommands) names.push_back(known.name);
  const std::string_view command = nearest_name(name, names);
  if (command.empty()) return {};
  return fmt::format("is the command '{}' meant? It stands before everything else", command);
}

FileResult lint_one(const Input& input, std::deque<Source>& sources, const ChartModel& chart,
                    const LintOptions& options, FixRun* fixes) {
  Result<std::string, InputError> text =
      input.file == kStandardStream ? read_standard_input() : read_file(input.file);
  if (!text) {
    const InputError& error = text.error();
    const std::string hint = error.missing ? command_hint(input.file) : std::string();
    return failed(input.name, error.message, hint.empty() ? error.hint : hint);
  }
  const Source& source = sources.emplace_back(Source{input.name, std::move(text).value()});
  try {
    if (fixes == nullptr) return lint_source(source, chart, options);
    const Source* const files[] = {&source};
    return fixes->fix(
        {.layers = {.files = files, .arguments = {}}, .files = std::span(&input.file, 1), .by_itself = true},
        chart, options);
  } catch (const std::exception& error) {
    // The other files are still worth a report.
    return failed(input.name, fmt::format("internal error: {}", error.what()), "please report this");
  }
}

FileResult lint_layers(ReleaseReader& layers, const LintRequest& request, const ChartModel& chart,
                       LintOptions how, FixRun* fixes) {
  const InputOptions& input = request.input;
  layers.read_files(input.layer_files, input.stdin_name);
  const std::vector<Failure>& unread = layers.failures();
  for (std::size_t i = 0; unread.empty() && i < input.layer_files.size(); ++i) {
    if (input.layer_files[i] == request.fixes.file) how.fix_in = layers.files()[i];
  }
  try {
    const ReleaseLayers all = {
        .files = layers.files(), .arguments = layers.arguments(), .complete = unread.empty()};
    FileResult result = fixes != nullptr && all.complete
                            ? fixes->fix({.layers = all, .files = input.layer_files}, chart, how)
                            : lint_release(all, chart, how);
    result.files = input.layer_files.size();
    result.failures.insert(result.failures.end(), unread.begin(), unread.end());
    return result;
  } catch (const std::exception& error) {
    const std::string first = input.layer_files.empty() ? "--set" : input.layer_files.front();
    return failed(first, fmt::format("internal error: {}", error.what()), "please report this");
  }
}

std::string render(const LintRequest& request, std::span<const FileResult> results, const FixSummary* fixes) {
  if (request.format == LintFormat::kJson) return render_json(results, kVersion, fixes);
  const bool aside = request.fixes.takes_standard_output(request.input);
  const Stream stream = !request.output.empty() ? Stream::kFile : aside ? Stream::kError : Stream::kOutput;
  const bool color = use_color(request.color, terminal_facts(stream));
  return render_text(results, {.color = color, .fixes = fixes, .quiet = request.quiet});
}

/// The report, and before it what --fix and --diff write to standard output.
ExitStatus write_results(const LintRequest& request, std::span<const FileResult> results,
                         const FixRun* fixes) {
  const std::string report = render(request, results, fixes == nullptr ? nullptr : &fixes->summary());
  if (!request.fixes.takes_standard_output(request.input)) return write_report(request.output, report);
  const ExitStatus written = write_report({}, fixes->output());
  return worse(written, write_report_aside(request.output, report));
}

ExitStatus lint(const LintRequest& request, const Result<ChartChoice, Failure>& chart,
                const ChartHistory* history, std::span<const Rule> rules) {
  const SelectedRules selected = select_rules(rules, request.selection);
  if (const std::string fault = selection_fault(selected, request.selection, rules); !fault.empty()) {
    return wrong_usage(fault);
  }
  const InputOptions& input = request.input;
  if (const std::string fault = output_fault(request.output, input.read_files()); !fault.empty()) {
    return wrong_usage(fault);
  }

  std::deque<Source> sources;  // results and trees point into it
  std::vector<FileResult> results;
  const LintOptions how = {.rules = selected.rules,
                           .release_name = request.release.name,
                           .reading = {.values_root = input.values_root ? &*input.values_root : nullptr,
                                       .history = request.release.chart.is_given() ? nullptr : history},
                           .kube_version = request.release.kube_version,
                           .helm_version = request.release.helm_version};
  std::optional<FixRun> run;
  if (request.fixes.is_asked()) run.emplace(request.fixes);
  FixRun* const fixes = run ? &*run : nullptr;
  ReleaseReader layers(sources);
  if (!chart) {
    results.emplace_back().failures.push_back(chart.error());
  } else if (input.is_release()) {
    if (const std::string fault = layers.read_arguments(input.sets); !fault.empty())
      return wrong_usage(fault);
    results.push_back(lint_layers(layers, request, chart.value().model(), how, fixes));
  } else {
    for (const Input& one : inputs_of(input)) {
      results.push_back(lint_one(one, sources, chart.value().model(), how, fixes));
    }
  }
  for (const FileResult& result : results) {
    print_notes(result.notes);
    print_failures(result.failures);
  }

  const Summary summary = summarize(results);
  ExitStatus status = fails(summary, request.fail_on) ? ExitStatus::kFindings : ExitStatus::kClean;
  if (fixes != nullptr && fixes->has_difference()) status = ExitStatus::kFindings;
  if (summary.failures > 0) status = ExitStatus::kFailure;
  return worse(status, write_results(request, results, fixes));
}

}  // namespace

ExitStatus run_lint(std::span<const std::string> arguments, const Tables& builtin) {
  const LintRequest request = parse_lint(arguments);
  RuleBook book(builtin);
  if (!book.add_all(request.rule_directories)) return ExitStatus::kUsage;
  return lint(request, choose_chart(request.release.chart, builtin), builtin.history, book.rules());
}

}  // namespace estafette_lint
