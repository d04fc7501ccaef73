// Secrets that are known by what they say, whatever their key is called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/text/span.h"

namespace estafette_lint {

/// What is shown in place of a secret.
inline constexpr std::string_view kMasked = "********";

/// The passwords in `scheme://user:password@host`, as bytes of the text; no placeholders, and nothing that
/// another tool fills in.
[[nodiscard]] std::vector<Span> find_url_passwords(std::string_view text);

/// The private keys in PEM, from `-----BEGIN` on; where the end is missing, to the last line that may belong
/// to one. None where a placeholder stands for the key.
[[nodiscard]] std::vector<Span> find_private_keys(std::string_view text);

/// The text with both masked.
[[nodiscard]] std::string mask_known_secrets(std::string_view text);

}  // namespace estafette_lint
