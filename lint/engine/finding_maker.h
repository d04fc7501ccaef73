// Makes findings of what the checks report: where, in which of the layers, who is overridden, no secret
// shown.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/input_file.h"
#include "lint/rules/rule.h"
#include "lint/rules/subject.h"
#include "lint/rules/violation.h"
#include "lint/values/values.h"

namespace estafette_lint {

/// The release that findings are made for.
struct FindingSubject {
  std::span<const ShownLayer> layers;
  const Layer& fallback;  ///< where a key belongs of which nothing on the way is written
  const Values& values;
  const ChartModel& chart;
  std::span<const ConfigFile> config_files;
  const Layer* fix_target = nullptr;  ///< the file that takes new values; null: there is none
  std::string_view label;  ///< what tells it from the others of its file; empty where there are none
};

class FindingMaker {
 public:
  /// What it points to outlives the maker.
  explicit FindingMaker(const FindingSubject& subject)
      : layers_(subject.layers),
        fallback_(subject.fallback),
        values_(subject.values),
        chart_(subject.chart),
        config_files_(subject.config_files),
        fix_target_(subject.fix_target),
        label_(subject.label) {}

  [[nodiscard]] Finding make(const Rule& rule, const Place& place, const Violation& violation);

  /// The layers' sources with their masks, for who shows the findings.
  [[nodiscard]] std::vector<LintedSource> sources();

  /// The name of a source as it may be shown.
  [[nodiscard]] std::string shown_name(const Source* source);

 private:
  /// Looked for only once there is something to show: values without findings have no need of it.
  [[nodiscard]] std::vector<LintedSource>& masked();
  [[nodiscard]] std::string mask(std::string_view text) { return masked().front().secrets.mask(text); }
  /// The text of a rule with its slots filled; what they bring in is masked.
  [[nodiscard]] std::string fill(std::string_view text, const Violation& violation);
  [[nodiscard]] const Source* source_of(const Site& site) const;
  [[nodiscard]] std::optional<Fix> fix_of(const Place& place, const Violation& violation,
                                          std::string_view help);
  void add_overridden(const Violation& violation, Finding& finding);

  std::span<const ShownLayer> layers_;
  const Layer& fallback_;
  const Values& values_;
  const ChartModel& chart_;
  std::span<const ConfigFile> config_files_;
  const Layer* fix_target_;
  std::string_view label_;
  std::optional<std::vector<LintedSource>> masked_;
};

}  // namespace estafette_lint
