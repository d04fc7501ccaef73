#include "lint/engine/fixer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "lint/engine/fix_diff.h"
#include "lint/engine/fix_order.h"
#include "lint/engine/fresh_file.h"
#include "lint/engine/input_file.h"
#include "lint/text/edit.h"
#include "lint/yaml/edit_proof.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

/// Fixes lead on to others: a cluster that is switched on may have a single replica. More rounds than this
/// mean that two rules undo each other's work.
constexpr std::size_t kMaxRounds = 10;

/// What is the same finding before and after: its line may change.
using FindingKey = std::string;

/// Not its file: what is missing stands where the nearest key above it is, and a fix may write one into
/// another layer. Nor the path on which an alias leads to it: a fix may switch that component off.
FindingKey key_of(const Finding& finding) {
  if (!finding.written.empty())
    return fmt::format("{}\n{}\n\n{}", finding.rule->id, finding.written, finding.release);
  return fmt::format("{}\n{}\n{}\n{}", finding.rule->id, finding.path, finding.component, finding.release);
}

FileResult lint_layers(const ReleaseLayers& layers, const ChartModel& chart, const LintOptions& options,
                       const FixRequest& request) {
  if (request.by_itself) return lint_source(*layers.files.front(), chart, options);
  return lint_release(layers, chart, options);
}

/// The change with its paths from the root of the document that holds the values.
TreeChange rooted(TreeChange change, const Path& root) {
  change.path.insert(change.path.begin(), root.begin(), root.end());
  if (!change.target.empty()) change.target.insert(change.target.begin(), root.begin(), root.end());
  return change;
}

/// Where a document of a file starts.
std::uint32_t begin_of(std::size_t document, std::string_view text) {
  if (document == 0) return 0;
  const Result<Document> first = read_document(text);
  if (!first) return 0;
  const Result<std::vector<Document>> behind = read_documents_behind(text, first.value());
  return behind && document <= behind.value().size() ? behind.value()[document - 1].span.begin : 0;
}

/// Where the bytes of a span are after the edits; none where an edit has touched them.
std::optional<Span> moved_span(Span span, std::span<const Edit> edits) {
  const auto touches = [&](const Edit& edit) {
    return edit.span.begin < span.end && edit.span.end > span.begin;
  };
  if (std::ranges::any_of(edits, touches)) return std::nullopt;
  const std::uint32_t begin = shifted(span.begin, edits);
  return Span{begin, begin + span.length()};
}

bool is_allowed(FixSafety safety, const FixRequest& request) {
  return safety == FixSafety::kSafe || (safety == FixSafety::kUnsafe && request.unsafe);
}

FixReport report_of(const Rule& rule, const std::string& path, const std::string& file, const Fix& fix) {
  return {.rule = &rule,
          .path = path,
          .file = fix.target == nullptr ? file : fix.target->name,
          .title = fix.title,
          .safety = fix.safety,
          .impacts = fix.impacts,
          .reason = fix.hold};
}

/// A fix that is about to be made. It holds no view into the texts, which change.
struct Candidate {
  FindingKey key;
  FixReport report;
  std::vector<TreeChange> changes;  ///< paths from the root of the document
  Source* target = nullptr;
  std::size_t document = 0;
  FixPhase phase = FixPhase::kWrite;
  std::tuple<std::size_t, std::size_t> order;
};

/// A fix that was made.
struct Applied {
  FindingKey key;
  FixReport report;
};

/// All rounds of fixes from the original texts on, without those that are excluded.
class Attempt {
 public:
  Attempt(const ReleaseLayers& layers, const ChartModel& chart, const LintOptions& options,
          const FixRequest& request, std::map<FindingKey, std::string> excluded)
      : layers_(layers),
        chart_(chart),
        options_(options),
        request_(request),
        is_fresh_(layers.files.size() == 1 && layers.arguments.empty() &&
                  has_no_values(*layers.files.front())),
        refused_(std::move(excluded)) {
    for (const Source* file : layers.files) {
      files_.push_back(&sources_.emplace_back(*file));
      if (options.fix_in == file) options_.fix_in = files_.back();
    }
    options_.affirm = is_fresh_;
  }

