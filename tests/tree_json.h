// Trees and values as JSON, typed as Helm types them: what a test compares with what Helm makes of a text.
#pragma once

#include <string>
#include <string_view>

#include "lint/values/values.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// Keys sorted, of equal ones the last, aliases followed, `<<` merged where it stands. A number is a float64
/// in its shortest form. An empty document is `{}`, as it is to Helm.
[[nodiscard]] std::string to_json(const Tree& tree);

/// The same of an effective value; keys that a null removed are left out. Nothing is `(nothing)`, a removed
/// value `(removed)`.
[[nodiscard]] std::string to_json(const Value& value);

/// A values file as JSON, or `error LINE:COLUMN` where it is refused.
[[nodiscard]] std::string read_as_json(std::string_view text);

/// Text as a JSON string.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace estafette_lint
