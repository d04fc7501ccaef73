#include "lint/yaml/edit_insert.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lint/text/utf8.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

std::string spaces(std::uint32_t count) {
  return std::string(count, ' ');  // NOLINT(modernize-return-braced-init-list): that would be two characters
}

class Inserter {
 public:
  Inserter(const EditText& edited, const Insertion& insertion, Content content)
      : edited_(edited),
        text_(edited.text),
        route_(insertion.route),
        rest_(insertion.rest),
        insertion_(insertion),
        content_(std::move(content)) {}

  Result<Edits, Refusal> run() {
    if (route_.node == kNoNode) return into_empty_document();
    const Node& node = edited_.node(route_.node);
    const bool in_flow = is_in_flow(edited_, route_);
    if (node.type == Type::kNull) return in_flow ? into_null_in_flow() : into_empty(node);
    if (node.style == Style::kBlock) return behind_last_line(node);
    if (edited_.text[node.span.begin] != '{' && edited_.text[node.span.begin] != '[') {
      return Refusal{"a pair without braces", node.span};
    }
    if (node.count > 0) return behind_last_in_flow(node);
    if (holds_comment(edited_, node.span)) {
      return Refusal{"a comment stands between the empty brackets", node.span};
    }
    const bool own_line = route_.places.empty() && column_of(text_, node.span.begin) > 0;
    if (!in_flow && !own_line) return into_empty(node);
    return into_empty_brackets(node);
  }

 private:
  [[nodiscard]] BlockLines lines() const {
    return make_lines(rest_, content_, insertion_.style, insertion_.keys);
  }

  /// An insertion of whole lines behind a line's end.
  [[nodiscard]] Edit lines_at(std::uint32_t end, const BlockLines& lines, std::uint32_t column) const {
    const std::string_view line_break = line_break_at(edited_, end);
    std::string added = std::string(line_break) + render_lines(lines, column, line_break);
    if (end >= text_.size() && content_.ends_in_block_scalar) added += line_break;
    return {{end, end}, std::move(added)};
  }

  /// What ends a text without a line break has none in its value; what comes behind gives it one. Then its
  /// header has to say that it is not meant.
  void keep_last_text(Edits& edits, std::uint32_t end) const {
    if (end < text_.size()) return;
    for (const Node& node : edited_.tree().nodes) {
      const bool block = node.style == Style::kLiteral || node.style == Style::kFolded;
      if (!block || node.span.end != end || node.text.empty() || node.text.ends_with('\n')) continue;
      const BlockScalar scalar = scan_block_scalar(text_, node.span.begin, -1);
      const std::string_view header = text_.substr(scalar.header.begin, scalar.header.length());
      if (header.find('-') != std::string_view::npos) return;
      const std::size_t plus = header.find('+');
      const std::uint32_t at =
          scalar.header.begin + static_cast<std::uint32_t>(std::min(plus, header.size()));
      edits.push_back({{at, plus == std::string_view::npos ? at : at + 1}, "-"});
      return;
    }
  }

  Result<Edits, Refusal> behind_last_line(const Node& node) const {
    const std::uint32_t column = column_of(text_, node.span.begin);
    std::uint32_t least_column = column;
    if (node.type == Type::kList && !route_.places.empty()) {
      // A list in the column of its key: a comment there is the next key's.
      const NodeId parent = route_.places.back().collection;
      if (edited_.node(parent).type == Type::kMap && block_column(edited_, parent) == column) ++least_column;
    }
    Edits edits;
    keep_last_text(edits, node.span.end);
    edits.push_back(lines_at(end_with_comments(text_, node.span.end, least_column), lines(), column));
    return edits;
  }

