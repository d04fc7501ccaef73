#include "lint/engine/fix_attempt.h"

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

/// A fix that is about to be made. It holds no view into the texts, which change.
struct Candidate {
  FindingKey key;
  FixReport report;
  std::vector<TreeChange> changes;  ///< paths from the root of the document
  Source* target = nullptr;
  std::size_t document = 0;
  FixPhase phase = FixPhase::kWrite;
  std::tuple<std::size_t, std::size_t> order;
  std::vector<Path> named;
};

class Rounds {
 public:
  Rounds(const FixInput& input, std::map<FindingKey, std::string> excluded)
      : layers_(input.layers),
        chart_(input.chart),
        options_(input.options),
        request_(input.request),
        is_fresh_(layers_.files.size() == 1 && layers_.arguments.empty() &&
                  has_no_values(*layers_.files.front())) {
    result_.refused = std::move(excluded);
    for (const Source* file : layers_.files) {
      files_.push_back(&result_.sources.emplace_back(*file));
      if (input.options.fix_in == file) options_.fix_in = files_.back();
    }
    options_.affirm = is_fresh_;
  }

  FixAttempt run() && {
    for (std::size_t round = 0; round < kMaxRounds && make_round(); ++round) {
    }
    if (is_fresh_ && !result_.applied.empty()) add_reminders(result_.sources.front(), lint(), chart_);
    result_.left = lint();
    return std::move(result_);
  }

 private:
  [[nodiscard]] FileResult lint() const {
    const ReleaseLayers layers{.files = files_, .arguments = layers_.arguments};
    return lint_layers({layers, chart_, options_, request_});
  }

  /// Whether anything was changed.
  bool make_round() {
    std::vector<Candidate> candidates = find_candidates(lint());
    if (candidates.empty()) return false;
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.phase, a.order) < std::tie(b.phase, b.order);
    });
    round_edits_.clear();
    for (const Source& source : result_.sources) round_edits_[&source].size = source.text.size();
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
      for (const FindingKey& key : refused_now_) result_.refused.erase(key);
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
    if (!fix.is_applicable() || !is_allowed(fix.safety, request_) || result_.refused.contains(candidate.key))
      return;
    const auto file = std::find(files_.begin(), files_.end(), fix.target);
    if (file == files_.end()) return;
    candidate.target = &result_.sources[static_cast<std::size_t>(file - files_.begin())];
    candidate.document = fix.document;
    for (const TreeChange& change : fix.changes) candidate.changes.push_back(rooted(change, fix.root));
    for (const TreeChange& change : fix.changes) {
      candidate.named.push_back(change.path);
      if (!change.target.empty()) candidate.named.push_back(change.target);
    }
    candidate.phase = phase_of(fix);
    candidate.order = guide_order(rule, fix.changes.front().path.front().key, chart_);
    if (std::string fault = file_fault(candidate); !fault.empty()) {
      result_.refused.emplace(candidate.key, std::move(fault));
    } else if (result_.has_applied(candidate.key)) {
      result_.refused.emplace(candidate.key, "the finding comes back");
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
      result_.refused.emplace(candidate.key, std::move(reason));
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
      result_.refused.emplace(candidate.key, "the file says so already");
      return false;
    }
    so_far.edits = std::move(edits);
    candidate.target->text = std::move(text);
    result_.applied.push_back({candidate.key, std::move(candidate.report), std::move(candidate.named)});
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
  FixAttempt result_;
  std::vector<const Source*> files_;
  bool is_fresh_;
  std::map<const Source*, RoundEdits> round_edits_;
  std::vector<FindingKey> refused_now_;  ///< those of this round that the text as it is stands against
};

}  // namespace

/// Not its file: what is missing stands where the nearest key above it is, and a fix may write one into
/// another layer. Nor the path on which an alias leads to it: a fix may switch that component off.
FindingKey key_of(const Finding& finding) {
  if (!finding.written.empty())
    return fmt::format("{}\n{}\n\n{}", finding.rule->id, finding.written, finding.release);
  return fmt::format("{}\n{}\n{}\n{}", finding.rule->id, finding.path, finding.component, finding.release);
}

FileResult lint_layers(const FixInput& input) {
  if (input.request.by_itself) return lint_source(*input.layers.files.front(), input.chart, input.options);
  return lint_release(input.layers, input.chart, input.options);
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

std::vector<const Source*> FixAttempt::files() const {
  std::vector<const Source*> files;
  for (const Source& source : sources) files.push_back(&source);
  return files;
}

bool FixAttempt::has_applied(const FindingKey& key) const {
  return std::ranges::find(applied, key, &AppliedFix::key) != applied.end();
}

FixAttempt attempt_fixes(const FixInput& input, std::map<FindingKey, std::string> excluded) {
  return Rounds(input, std::move(excluded)).run();
}

}  // namespace estafette_lint
