// Reads the field `fix` of a rule or of one of its places.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "lint/rules/fix.h"
#include "lint/rules/rule_fields.h"

namespace estafette_lint {

/// Where the holds and the key lists that a FixFact points into are kept.
struct FixStore {
  std::deque<std::vector<FixHold>>& holds;
  std::deque<std::vector<KeyPath>>& paths;
};

/// The field `fix`; nothing where there is none. Faults are reported.
[[nodiscard]] std::optional<FixFact> read_fix(FileReader& file, FieldMap& fields, const TextStore& texts,
                                              const FixStore& store);

}  // namespace estafette_lint
