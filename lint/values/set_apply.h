// Applies `--set` arguments to the values of the files, as Helm does: in place, one assignment after the
// other.
//
//   Result<Values, SetFault> values = merge_release(files, arguments, defaults);
//   if (!values) print(values.error().argument->layer.source->name, values.error().error);
#pragma once

#include <span>

#include "lint/text/result.h"
#include "lint/values/set_argument.h"
#include "lint/values/values.h"

namespace estafette_lint {

/// An assignment that the values so far leave no room for.
struct SetFault {
  const SetArgument* argument = nullptr;
  TextError error;  ///< its span is of the argument's text
};

/// Merges a whole release: files, the lowest first, then arguments, in any order: each kind has its turn.
/// Files, arguments and defaults outlive the result, and stay where they are.
[[nodiscard]] Result<Values, SetFault> merge_release(std::span<const Layer* const> files,
                                                     std::span<const SetArgument* const> arguments,
                                                     const ChartDefaults& defaults);

}  // namespace estafette_lint
