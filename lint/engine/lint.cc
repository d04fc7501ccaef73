#include "lint/engine/lint.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/engine/finding_maker.h"
#include "lint/engine/fix_maker.h"
#include "lint/engine/input_faults.h"
#include "lint/engine/input_file.h"
#include "lint/engine/kubernetes_note.h"
#include "lint/engine/release_files.h"
#include "lint/engine/unread_keys.h"
#include "lint/rules/check.h"
#include "lint/rules/subject.h"
#include "lint/values/set_apply.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

/// Whether a rule speaks of what Helm drops of a file, so that a note would only repeat it.
bool is_told_by_rule(const LintOptions& options) {
  return std::any_of(options.rules.begin(), options.rules.end(),
                     [](const Rule* rule) { return rule->check == "one-document"; });
}

void add_dropped_notes(std::span<const FileRelease* const> parts, const LintOptions& options,
                       FileResult& result) {
  if (is_told_by_rule(options)) return;
  for (const FileRelease* part : parts) add_notes(part->dropped, result.notes);
}

void add_kubernetes_note(const ChartModel& chart, const LintOptions& options, const std::string& file,
                         FileResult& result) {
  if (std::optional<std::string> note = kubernetes_note(chart, options.kube_version)) {
    result.notes.push_back({file, *std::move(note)});
  }
}

/// Whether the release has what the place is about: another one may, and the rule is right about that one
/// only.
bool is_of_release(const Place& place, const ChartModel& chart) {
  // Rules are written for the newest; a test's model may have no keys.
  if (chart.keys == nullptr) return true;
  if (!chart.is_read && chart.release + std::size_t{1} == chart.keys->releases.size()) return true;
  if (!place.component.empty() && chart.component(place.component) == nullptr) return false;
  const Key key = chart.find_key(place.path);
  return !key || key.exists();
}

bool is_asked(const Place& place, const Subject& subject) {
  if (!is_of_release(place, subject.chart)) return false;
  if (!place.component.empty() && !subject.is_on(place.component)) return false;
  for (const KeyPath path : {place.path, place.when, place.unless}) {
    if (!subject.can_tell(path)) return false;
  }
  if (!place.when.empty() && !subject.lookup(place.when).value.truthy()) return false;
  return place.unless.empty() || !subject.lookup(place.unless).value.truthy();
}

auto order_of(const Finding& finding) {
  return std::tie(finding.file, finding.span.begin, finding.rule->id, finding.path, finding.component,
                  finding.message);
}

/// What one release is made of. There is at least one layer or argument.
struct ReleaseInput {
  std::vector<ShownLayer> files;  ///< lowest first
  std::span<const SetArgument* const> arguments;
  std::vector<const FileRelease*> parts;  ///< what the files say, lowest first
};

/// Asks the rules about one release.
class Linter {
 public:
  Linter(const ReleaseInput& input, const ChartModel& chart, const LintOptions& options)
      : input_(input), chart_(chart), options_(options) {}

  /// Adds to the result what is found.
  void run(FileResult& result) && {
    std::vector<const Layer*> files;
    for (const ShownLayer& file : input_.files) files.push_back(file.layer);
    const Result<Values, SetFault> values = merge_release(files, input_.arguments, *chart_.defaults);
    if (!values) {
      result.failures.push_back(failure_of(values.error()));
      return;
    }
    ask(values.value(), result);
    drop_yielding();
    std::ranges::move(findings_, std::back_inserter(result.findings));
  }

 private:
  [[nodiscard]] std::string_view release_name() const {
    if (options_.release_name) return *options_.release_name;
    for (auto part = input_.parts.rbegin(); part != input_.parts.rend(); ++part) {
      if ((*part)->name) return *(*part)->name;
    }
    return kDefaultReleaseName;
  }

  [[nodiscard]] std::vector<DroppedPart> dropped_parts() const {
    std::vector<DroppedPart> parts;
    for (const FileRelease* part : input_.parts) {
      parts.insert(parts.end(), part->dropped.begin(), part->dropped.end());
    }
    return parts;
  }

  [[nodiscard]] std::vector<KeyFault> key_faults(const Values& values) const {
    std::vector<KeyFault> faults = find_key_faults(values, chart_);
    const bool in_umbrella =
        std::ranges::any_of(input_.parts, [](const FileRelease* part) { return part->in_umbrella; });
    if (in_umbrella)
      std::erase_if(faults, [](const KeyFault& fault) { return fault.path == Path{"enabled"}; });
    return faults;
  }

  /// One finding is enough where another rule says more of the same value.
  void drop_yielding() {
    std::set<std::pair<std::string_view, std::string_view>> told;  // paths and rules
    for (const Finding& finding : findings_) told.emplace(finding.path, finding.rule->id);
    std::vector<bool> yields;
    for (const Finding& finding : findings_) {
      const std::span<const std::string_view> stronger = finding.rule->yields_to;
      yields.push_back(std::any_of(stronger.begin(), stronger.end(), [&](std::string_view rule) {
        return told.contains({finding.path, rule});
      }));
    }
    std::size_t at = 0;
    std::erase_if(findings_, [&](const Finding&) { return yields[at++]; });
  }

