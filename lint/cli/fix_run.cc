#include "lint/cli/fix_run.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "lint/cli/replace_file.h"
#include "lint/cli/standard_stream.h"

namespace estafette_lint {
namespace {

/// Files that cannot be replaced without harm.
std::vector<LockedSource> locked_sources(const FixInput& input) {
  std::vector<LockedSource> locked;
  for (std::size_t i = 0; i < input.files.size(); ++i) {
    if (input.files[i] == kStandardStream) continue;
    if (std::optional<std::string> fault = replacement_fault(input.files[i])) {
      locked.push_back({input.layers.files[i], *std::move(fault)});
    }
  }
  return locked;
}

void append(std::vector<FixReport>& to, std::vector<FixReport>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

FileResult FixRun::fix(const FixInput& input, const ChartModel& chart, const LintOptions& how) {
  const std::vector<LockedSource> locked = locked_sources(input);
  FixOutcome& outcome = outcomes_.emplace_back(fix_release(
      input.layers, chart, how, {.unsafe = options_.unsafe, .locked = locked, .by_itself = input.by_itself}));
  std::vector<Failure> failures;
  summary_.written = options_.write;
  if (options_.diff) {
    for (const FixedText& text : outcome.texts) output_ += text.diff;
    has_difference_ = has_difference_ || !outcome.texts.empty();
  } else {
    write(input, outcome, failures);
  }
  FileResult result = failures.empty()  ? std::move(outcome.left)
                      : input.by_itself ? lint_source(*input.layers.files.front(), chart, how)
                                        : lint_release(input.layers, chart, how);
  result.failures.insert(result.failures.end(), failures.begin(), failures.end());
  if (!failures.empty()) outcome.fixed.clear();
  append(summary_.fixed, outcome.fixed);
  append(summary_.withheld, outcome.withheld);
  return result;
}

void FixRun::write(const FixInput& input, FixOutcome& outcome, std::vector<Failure>& failures) {
  for (std::size_t i = 0; i < input.files.size(); ++i) {
    const Source& before = *input.layers.files[i];
    const auto changed = std::find_if(outcome.texts.begin(), outcome.texts.end(),
                                      [&](const FixedText& text) { return text.source == &before; });
    const bool is_changed = changed != outcome.texts.end();
    if (input.files[i] == kStandardStream) {
      // The text goes through, mended or not: the next program in the pipe waits for it.
      output_ += is_changed ? changed->text : before.text;
    } else if (is_changed) {
      if (std::optional<std::string> fault = replace_file(input.files[i], before.text, changed->text)) {
        failures.push_back({.file = before.name, .message = *std::move(fault)});
      }
    }
  }
}

}  // namespace estafette_lint
