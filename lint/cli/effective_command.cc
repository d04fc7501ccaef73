#include <deque>
#include <span>

#include "lint/cli/chart_choice.h"
#include "lint/cli/commands.h"
#include "lint/cli/effective_options.h"
#include "lint/cli/messages.h"
#include "lint/cli/release_reader.h"
#include "lint/cli/report_file.h"
#include "lint/engine/effective_release.h"
#include "lint/report/effective.h"
#include "lint/text/source.h"

namespace estafette_lint {

ExitStatus run_effective(std::span<const std::string> arguments, const Tables& builtin) {
  const EffectiveRequest request = parse_effective(arguments);
  const InputOptions& input = request.input;
  if (const std::string fault = output_fault(request.output, input.read_files()); !fault.empty()) {
    return wrong_usage(fault);
  }
  const Result<ChartChoice, Failure> chart = choose_chart(request.release.chart, builtin);
  if (!chart) {
    print_failures(std::span(&chart.error(), 1));
    return ExitStatus::kFailure;
  }

  std::deque<Source> sources;
  ReleaseReader layers(sources);
  if (const std::string fault = layers.read_arguments(input.sets); !fault.empty()) return wrong_usage(fault);
  layers.read_files(input.layer_files, input.stdin_name);
  const EffectiveRelease release(
      {.files = layers.files(), .arguments = layers.arguments(), .complete = layers.failures().empty()},
      chart.value().model(),
      {.values_root = input.values_root ? &*input.values_root : nullptr,
       .history = request.release.chart.is_given() ? nullptr : builtin.history});
  print_notes(release.notes());
  print_failures(layers.failures());
  print_failures(release.failures());
  if (release.values() == nullptr) return ExitStatus::kFailure;

  ShownOptions how = request.shown;
  how.mask_defaults = !chart.value().is_public();
  const ShownValue shown = show_values(release, how);
  const bool json = request.format == EffectiveFormat::kJson;
  return write_report(request.output, json ? render_effective_json(shown) : render_effective_yaml(shown));
}

}  // namespace estafette_lint
