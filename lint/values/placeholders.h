// Recognises text that a person was meant to replace.
#pragma once

#include <string_view>
#include <vector>

#include "lint/text/span.h"

namespace estafette_lint {

/// The placeholders in a scalar's decoded text, as bytes of it: `<docker hub user>` (not behind `?` or `?P`),
/// `{bucket name}` (words only), `***`; `changeme` and `john_doe` as the whole text; a host that ends in
/// `.mydomain.com`. Nothing within `{{ … }}`.
[[nodiscard]] std::vector<Span> find_placeholders(std::string_view text);

/// Whether the text is one placeholder and nothing else.
[[nodiscard]] bool is_placeholder(std::string_view text);

}  // namespace estafette_lint
