// Secrets that comments tell: `# password: hunter2` is a line that somebody may take in again.
#pragma once

#include <string_view>
#include <vector>

#include "lint/text/span.h"

namespace estafette_lint {

/// What stands behind the name of a secret in the comments of a YAML text, in order; no placeholders.
[[nodiscard]] std::vector<Span> find_comment_secrets(std::string_view text);

}  // namespace estafette_lint