  /// `api:`, `api: null` or `api: {}`, and items like these.
  Result<Edits, Refusal> into_empty(const Node& node) {
    const Span old = null_bytes(edited_, route_);
    if (holds_comment(edited_, old)) return Refusal{"a comment stands before the empty value", node.span};
    if (text_.substr(node.properties.begin, node.properties.length()).find('!') != std::string_view::npos) {
      return Refusal{"the empty value has a tag", node.properties};
    }
    const bool is_entry =
        !route_.places.empty() && edited_.node(route_.places.back().collection).type == Type::kMap;
    const bool has_comment = holds_comment(edited_, {old.end, line_end(text_, old.end)});
    if (!is_entry && has_comment && !content_.comment.empty()) {
      content_.above.push_back(std::exchange(content_.comment, ""));
    }
    BlockLines added = lines();
    if (is_entry) {
      const std::uint32_t key_column = block_column(edited_, route_.places.back().collection);
      const std::uint32_t column =
          key_column + (rest_.front().is_index ? insertion_.style.list : insertion_.style.map);
      Edits edits;
      if (!old.empty()) edits.push_back({old, ""});
      edits.push_back(lines_at(end_with_comments(text_, old.end, key_column + 1), added, column));
      return edits;
    }
    // Behind the dash, or in the place of the braces that are the document: the first line goes there.
    Edits edits;
    const std::uint32_t begin = route_.places.empty() ? node.span.begin : old.begin;
    const auto first = std::find_if(added.begin(), added.end(),
                                    [](const BlockLine& line) { return !line.text.starts_with('#'); });
    if (first != added.begin()) {
      edits.push_back(insert_comments_above(edited_, route_, content_.above));
      added.erase(added.begin(), first);
    }
    const std::uint32_t column =
        route_.places.empty() ? 0 : block_column(edited_, route_.places.back().collection) + 2;
    edits.push_back({{begin, old.end}, (route_.places.empty() ? "" : " ") + added.front().text});
    added.erase(added.begin());
    if (!added.empty()) edits.push_back(lines_at(line_end(text_, old.end), added, column));
    return edits;
  }

  [[nodiscard]] std::optional<Refusal> flow_fault() const {
    if (content_.flow) return std::nullopt;
    return Refusal{"the value cannot stand between brackets", {}};
  }

  void add_comments(Edits& edits) const {
    std::vector<std::string> comments = content_.above;
    if (!content_.comment.empty()) comments.push_back(content_.comment);
    if (!comments.empty()) edits.push_back(insert_comments_above(edited_, route_, comments));
  }

  /// The new member of a flow collection: `key: value`, or a value.
  [[nodiscard]] std::string flow_member() const {
    std::string value = make_flow(rest_.subspan(1), content_, insertion_.keys);
    if (rest_.front().is_index) return value;
    return write_key(rest_.front().key, insertion_.keys) + ": " + value;
  }

  Result<Edits, Refusal> into_null_in_flow() const {
    if (auto fault = flow_fault()) return *std::move(fault);
    const Node& node = edited_.node(route_.node);
    const Member member = member_at(edited_, route_.places.back().collection, route_.places.back().position);
    Edits edits;
    add_comments(edits);
    const std::string value = make_flow(rest_, content_, insertion_.keys);
    const bool written = node.style != Style::kEmpty;
    const std::string parting = written ? "" : member.has_colon ? " " : ": ";
    edits.push_back({flow_value_bytes(edited_, route_), parting + value});
    return edits;
  }

  Result<Edits, Refusal> into_empty_brackets(const Node& node) const {
    if (auto fault = flow_fault()) return *std::move(fault);
    Edits edits;
    add_comments(edits);
    const Span inside{node.span.begin + 1, node.span.end - 1};
    const std::string_view padding = inside.empty() ? "" : " ";
    edits.push_back({inside, fmt::format("{}{}{}", padding, flow_member(), padding)});
    return edits;
  }

