// Finds in the source what yaml-cpp's events leave out: where things end.
//
// All functions work on bytes of the whole text and trust that it has been parsed: they never read past the
// end, but what they give for text that is no YAML has no meaning.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lint/text/span.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

[[nodiscard]] inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
[[nodiscard]] inline bool is_break(char c) { return c == '\n' || c == '\r'; }

[[nodiscard]] std::uint32_t skip_blanks(std::string_view text, std::uint32_t at);
/// Whether the `#` at `at` starts a comment: a blank, a line break, a quote or a bracket stands before it.
[[nodiscard]] bool starts_comment(std::string_view text, std::uint32_t at);
/// Past blanks, line breaks and comments.
[[nodiscard]] std::uint32_t skip_to_content(std::string_view text, std::uint32_t at);

/// The anchor and tag at `at`, at most one of each; `content` is what follows them, perhaps on a later line.
struct Properties {
  Span span;  ///< empty at `at` where there are none
  std::uint32_t content = 0;
  bool well_formed = true;  ///< false: a name that Helm refuses, `&a.b` or `!!str|`
};
[[nodiscard]] Properties scan_properties(std::string_view text, std::uint32_t at);

/// The style of the scalar that starts at `at`.
[[nodiscard]] Style scalar_style(std::string_view text, std::uint32_t at);

/// The end of a quoted scalar, behind its closing quote; nothing where it is not closed.
[[nodiscard]] std::optional<std::uint32_t> quoted_end(std::string_view text, std::uint32_t begin);

/// The end of a plain scalar of which `decoded` is the text.
[[nodiscard]] std::uint32_t plain_end(std::string_view text, std::uint32_t begin, std::string_view decoded);

/// A literal or folded scalar.
struct BlockScalar {
  Span header;                       ///< `|2-` without what follows it
  std::uint32_t body = 0;            ///< where its first line starts
  std::uint32_t indent = 0;          ///< of its content, in bytes
  std::uint32_t end = 0;             ///< of its last line, without the line break
  std::uint32_t content_end = 0;     ///< the same, without the blank lines that `+` keeps
  std::optional<std::uint32_t> tab;  ///< a tab where only spaces can indent
};
/// `parent_indent` is the column of the block collection that holds it, 0-based; -1 for none.
[[nodiscard]] BlockScalar scan_block_scalar(std::string_view text, std::uint32_t begin, int parent_indent);

/// The text of a literal scalar without an indentation indicator or `+`.
[[nodiscard]] std::string literal_text(std::string_view text, const BlockScalar& block);

/// The text of a folded scalar as yaml-cpp gives it, its end made right: yaml-cpp loses a line break that
/// `>+` keeps, and takes blanks that end the file for a line of text.
[[nodiscard]] std::string mend_folded_end(std::string_view text, const BlockScalar& block, std::string value);

/// The flow collection that opens at `at`, read no further than to its end or its `levels`-th bracket within
/// brackets.
struct FlowScan {
  bool closed = false;
  std::uint32_t end = 0;                  ///< where it is closed: behind its bracket
  std::optional<std::uint32_t> too_deep;  ///< the bracket that is one too many
};
[[nodiscard]] FlowScan scan_flow(std::string_view text, std::uint32_t at, std::size_t levels);

/// The text, byte for byte as long, with what stands between the key at `begin` and the `,` or `}` behind it
/// turned into blanks: yaml-cpp refuses `{`, `b`, `}` on three lines. Nothing where no line break stands
/// there.
[[nodiscard]] std::optional<std::string> join_lone_flow_key(std::string_view text, std::uint32_t begin);

/// The first quote at or behind `at`, outside of comments, that is not closed.
[[nodiscard]] std::optional<std::uint32_t> find_unclosed_quote(std::string_view text, std::uint32_t at);

/// 0-based, in bytes; a byte order mark is no column.
[[nodiscard]] std::uint32_t column_of(std::string_view text, std::uint32_t at);

/// Whether nothing but a byte order mark stands before `at` on its line.
[[nodiscard]] bool is_line_start(std::string_view text, std::uint32_t at);

/// Whether a `---` or `...` stands at the start of the line at `at`.
[[nodiscard]] bool is_document_marker(std::string_view text, std::uint32_t at);

}  // namespace estafette_lint
