#include "lint/engine/lint.h"

#include <algorithm>
#include <deque>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/engine/finding_maker.h"
#include "lint/engine/fix_maker.h"
#include "lint/engine/input_faults.h"
#include "lint/engine/unread_keys.h"
#include "lint/rules/check.h"
#include "lint/rules/subject.h"
#include "lint/values/set_apply.h"
#include "lint/yaml/reader.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

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
  if (!place.when.empty() && !subject.values.lookup(place.when).value.truthy()) return false;
  return place.unless.empty() || !subject.values.lookup(place.unless).value.truthy();
}

auto order_of(const Finding& finding) {
  return std::tie(finding.file, finding.span.begin, finding.rule->id, finding.path, finding.component,
                  finding.message);
}

/// Asks the rules about one release.
class Linter {
 public:
  Linter(const ReleaseLayers& layers, const ChartModel& chart, const LintOptions& options)
      : layers_(layers), chart_(chart), options_(options) {}

  FileResult run() && {
    result_.files = layers_.files.size();
    read_files();
    if (!result_.failures.empty() || !layers_.complete) return std::move(result_);
    Result<Values, SetFault> values = merge_release(files_, layers_.arguments, *chart_.defaults);
    if (values) {
      ask(values.value());
    } else {
      result_.failures.push_back(failure_of(values.error()));
    }
    return std::move(result_);
  }

 private:
  void read_files() {
    for (const Source* source : layers_.files) {
      Result<Document> document = read_document(source->text);
      if (!document) {
        result_.failures.push_back(failure_of(*source, document.error()));
        continue;
      }
      if (!is_told_by_rule()) add_notes(*source, document.value(), result_.notes);
      documents_.push_back(std::move(document).value());
      file_layers_.push_back({documents_.back().tree, Origin::kFile, source});
      files_.push_back(&file_layers_.back());
    }
  }

  /// Whether a rule speaks of what Helm drops of a file, so that a note would only repeat it.
  [[nodiscard]] bool is_told_by_rule() const {
    return std::any_of(options_.rules.begin(), options_.rules.end(),
                       [](const Rule* rule) { return rule->check == "one-document"; });
  }

  /// What Helm drops of the files.
  [[nodiscard]] std::vector<DroppedPart> dropped_parts() const {
    std::vector<DroppedPart> parts;
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      for (const DroppedText& text : documents_[i].dropped) parts.push_back({&file_layers_[i], text});
    }
    return parts;
  }

  /// One finding is enough where another rule says more of the same value.
  void drop_yielding() {
    std::set<std::pair<std::string_view, std::string_view>> told;  // paths and rules
    for (const Finding& finding : result_.findings) told.emplace(finding.path, finding.rule->id);
    std::vector<bool> yields;
    for (const Finding& finding : result_.findings) {
      const std::span<const std::string_view> stronger = finding.rule->yields_to;
      yields.push_back(std::any_of(stronger.begin(), stronger.end(), [&](std::string_view rule) {
        return told.contains({finding.path, rule});
      }));
    }
    std::size_t at = 0;
    std::erase_if(result_.findings, [&](const Finding&) { return yields[at++]; });
  }

  /// The user's layers, lowest first, with what `--set-file` has read behind its argument.
  void gather_layers() {
    for (const Layer* file : files_) shown_.push_back({file, false});
    for (const SetArgument* argument : layers_.arguments) {
      shown_.push_back({&argument->layer, false});
      for (const SetAssignment& assignment : argument->assignments) {
        if (assignment.contents == nullptr) continue;
        const bool secret =
            std::any_of(assignment.steps.begin(), assignment.steps.end(),
                        [](const SetStep& step) { return !step.is_index && is_secret_name(step.key); });
        shown_.push_back({&assignment.contents->layer, secret});
      }
    }
    for (const ShownLayer& each : shown_) all_.push_back(each.layer);
  }

  /// The value that the rule wants, where nobody writes any.
  void affirm(const Rule& rule, const Place& place, const Values& values, const Source* target) {
    const Value value = values.lookup(place.path).value;
    const auto min = std::find_if(place.with.begin(), place.with.end(),
                                  [](const Parameter& parameter) { return parameter.name == "min"; });
    if (!value.is_set() || value.written() || min == place.with.end()) return;
    Violation violation;
    violation.path.assign(place.path.begin(), place.path.end());
    violation.change = {{violation.path, format_go_number(min->number)}};
    if (std::optional<Fix> fix =
            make_fix(place, violation, {}, {.values = values, .target = target, .shown_name = {}})) {
      result_.affirmations.push_back({&rule, *std::move(fix)});
    }
  }

  void ask(const Values& values) {
    gather_layers();
    const std::vector<ConfigFile> config_files = read_config_files(values);
    const std::vector<KeyFault> key_faults = find_key_faults(values, chart_);
    const std::vector<DroppedPart> dropped = dropped_parts();
    const Subject subject{values,
                          chart_,
                          config_files,
                          all_,
                          options_.release_name,
                          options_.kube_version,
                          options_.helm_version,
                          key_faults,
                          dropped};
    // What is missing belongs into the last file: it decides, but for arguments.
    const Source& last = files_.empty() ? *all_.back()->source : *files_.back()->source;
    const Source* fix_target = files_.empty() ? nullptr : files_.back()->source;
    if (options_.fix_in != nullptr) fix_target = options_.fix_in;
    FindingMaker maker(shown_, last, values, config_files, fix_target);
    for (const Rule* rule : options_.rules) {
      const Check* check = find_check(rule->check);
      if (check == nullptr) continue;  // the loader lets no such rule through
      for (const Place& place : rule->places) {
        if (!is_asked(place, subject)) continue;
        if (options_.affirm && place.affirm) affirm(*rule, place, values, fix_target);
        for (Violation& violation : check->run({subject, place})) {
          const std::string addition = mention_unread_keys(violation, subject);
          result_.findings.push_back(maker.make(*rule, place, violation));
          result_.findings.back().message += addition;
        }
      }
    }
    drop_yielding();
    std::stable_sort(result_.findings.begin(), result_.findings.end(),
                     [](const Finding& a, const Finding& b) { return order_of(a) < order_of(b); });
    if (!result_.findings.empty()) result_.sources = maker.sources();
  }

  const ReleaseLayers& layers_;
  const ChartModel& chart_;
  const LintOptions& options_;
  FileResult result_;
  std::deque<Document> documents_;
  std::deque<Layer> file_layers_;  // Values hold their addresses
  std::vector<const Layer*> files_;
  std::vector<ShownLayer> shown_;
  std::vector<const Layer*> all_;
};

}  // namespace

FileResult lint_source(const Source& source, const ChartModel& chart, const LintOptions& options) {
  const Source* const files[] = {&source};
  return lint_release({.files = files, .arguments = {}}, chart, options);
}

FileResult lint_release(const ReleaseLayers& layers, const ChartModel& chart, const LintOptions& options) {
  return Linter(layers, chart, options).run();
}

}  // namespace estafette_lint
