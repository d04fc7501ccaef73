// Which keys have a secret for a value.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "lint/yaml/path.h"

namespace estafette_lint {

/// `password`, `secretDecryptionKey`, `jwtKey`, `tlsKey`, `serviceAccountKeyfile`, `tls.key`, and every name
/// that ends in secret, token, password or privateKey; in any case, with `_`, `-` and `.` ignored (an
/// environment variable's `DB_PASSWORD`, too). So is what is likely a slip for one of them, like `pasword`
/// and `clientSercet`: who misspells the name of a password has written the password behind it. A plural is
/// none.
[[nodiscard]] bool is_secret_name(std::string_view name);

/// Whether a byte goes on with a word, in the texts around secrets: letters, digits, `_`, `-`, and all that
/// is not ASCII.
[[nodiscard]] bool is_word(char c);

/// Whether what stands under `key` is secret, where `above` is the nearest key above it: `tls.key`, `jwt.key`
/// and the data of `extraSecrets` are, each of which has a harmless name of its own.
[[nodiscard]] bool is_secret_key(std::string_view above, std::string_view key);

/// Whether keys below `above` may be secret because of it.
[[nodiscard]] bool has_secret_keys(std::string_view above);

/// Whether the last key of the path makes the value secret.
[[nodiscard]] bool ends_in_secret_key(std::span<const Step> path);

/// Whether the value at the path is secret, because of the last key or one above it. Any steps will do that
/// are a `key`, or an index where `is_index` says so.
template <typename Steps>
[[nodiscard]] bool is_secret_path(const Steps& path) {
  std::string_view above;
  return std::any_of(path.begin(), path.end(), [&](const auto& step) {
    if (step.is_index) return false;
    const bool secret = is_secret_key(above, step.key);
    above = step.key;
    return secret;
  });
}

}  // namespace estafette_lint
