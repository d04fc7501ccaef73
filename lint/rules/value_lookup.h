// Steps from what an expression of a template may stand for to what is in it, noting on the keys of the
// values how they are used.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "lint/rules/template_flow.h"
#include "lint/rules/value_reads.h"

namespace estafette_lint {

class ValueLookup {
 public:
  /// Both outlive this, and stay where they are.
  ValueLookup(std::span<const TemplateChart> charts, std::vector<ChartReads>& reads)
      : charts_(charts), reads_(reads) {}

  /// `base.name`
  [[nodiscard]] Flow look_up(const Flow& base, std::string_view name);
  /// Below every name that it may be; below any at all where that is not known.
  Flow look_up_any(const Flow& base, const Flow& names);
  /// What `range` goes through.
  Flow items_of(const Flow& value);
  /// Notes that all that it may stand for is used in a way: &ReadKey::printed.
  void use(const Flow& value, bool ReadKey::*how);

 private:
  std::span<const TemplateChart> charts_;
  std::vector<ChartReads>& reads_;
};

}  // namespace estafette_lint
