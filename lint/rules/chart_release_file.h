// Reads rules/chart/releases.yaml, and the `since` and `until` with which the other files name its releases.
#pragma once

#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include "lint/rules/chart_releases.h"
#include "lint/rules/rule_fields.h"

namespace estafette_lint {

/// The releases as the files name them.
class ReleaseNames {
 public:
  explicit ReleaseNames(std::span<const Release> releases) : releases_(releases) {}

  [[nodiscard]] std::size_t size() const { return releases_.size(); }
  [[nodiscard]] std::string_view name(ReleaseIndex release) const { return releases_[release].version; }
  /// All of them. REQUIRES: there is one.
  [[nodiscard]] ReleaseRange all() const { return {0, static_cast<ReleaseIndex>(size() - 1)}; }
  /// The fields `since` and `until`, either of which may be left out: then `whole` begins or ends it. What is
  /// wrong is reported, and `whole` comes back.
  [[nodiscard]] ReleaseRange read_range(FileReader& file, FieldMap& fields, ReleaseRange whole) const;

 private:
  [[nodiscard]] std::optional<ReleaseIndex> read(FileReader& file, FieldMap& fields, std::string_view name,
                                                 ReleaseIndex fallback) const;

  std::span<const Release> releases_;
};

class ReleaseFileReader {
 public:
  ReleaseFileReader(const Source& source, TextStore store, std::vector<RuleFileError>& errors)
      : file_(source, errors), store_(store) {}

  /// The releases in order; those of which something is wrong are left out.
  [[nodiscard]] std::vector<Release> read(std::deque<std::vector<SubchartVersion>>& charts);

 private:
  void read_release(NodeId map, std::vector<Release>& releases,
                    std::deque<std::vector<SubchartVersion>>& charts);
  [[nodiscard]] std::string_view read_kubernetes(FieldMap& fields, std::string_view name);
  [[nodiscard]] std::vector<SubchartVersion> read_charts(FieldMap& fields,
                                                         std::vector<SubchartVersion> known);

  FileReader file_;
  TextStore store_;
};

}  // namespace estafette_lint
