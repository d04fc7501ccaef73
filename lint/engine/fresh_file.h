// A values file that starts from nothing: what is added to it for the person who goes on with it.
#pragma once

#include "lint/engine/finding.h"
#include "lint/rules/chart_model.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// Whether the file can be read and holds no values: it is empty, or has nothing but comments.
[[nodiscard]] bool has_no_values(const Source& source);

/// Adds a comment, with the YAML to fill in, at each place where a person must write a secret: for the
/// findings of `result` that no program mends. REQUIRES: fixes wrote all of the values in the file, in block
/// style.
void add_reminders(Source& source, const FileResult& result, const ChartModel& chart);

}  // namespace estafette_lint
