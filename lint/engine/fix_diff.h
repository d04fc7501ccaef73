// What fixes change in files, as people may see it: a unified diff without secrets.
#pragma once

#include <span>
#include <vector>

#include "lint/engine/fixer.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// Fills in the diff of each text. A secret of any of the release's files is masked in all of them.
void add_diffs(std::span<const Source* const> files, std::vector<FixedText>& texts);

}  // namespace estafette_lint
