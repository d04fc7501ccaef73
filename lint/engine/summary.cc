#include "lint/engine/summary.h"

namespace estafette_lint {

Summary summarize(std::span<const FileResult> results) {
  Summary summary;
  for (const FileResult& result : results) {
    summary.files += result.files;
    if (result.failures.empty())
      (result.has_values ? summary.checked : summary.without_values) += result.files;
    summary.failures += result.failures.size();
    for (const Failure& failure : result.failures) {
      if (failure.origin == Origin::kFile) ++summary.unreadable;
    }
    for (const Finding& finding : result.findings) {
      if (finding.fix && finding.fix->is_applicable()) ++summary.fixable;
      switch (finding.severity) {
        case Severity::kError:
          ++summary.errors;
          break;
        case Severity::kWarning:
          ++summary.warnings;
          break;
        case Severity::kInfo:
          ++summary.infos;
          break;
      }
    }
  }
  return summary;
}

bool fails(const Summary& summary, std::optional<Severity> threshold) {
  if (!threshold) return false;
  return summary.errors > 0 || (*threshold <= Severity::kWarning && summary.warnings > 0) ||
         (*threshold == Severity::kInfo && summary.infos > 0);
}

}  // namespace estafette_lint