  /// The user's layers, lowest first, with what `--set-file` has read behind its argument.
  void gather_layers() {
    shown_ = input_.files;
    for (const SetArgument* argument : input_.arguments) {
      shown_.push_back({.layer = &argument->layer});
      for (const SetAssignment& assignment : argument->assignments) {
        if (assignment.contents == nullptr) continue;
        const bool secret = is_secret_path(assignment.steps);
        shown_.push_back({.layer = &assignment.contents->layer, .secret = secret});
      }
    }
    for (const ShownLayer& each : shown_) all_.push_back(each.layer);
  }

  /// The value that the rule wants, where nobody writes any.
  void affirm(const Rule& rule, const Place& place, const Values& values, const Layer* target,
              FileResult& result) const {
    const Value value = values.lookup(place.path).value;
    const auto min = std::find_if(place.with.begin(), place.with.end(),
                                  [](const Parameter& parameter) { return parameter.name == "min"; });
    if (!value.is_set() || value.written() || min == place.with.end()) return;
    Violation violation;
    violation.path.assign(place.path.begin(), place.path.end());
    violation.change = {{violation.path, format_go_number(min->number)}};
    if (std::optional<Fix> fix = make_fix(
            place, violation, {}, {.values = values, .target = target, .layers = {}, .shown_name = {}})) {
      result.affirmations.push_back({&rule, *std::move(fix)});
    }
  }

  /// What is missing belongs into the last file: it decides, but for arguments.
  [[nodiscard]] const Layer& fallback() const {
    return input_.parts.empty() ? *all_.back() : *input_.parts.back()->layers.front();
  }

  /// The file that takes new values; null where there is none.
  [[nodiscard]] const Layer* fix_target() const {
    if (input_.parts.empty()) return nullptr;
    for (const FileRelease* part : input_.parts) {
      const Layer& layer = *part->layers.front();
      if (options_.fix_in != nullptr && layer.source == options_.fix_in) return &layer;
    }
    return &fallback();
  }

  void ask(const Values& values, FileResult& result) {
    gather_layers();
    const std::vector<ConfigFile> config_files = read_config_files(values);
    const std::vector<KeyFault> faults = key_faults(values);
    const std::vector<DroppedPart> dropped = dropped_parts();
    const Subject subject{
        values, chart_, config_files, all_, release_name(), options_.kube_version, options_.helm_version,
        faults, dropped};
    const Layer* const target = fix_target();
    FindingMaker maker({.layers = shown_,
                        .fallback = fallback(),
                        .values = values,
                        .chart = chart_,
                        .config_files = config_files,
                        .fix_target = target,
                        .label = input_.parts.empty() ? std::string_view() : input_.parts.back()->label});
    for (const Rule* rule : options_.rules) {
      const Check* check = find_check(rule->check);
      if (check == nullptr) continue;  // the loader lets no such rule through
      for (const Place& place : rule->places) {
        if (!is_asked(place, subject)) continue;
        if (options_.affirm && place.affirm) affirm(*rule, place, values, target, result);
        for (Violation& violation : check->run({subject, place})) {
          const std::string addition = mention_unread_keys(violation, subject);
          findings_.push_back(maker.make(*rule, place, violation));
          findings_.back().message += addition;
        }
      }
    }
    // The releases of one file have one mask.
    if (!findings_.empty() && result.sources.empty()) result.sources = maker.sources();
  }

  const ReleaseInput& input_;
  const ChartModel& chart_;
  const LintOptions& options_;
  std::vector<Finding> findings_;
  std::vector<ShownLayer> shown_;
  std::vector<const Layer*> all_;
};

void sort_findings(FileResult& result) {
  std::stable_sort(result.findings.begin(), result.findings.end(),
                   [](const Finding& a, const Finding& b) { return order_of(a) < order_of(b); });
}

}  // namespace

FileResult lint_source(const Source& source, const ChartModel& chart, const LintOptions& options) {
  FileResult result;
  InputFile file(source, chart, options.reading.values_root);
  for (const std::string& note : file.notes()) result.notes.push_back({source.name, note});
  if (file.error()) {
    result.failures.push_back(failure_of(source, *file.error()));
    return result;
  }
  result.has_values = !file.releases().empty();
  for (const FileRelease& part : file.releases()) {
    ReleaseInput input;
    for (const Layer* layer : part.layers) input.files.push_back({.layer = layer, .file = &file});
    input.parts = {&part};
    add_dropped_notes(input.parts, options, result);
    NamedChart named(chart, options.reading.history);
    const ChartModel& model = named.choose(part.version, source, result.notes);
    add_kubernetes_note(model, options, source.name, result);
    Linter(input, model, options).run(result);
  }
  sort_findings(result);
  return result;
}

FileResult lint_release(const ReleaseLayers& layers, const ChartModel& chart, const LintOptions& options) {
  FileResult result;
  result.files = layers.files.size();
  const ReleaseFiles files(layers.files, chart, options.reading);
  result.failures = files.failures();
  result.notes = files.notes();
  add_dropped_notes(files.parts(), options, result);
  if (const auto fault = files.fault_of(layers.arguments)) result.failures.push_back(failure_of(*fault));
  if (!result.failures.empty() || !layers.complete) return result;
  const ReleaseInput input{.files = files.shown(), .arguments = layers.arguments, .parts = files.parts()};
  if (!layers.files.empty()) add_kubernetes_note(files.chart(), options, layers.files.front()->name, result);
  Linter(input, files.chart(), options).run(result);
  sort_findings(result);
  return result;
}

}  // namespace estafette_lint