  void run() {
    for (std::size_t round = 0; round < kMaxRounds && make_round(); ++round) {
    }
    if (is_fresh_ && !applied_.empty()) add_reminders(sources_.front(), lint(), chart_);
    left_ = lint();
  }

  [[nodiscard]] const FileResult& left() const { return left_; }
  [[nodiscard]] const std::vector<Applied>& applied() const { return applied_; }
  [[nodiscard]] bool has_applied(const FindingKey& key) const {
    return std::any_of(applied_.begin(), applied_.end(), [&](const Applied& fix) { return fix.key == key; });
  }
  [[nodiscard]] const std::map<FindingKey, std::string>& refused() const { return refused_; }

  [[nodiscard]] FixOutcome take() && {
    FixOutcome outcome;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const Source& before = *layers_.files[i];
      if (files_[i]->text != before.text) outcome.texts.push_back({&before, files_[i]->text, {}});
    }
    add_diffs(layers_.files, {chart_, options_.reading.values_root}, outcome.texts);
    for (Applied& fix : applied_) outcome.fixed.push_back(std::move(fix.report));
    for (Finding& finding : left_.findings) {
      if (!finding.fix || finding.fix->safety == FixSafety::kManual) continue;
      const auto refused = refused_.find(key_of(finding));
      if (refused != refused_.end()) finding.fix->hold = refused->second;
      if (!finding.fix->hold.empty() && is_allowed(finding.fix->safety, request_)) {
        outcome.withheld.push_back(report_of(*finding.rule, finding.path, finding.file, *finding.fix));
      }
    }
    outcome.sources = std::move(sources_);
    outcome.left = std::move(left_);
    return outcome;
  }

 private:
  [[nodiscard]] FileResult lint() const {
    return lint_layers({.files = files_, .arguments = layers_.arguments}, chart_, options_, request_);
  }

  /// Whether anything was changed.
  bool make_round() {
    std::vector<Candidate> candidates = find_candidates(lint());
    if (candidates.empty()) return false;
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.phase, a.order) < std::tie(b.phase, b.order);
    });
    round_edits_.clear();
    for (const Source& source : sources_) round_edits_[&source].size = source.text.size();
    FixPhase phase = candidates.front().phase;
    bool changed = false;
    for (Candidate& candidate : candidates) {
      // Where all of a phase was refused, the next one has its turn.
      if (candidate.phase != phase && changed) break;
      phase = candidate.phase;
      changed = make(candidate) || changed;
    }
    // What stood in the way may be gone: an alias, or an equal key.
    if (changed) {
      for (const FindingKey& key : refused_now_) refused_.erase(key);
    }
    refused_now_.clear();
    return changed;
  }

  [[nodiscard]] std::vector<Candidate> find_candidates(const FileResult& result) {
    std::vector<Candidate> candidates;
    for (const Finding& finding : result.findings) {
      if (!finding.fix) continue;
      add_candidate({key_of(finding), report_of(*finding.rule, finding.path, finding.file, *finding.fix)},
                    *finding.rule, *finding.fix, candidates);
    }
    for (const Affirmation& affirmation : result.affirmations) {
      const std::string path = format_path(affirmation.fix.changes.front().path);
      add_candidate({fmt::format("{}\n{}", affirmation.rule->id, path),
                     report_of(*affirmation.rule, path, files_.front()->name, affirmation.fix)},
                    *affirmation.rule, affirmation.fix, candidates);
    }
    return candidates;
  }

  void add_candidate(Candidate candidate, const Rule& rule, const Fix& fix,
                     std::vector<Candidate>& candidates) {
    if (!fix.is_applicable() || !is_allowed(fix.safety, request_) || refused_.contains(candidate.key)) return;
    const auto file = std::find(files_.begin(), files_.end(), fix.target);
    if (file == files_.end()) return;
    candidate.target = &sources_[static_cast<std::size_t>(file - files_.begin())];
    candidate.document = fix.document;
    for (const TreeChange& change : fix.changes) candidate.changes.push_back(rooted(change, fix.root));
    candidate.phase = phase_of(fix);
    candidate.order = guide_order(rule, fix.changes.front().path.front().key, chart_);
    if (std::string fault = file_fault(candidate); !fault.empty()) {
      refused_.emplace(candidate.key, std::move(fault));
    } else if (has_applied(candidate.key)) {
      refused_.emplace(candidate.key, "the finding comes back");
    } else {
      candidates.push_back(std::move(candidate));
    }
  }

  /// Why a file must stay as it is; empty where it need not.
  [[nodiscard]] std::string file_fault(const Candidate& candidate) const {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (files_[i] != candidate.target) continue;
      for (const LockedSource& locked : request_.locked) {
        if (locked.source == layers_.files[i]) return locked.reason;
      }
    }
    return is_encrypted(*candidate.target)
               ? "SOPS keeps a checksum of this file, which a change would break: edit it with sops"
               : std::string();
  }

  [[nodiscard]] bool is_encrypted(const Source& source) const {
    const InputFile file(source, chart_, options_.reading.values_root);
    const auto is_sealed = [](const Document& document) {
      const Tree& tree = document.tree;
      if (tree.root == kNoNode || tree.node(tree.root).type != Type::kMap) return false;
      const std::span<const Entry> entries = tree.entries_of(tree.root);
      return std::any_of(entries.begin(), entries.end(),
                         [](const Entry& entry) { return entry.key == "sops"; });
    };
    return std::any_of(file.documents().begin(), file.documents().end(), is_sealed);
  }

  bool make(Candidate& candidate) {
    const auto refuse = [&](std::string reason) {
      refused_.emplace(candidate.key, std::move(reason));
      refused_now_.push_back(candidate.key);
      return false;
    };
    RoundEdits& so_far = round_edits_[candidate.target];
    std::vector<Edit> edits = so_far.edits;
    std::string text = candidate.target->text;
    for (TreeChange& change : candidate.changes) {
      if (change.key_span) {
        change.key_span = moved_span(*change.key_span, edits);
        if (!change.key_span) return refuse("another fix has changed the key");
      }
      Result<ChangedText, Refusal> changed =
          apply_change({.text = text, .document_begin = begin_of(candidate.document, text)}, change);
      if (!changed) return refuse(changed.error().reason);
      edits = compose_edits(so_far.size, edits, changed.value().edits);
      text = std::move(changed).value().text;
    }
    if (text == candidate.target->text) {
      refused_.emplace(candidate.key, "the file says so already");
      return false;
    }
    so_far.edits = std::move(edits);
    candidate.target->text = std::move(text);
    applied_.push_back({candidate.key, std::move(candidate.report)});
    return true;
  }

  /// What has become of a file since its findings were made.
  struct RoundEdits {
    std::size_t size = 0;  // of the text that the findings point into, in bytes
    std::vector<Edit> edits;
  };

  const ReleaseLayers& layers_;
  const ChartModel& chart_;
  LintOptions options_;
  const FixRequest& request_;
  std::deque<Source> sources_;
  std::vector<const Source*> files_;
  bool is_fresh_;
  std::vector<Applied> applied_;  // in the order in which they were made
  std::map<FindingKey, std::string> refused_;
  std::map<const Source*, RoundEdits> round_edits_;
  std::vector<FindingKey> refused_now_;  ///< those of this round that the text as it is stands against
  FileResult left_;
};

