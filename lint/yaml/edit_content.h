// What a change writes, in the forms that block collections and brackets take.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/result.h"
#include "lint/yaml/edit_layout.h"
#include "lint/yaml/path.h"
#include "lint/yaml/plain_value.h"
#include "lint/yaml/tree_edit.h"

namespace estafette_lint {

/// A value to be written, and the comments that go with it.
struct Content {
  std::vector<std::string> above;  ///< comment lines, from `#`
  std::string gap = " ";           ///< between the colon or dash and the head
  std::string head;                ///< what stands on the key's line: `3`, `|`, `{a: 1}`, or nothing
  std::string comment_gap = " ";   ///< before the comment behind
  std::string comment;             ///< behind the head, from `#`
  BlockLines body;                 ///< the lines below, counted from the column of the key or dash
  std::optional<std::string>
      flow;  ///< the value on one line between brackets; nothing: it cannot stand there
  bool ends_in_block_scalar = false;  ///< its last line break is part of the value
};

/// The scalar or flow collection of a setting.
struct NewValue {
  std::string yaml;         ///< as it was given
  bool multi_line = false;  ///< `yaml` is the decoded text of a literal block scalar
  PlainValue value;         ///< what it means
  Style style = Style::kPlain;
};
[[nodiscard]] Result<NewValue, Refusal> read_new_value(const TreeChange& change);

/// How text is to be quoted where the value does not say so itself, or needs it.
struct Quoting {
  Style keys = Style::kPlain;
  Style values = Style::kPlain;
};
/// As the keys and the texts of a collection are quoted, if all of them are quoted alike.
[[nodiscard]] Quoting find_quoting(const EditText& edited, NodeId collection);

/// The value as content for a place where text has the style `preferred`. `indent` is how much deeper than
/// the key a block scalar's lines stand.
[[nodiscard]] Content make_content(const NewValue& value, Style preferred, std::uint32_t indent);

/// A key, in the style that is preferred if Helm then reads the same key, else in quotes.
[[nodiscard]] std::string write_key(std::string_view key, Style preferred);

/// The lines of a content below the missing steps of a path; the column is that of the first step. With no
/// steps, those of a content without a key: its head first.
[[nodiscard]] BlockLines make_lines(std::span<const Step> steps, const Content& content, IndentStyle style,
                                    Style keys);
/// The same on one line between brackets. REQUIRES: content.flow.
[[nodiscard]] std::string make_flow(std::span<const Step> steps, const Content& content, Style keys);

}  // namespace estafette_lint
