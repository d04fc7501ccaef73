#include "lint/yaml/edit_move.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lint/yaml/edit_remove.h"
#include "lint/yaml/reader.h"
#include "lint/yaml/scalar_text.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

/// The lines from the one that starts at `span.begin` to the one that ends at `span.end`, their indentation
/// counted from `column`.
BlockLines cut_lines(std::string_view text, Span span, std::uint32_t column) {
  BlockLines lines;
  for (std::uint32_t line = span.begin; line <= span.end; line = next_line(text, line)) {
    const std::uint32_t end = line_end(text, line);
    std::uint32_t content = line;
    while (content < end && text[content] == ' ') ++content;
    const int indent = content == line && content == end
                           ? BlockLine::kBlank
                           : static_cast<int>(content - line) - static_cast<int>(column);
    lines.push_back({indent, std::string(text.substr(content, end - content))});
    if (end >= text.size()) break;
  }
  return lines;
}

/// What is moved, as content for its new place.
class Extractor {
 public:
  Extractor(const EditText& edited, const Route& route)
      : edited_(edited),
        text_(edited.text),
        route_(route),
        place_(route.places.back()),
        member_(member_at(edited, place_.collection, place_.position)),
        value_(edited.node(member_.value)) {}

  Content run() {
    const bool in_flow = edited_.node(place_.collection).style == Style::kFlow;
    set_flow();
    if (in_flow) {
      from_brackets();
    } else {
      from_lines();
    }
    content_.ends_in_block_scalar =
        std::any_of(edited_.tree().nodes.begin(), edited_.tree().nodes.end(), [this](const Node& node) {
          const bool block = node.style == Style::kLiteral || node.style == Style::kFolded;
          return block && node.span.end == member_.end && node.text.ends_with('\n');
        });
    return std::move(content_);
  }

 private:
  [[nodiscard]] std::string bytes(std::uint32_t begin, std::uint32_t end) const {
    return std::string(text_.substr(begin, end - begin));
  }
  [[nodiscard]] std::uint32_t value_begin() const {
    return value_.properties.empty() ? value_.span.begin : value_.properties.begin;
  }

  /// How the value could stand between brackets.
  void set_flow() {
    const std::string whole = bytes(value_begin(), std::max(value_begin(), value_.span.end));
    const bool one_line = whole.find_first_of("\r\n") == std::string::npos;
    if (value_.style == Style::kEmpty && value_.properties.empty()) {
      content_.flow = "null";
    } else if (value_.style == Style::kPlain && value_.type == Type::kString && value_.properties.empty()) {
      content_.flow = scalar_text(value_.text, Style::kPlain, ScalarPlace::kFlow);
    } else if (one_line && value_.style != Style::kBlock && value_.style != Style::kLiteral &&
               value_.style != Style::kFolded) {
      content_.flow = whole;
    }
  }

  void from_brackets() {
    const std::uint32_t begin = value_begin();
    const std::uint32_t end = std::max(begin, value_.span.end);
    const std::uint32_t first_end = std::min(line_end(text_, begin), end);
    content_.head = bytes(begin, first_end);
    if (first_end == end) return;
    std::uint32_t column = 0;
    for (std::uint32_t line = line_begin(text_, member_.begin); text_[line + column] == ' ';) ++column;
    content_.body = cut_lines(text_, {next_line(text_, first_end), end}, column);
    // What stands behind the value on its last line does not belong to it.
    content_.body.back().text.resize(content_.body.back().text.size() - (line_end(text_, end) - end));
  }

  void from_lines() {
    const std::uint32_t column = block_column(edited_, place_.collection);
    const MemberLines lines = lines_of(edited_, route_, CommentsOfRemoved::kGo);
    const std::uint32_t key_line = line_begin(text_, member_.begin);
    if (starts_line(text_, member_.begin) && lines.begin < key_line) {
      for (const BlockLine& comment : cut_lines(text_, {lines.begin, key_line - 1}, column)) {
        content_.above.push_back(comment.text);
      }
    }
    const Entry& entry = edited_.tree().entries_of(place_.collection)[place_.position];
    const std::uint32_t colon = skip_blanks(text_, entry.key_span.end) + 1;
    const std::uint32_t end = line_end(text_, colon);
    std::uint32_t head_end = end;
    for (const Span& comment : edited_.document.comments) {
      if (comment.begin >= colon && comment.begin < end) head_end = comment.begin;
    }
    content_.comment = bytes(head_end, end);
    std::uint32_t head = skip_blanks(text_, colon);
    while (head_end > colon && is_blank(text_[head_end - 1])) --head_end;
    head = std::min(head, head_end);
    content_.gap = bytes(colon, head);
    content_.head = bytes(head, head_end);
    content_.comment_gap = bytes(head_end, end - static_cast<std::uint32_t>(content_.comment.size()));
    keep_end_of_text();
    if (lines.end > end) content_.body = cut_lines(text_, {next_line(text_, end), lines.end}, column);
  }

