// Reads one JSON value out of the middle of a `--set-json` argument, with the spans of all that is in it.
#pragma once

#include <cstdint>
#include <string_view>

#include "lint/text/result.h"
#include "lint/values/tree_writer.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

struct JsonValue {
  NodeId node = kNoNode;
  std::uint32_t end = 0;  ///< behind its last byte
};

/// Reads as Go's decoder does: strict JSON; what is no UTF-8, and half of a surrogate pair, becomes U+FFFD;
/// numbers are float64. Ends where the value does: `1b=2` gives 1. REQUIRES: a character that is no blank
/// stands at `begin`.
[[nodiscard]] Result<JsonValue> read_json_value(std::string_view text, std::uint32_t begin, TreeWriter& tree);

}  // namespace estafette_lint
