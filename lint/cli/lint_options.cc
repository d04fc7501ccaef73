#include "lint/cli/lint_options.h"

#include <string_view>

#include "lint/cli/command_line.h"
#include "lint/cli/option_values.h"
#include "lint/cli/report_file.h"
#include "lint/cli/rule_book.h"

namespace estafette_lint {
namespace {

constexpr const char* kHelp =
    R"(Usage: estafette-lint [options] FILE...
       estafette-lint [options] -f FILE [-f FILE...] [--set KEY=VALUE...]
       estafette-lint effective [options] -f FILE [-f FILE...] [--set KEY=VALUE...]
       estafette-lint explain RULE
       estafette-lint rules [--format text|json|markdown]
       estafette-lint schema [--chart-version VERSION]

Says what in the Helm values of an Estafette CI release is not ready for production: where, why, and what to
write instead. Each FILE is checked by itself; with -f and --set the layers of one release are checked, as Helm
merges them. - is standard input.

Commands:
  effective               The values that Helm gives the chart's templates, and which layer decides each
  explain RULE            What the rule wants, why, a bad and a good example, the source
  rules                   Every rule, one line each
  schema                  The keys of the chart as a JSON Schema, for editors
A command is the first argument. A file of that name is written ./rules, and one that begins with '-' stands
behind --.
)";
constexpr const char* kNotes =
    R"(Exit codes: 0 nothing at or above --fail-on, 1 findings at or above it, 2 wrong usage, 3 an input could not be
read or parsed, or an internal error. When several apply, the highest.
)";

/// Which rules are asked.
struct SelectionWords {
  SelectionWords(CommandLine& line, const char* group)
      : profile(line.value("--profile", "NAME",
                           "guide: what the guide asks; production (default): the chart's traps too; "
                           "strict: all advice",
                           group)),
        select(line.value("--select", "RULE,...",
                          "Ask these rules or topics only, whatever the profile; repeatable", group)),
        ignore(line.value("--ignore", "RULE,...", "Leave out these rules or topics; repeatable", group)) {}

  [[nodiscard]] Selection read() const {
    return {.profile = static_cast<Profile>(choice("--profile", profile, kProfileNames, "production")),
            .select = names("--select", select),
            .ignore = names("--ignore", ignore)};
  }

  const std::vector<std::string>& profile;
  const std::vector<std::string>& select;
  const std::vector<std::string>& ignore;
};

}  // namespace

LintRequest parse_lint(std::span<const std::string> arguments) {
  constexpr const char* kWhat = "What is checked";
  constexpr const char* kResult = "Result";
  constexpr std::string_view kFormats[] = {"text", "json"};
  constexpr std::string_view kThresholds[] = {"error", "warning", "info", "never"};
  constexpr std::string_view kColors[] = {"auto", "always", "never"};

  LintRequest request;
  CommandLine line(kHelp, kNotes);
  InputWords input(line);
  const SelectionWords selection(line, kWhat);
  const RuleWords rules(line, kWhat);
  const ReleaseWords release(line, kWhat);
  input.add_stdin_name(line, kWhat);
  input.add_values_root(line, kWhat);
  const auto& fail_on = line.value("--fail-on", "SEVERITY",
                                   "Exit with 1 from error, warning (default) or info on, or never", kResult);
  const auto& format = line.value("--format", "FORMAT", "text (default) or json", kResult);
  const OutputWords output(line, "Write the report to FILE; - is standard output", kResult);
  const auto& color = line.value(
      "--color", "WHEN", "auto (default; heeds NO_COLOR and CLICOLOR_FORCE), always or never", kResult);
  FixWords fixes(line, "Fixes");
  line.flag("--quiet", request.quiet, "One line for each finding, and no summary", kResult);
  line.version();
  line.parse(arguments);

  request.selection = selection.read();
  request.rule_directories = rules.read();
  request.release = release.read();
  const std::size_t threshold = choice("--fail-on", fail_on, kThresholds, "warning");
  request.fail_on = parse_severity(kThresholds[threshold]);  // "never" is no severity, and so no threshold
  request.format = static_cast<LintFormat>(choice("--format", format, kFormats, "text"));
  request.output = output.read();
  request.color = static_cast<ColorChoice>(choice("--color", color, kColors, "auto"));
  request.input = input.read(line);
  request.fixes = fixes.read(request.input);
  return request;
}

}  // namespace estafette_lint
