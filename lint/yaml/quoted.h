// The text of quoted scalars as Helm reads it: yaml-cpp takes escapes that Helm refuses, gets others wrong,
// and does not know all of its line breaks.
#pragma once

#include <string>
#include <string_view>

#include "lint/text/result.h"

namespace estafette_lint {

/// Decodes the scalar `span` of the text, with its quotes; an escape that Helm does not know is an error.
/// REQUIRES: the quotes are closed.
[[nodiscard]] Result<std::string> decode_quoted(std::string_view text, Span span);

}  // namespace estafette_lint
