#include "lint/yaml/edit_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lint/text/utf8.h"
#include "lint/yaml/reader.h"
#include "lint/yaml/scalar.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

/// Whether every character can stand in quotes or a block scalar as it is, line breaks aside.
bool is_printable(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = decode_code_point(text);
    const bool breaks = c.value == '\r' || c.value == 0x85 || c.value == 0x2028 || c.value == 0x2029;
    if (c.size == 0 || breaks || c.value == 0xFEFF || (!is_yaml_character(c.value))) return false;
    text.remove_prefix(c.size);
  }
  return true;
}

bool is_plain_safe(std::string_view text, bool in_flow) {
  if (text.empty() || is_blank(text.front()) || is_blank(text.back())) return false;
  if (text.find_first_of("\n\t") != std::string_view::npos || !is_printable(text)) return false;
  if (text == "<<" || text == "=" || is_document_marker(text, 0)) return false;
  const char first = text.front();
  if (std::string_view("!&*|>'\"%@`#,[]{}:?").find(first) != std::string_view::npos) return false;
  if (first == '-' && (text.size() == 1 || is_blank(text[1]))) return false;
  if (text.back() == ':' || text.find(": ") != std::string_view::npos ||
      text.find(" #") != std::string_view::npos) {
    return false;
  }
  if (in_flow && text.find_first_of(",[]{}:?") != std::string_view::npos) return false;
  return type_plain_scalar(text).type == Type::kString;
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const CodePoint c = decode_code_point(text);
    const std::string_view bytes = text.substr(0, std::max<std::size_t>(c.size, 1));
    if (bytes == "\"" || bytes == "\\") {
      out.append("\\").append(bytes);
    } else if (bytes == "\n") {
      out += "\\n";
    } else if (bytes == "\t") {
      out += "\\t";
    } else if (bytes == "\r") {
      out += "\\r";
    } else if (is_printable(bytes)) {
      out += bytes;
    } else if (c.value > 0xFFFF) {
      out += fmt::format("\\U{:08X}", static_cast<std::uint32_t>(c.value));
    } else {
      out += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(c.value));
    }
    text.remove_prefix(bytes.size());
  }
  return out + '"';
}

/// Whether a literal block scalar can hold the text, with at most the one line break at its end that `|`
/// means.
bool is_literal_safe(std::string_view text) {
  const std::string_view content = text.substr(0, text.find_last_not_of('\n') + 1);
  return !content.empty() && content.front() != '\n' && text.size() - content.size() <= 1 &&
         is_printable(text) && text.find('\n') != std::string_view::npos;
}

void write_literal(std::string_view text, std::uint32_t indent, Content& content) {
  content.head = "|";
  // Without a number, the blanks of the first line would count as indentation.
  if (text.front() == ' ') content.head += std::to_string(indent);
  content.ends_in_block_scalar = text.ends_with('\n');
  if (content.ends_in_block_scalar) {
    text.remove_suffix(1);
  } else {
    content.head += '-';
  }
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const bool blank = end == 0;
    content.body.push_back(
        {blank ? BlockLine::kBlank : static_cast<int>(indent), std::string(text.substr(0, end))});
    if (end == text.size()) return;
    text.remove_prefix(end + 1);
  }
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
  content.flow = write_text(text, style, true);
  if (value.multi_line && is_literal_safe(text)) {
    write_literal(text, indent, content);
  } else {
    // As it was given, unless another style is wanted: the caller may have had a reason for its escapes.
    content.head = style == value.style && !value.multi_line ? value.yaml : write_text(text, style, false);
  }
  return content;
}

std::string write_text(std::string_view text, Style preferred, bool in_flow) {
  if (preferred == Style::kPlain && is_plain_safe(text, in_flow)) return std::string(text);
  const bool one_line = text.find('\n') == std::string_view::npos;
  const bool needs_escapes = !one_line || !is_printable(text);
  return preferred == Style::kDoubleQuoted || needs_escapes ? double_quoted(text) : single_quoted(text);
}

std::string write_key(std::string_view key, Style preferred) { return write_text(key, preferred, true); }

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
