#include "lint/yaml/edit_layout.h"

#include <algorithm>
#include <array>
#include <optional>

#include "lint/text/line_index.h"
#include "lint/text/utf8.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

/// How far right of their key the collections of a map stand; the last one counts.
struct ChildColumns {
  std::optional<std::uint32_t> map;
  std::optional<std::uint32_t> list;
};

ChildColumns child_columns(const EditText& edited, NodeId parent) {
  ChildColumns found;
  if (edited.node(parent).type != Type::kMap || edited.node(parent).style != Style::kBlock) return found;
  const std::uint32_t column = block_column(edited, parent);
  for (const Entry& entry : edited.tree().entries_of(parent)) {
    const Node& value = edited.node(entry.value);
    if (value.style != Style::kBlock) continue;
    const std::uint32_t child = column_of(edited.text, value.span.begin);
    if (child < column) continue;
    if (value.type == Type::kMap && child > column) found.map = child - column;
    if (value.type == Type::kList) found.list = child - column;
  }
  return found;
}

/// The most frequent of small numbers; of equally frequent ones the smallest.
class Votes {
 public:
  void add(std::optional<std::uint32_t> value) {
    if (value && *value < counts_.size()) ++counts_[*value];
  }
  [[nodiscard]] std::uint32_t winner(std::uint32_t fallback) const {
    const auto* const best = std::max_element(counts_.begin(), counts_.end());
    return *best == 0 ? fallback : static_cast<std::uint32_t>(best - counts_.begin());
  }

 private:
  std::array<std::uint32_t, 17> counts_{};
};

}  // namespace

std::uint32_t line_begin(std::string_view text, std::uint32_t at) { return at - column_of(text, at); }

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
  return static_cast<std::uint32_t>(find_line_break(text, at));
}

std::uint32_t next_line(std::string_view text, std::uint32_t at) {
  const std::uint32_t end = line_end(text, at);
  if (end >= text.size()) return end;
  return end + (text.substr(end, 2) == "\r\n" ? 2U : 1U);
}

std::string_view line_break_at(const EditText& edited, std::uint32_t at) {
  const std::string_view text = edited.text;
  std::uint32_t end = line_end(text, at);
  if (end >= text.size()) {
    const std::uint32_t begin = line_begin(text, at);
    end = begin > 0 && text[begin - 1] == '\n' ? begin - 1 : line_end(text, 0);
    if (end >= text.size()) return edited.usual_break;
    if (end > 0 && text[end] == '\n' && text[end - 1] == '\r') --end;
  }
  return text.substr(end, 2) == "\r\n" ? "\r\n" : "\n";
}

bool starts_line(std::string_view text, std::uint32_t at) {
  const std::string_view before = text.substr(line_begin(text, at), at - line_begin(text, at));
  return before.find_first_not_of(' ') == std::string_view::npos;
}

Member member_at(const EditText& edited, NodeId collection, std::size_t position) {
  const std::string_view text = edited.text;
  const Node& parent = edited.node(collection);
  Member member;
  if (parent.type == Type::kMap) {
    const Entry& entry = edited.tree().entries_of(collection)[position];
    member.value = entry.value;
    member.begin = entry.key_span.begin;
    const std::uint32_t colon = parent.style == Style::kFlow ? skip_to_content(text, entry.key_span.end)
                                                             : skip_blanks(text, entry.key_span.end);
    member.has_colon = colon < text.size() && text[colon] == ':';
    member.head_end = member.has_colon ? colon + 1 : entry.key_span.end;
  } else {
    member.value = edited.tree().items_of(collection)[position];
    const Node& value = edited.node(member.value);
    if (parent.style == Style::kFlow) {
      member.begin = value.properties.empty() ? value.span.begin : value.properties.begin;
      member.head_end = member.begin;
    } else if (position == 0) {
      member.begin = parent.span.begin;
      member.head_end = member.begin + 1;
    } else {
      // The first dash behind the item before.
      const Node& before = edited.node(edited.tree().items_of(collection)[position - 1]);
      member.begin = skip_to_content(text, std::max(before.span.end, before.properties.end));
      member.head_end = member.begin + 1;
    }
  }
  const Node& value = edited.node(member.value);
  if (!value.properties.empty()) member.head_end = value.properties.end;
  member.end = std::max(member.head_end, value.span.end);
  return member;
}

std::uint32_t block_column(const EditText& edited, NodeId collection) {
  return column_of(edited.text, edited.node(collection).span.begin);
}

std::uint32_t end_with_comments(std::string_view text, std::uint32_t end, std::uint32_t least_column) {
  end = line_end(text, end);
  while (true) {
    const std::uint32_t line = next_line(text, end);
    std::uint32_t content = line;
    while (content < text.size() && text[content] == ' ') ++content;
    if (content >= text.size() || text[content] != '#' || content - line < least_column) return end;
    end = line_end(text, content);
  }
}

std::uint32_t begin_with_comments(std::string_view text, std::uint32_t line, std::uint32_t column) {
  while (line > 0 && is_break(text[line - 1])) {
    const std::uint32_t before = line_begin(text, line - (text.substr(0, line).ends_with("\r\n") ? 2U : 1U));
    std::uint32_t content = before;
    while (content < line && text[content] == ' ') ++content;
    if (text[content] != '#' || content - before != column) break;
    line = before;
  }
  return line;
}

bool holds_comment(const EditText& edited, Span span) {
  const auto& comments = edited.document.comments;
  return std::any_of(comments.begin(), comments.end(),
                     [&span](const Span& comment) { return span.contains(comment.begin); });
}

IndentStyle find_indent_style(const EditText& edited, NodeId near, IndentStyle fallback) {
  Votes maps;
  Votes lists;
  for (NodeId id = 0; id < edited.tree().nodes.size(); ++id) {
    const ChildColumns columns = child_columns(edited, id);
    maps.add(columns.map);
    lists.add(columns.list);
  }
  IndentStyle style{maps.winner(fallback.map), lists.winner(fallback.list)};
  if (near == kNoNode) return style;
  const ChildColumns columns = child_columns(edited, near);
  style.map = columns.map.value_or(style.map);
  style.list = columns.list.value_or(style.list);
  return style;
}

std::string render_lines(const BlockLines& lines, std::uint32_t column, std::string_view line_break) {
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += line_break;
    const int indent = lines[i].indent + static_cast<int>(column);
    if (indent > 0) out.append(static_cast<std::size_t>(indent), ' ');
    out += lines[i].text;
  }
  return out;
}

}  // namespace estafette_lint
