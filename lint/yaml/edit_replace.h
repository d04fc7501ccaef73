// Puts a value in the place of another, and a key in the place of another, as edits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/yaml/edit_insert.h"

namespace estafette_lint {

/// A new value for the member at the end of a route, with comment lines for it (from `#`). Text keeps the
/// quotes of the old text; a number or a switch has none, whatever stood there.
[[nodiscard]] Result<Edits, Refusal> plan_replacement(const EditText& edited, const Route& route,
                                                      const NewValue& value,
                                                      const std::vector<std::string>& comments);

/// Another name for the key at the end of a route, quoted as the old one if it was.
[[nodiscard]] Result<Edits, Refusal> plan_renaming(const EditText& edited, const Route& route,
                                                   std::string_view key);

}  // namespace estafette_lint
