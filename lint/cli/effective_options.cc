#include "lint/cli/effective_options.h"

#include <string_view>

#include "lint/cli/command_line.h"
#include "lint/cli/option_values.h"
#include "lint/cli/report_file.h"

namespace estafette_lint {
namespace {

constexpr const char* kHelp =
    R"(Usage: estafette-lint effective [options] FILE
       estafette-lint effective [options] -f FILE [-f FILE...] [--set KEY=VALUE...]

The values that Helm gives the chart's templates: the layers merged, over the defaults of the chart. What is set
for a component that is off is there, its own defaults are not, as in Helm. - is standard input.
)";
constexpr const char* kNotes =
    R"(Secrets are shown as ********, so that what is printed is not what Helm takes, unless --show-secrets is given.
Exit codes: 0 printed, 2 wrong usage, 3 an input could not be read or parsed, or an internal error.
For a file called 'effective' write ./effective.
)";

}  // namespace

EffectiveRequest parse_effective(std::span<const std::string> arguments) {
  constexpr const char* kRelease = "Release";
  constexpr const char* kResult = "Result";
  constexpr std::string_view kFormats[] = {"yaml", "json"};

  EffectiveRequest request;
  CommandLine line(kHelp, kNotes);
  InputWords input(line);
  const ReleaseWords release(line, kRelease);
  input.add_stdin_name(line, kRelease);
  input.add_values_root(line, kRelease);
  const auto& format = line.value("--format", "FORMAT", "yaml (default) or json", kResult);
  line.flag("--origins", request.shown.origins,
            "Behind each value a comment with the file and line, or the argument, that decides it", kResult);
  line.flag("--show-secrets", request.shown.show_secrets, "Print passwords, keys and tokens as they are",
            kResult);
  const OutputWords output(line, "Write the values to FILE; - is standard output", kResult);
  line.parse(arguments);

  request.release = release.read();
  request.format = static_cast<EffectiveFormat>(choice("--format", format, kFormats, "yaml"));
  if (request.shown.origins && request.format == EffectiveFormat::kJson) {
    misuse("'--origins' writes comments, which JSON has none of; leave out '--format json'");
  }
  request.output = output.read();
  request.input = input.read_layers(line, "effective");
  return request;
}

}  // namespace estafette_lint
