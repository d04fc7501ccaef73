#include "lint/yaml/edit_remove.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

class Remover {
 public:
  Remover(const EditText& edited, const Route& route, CommentsOfRemoved comments)
      : edited_(edited),
        text_(edited.text),
        route_(route),
        place_(route.places.back()),
        parent_(edited.node(place_.collection)),
        member_(member_at(edited, place_.collection, place_.position)),
        comments_(comments) {}

  Result<Edits, Refusal> run() {
    if (auto needed = find_needed_anchor(edited_, member_.value)) return *std::move(needed);
    if (parent_.style == Style::kFlow) return from_flow();
    if (!starts_line(text_, member_.begin)) return from_shared_line();
    return whole_lines();
  }

 private:
  [[nodiscard]] bool is_only() const { return parent_.count == 1; }
  [[nodiscard]] bool is_last() const { return place_.position + 1 == parent_.count; }
  [[nodiscard]] Member neighbour(std::size_t position) const {
    return member_at(edited_, place_.collection, position);
  }
  [[nodiscard]] std::string_view empty_brackets() const { return parent_.type == Type::kMap ? "{}" : "[]"; }

  /// The comments within a span as lines of the member's column.
  [[nodiscard]] BlockLines kept_comments(Span span) const {
    BlockLines lines;
    if (comments_ == CommentsOfRemoved::kGo) return lines;
    for (const Span& comment : edited_.document.comments) {
      if (!span.contains(comment.begin)) continue;
      lines.push_back({0, std::string(text_.substr(comment.begin, comment.length()))});
    }
    return lines;
  }

  Result<Edits, Refusal> whole_lines() const {
    Edits edits;
    const bool in_root = route_.places.size() == 1;
    if (is_only() && !in_root) {
      const EditPlace& above = route_.places[route_.places.size() - 2];
      const Member holder = member_at(edited_, above.collection, above.position);
      edits.push_back({{holder.head_end, holder.head_end}, " " + std::string(empty_brackets())});
    }
    const MemberLines lines = lines_of(edited_, route_, comments_);
    const std::string_view line_break = line_break_at(edited_, lines.begin);
    const std::uint32_t column = column_of(text_, member_.begin);
    const BlockLines kept = kept_comments({lines.begin, lines.end});
    std::string left = render_lines(kept, column, line_break);
    if (is_only() && in_root)
      left += std::string(left.empty() ? "" : line_break) + std::string(empty_brackets());
    if (lines.begin == line_begin(text_, 0) || !is_break(text_[lines.begin - 1])) {
      if (!left.empty()) left += line_break;
      edits.push_back({{lines.begin, next_line(text_, lines.end)}, std::move(left)});
      return edits;
    }
    // From the line break before, so that the end of the file stays as it is.
    const std::uint32_t begin = lines.begin - (text_.substr(0, lines.begin).ends_with("\r\n") ? 2U : 1U);
    if (!left.empty()) left.insert(0, line_break);
    edits.push_back({{begin, lines.end}, std::move(left)});
    return edits;
  }

  /// The first key of an item, behind its dash.
  Result<Edits, Refusal> from_shared_line() const {
    const bool go = comments_ == CommentsOfRemoved::kGo;
    const std::uint32_t end = go ? lines_of(edited_, route_, comments_).end : member_.end;
    if (!go && holds_comment(edited_, {member_.begin, member_.end})) {
      return Refusal{"a comment within it would be lost", {member_.begin, member_.end}};
    }
    if (is_only()) return Edits{{{member_.begin, end}, std::string(empty_brackets())}};
    const Member next = neighbour(place_.position + 1);
    if (!holds_comment(edited_, {end, next.begin})) return Edits{{{member_.begin, next.begin}, ""}};
    std::uint32_t begin = member_.begin;
    while (begin > 0 && is_blank(text_[begin - 1])) --begin;
    // A tab may stand behind a value, but not behind a dash.
    const std::uint32_t behind = skip_blanks(text_, end);
    const bool ends_line = behind >= text_.size() || is_break(text_[behind]);
    return Edits{{{begin, behind}, ends_line ? "" : " "}};
  }

  /// A span to take out, with its lines if nothing else is on them.
  [[nodiscard]] Edits without_lines(Span span) const {
    const std::uint32_t behind = skip_blanks(text_, span.end);
    const std::uint32_t line = line_begin(text_, span.begin);
    const bool alone = starts_line(text_, span.begin) && line > 0 && is_break(text_[line - 1]) &&
                       (behind >= text_.size() || is_break(text_[behind]));
    if (!alone) return Edits{{span, ""}};
    return Edits{{{line - (text_.substr(0, line).ends_with("\r\n") ? 2U : 1U), behind}, ""}};
  }

  Result<Edits, Refusal> from_flow() const {
    if (comments_ == CommentsOfRemoved::kStay && holds_comment(edited_, {member_.begin, member_.end})) {
      return Refusal{"a comment within it would be lost", {member_.begin, member_.end}};
    }
    if (text_[parent_.span.begin] != '{' && text_[parent_.span.begin] != '[') {
      return Refusal{"a pair without braces", parent_.span};
    }
    if (!is_last()) {
      const Member next = neighbour(place_.position + 1);
      if (!holds_comment(edited_, {member_.end, next.begin})) return Edits{{{member_.begin, next.begin}, ""}};
      return without_lines({member_.begin, skip_to_content(text_, member_.end) + 1});
    }
    const std::uint32_t behind = skip_to_content(text_, member_.end);
    const bool has_comma = text_[behind] == ',';
    if (is_only()) {
      if (has_comma && holds_comment(edited_, {member_.end, behind})) {
        return Refusal{"a comment stands before the comma", {member_.end, behind}};
      }
      return without_lines({member_.begin, has_comma ? behind + 1 : member_.end});
    }
    const Member before = neighbour(place_.position - 1);
    if (!holds_comment(edited_, {before.end, member_.begin})) return Edits{{{before.end, member_.end}, ""}};
    return without_lines({member_.begin, has_comma ? behind + 1 : member_.end});
  }

  const EditText& edited_;
  std::string_view text_;
  const Route& route_;
  EditPlace place_;
  const Node& parent_;
  Member member_;
  CommentsOfRemoved comments_;
};

/// Whether nothing but blank lines stands between a line and the start of its document.
bool opens_document(std::string_view text, std::uint32_t line) {
  std::string_view before = text.substr(0, line);
  if (before.starts_with("\xEF\xBB\xBF")) before.remove_prefix(3);
  const std::size_t end = before.find_last_not_of(" \t\r\n");
  if (end == std::string_view::npos) return true;
  before = before.substr(0, end + 1);
  return before.substr(before.find_last_of("\r\n") + 1).starts_with("---");  // npos + 1 is 0
}

}  // namespace

MemberLines lines_of(const EditText& edited, const Route& route, CommentsOfRemoved comments) {
  const EditPlace& place = route.places.back();
  const Member member = member_at(edited, place.collection, place.position);
  const std::uint32_t column = column_of(edited.text, member.begin);
  const std::uint32_t line = line_begin(edited.text, member.begin);
  if (comments == CommentsOfRemoved::kStay) return {line, line_end(edited.text, member.end)};
  const std::uint32_t begin = begin_with_comments(edited.text, line, column);
  return {opens_document(edited.text, begin) ? line : begin,
          end_with_comments(edited.text, member.end, column + 1)};
}

Result<Edits, Refusal> plan_removal(const EditText& edited, const Route& route, CommentsOfRemoved comments) {
  return Remover(edited, route, comments).run();
}

}  // namespace estafette_lint