bool is_grave(const Finding& finding) { return finding.severity >= Severity::kWarning; }

/// Finds the fixes that must be left out so that the end state is as promised.
class Fixer {
 public:
  Fixer(const ReleaseLayers& layers, const ChartModel& chart, const LintOptions& options,
        const FixRequest& request)
      : layers_(layers), chart_(chart), options_(options), request_(request) {}

  /// Whether a fix was withheld for what came of it beside the others.
  [[nodiscard]] bool has_excluded() const { return !excluded_.empty(); }

  FixOutcome run() {
    FileResult before = lint_layers(layers_, chart_, options_, request_);
    if (!before.failures.empty()) {
      FixOutcome outcome;
      outcome.left = std::move(before);
      return outcome;
    }
    for (const Finding& finding : before.findings) {
      if (is_grave(finding)) known_.insert(key_of(finding));
    }
    // Each turn excludes at least one fix more, so that there is an end.
    for (;;) {
      Attempt attempt = make_attempt(excluded_);
      if (!exclude_failures(attempt)) return std::move(attempt).take();
    }
  }

 private:
  [[nodiscard]] Attempt make_attempt(const std::map<FindingKey, std::string>& excluded) const {
    Attempt attempt(layers_, chart_, options_, request_, excluded);
    attempt.run();
    return attempt;
  }

