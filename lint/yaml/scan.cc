#include "lint/yaml/scan.h"

#include <algorithm>

#include "lint/text/line_index.h"
#include "lint/text/utf8.h"

namespace estafette_lint {
namespace {

std::uint32_t size_of(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
  return static_cast<std::uint32_t>(find_line_break(text, at));
}

std::uint32_t next_line(std::string_view text, std::uint32_t at) {
  std::uint32_t end = line_end(text, at);
  if (end < text.size()) end += text.substr(end, 2) == "\r\n" ? 2U : 1U;
  return end;
}

bool is_space(char c) { return is_blank(c) || is_break(c); }

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// An anchor is a word; a tag is what a URI may hold (go-yaml's scanner). Whitespace follows, or behind an
/// anchor the punctuation of a flow collection.
bool is_property(std::string_view property, char next) {
  const bool anchor = property[0] == '&';
  if (!is_space(next) && !(anchor && std::string_view(",]}").find(next) != std::string_view::npos))
    return false;
  property.remove_prefix(1);
  if (anchor) return !property.empty() && std::all_of(property.begin(), property.end(), is_word);
  if (property.starts_with('<') && property.ends_with('>')) {
    property = property.substr(1, property.size() - 2);
    if (property.empty()) return false;
  }
  return std::all_of(property.begin(), property.end(), [](char c) {
    return is_word(c) || std::string_view(";/?:@&=+$.,!~*'()[]%").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::uint32_t skip_blanks(std::string_view text, std::uint32_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

bool starts_comment(std::string_view text, std::uint32_t at) {
  return at == 0 || is_space(text[at - 1]) ||
         std::string_view("\"'}]\xBF").find(text[at - 1]) != std::string_view::npos;
}

std::uint32_t skip_to_content(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    if (is_space(text[at])) {
      ++at;
    } else if (text[at] == '#' && starts_comment(text, at)) {
      at = line_end(text, at);
    } else {
      break;
    }
  }
  return at;
}

Properties scan_properties(std::string_view text, std::uint32_t at) {
  Properties found{{at, at}, at};
  bool anchor = false;
  bool tag = false;
  while (found.content < text.size()) {
    const char c = text[found.content];
    bool& seen = c == '&' ? anchor : tag;
    if ((c != '&' && c != '!') || seen) break;
    seen = true;
    std::uint32_t end = found.content;
    const bool verbatim = text.substr(end, 2) == "!<";
    while (end < text.size() && !is_space(text[end]) &&
           (verbatim || std::string_view(",[]{}").find(text[end]) == std::string_view::npos)) {
      ++end;
    }
    const char next = end < text.size() ? text[end] : '\n';
    found.well_formed =
        found.well_formed && is_property(text.substr(found.content, end - found.content), next);
    found.span.end = end;
    found.content = skip_to_content(text, end);
  }
  return found;
}

Style scalar_style(std::string_view text, std::uint32_t at) {
  if (at >= text.size()) return Style::kEmpty;
  switch (text[at]) {
    case '\'':
      return Style::kSingleQuoted;
    case '"':
      return Style::kDoubleQuoted;
    case '|':
      return Style::kLiteral;
    case '>':
      return Style::kFolded;
    default:
      return Style::kPlain;
  }
}

std::optional<std::uint32_t> quoted_end(std::string_view text, std::uint32_t begin) {
  const char quote = text[begin];
  for (std::uint32_t at = begin + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || at + 1 >= text.size() || text[at + 1] != '\'') return at + 1;
      ++at;
    }
  }
  return std::nullopt;
}

std::uint32_t plain_end(std::string_view text, std::uint32_t begin, std::string_view decoded) {
  std::uint32_t at = begin;
  for (std::size_t i = 0; i < decoded.size() && at < text.size();) {
    if (is_space(decoded[i])) {
      while (i < decoded.size() && is_space(decoded[i])) ++i;
      while (at < text.size() && is_space(text[at])) ++at;
    } else if (decoded[i] == text[at]) {
      ++i;
      ++at;
    } else {
      break;
    }
  }
  return at;
}

BlockScalar scan_block_scalar(std::string_view text, std::uint32_t begin, int parent_indent) {
  BlockScalar scalar;
  scalar.header = {begin, begin + 1};
  bool keep = false;
  int explicit_indent = 0;
  while (scalar.header.end < text.size()) {
    const char c = text[scalar.header.end];
    if (c >= '1' && c <= '9') {
      explicit_indent = c - '0';
    } else if (c == '+' || c == '-') {
      keep = c == '+';
    } else {
      break;
    }
    ++scalar.header.end;
  }
  scalar.body = next_line(text, begin);
  scalar.end = scalar.header.end;
  scalar.content_end = scalar.end;
  const auto least = static_cast<std::uint32_t>(std::max(parent_indent, -1) + 1);
  bool known = explicit_indent > 0;
  if (known) scalar.indent = static_cast<std::uint32_t>(std::max(parent_indent, 0) + explicit_indent);
  for (std::uint32_t line = scalar.body; line < text.size(); line = next_line(text, line)) {
    const std::uint32_t end = line_end(text, line);
    std::uint32_t content = line;
    while (content < end && text[content] == ' ' && (!known || content - line < scalar.indent)) ++content;
    const std::uint32_t indent = content - line;
    if (content < end && text[content] == '\t' && !scalar.tab && (!known || indent < scalar.indent)) {
      scalar.tab = content;
    }
    if (content == end) {  // a blank line belongs to it only if more follows, or if it keeps them all
      if (keep) scalar.end = end;
      continue;
    }
    if (!known) {
      if (indent < least) break;
      scalar.indent = indent;
      known = true;
    }
    if (indent < scalar.indent || (indent == 0 && is_document_marker(text, line))) break;
    scalar.end = end;
    scalar.content_end = end;
  }
  if (!known) scalar.indent = least;
  scalar.body = std::min(scalar.body, size_of(text));
  return scalar;
}

std::string literal_text(std::string_view text, const BlockScalar& block) {
  std::string value;
  value.reserve(block.content_end - block.body);
  for (std::uint32_t line = block.body; line < block.content_end; line = next_line(text, line)) {
    const std::uint32_t end = line_end(text, line);
    if (end - line > block.indent) value += text.substr(line + block.indent, end - line - block.indent);
    value += '\n';
  }
  if (text.substr(block.header.begin, block.header.length()).ends_with('-')) value.pop_back();
  return value;
}

std::string mend_folded_end(std::string_view text, const BlockScalar& block, std::string value) {
  if (block.content_end == block.header.end) return value;  // blank lines only
  const std::string_view header = text.substr(block.header.begin, block.header.length());
  std::size_t breaks = 0;
  std::uint32_t at = block.content_end;
  while (at < text.size() && (text[at] == ' ' || is_break(text[at]))) {
    if (is_break(text[at])) ++breaks;
    at += text.substr(at, 2) == "\r\n" ? 2U : 1U;
  }
  const std::uint32_t last_line = block.content_end - column_of(text, block.content_end) + block.indent;
  const bool folds = last_line < block.content_end && !is_blank(text[last_line]);
  const bool ends_in_blanks = at == text.size() && breaks == 1 && column_of(text, at) == block.indent;
  if (ends_in_blanks && folds && value.ends_with(' ')) value.pop_back();
  while (value.ends_with('\n')) value.pop_back();
  if (header.find('-') != std::string_view::npos) return value;
  return value.append(header.find('+') != std::string_view::npos ? breaks : std::min<std::size_t>(breaks, 1),
                      '\n');
}

FlowScan scan_flow(std::string_view text, std::uint32_t at, std::size_t levels) {
  FlowScan found;
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '[' || c == '{') {
      if (++depth > levels) {
        found.too_deep = at;
        return found;
      }
    } else if (c == ']' || c == '}') {
      if (--depth == 0) {
        found.closed = true;
        found.end = at + 1;
        return found;
      }
    } else if ((c == '"' || c == '\'') && !is_word(text[at - 1])) {
      const auto end = quoted_end(text, at);
      if (!end) return found;
      at = *end;
      continue;
    } else if (c == '#' && starts_comment(text, at)) {
      at = line_end(text, at);
      continue;
    }
    ++at;
  }
  return found;
}

std::optional<std::string> join_lone_flow_key(std::string_view text, std::uint32_t begin) {
  if (begin >= text.size()) return std::nullopt;
  std::uint32_t end = begin;
  if (text[begin] == '"' || text[begin] == '\'') {
    const auto quote = quoted_end(text, begin);
    if (!quote) return std::nullopt;
    end = *quote;
  } else {
    while (end < text.size() && !is_break(text[end]) &&
           std::string_view(",[]{}").find(text[end]) == std::string_view::npos &&
           !(text[end] == '#' && starts_comment(text, end))) {
      ++end;
    }
  }
  const std::uint32_t next = skip_to_content(text, end);
  const std::string_view gap = text.substr(end, next - end);
  const bool ends_key = next < text.size() && (text[next] == ',' || text[next] == '}');
  if (!ends_key || gap.find_first_of("\r\n") == std::string_view::npos) return std::nullopt;
  std::string joined(text);
  joined.replace(end, gap.size(), gap.size(), ' ');
  return joined;
}

std::optional<std::uint32_t> find_unclosed_quote(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    if (text[at] == '#' && starts_comment(text, at)) {
      at = line_end(text, at);
    } else if (text[at] == '"' || text[at] == '\'') {
      const auto end = quoted_end(text, at);
      if (!end) return at;
      at = *end;
    } else {
      ++at;
    }
  }
  return std::nullopt;
}

std::uint32_t column_of(std::string_view text, std::uint32_t at) {
  std::uint32_t start = at;
  while (start > 0 && !is_break(text[start - 1])) --start;
  const auto mark = static_cast<std::uint32_t>(kByteOrderMark.size());
  if (start == 0 && at >= mark && text.starts_with(kByteOrderMark)) start = mark;
  return at - start;
}

bool is_line_start(std::string_view text, std::uint32_t at) {
  return at == 0 || is_break(text[at - 1]) ||
         (at == kByteOrderMark.size() && text.starts_with(kByteOrderMark));
}

bool is_document_marker(std::string_view text, std::uint32_t at) {
  const std::string_view head = text.substr(std::min<std::size_t>(at, text.size()), 4);
  if (!head.starts_with("---") && !head.starts_with("...")) return false;
  return head.size() == 3 || is_space(head[3]);
}

}  // namespace estafette_lint
