#include "lint/report/fix_summary.h"

#include <fmt/format.h>

#include <span>
#include <string_view>

#include "lint/text/escape.h"

namespace estafette_lint {
namespace {

std::string impact_of(const FixReport& report) {
  return report.impacts == 0 ? std::string() : fmt::format(" ({})", describe_impacts(report.impacts));
}

std::string lines_of(std::string_view heading, std::span<const FixReport> reports) {
  if (reports.empty()) return {};
  std::string text = fmt::format("{}:\n", heading);
  for (const FixReport& report : reports) {
    text += fmt::format("  {}: {}{} [{}]\n", escape_for_display(report.file),
                        escape_for_display(report.title), impact_of(report), report.rule->id);
    if (!report.reason.empty()) text += fmt::format("    because {}\n", escape_for_display(report.reason));
  }
  return text + "\n";
}

}  // namespace

std::string render_fixes(const FixSummary& fixes) {
  return lines_of(fixes.written ? "fixed" : "would be fixed", fixes.fixed) +
         lines_of("withheld", fixes.withheld);
}

}  // namespace estafette_lint