  [[nodiscard]] std::vector<const Finding*> new_findings(const Attempt& attempt) const {
    std::vector<const Finding*> found;
    for (const Finding& finding : attempt.left().findings) {
      if (is_grave(finding) && !known_.contains(key_of(finding))) found.push_back(&finding);
    }
    return found;
  }

  /// False where the end state is as promised.
  bool exclude_failures(const Attempt& attempt) {
    const std::map<FindingKey, std::string> excluded_before = excluded_;
    if (!attempt.left().failures.empty()) {
      for (const auto& [key, report] : attempt.applied())
        excluded_.emplace(key, "the file would not be read any more");
      return true;
    }
    for (const Finding& finding : attempt.left().findings) {
      if (attempt.has_applied(key_of(finding))) {
        excluded_.emplace(key_of(finding), "the finding would still be there");
      }
    }
    if (excluded_.size() > excluded_before.size()) return true;
    const std::vector<const Finding*> found = new_findings(attempt);
    if (found.empty()) return false;
    exclude_culprit(attempt, *found.front());
    return excluded_.size() > excluded_before.size();
  }

  [[nodiscard]] bool leads_to(const FindingKey& key,
                              const std::map<FindingKey, std::string>& excluded) const {
    const Attempt attempt = make_attempt(excluded);
    const std::vector<const Finding*> found = new_findings(attempt);
    return std::ranges::any_of(found, [&](const Finding* finding) { return key_of(*finding) == key; });
  }

  /// The fix without which the new finding is not there: the last one of such, as it is the nearest cause.
  /// Where it takes more than one, as few of the last ones as are needed.
  void exclude_culprit(const Attempt& attempt, const Finding& found) {
    const FindingKey wanted = key_of(found);
    const std::string reason =
        fmt::format("it would lead to another finding: {} [{}]", found.message, found.rule->id);
    std::vector<FindingKey> keys;
    for (const Applied& fix : attempt.applied()) keys.push_back(fix.key);
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
      std::map<FindingKey, std::string> without = excluded_;
      without.emplace(*key, reason);
      if (leads_to(wanted, without)) continue;
      excluded_ = std::move(without);
      return;
    }
    std::map<FindingKey, std::string> without = excluded_;
    for (const FindingKey& key : keys) without.emplace(key, reason);
    for (const FindingKey& key : keys) {
      auto node = without.extract(key);
      if (leads_to(wanted, without)) without.insert(std::move(node));
    }
    excluded_ = std::move(without);
  }

  const ReleaseLayers& layers_;
  const ChartModel& chart_;
  const LintOptions& options_;
  const FixRequest& request_;
  std::set<FindingKey> known_;
  std::map<FindingKey, std::string> excluded_;
};

}  // namespace

FixOutcome fix_release(const ReleaseLayers& layers, const ChartModel& chart, const LintOptions& options,
                       const FixRequest& request) {
  Fixer fixer(layers, chart, options, request);
  FixOutcome outcome = fixer.run();
  // A fix that failed beside the others may be well after them.
  for (std::size_t turn = 0; turn < kMaxRounds && fixer.has_excluded() && !outcome.texts.empty(); ++turn) {
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
    FixOutcome next = Fixer(layers_now, chart, options_now, request_now).run();
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
