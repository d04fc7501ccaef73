// Applies the fixes of a release until nothing changes, each of them proven: bytes in, bytes out, no I/O.
//
//   const FixOutcome outcome = fix_release(layers, chart, options, {.unsafe = true});
//   for (const FixedText& file : outcome.texts) replace(*file.source, file.text);
//   report(outcome.left);
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/lint.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// A file that must stay as it is, whatever the fixes.
struct LockedSource {
  const Source* source = nullptr;
  std::string reason;  ///< for people, one line
};

struct FixRequest {
  bool unsafe = false;  ///< fixes that are not safe, too
  std::span<const LockedSource> locked;
  /// The one file is no layer: it may hold several releases, each by itself.
  bool by_itself = false;
};

/// What has become of one fix. Texts are masked.
struct FixReport {
  const Rule* rule = nullptr;
  std::string path;   ///< of the finding
  std::string file;   ///< the file that is changed, or would be
  std::string title;  ///< of the fix
  FixSafety safety = FixSafety::kSafe;
  std::uint8_t impacts = 0;
  std::string reason;  ///< why it was withheld; empty where it was applied
};

/// The new text of a file.
struct FixedText {
  const Source* source = nullptr;  ///< the caller's
  std::string text;
  std::string diff;  ///< unified, with every secret masked, so that `patch` may not take all of it
};

struct FixOutcome {
  std::vector<FixedText> texts;  ///< of the files that change, in the order of the layers
  std::vector<FixReport> fixed;  ///< in the order in which they were made
  std::vector<FixReport> withheld;
  std::deque<Source> sources;  ///< the files as they are afterwards; `left` points into it
  FileResult left;             ///< what is found in them
};

/// The layers and the chart outlive the outcome. Every change is planned, made, read again and compared with
/// what was meant (edit_proof.h); at the end what was fixed is gone, and there is no warning or error that
/// was not there before. A fix that fails is withheld, and the others are made without it.
[[nodiscard]] FixOutcome fix_release(const ReleaseLayers& layers, const ChartModel& chart,
                                     const LintOptions& options, const FixRequest& request);

}  // namespace estafette_lint
