// Makes the fixes of a release in rounds, without a judgement of where that leads.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "lint/engine/fixer.h"

namespace estafette_lint {

/// What is the same finding before and after: its line may change.
using FindingKey = std::string;
[[nodiscard]] FindingKey key_of(const Finding& finding);

/// What fix_release() is given; the referenced outlive all that is made of them.
struct FixInput {
  const ReleaseLayers& layers;
  const ChartModel& chart;
  const LintOptions& options;
  const FixRequest& request;
};

/// The findings in the layers, or in the one file that is a release by itself.
[[nodiscard]] FileResult lint_layers(const FixInput& input);

/// Whether the request asks for fixes of that kind.
[[nodiscard]] bool is_allowed(FixSafety safety, const FixRequest& request);

/// REQUIRES: `fix` is that of a finding of the rule, whose path and file are given as they are shown.
[[nodiscard]] FixReport report_of(const Rule& rule, const std::string& path, const std::string& file,
                                  const Fix& fix);

/// A fix that was made.
struct AppliedFix {
  FindingKey key;
  FixReport report;
  std::vector<Path> named;  ///< what it is about, from the root of the values
};

/// What has come of all rounds.
struct FixAttempt {
  std::vector<AppliedFix> applied;            ///< in the order in which they were made
  std::map<FindingKey, std::string> refused;  ///< the excluded, and what could not be made; with the reason
  std::deque<Source> sources;  ///< the files as they are afterwards, in the order of the layers
  FileResult left;             ///< what is found in them

  [[nodiscard]] std::vector<const Source*> files() const;
  [[nodiscard]] bool has_applied(const FindingKey& key) const;
};

/// Makes all fixes that are allowed, from the original texts on, until nothing changes; but not those of the
/// findings in `excluded`, which gives the reasons.
[[nodiscard]] FixAttempt attempt_fixes(const FixInput& input, std::map<FindingKey, std::string> excluded);

}  // namespace estafette_lint
