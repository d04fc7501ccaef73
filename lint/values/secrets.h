// Which texts are secret, so that nothing ever prints one.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/span.h"
#include "lint/values/secret_names.h"
#include "lint/values/secret_texts.h"
#include "lint/values/values.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// Whether there is anything to hide in a value under a secret name: not where it is a null, a placeholder, a
/// boolean or a figure of up to three digits (`api.secret.enabled`).
[[nodiscard]] bool hides_something(const Node& scalar);

/// A document that somebody has read from a string already: a part of the price of a whole run, so not paid
/// twice.
struct HeldDocument {
  const Node* holder = nullptr;
  Tree tree;
};

/// What has been read of a source.
struct ReadDocuments {
  std::span<const Tree> trees;
  std::span<const HeldDocument> held = {};
  std::span<const Span> unread = {};  ///< no tree tells what is secret in it, so all of it is
};

/// The secrets of one source: where they stand and what they say.
class SecretMask {
 public:
  SecretMask() = default;
  /// Finds the secrets of a document, those in documents held by its strings too; a held document that cannot
  /// be read is secret as a whole where it names one, and so is what a comment says behind the name of one.
  /// A private key in PEM and the password of a URL are known by themselves.
  /// Placeholders, empty values and nulls are no secrets.
  explicit SecretMask(const Source& source, const Tree& tree, std::span<const HeldDocument> held = {});
  /// The same for all documents of a source.
  SecretMask(const Source& source, const ReadDocuments& documents);
  /// The same for a document of which all is secret, because of the key that holds it.
  [[nodiscard]] static SecretMask whole(const Source& source, const Tree& tree);

  /// Lets each mask hide the texts of all of them, and `more` beside: a secret of one file may be repeated in
  /// another.
  static void join(std::span<SecretMask* const> masks, std::vector<std::string> more);

  /// Bytes of the source that are secret, in order, not overlapping.
  [[nodiscard]] const std::vector<Span>& spans() const { return spans_; }
  /// `text` with every secret that stands in it masked: for messages and for lines of the source (a comment
  /// may repeat a password). Secrets of less than 4 characters are masked where they stand as a word of their
  /// own.
  [[nodiscard]] std::string mask(std::string_view text) const;
  /// The part `span` of the source with its secrets masked, those that only repeat elsewhere too.
  [[nodiscard]] std::string mask_source(std::string_view source_text, Span span) const;
  /// A decoded text, the whole value of a key, with its secrets masked: those of a document that it holds,
  /// too. That document can still be read.
  [[nodiscard]] std::string mask_value(std::string_view text) const;

 private:
  [[nodiscard]] std::string mask_spans(std::string_view source_text, Span span, bool yaml) const;
  void find(const Source& source, const ReadDocuments& documents, bool secret);

  std::vector<Span> spans_;
  std::shared_ptr<const std::vector<std::string>> texts_;  // in order; null: none
};

/// The values of environment variables with a secret name whose name and value come from different layers or
/// from an argument, so that no layer's mask knows them.
[[nodiscard]] std::vector<std::string> secret_variables(const Value& root);

}  // namespace estafette_lint
