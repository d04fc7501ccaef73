// Reads a YAML document that is held in a string of another one, with positions of the outer file.
//
//   api: {config: {files: {credentials.yaml: "credentials:\n- name: hub\n"}}}
//
// The inner tree's spans are bytes of the outer file, whatever the style of the string. Go templates in it
// are opaque: a scalar that holds one is marked unknown, and a line of nothing else is passed over.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/result.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// How the decoded text of a scalar maps to the bytes of its source.
class ScalarMap {
 public:
  /// `length` decoded bytes that came from `source_length` bytes: one to one where the two are equal, else as
  /// a whole (an escape, a folded line break).
  struct Run {
    std::uint32_t decoded = 0;
    std::uint32_t source = 0;
    std::uint32_t length = 0;
    std::uint32_t source_length = 0;
  };

  ScalarMap() = default;
  /// Runs are ordered and have no gaps in `decoded`.
  explicit ScalarMap(std::vector<Run> runs) : runs_(std::move(runs)) {}

  /// The source bytes of decoded bytes; what lies past the end maps to the end of the content.
  [[nodiscard]] Span to_source(Span decoded) const;

 private:
  std::vector<Run> runs_;
};

/// Maps a string node's text (node.text) back to the bytes of `source`, the text its tree was read from.
/// REQUIRES: the node is a scalar of that source.
[[nodiscard]] ScalarMap map_scalar(std::string_view source, const Node& node);

/// A Go template expression within a text: `{{ … }}`.
struct TemplateSpan {
  Span span;                ///< bytes of the decoded text
  bool whole_line = false;  ///< nothing but templates, blanks and a comment on its lines
  bool control =
      false;  ///< if, else, end, range, with, define, a comment or an assignment: prints nothing itself
};

/// Finds the Go template expressions in a text; one that is not closed ends at the end of the text.
[[nodiscard]] std::vector<TemplateSpan> find_templates(std::string_view text);

/// The text with its templates made opaque, as long as before: a line of templates becomes a comment, one
/// within other text a word. Line breaks in them go too, so that what stands behind one keeps its line.
[[nodiscard]] std::string hide_templates(std::string_view text, std::span<const TemplateSpan> templates);

struct EmbeddedDocument {
  Document document;
  /// A template prints whole lines into it (`{{ include "x" . }}`), outside of any scalar: keys may be there
  /// that nobody sees here.
  bool may_hold_more = false;
  /// What the document's views point into where templates had to be hidden; otherwise they point into the
  /// node's text.
  std::unique_ptr<std::string> hidden_text;
};

/// Reads the document in a string node. The root may be of any type.
[[nodiscard]] Result<EmbeddedDocument> read_embedded(std::string_view source, const Node& node);

}  // namespace estafette_lint
