// What is wrong with the keys that a user wrote: one walk of the written values beside the chart's keys, for
// all of the checks that look at keys and types.
//
//   const std::vector<KeyFault> faults = find_key_faults(values, chart);
#pragma once

#include <cstdint>
#include <vector>

#include "lint/rules/chart_model.h"
#include "lint/rules/likely_key.h"
#include "lint/values/values.h"

namespace estafette_lint {

enum class KeyFaultKind : std::uint8_t {
  kUnknown,       ///< no template of the release reads it, or only one of another name
  kDead,          ///< the chart shows it, and no template reads it
  kOtherRelease,  ///< another release of the chart has it
  kType,          ///< the value may be of no type that the templates can use: checks look closer
  kNull,          ///< a null on a key that has a default
};

struct KeyFault {
  KeyFaultKind kind = KeyFaultKind::kUnknown;
  Path path;                       ///< of the topmost faulty key
  Value value;                     ///< as the user wrote it
  Key key;                         ///< holds nothing where no release has it
  KeyType wanted = KeyType::kAny;  ///< kType: what should stand there
  LikelyKey likely;                ///< kUnknown, kDead, kOtherRelease: what was probably meant
};

/// In the order of the values. Of a component that is off only its misspelt switch is looked for.
[[nodiscard]] std::vector<KeyFault> find_key_faults(const Values& values, const ChartModel& chart);

}  // namespace estafette_lint
