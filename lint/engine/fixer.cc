#include "lint/engine/fixer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/fix_attempt.h"
#include "lint/engine/fix_diff.h"
#include "lint/engine/value_changes.h"

namespace estafette_lint {
namespace {

/// Starts the keys of faults that are changed values; no finding's key starts so.
constexpr std::string_view kValueFault = "value\n";

/// A bound against two rules that undo each other's work.
constexpr std::size_t kMaxTurns = 10;

bool is_grave(const Finding& finding) { return finding.severity >= Severity::kWarning; }

/// Finds the fixes that must be left out so that the end state is as promised.
class Fixer {
 public:
  explicit Fixer(const FixInput& input) : input_(input) {}

  /// Whether a fix was withheld for what came of it beside the others.
  [[nodiscard]] bool has_excluded() const { return !excluded_.empty(); }

  FixOutcome run() {
    FileResult before = lint_layers(input_);
    if (!before.failures.empty()) {
      FixOutcome outcome;
      outcome.left = std::move(before);
      return outcome;
    }
    for (const Finding& finding : before.findings) {
      if (is_grave(finding)) known_.insert(key_of(finding));
    }
    before_.emplace(input_.layers, input_.chart, input_.options.reading, input_.request.by_itself);
    // Each turn excludes at least one fix more, so that there is an end.
    for (;;) {
      FixAttempt attempt = attempt_fixes(input_, excluded_);
      if (!exclude_failures(attempt)) return outcome_of(std::move(attempt));
    }
  }

 private:
  [[nodiscard]] FixOutcome outcome_of(FixAttempt attempt) const {
    FixOutcome outcome;
    for (std::size_t i = 0; i < attempt.sources.size(); ++i) {
      const Source& before = *input_.layers.files[i];
      const std::string& text = attempt.sources[i].text;
      if (text != before.text) outcome.texts.push_back({&before, text, {}});
    }
    add_diffs(input_.layers.files, {input_.chart, input_.options.reading.values_root}, outcome.texts);
    for (AppliedFix& fix : attempt.applied) outcome.fixed.push_back(std::move(fix.report));
    for (Finding& finding : attempt.left.findings) {
      if (!finding.fix || finding.fix->safety == FixSafety::kManual) continue;
      const auto refused = attempt.refused.find(key_of(finding));
      if (refused != attempt.refused.end()) finding.fix->hold = refused->second;
      if (!finding.fix->hold.empty() && is_allowed(finding.fix->safety, input_.request)) {
        outcome.withheld.push_back(report_of(*finding.rule, finding.path, finding.file, *finding.fix));
      }
    }
    outcome.sources = std::move(attempt.sources);
    outcome.left = std::move(attempt.left);
    return outcome;
  }

  /// What an attempt has led to that it must not lead to.
  struct Fault {
    std::string key;     ///< the same in another attempt
    std::string top;     ///< the first key on the way to it
    std::string reason;  ///< to withhold the fix that leads there
  };

  [[nodiscard]] std::vector<Fault> find_faults(const FixAttempt& attempt) const {
    std::vector<Fault> faults;
    for (const Finding& finding : attempt.left.findings) {
      if (!is_grave(finding) || known_.contains(key_of(finding))) continue;
      faults.push_back({.key = key_of(finding),
                        .top = finding.path.substr(0, finding.path.find_first_of(".[")),
                        .reason = fmt::format("it would lead to another finding: {} [{}]", finding.message,
                                              finding.rule->id)});
    }
    if (attempt.applied.empty() || !attempt.left.failures.empty()) return faults;
    std::vector<Path> named;
    for (const AppliedFix& fix : attempt.applied) {
      named.insert(named.end(), fix.named.begin(), fix.named.end());
    }
    const std::vector<const Source*> files = attempt.files();
    const ReleaseLayers layers{.files = files, .arguments = input_.layers.arguments};
    const ReadReleases after(layers, input_.chart, input_.options.reading, input_.request.by_itself);
    for (const Path& path : changed_beyond(*before_, after, named)) {
      const std::string written = format_path(path);
      faults.push_back({.key = std::string(kValueFault) + written,
                        .top = path.empty() ? std::string() : path.front().key,
                        .reason = fmt::format("it would change {}, too", written)});
    }
    return faults;
  }

  /// False where the end state is as promised.
  bool exclude_failures(const FixAttempt& attempt) {
    const std::map<FindingKey, std::string> excluded_before = excluded_;
    if (!attempt.left.failures.empty()) {
      for (const AppliedFix& fix : attempt.applied)
        excluded_.emplace(fix.key, "the file would not be read any more");
      return true;
    }
    for (const Finding& finding : attempt.left.findings) {
      if (attempt.has_applied(key_of(finding))) {
        excluded_.emplace(key_of(finding), "the finding would still be there");
      }
    }
    if (excluded_.size() > excluded_before.size()) return true;
    const std::vector<Fault> faults = find_faults(attempt);
    if (faults.empty()) return false;
    exclude_culprit(attempt, faults.front());
    return excluded_.size() > excluded_before.size();
  }

