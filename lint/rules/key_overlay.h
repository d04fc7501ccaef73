// A table of keys with one more release: that of a chart whose keys were read from its own files.
#pragma once

#include "lint/rules/chart_keys.h"
#include "lint/rules/key_model.h"
#include "lint/rules/key_model_builder.h"

namespace estafette_lint {

struct OverlaidRelease {
  ReleaseIndex index = 0;
  bool replaces =
      false;  ///< takes the place of the release with this index; else those from it on go up by one
};

/// Writes the keys of the table, and of the chart as those of one release. `out.defaults` holds the table's
/// pool and the chart's defaults already. False where there are more than a table can hold.
[[nodiscard]] bool overlay_keys(const KeyTable& table, const KeyDraft& chart, OverlaidRelease release,
                                KeyStorage& out);

}  // namespace estafette_lint
