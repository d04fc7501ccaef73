// Makes findings of what the checks report: where, in which of the layers, who is overridden, no secret
// shown.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/rules/rule.h"
#include "lint/rules/subject.h"
#include "lint/rules/violation.h"
#include "lint/values/values.h"

namespace estafette_lint {

/// A layer with a source, and whether all of it is secret because of the key that holds it.
struct ShownLayer {
  const Layer* layer = nullptr;
  bool secret = false;
};

class FindingMaker {
 public:
  /// `fallback` is where a key belongs of which nothing on the way is written; `fix_target` the file that
  /// takes new values, or null. All outlive the maker.
  FindingMaker(std::span<const ShownLayer> layers, const Source& fallback, const Values& values,
               std::span<const ConfigFile> config_files, const Source* fix_target)
      : layers_(layers),
        fallback_(fallback),
        values_(values),
        config_files_(config_files),
        fix_target_(fix_target) {}

  [[nodiscard]] Finding make(const Rule& rule, const Place& place, const Violation& violation);

  /// The layers' sources with their masks, for who shows the findings.
  [[nodiscard]] std::vector<LintedSource> sources();

  /// The name of a source as it may be shown.
  [[nodiscard]] std::string shown_name(const Source* source);

 private:
  /// Looked for only once there is something to show: values without findings have no need of it.
  [[nodiscard]] std::vector<LintedSource>& masked();
  [[nodiscard]] std::string mask(std::string_view text) { return masked().front().secrets.mask(text); }
  [[nodiscard]] const Source* source_of(const Site& site) const;
  [[nodiscard]] std::optional<Fix> fix_of(const Place& place, const Violation& violation,
                                          std::string_view help);
  void add_overridden(const Violation& violation, Finding& finding);

  std::span<const ShownLayer> layers_;
  const Source& fallback_;
  const Values& values_;
  std::span<const ConfigFile> config_files_;
  const Source* fix_target_;
  std::optional<std::vector<LintedSource>> masked_;
};

}  // namespace estafette_lint
