// Which values are secret, so that nothing ever prints one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/text/span.h"
#include "lint/values/values.h"
#include "lint/yaml/path.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// What is shown in place of a secret.
inline constexpr std::string_view kMasked = "********";

/// `password`, `secretDecryptionKey`, `jwtKey`, and every name that ends in secret, token, password or privateKey; in
/// any case, with `_`, `-` and `.` ignored (an environment variable's `DB_PASSWORD`, too).
[[nodiscard]] bool is_secret_name(std::string_view name);

/// Whether the value at the path is secret: the last key or one above it has a secret name.
[[nodiscard]] bool is_secret_path(std::span<const Step> path);

/// The secrets of one source: where they stand and what they say.
class SecretMask {
 public:
  SecretMask() = default;
  /// Finds the secrets of a document, those in documents held by its strings too. Placeholders, empty values and
  /// nulls are no secrets.
  SecretMask(const Source& source, const Tree& tree);

  /// Bytes of the source that are secret, in order, not overlapping.
  [[nodiscard]] const std::vector<Span>& spans() const { return spans_; }
  /// `text` with every secret that stands in it masked: for messages and for lines of the source (a comment may repeat
  /// a password). Secrets of less than 4 characters are masked where they stand as a word of their own.
  [[nodiscard]] std::string mask(std::string_view text) const;
  /// The part `span` of the source with its secrets masked, those that only repeat elsewhere too.
  [[nodiscard]] std::string mask_source(std::string_view source_text, Span span) const;

 private:
  std::vector<Span> spans_;
  std::vector<std::string> texts_;  // longest first
};

}  // namespace estafette_lint
