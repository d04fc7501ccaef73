#include "lint/yaml/edit_replace.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

bool is_quoted(Style style) { return style == Style::kSingleQuoted || style == Style::kDoubleQuoted; }

class Replacer {
 public:
  Replacer(const EditText& edited, const Route& route, const NewValue& value,
           const std::vector<std::string>& comments)
      : edited_(edited),
        text_(edited.text),
        route_(route),
        place_(route.places.back()),
        old_(edited.node(route.node)),
        old_span_(old_.span),
        member_(member_at(edited, place_.collection, place_.position)),
        value_(value),
        comments_(comments) {}

  Result<Edits, Refusal> run() {
    if (auto needed = find_needed_anchor(edited_, route_.node)) return *std::move(needed);
    const bool tagged = properties().find('!') != std::string_view::npos;
    const bool collection = old_.type == Type::kMap || old_.type == Type::kList;
    if (tagged && (collection || old_.style == Style::kEmpty)) {
      return Refusal{"the old value has a tag", old_.properties};
    }
    if (tagged) drop_tag();
    const bool in_flow = edited_.node(place_.collection).style == Style::kFlow;
    const bool is_item = edited_.node(place_.collection).type == Type::kList;
    const IndentStyle style = find_indent_style(edited_, place_.collection, {});
    const Style preferred =
        is_quoted(old_.style) ? old_.style : find_quoting(edited_, place_.collection).values;
    content_ = make_content(value_, preferred, is_item ? 2 : style.map);
    if (in_flow) return in_brackets();
    add_comment();
    const bool is_block_scalar = old_.style == Style::kLiteral || old_.style == Style::kFolded;
    if (is_block_scalar) return for_block_scalar();
    if (old_.style == Style::kBlock) return for_block_collection();
    if (old_.style == Style::kFlow && holds_comment(edited_, old_.span)) return comment_lost();
    put(old_.style == Style::kEmpty ? " " : "", old_span_);
    if (!content_.body.empty()) put_body(line_end(text_, old_.span.end));
    return std::move(edits_);
  }

 private:
  [[nodiscard]] std::string_view properties() const {
    return text_.substr(old_.properties.begin, old_.properties.length());
  }

  /// A tag would give the new value another type; an anchor stays.
  void drop_tag() {
    std::string kept;
    for (std::string_view rest = properties(); !rest.empty();) {
      const std::size_t begin = std::min(rest.find_first_not_of(" \t\r\n"), rest.size());
      rest.remove_prefix(begin);
      const std::size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
      if (rest.starts_with('&')) kept = std::string(rest.substr(0, end)) + ' ';
      rest.remove_prefix(end);
    }
    edits_.push_back({{old_.properties.begin, old_.span.begin}, std::move(kept)});
  }

  void put(std::string_view before, Span span) {
    edits_.push_back({span, std::string(before) + content_.head + behind_});
  }

  void put_body(std::uint32_t from) { put_body({from, from}); }
  void put_body(Span span) {
    const std::string_view line_break = line_break_at(edited_, span.end);
    std::string body;
    if (!content_.body.empty()) {
      body = std::string(line_break) +
             render_lines(content_.body, block_column(edited_, place_.collection), line_break);
      if (content_.ends_in_block_scalar && span.end >= text_.size()) body += line_break;
    }
    if (!span.empty() || !body.empty()) edits_.push_back({span, std::move(body)});
  }

  /// Behind the new value where the line has room for it, else above the key.
  void add_comment() {
    if (comments_.empty()) return;
    const std::uint32_t behind = skip_blanks(text_, old_.span.end);
    const bool ends_line = behind >= text_.size() || is_break(text_[behind]);
    const bool on_one_line = old_.style != Style::kBlock && old_.style != Style::kLiteral &&
                             old_.style != Style::kFolded && content_.body.empty();
    if (ends_line && on_one_line && comments_.size() == 1) {
      behind_ = ' ' + comments_.front();
      old_span_.end = behind;  // blanks there would become a part of the comment
    } else {
      edits_.insert(edits_.begin(), insert_comments_above(edited_, route_, comments_));
    }
  }

  [[nodiscard]] Refusal comment_lost() const {
    return {"a comment within the old value would be lost", old_.span};
  }

  Result<Edits, Refusal> in_brackets() {
    if (holds_comment(edited_, old_.span)) return comment_lost();
    if (!comments_.empty()) {
      edits_.insert(edits_.begin(), insert_comments_above(edited_, route_, comments_));
    }
    const bool empty = old_.style == Style::kEmpty;
    const std::string_view parting = !empty ? "" : member_.has_colon ? " " : ": ";
    edits_.push_back({flow_value_bytes(edited_, route_), std::string(parting) + *content_.flow});
    return std::move(edits_);
  }

  Result<Edits, Refusal> for_block_scalar() {
    const BlockScalar block = scan_block_scalar(text_, old_.span.begin, -1);
    const std::uint32_t line = line_end(text_, old_.span.begin);
    put("", block.header);
    put_body({line, std::max(line, old_.span.end)});
    return std::move(edits_);
  }

  Result<Edits, Refusal> for_block_collection() {
    const std::uint32_t head_line = line_end(text_, member_.head_end);
    const bool below = old_.span.begin > head_line;
    const std::uint32_t end = line_end(text_, old_.span.end);
    const std::uint32_t from = below ? head_line : old_.span.begin;
    // A comment line below it would become a line of a block scalar.
    const std::uint32_t column = block_column(edited_, place_.collection);
    const std::uint32_t last = content_.body.empty() ? end : end_with_comments(text_, end, column + 1);
    if (holds_comment(edited_, {from, last})) {
      return comment_lost();
    }
    if (below) {
      put(" ", {member_.head_end, member_.head_end});
      put_body({head_line, old_.span.end});
    } else {
      put("", old_.span);
      if (!content_.body.empty()) put_body(end);
    }
    return std::move(edits_);
  }

  const EditText& edited_;
  std::string_view text_;
  const Route& route_;
  EditPlace place_;
  const Node& old_;
  Span old_span_;
  Member member_;
  const NewValue& value_;
  const std::vector<std::string>& comments_;
  std::string behind_;
  Content content_;
  Edits edits_;
};

}  // namespace

Result<Edits, Refusal> plan_replacement(const EditText& edited, const Route& route, const NewValue& value,
                                        const std::vector<std::string>& comments) {
  return Replacer(edited, route, value, comments).run();
}

Result<Edits, Refusal> plan_renaming(const EditText& edited, const Route& route, std::string_view key) {
  const EditPlace place = route.places.back();
  const Entry& entry = edited.tree().entries_of(place.collection)[place.position];
  if (has_key(edited.tree(), place.collection, key)) {
    return Refusal{fmt::format("{} is there already", key), entry.key_span};
  }
  if (merges_key(edited.tree(), place.collection, entry.key)) {
    return Refusal{fmt::format("a '<<' brings {} in, too", entry.key), entry.key_span};
  }
  std::string written = write_key(key, is_quoted(entry.key_style) ? entry.key_style : Style::kPlain);
  // `"key":value` needs its quotes.
  const std::uint32_t behind = entry.key_span.end + 1;
  const bool close = behind < edited.text.size() && !is_blank(edited.text[behind]) &&
                     !is_break(edited.text[behind]) && edited.text[behind - 1] == ':';
  if (close && !is_quoted(scalar_style(written, 0))) written = write_key(key, Style::kDoubleQuoted);
  return Edits{{entry.key_span, std::move(written)}};
}

}  // namespace estafette_lint
