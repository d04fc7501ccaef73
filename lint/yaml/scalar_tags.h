// Scalars with an explicit tag (`!!str 5`), as go-yaml v2 applies it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lint/text/result.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {

inline constexpr std::string_view kBinaryTag = "tag:yaml.org,2002:binary";

/// A tag of one's own (`!x`) makes text of any value; `!!int yes` is an error, which the result words.
[[nodiscard]] Result<TypedScalar, std::string> type_tagged_scalar(std::string_view tag,
                                                                  std::string_view text);

/// The bytes that a standard Base64 text stands for; line breaks in it are passed over.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// Whether a resolved tag is one that somebody wrote: yaml-cpp gives "!" and "?" for none.
[[nodiscard]] inline bool is_tag(std::string_view tag) { return !tag.empty() && tag != "!" && tag != "?"; }

}  // namespace estafette_lint
