// What fixes change in files, as people may see it: a unified diff without secrets.
#pragma once

#include <span>
#include <vector>

#include "lint/engine/fixer.h"
#include "lint/rules/chart_model.h"
#include "lint/text/source.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

/// How the files are read, as for linting.
struct DiffInput {
  const ChartModel& chart;
  const Path* values_root = nullptr;
};

/// Fills in the diff of each text. A secret of any of the release's files is masked in all of them.
void add_diffs(std::span<const Source* const> files, const DiffInput& input, std::vector<FixedText>& texts);

}  // namespace estafette_lint
