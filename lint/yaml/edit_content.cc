#include "lint/yaml/edit_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lint/yaml/reader.h"
#include "lint/yaml/scalar_text.h"

namespace estafette_lint {
namespace {

/// The text as a literal block scalar, if one can hold it with at most one line break at its end: more would
/// run into the blank lines behind it.
bool write_literal(std::string_view text, std::uint32_t indent, Content& content) {
  const std::optional<LiteralText> literal = literal_text(text, 0, indent);
  if (!literal || literal->header.ends_with('+')) return false;
  content.head = literal->header;
  content.ends_in_block_scalar = text.ends_with('\n');
  for (std::string_view rest = literal->body; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    content.body.push_back(
        {end == 0 ? BlockLine::kBlank : static_cast<int>(indent), std::string(rest.substr(0, end))});
    rest.remove_prefix(end + 1);
  }
  return true;
}

Style common_style(std::span<const Style> styles) {
  if (styles.empty()) return Style::kPlain;
  const Style first = styles.front();
  const bool quoted = first == Style::kSingleQuoted || first == Style::kDoubleQuoted;
  const bool alike =
      std::all_of(styles.begin(), styles.end(), [first](Style style) { return style == first; });
  return quoted && alike ? first : Style::kPlain;
}

}  // namespace

Result<NewValue, Refusal> read_new_value(const TreeChange& change) {
  NewValue value;
  value.yaml = change.yaml;
  value.multi_line = change.multi_line;
  if (change.multi_line) {
    value.value.type = Type::kString;
    value.value.text = change.yaml;
    value.style = Style::kLiteral;
    return value;
  }
  const Result<Document> read = read_any_document(change.yaml);
  if (!read || read.value().tree.nodes.empty() || !read.value().dropped.empty()) {
    return Refusal{fmt::format("'{}' is no value", change.yaml), {}};
  }
  const Tree& tree = read.value().tree;
  // The reader takes a document of nothing but null for an empty one.
  const NodeId root = tree.root == kNoNode ? static_cast<NodeId>(tree.nodes.size() - 1) : tree.root;
  value.value = plain_value(tree, root);
  value.style = tree.node(root).style;
  const bool on_one_line = change.yaml.find_first_of("\r\n") == std::string::npos;
  const bool in_block = value.style == Style::kBlock || value.style == Style::kLiteral ||
                        value.style == Style::kFolded || value.style == Style::kEmpty;
  if (!on_one_line || in_block || !read.value().comments.empty()) {
    return Refusal{"a value is one scalar or a collection in brackets, on one line", {}};
  }
  const Span span = tree.node(root).span;
  value.yaml = change.yaml.substr(span.begin, span.length());
  return value;
}

Quoting find_quoting(const EditText& edited, NodeId collection) {
  std::vector<Style> keys;
  std::vector<Style> values;
  const Tree& tree = edited.tree();
  const auto add_value = [&](NodeId id) {
    const Node& node = tree.node(id);
    if (node.type == Type::kString) values.push_back(node.style);
  };
  if (tree.node(collection).type == Type::kMap) {
    for (const Entry& entry : tree.entries_of(collection)) {
      if (!entry.merge) keys.push_back(entry.key_style);
      add_value(entry.value);
    }
  } else {
    for (const NodeId item : tree.items_of(collection)) add_value(item);
  }
  return {common_style(keys), common_style(values)};
}

Content make_content(const NewValue& value, Style preferred, std::uint32_t indent) {
  Content content;
  if (value.value.type != Type::kString) {
    content.head = value.yaml;
    content.flow = value.yaml;
    return content;
  }
  const std::string& text = value.value.text;
  const bool quotes_preferred = preferred == Style::kSingleQuoted || preferred == Style::kDoubleQuoted;
  const Style style = quotes_preferred ? preferred : value.style;
  content.flow = scalar_text(text, style, ScalarPlace::kFlow);
  if (value.multi_line && write_literal(text, indent, content)) return content;
  // As it was given, unless another style is wanted: the caller may have had a reason for its escapes.
  const bool as_given = style == value.style && !value.multi_line;
  content.head = as_given ? value.yaml : scalar_text(text, style, ScalarPlace::kBlock);
  return content;
}

std::string write_key(std::string_view key, Style preferred) {
  return scalar_text(key, preferred, ScalarPlace::kKey);
}

namespace {

/// The lines of a member: `label` is its key and colon, or nothing for an item.
BlockLines make_member(std::string label, const Content& content) {
  BlockLines lines;
  for (const std::string& comment : content.above) lines.push_back({0, comment});
  if (!content.head.empty()) label += (label.empty() ? "" : content.gap) + content.head;
  if (!content.comment.empty()) label += (label.empty() ? "" : content.comment_gap) + content.comment;
  lines.push_back({0, std::move(label)});
  lines.insert(lines.end(), content.body.begin(), content.body.end());
  return lines;
}

}  // namespace

BlockLines make_lines(std::span<const Step> steps, const Content& content, IndentStyle style, Style keys) {
  if (steps.empty()) return make_member("", content);
  const Step& step = steps.front();
  const auto rest = steps.subspan(1);
  if (step.is_index) {
    // `- ` and what stands behind it, two columns further right; comments above stay above.
    BlockLines item = make_lines(rest, content, style, keys);
    bool dashed = false;
    for (BlockLine& line : item) {
      if (dashed) {
        // The lines below a text are counted from the dash.
        if (!rest.empty() && line.indent != BlockLine::kBlank) line.indent += 2;
      } else if (!line.text.starts_with('#')) {
        line.text.insert(0, line.text.empty() ? "-" : "- ");
        dashed = true;
      }
    }
    return item;
  }
  std::string label = write_key(step.key, keys) + ':';
  if (rest.empty()) return make_member(std::move(label), content);
  BlockLines lines{{0, std::move(label)}};
  const std::uint32_t indent = rest.front().is_index ? style.list : style.map;
  for (BlockLine& below : make_lines(rest, content, style, keys)) {
    if (below.indent != BlockLine::kBlank) below.indent += static_cast<int>(indent);
    lines.push_back(std::move(below));
  }
  return lines;
}

std::string make_flow(std::span<const Step> steps, const Content& content, Style keys) {
  if (steps.empty()) return content.flow.value_or("");
  const std::string below = make_flow(steps.subspan(1), content, keys);
  if (steps.front().is_index) return '[' + below + ']';
  return '{' + write_key(steps.front().key, keys) + ": " + below + '}';
}

}  // namespace estafette_lint
