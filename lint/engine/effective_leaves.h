// The effective values of releases leaf by leaf, to see what fixes have made of them.
//
//   const EffectiveLeaves before = effective_leaves(input);
//   ... make fixes, each of which says which paths it is about ...
//   for (const Path& path : changed_beyond(before, effective_leaves(input_now), named)) refuse(path);
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "lint/engine/lint.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

struct EffectiveLeaf {
  Path path;
  std::string text;       ///< tells types apart: no text looks like a number
  bool is_empty = false;  ///< null, `{}` or `[]`: what a key below it takes the place of
  bool is_text = false;
};

/// By release and written path.
using EffectiveLeaves = std::map<std::string, EffectiveLeaf>;

/// Of the one release that the layers make, or of each in a file that is no layer (`by_itself`). Nothing
/// where they cannot be read.
[[nodiscard]] EffectiveLeaves effective_leaves(const ReleaseLayers& layers, const ChartModel& chart,
                                               const ReadingOptions& reading, bool by_itself);

/// The paths of the leaves that came, went or changed, but for those at or below a named path, and those that
/// make room for one: an empty value above it, or the text that holds the document which it leads into. A
/// switch `<alias>.enabled` names all of its component.
[[nodiscard]] std::vector<Path> changed_beyond(const EffectiveLeaves& before, const EffectiveLeaves& after,
                                               std::span<const Path> named);

}  // namespace estafette_lint
