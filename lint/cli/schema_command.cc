#include <fmt/format.h>

#include <span>
#include <string>

#include "lint/cli/chart_choice.h"
#include "lint/cli/command_line.h"
#include "lint/cli/commands.h"
#include "lint/cli/messages.h"
#include "lint/cli/output.h"
#include "lint/cli/release_options.h"
#include "lint/cli/report_file.h"
#include "lint/report/schema.h"

namespace estafette_lint {
namespace {

constexpr const char* kHelp =
    R"(Usage: estafette-lint schema [options]

The keys of the chart as a JSON Schema (draft-07), with which an editor completes and checks a values file.
)";
constexpr const char* kNotes =
    R"(It objects to what unknown-key, key-from-another-release, wrong-type and quoted-boolean report. For editors with
the YAML language server, the first line of a values file names it:
  # yaml-language-server: $schema=estafette-ci.schema.json
For a file called 'schema' write ./schema.
)";

struct SchemaRequest {
  ChartOptions chart;
  std::string output;
};

SchemaRequest parse_schema(std::span<const std::string> arguments) {
  constexpr const char* kOptions = "Options";
  CommandLine line(kHelp, kNotes);
  const ChartWords chart(line, kOptions);
  const OutputWords output(line, "Write the schema to FILE; - is standard output", kOptions);
  line.parse(arguments);
  if (!line.positional().empty()) {
    misuse(fmt::format("'schema' takes no argument, and {} is one; for a file called 'schema' write ./schema",
                       in_quotes(line.positional().front())));
  }
  return {.chart = chart.read(), .output = output.read()};
}

}  // namespace

ExitStatus run_schema(std::span<const std::string> arguments, const Tables& builtin) {
  const SchemaRequest request = parse_schema(arguments);
  if (const std::string fault = output_fault(request.output, {}); !fault.empty()) return wrong_usage(fault);
  const Result<ChartChoice, Failure> chart = choose_chart(request.chart, builtin);
  if (!chart) {
    print_failures(std::span(&chart.error(), 1));
    return ExitStatus::kFailure;
  }
  return write_report(request.output, render_schema(chart.value().model(), builtin.rules));
}

}  // namespace estafette_lint
