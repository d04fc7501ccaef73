// Lines, columns and comments around the members of a collection: what edits beside them have to know.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/yaml/tree.h"

namespace estafette_lint {

/// One text with the tree that was read from it.
struct EditText {
  std::string_view text;
  const Document& document;
  std::string_view usual_break = "\n";  ///< how lines end where the text has no line break at all

  [[nodiscard]] const Tree& tree() const { return document.tree; }
  [[nodiscard]] const Node& node(NodeId id) const { return document.tree.node(id); }
};

/// Where the line of a byte starts; a byte order mark is no part of it.
[[nodiscard]] std::uint32_t line_begin(std::string_view text, std::uint32_t at);
/// Where the line of a byte ends, before its line break.
[[nodiscard]] std::uint32_t line_end(std::string_view text, std::uint32_t at);
/// Where the next line starts, or the end of the text.
[[nodiscard]] std::uint32_t next_line(std::string_view text, std::uint32_t at);
/// How lines end around a byte: as the line itself does, the one before it, or the first one.
[[nodiscard]] std::string_view line_break_at(const EditText& edited, std::uint32_t at);
/// Whether nothing but spaces stands before the byte on its line.
[[nodiscard]] bool starts_line(std::string_view text, std::uint32_t at);

/// A key with its value, or an item.
struct Member {
  std::uint32_t begin = 0;     ///< the key or the dash; of an item between brackets, its first byte
  std::uint32_t head_end = 0;  ///< behind the colon or dash, and behind the value's anchor and tag
  std::uint32_t end = 0;       ///< behind all of it
  NodeId value = kNoNode;
  bool has_colon = true;  ///< false: `{a}`
};
[[nodiscard]] Member member_at(const EditText& edited, NodeId collection, std::size_t position);

/// The column of a block collection's keys or dashes.
[[nodiscard]] std::uint32_t block_column(const EditText& edited, NodeId collection);

/// The end of the last line that belongs to what ends at `end`: comment lines that follow at once, no further
/// left than `least_column`, do; what a blank line parts off belongs to what follows.
[[nodiscard]] std::uint32_t end_with_comments(std::string_view text, std::uint32_t end,
                                              std::uint32_t least_column);
/// The start of the comment lines directly above a line, in the same column; the line itself where there are
/// none.
[[nodiscard]] std::uint32_t begin_with_comments(std::string_view text, std::uint32_t line,
                                                std::uint32_t column);

/// Whether a comment starts within the span.
[[nodiscard]] bool holds_comment(const EditText& edited, Span span);

/// How much deeper than a key its map and its list stand.
struct IndentStyle {
  std::uint32_t map = 2;
  std::uint32_t list = 0;  ///< the guide's way
};
/// As in the collection `near` (kNoNode for none), or as most of the document has it, or as in `fallback`.
[[nodiscard]] IndentStyle find_indent_style(const EditText& edited, NodeId near, IndentStyle fallback);

/// A line to be written, its indentation counted from the column that it goes to.
struct BlockLine {
  static constexpr int kBlank = -1'000'000;  ///< no spaces at all, wherever it goes
  int indent = 0;
  std::string text;
};
using BlockLines = std::vector<BlockLine>;

/// The lines, parted by `line_break`, with none at the end.
[[nodiscard]] std::string render_lines(const BlockLines& lines, std::uint32_t column,
                                       std::string_view line_break);

}  // namespace estafette_lint