  /// A block scalar that ends the file without a line break has none in its value; elsewhere its header says
  /// so.
  void keep_end_of_text() {
    const bool block = value_.style == Style::kLiteral || value_.style == Style::kFolded;
    if (!block || member_.end < text_.size() || value_.text.empty() || value_.text.ends_with('\n')) return;
    std::string& head = content_.head;
    const std::size_t size = std::min(head.find_first_of(" \t"), head.size());
    if (head.find('-') < size) return;
    const std::size_t plus = std::min(head.find('+'), size);
    head.replace(plus, plus < size ? 1 : 0, "-");
  }

  const EditText& edited_;
  std::string_view text_;
  const Route& route_;
  EditPlace place_;
  Member member_;
  const Node& value_;
  Content content_;
};

/// Makes edits one after the other, each on what the ones before have left.
class StepwiseEdit {
 public:
  explicit StepwiseEdit(const EditText& edited)
      : size_(edited.text.size()), text_(edited.text), usual_break_(line_break_at(edited, 0)) {}

  void apply(const Edits& edits) {
    text_ = apply_edits(text_, edits);
    all_ = compose_edits(size_, all_, edits);
  }
  /// What is there by now, read from its text. REQUIRES: the document outlives the result.
  [[nodiscard]] Result<Document> read() const { return read_any_document(text_); }
  [[nodiscard]] EditText edited(const Document& document) const { return {text_, document, usual_break_}; }
  [[nodiscard]] Edits take() { return std::move(all_); }

 private:
  std::size_t size_;
  std::string text_;
  std::string_view usual_break_;
  Edits all_;
};

bool has_comments(const EditText& edited, const Route& route) {
  const EditPlace& place = route.places.back();
  const Member member = member_at(edited, place.collection, place.position);
  if (edited.node(place.collection).style == Style::kFlow) {
    return holds_comment(edited, {member.begin, member.end});
  }
  if (!starts_line(edited.text, member.begin)) {
    return holds_comment(edited, {member.begin, line_end(edited.text, member.end)});
  }
  const MemberLines lines = lines_of(edited, route, CommentsOfRemoved::kGo);
  return holds_comment(edited, {lines.begin, lines.end});
}

/// Takes away the map at `path` and those above it, as long as they are empty.
std::optional<Refusal> prune(StepwiseEdit& stepwise, std::span<const Step> path) {
  for (; !path.empty() && !path.back().is_index; path = path.first(path.size() - 1)) {
    const Result<Document> read = stepwise.read();
    if (!read) return refuse_unread(read.error());
    const EditText edited = stepwise.edited(read.value());
    const Result<Route, Refusal> route = find_route(edited, path, {});
    if (!route || !route.value().is_complete(path)) return std::nullopt;
    const Node& node = edited.node(route.value().node);
    if (node.type != Type::kMap || node.count > 0 || has_comments(edited, route.value())) return std::nullopt;
    const Result<Edits, Refusal> edits = plan_removal(edited, route.value(), CommentsOfRemoved::kStay);
    if (!edits) return edits.error();
    stepwise.apply(edits.value());
  }
  return std::nullopt;
}

}  // namespace

Result<Edits, Refusal> plan_move(const EditText& edited, const Route& route, std::span<const Step> path,
                                 std::span<const Step> target) {
  const auto parent = path.first(path.size() - 1);
  if (path.back().is_index || target.empty() || target.back().is_index) {
    return Refusal{"an item of a list is not moved", edited.node(route.node).span};
  }
  if (target.size() >= path.size() && std::equal(path.begin(), path.end(), target.begin())) {
    return Refusal{"a key cannot be moved into itself", edited.node(route.node).span};
  }
  if (merges_key(edited.tree(), route.places.back().collection, path.back().key)) {
    return Refusal{fmt::format("a '<<' brings {} in, too", format_path(path)), edited.node(route.node).span};
  }
  const Content content = Extractor(edited, route).run();
  const Result<Edits, Refusal> removal = plan_removal(edited, route, CommentsOfRemoved::kGo);
  if (!removal) return removal.error();
  StepwiseEdit stepwise(edited);
  stepwise.apply(removal.value());
  {
    const Result<Document> read = stepwise.read();
    if (!read) return refuse_unread(read.error());
    const EditText left = stepwise.edited(read.value());
    const Result<Route, Refusal> to = find_route(left, target, {});
    if (!to) return to.error();
    if (to.value().into_text) return Refusal{"a key is not moved into another document", {}};
    if (to.value().is_complete(target)) {
      return Refusal{fmt::format("{} is there already", format_path(target)), {}};
    }
    const NodeId near = to.value().node;
    const bool full = near != kNoNode && left.node(near).count > 0 && left.node(near).type >= Type::kList;
    const Insertion insertion{
        to.value(), target.subspan(to.value().places.size()),
        find_indent_style(left, full ? near : kNoNode, find_indent_style(edited, kNoNode, {})),
        full ? find_quoting(left, near).keys : Style::kPlain};
    const Result<Edits, Refusal> edits = plan_insertion(left, insertion, content);
    if (!edits) return edits.error();
    stepwise.apply(edits.value());
  }
  if (auto refusal = prune(stepwise, parent)) return *std::move(refusal);
  return stepwise.take();
}

}  // namespace estafette_lint