  Result<Edits, Refusal> behind_last_in_flow(const Node& node) const {
    if (auto fault = flow_fault()) return *std::move(fault);
    Edits edits;
    add_comments(edits);
    const Member last = member_at(edited_, route_.node, node.count - 1);
    const std::uint32_t next = skip_to_content(text_, last.end);
    const bool has_comma = next < text_.size() && text_[next] == ',';
    const std::uint32_t base = has_comma ? next + 1 : last.end;
    const std::string_view comma_behind = has_comma ? "," : "";
    // A comma that follows a colon at once would be a part of the key.
    const bool at_colon = !has_comma && base > 0 && text_[base - 1] == ':';
    if (!has_comma) edits.push_back({{base, base}, at_colon ? " ," : ","});
    if (!starts_line(text_, last.begin) ||
        line_begin(text_, node.span.begin) == line_begin(text_, last.begin)) {
      edits.push_back({{base, base}, fmt::format(" {}{}", flow_member(), comma_behind)});
      return edits;
    }
    const bool alone = line_end(text_, base) < skip_to_content(text_, base);
    const std::uint32_t at = alone ? line_end(text_, base) : base;
    edits.push_back({{at, at},
                     fmt::format("{}{}{}{}", line_break_at(edited_, at), spaces(column_of(text_, last.begin)),
                                 flow_member(), comma_behind)});
    return edits;
  }

  /// Behind the comments and the opening `---`; before the marker that ends it.
  Result<Edits, Refusal> into_empty_document() const {
    std::uint32_t at = text_.starts_with(kByteOrderMark) ? 3 : 0;
    bool opened = false;
    while (at < text_.size()) {
      const std::uint32_t content = skip_blanks(text_, at);
      const bool marker = content == at && is_document_marker(text_, at);
      if (marker && (opened || text_[at] == '.')) break;
      opened = opened || marker;
      const std::uint32_t behind = marker ? skip_blanks(text_, at + 3) : content;
      const bool directive = content == at && text_[at] == '%';
      if (!directive && behind < text_.size() && text_[behind] != '#' && !is_break(text_[behind])) {
        return Refusal{"the document is null", {content, line_end(text_, content)}};
      }
      at = next_line(text_, at);
    }
    const std::string_view line_break = line_break_at(edited_, at);
    std::string added = render_lines(lines(), 0, line_break);
    const bool open_line = at > 0 && !is_break(text_[at - 1]) && text_.substr(0, at) != kByteOrderMark;
    if (open_line) added.insert(0, line_break);
    // A file without a line break at its end stays one.
    if (!open_line || content_.ends_in_block_scalar) added += line_break;
    return Edits{{{at, at}, std::move(added)}};
  }

  const EditText& edited_;
  std::string_view text_;
  const Route& route_;
  std::span<const Step> rest_;
  const Insertion& insertion_;
  Content content_;
};

}  // namespace

Span null_bytes(const EditText& edited, const Route& route) {
  const Node& node = edited.node(route.node);
  if (node.style == Style::kEmpty || route.places.empty()) return node.span;
  const Member member = member_at(edited, route.places.back().collection, route.places.back().position);
  return {member.head_end, node.span.end};
}

Span flow_value_bytes(const EditText& edited, const Route& route) {
  const Node& node = edited.node(route.node);
  const std::uint32_t behind = skip_blanks(edited.text, node.span.end);
  const bool before_comma = behind < edited.text.size() && edited.text[behind] == ',';
  return {node.span.begin, before_comma && node.style == Style::kEmpty ? behind : node.span.end};
}

Edit insert_comments_above(const EditText& edited, const Route& route,
                           const std::vector<std::string>& comments) {
  std::uint32_t at = edited.node(edited.tree().root).span.begin;
  for (const EditPlace& place : route.places) {
    const bool flow = edited.node(place.collection).style == Style::kFlow;
    if (flow) {
      at = std::min(at, edited.node(place.collection).span.begin);
      break;
    }
    at = member_at(edited, place.collection, place.position).begin;
  }
  const std::uint32_t line = line_begin(edited.text, at);
  std::uint32_t indent = 0;
  while (line + indent < edited.text.size() && edited.text[line + indent] == ' ') ++indent;
  std::string added;
  for (const std::string& comment : comments) {
    added += spaces(indent) + comment + std::string(line_break_at(edited, line));
  }
  return {{line, line}, std::move(added)};
}

Result<Edits, Refusal> plan_insertion(const EditText& edited, const Insertion& insertion,
                                      const Content& content) {
  return Inserter(edited, insertion, content).run();
}

}  // namespace estafette_lint