  [[nodiscard]] bool has_fault(const FindingKey& key, const FixAttempt& attempt) const {
    const std::vector<Fault> faults = find_faults(attempt);
    return std::ranges::find(faults, key, &Fault::key) != faults.end();
  }

  [[nodiscard]] bool leads_to(const FindingKey& key,
                              const std::map<FindingKey, std::string>& excluded) const {
    return has_fault(key, attempt_fixes(input_, excluded));
  }

  /// Why a fix is withheld that leads to a fault.
  [[nodiscard]] std::string reason_of(const Fault& fault, const AppliedFix& fix) const {
    if (!fault.key.starts_with(kValueFault)) return fault.reason;
    for (const Path& path : fix.named) {
      if (const Path null = before_->null_above(path); !null.empty()) {
        return fmt::format("{} is null: a key below it would bring back what the chart sets there",
                           format_path(null));
      }
    }
    return fault.reason;
  }

  /// The fixes of an attempt, the likeliest cause first: the last of those in the same section.
  [[nodiscard]] static std::vector<const AppliedFix*> by_nearness(const FixAttempt& attempt,
                                                                  const Fault& fault) {
    std::vector<const AppliedFix*> fixes;
    for (auto fix = attempt.applied.rbegin(); fix != attempt.applied.rend(); ++fix) fixes.push_back(&*fix);
    std::stable_partition(fixes.begin(), fixes.end(), [&](const AppliedFix* fix) {
      return std::ranges::any_of(fix->named, [&](const Path& path) { return path.front().key == fault.top; });
    });
    return fixes;
  }

  /// Excludes the fix without which the fault is not there, the nearest one of such. Where there is none, as
  /// few as are needed: two fixes may lead there only together, or either of them alone.
  void exclude_culprit(const FixAttempt& attempt, const Fault& fault) {
    for (const AppliedFix* fix : by_nearness(attempt, fault)) {
      std::map<FindingKey, std::string> without = excluded_;
      without.emplace(fix->key, reason_of(fault, *fix));
      if (leads_to(fault.key, without)) continue;
      excluded_ = std::move(without);
      return;
    }
    std::map<FindingKey, std::string> without = excluded_;
    std::vector<FindingKey> suspects;
    const auto suspect = [&](const FixAttempt& other) {
      for (const AppliedFix& fix : other.applied) {
        without.emplace(fix.key, reason_of(fault, fix));
        suspects.push_back(fix.key);
      }
    };
    suspect(attempt);
    for (;;) {
      const FixAttempt other = attempt_fixes(input_, without);
      if (other.applied.empty() || !has_fault(fault.key, other)) break;
      suspect(other);
    }
    for (const FindingKey& key : suspects) {
      auto entry = without.extract(key);
      if (leads_to(fault.key, without)) without.insert(std::move(entry));
    }
    excluded_ = std::move(without);
  }

  FixInput input_;
  std::set<FindingKey> known_;
  std::optional<ReadReleases> before_;  ///< before all fixes
  std::map<FindingKey, std::string> excluded_;
};

}  // namespace

FixOutcome fix_release(const ReleaseLayers& layers, const ChartModel& chart, const LintOptions& options,
                       const FixRequest& request) {
  Fixer fixer({layers, chart, options, request});
  FixOutcome outcome = fixer.run();
  // A fix that failed beside the others may be well after them.
  for (std::size_t turn = 0; turn < kMaxTurns && fixer.has_excluded() && !outcome.texts.empty(); ++turn) {
    std::vector<const Source*> files;
    for (const Source& source : outcome.sources) files.push_back(&source);
    const auto moved = [&](const Source* source) {
      const auto at = std::find(layers.files.begin(), layers.files.end(), source);
      return at == layers.files.end() ? source : files[static_cast<std::size_t>(at - layers.files.begin())];
    };
    LintOptions options_now = options;
    options_now.fix_in = moved(options.fix_in);
    std::vector<LockedSource> locked(request.locked.begin(), request.locked.end());
    for (LockedSource& each : locked) each.source = moved(each.source);
    FixRequest request_now = request;
    request_now.locked = locked;
    const ReleaseLayers layers_now{.files = files, .arguments = layers.arguments};
    FixOutcome next = Fixer({layers_now, chart, options_now, request_now}).run();
    if (next.texts.empty()) break;
    next.fixed.insert(next.fixed.begin(), std::make_move_iterator(outcome.fixed.begin()),
                      std::make_move_iterator(outcome.fixed.end()));
    next.texts.clear();
    for (std::size_t i = 0; i < files.size(); ++i) {
      const Source& before = *layers.files[i];
      if (next.sources[i].text != before.text) next.texts.push_back({&before, next.sources[i].text, {}});
    }
    add_diffs(layers.files, {chart, options.reading.values_root}, next.texts);
    outcome = std::move(next);
  }
  return outcome;
}

}  // namespace estafette_lint
