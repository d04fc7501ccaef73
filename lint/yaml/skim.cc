#include "lint/yaml/skim.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lint/text/line_index.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What a cut costs is more than a few bytes do; and yaml-cpp has to see each `null`.
constexpr std::uint32_t kShortScalar = 4;
/// yaml-cpp is to judge whether a key is too long to be one (over 1024 characters).
constexpr std::uint32_t kLongScalar = 1000;

class Skimmer {
 public:
  Skimmer(std::string_view text, std::uint32_t base) : text_(text), at_(base), copied_(base) {
    skimmed_.base = base;
    skimmed_.text.reserve(text.size() - base);
  }

  SkimmedText run() {
    while (at_ < text_.size() && !stopped_) skim_line();
    copy_to(static_cast<std::uint32_t>(text_.size()));
    return std::move(skimmed_);
  }

 private:
  /// What a line of content says of the next one.
  struct Line {
    std::uint32_t content = 0;  // its first byte behind blanks and dashes
    std::uint32_t end = 0;      // behind its last byte, a comment left out
    int column = 0;             // of the collection that its last value stands in
    bool has_key = false;
    bool has_dash = false;
    bool goes_on = false;     // with a scalar of the line before
    std::uint32_t value = 0;  // where a plain scalar begins that ends the line; 0: none does
  };

  void copy_to(std::uint32_t end) {
    skimmed_.text += text_.substr(copied_, end - copied_);
    copied_ = end;
  }

  void cut(std::uint32_t begin, std::uint32_t end) {
    if (begin >= end) return;
    copy_to(begin);
    copied_ = end;
    const std::uint32_t before = skimmed_.cuts.empty() ? 0 : skimmed_.cuts.back().removed;
    skimmed_.cuts.push_back({static_cast<std::uint32_t>(skimmed_.text.size()), before + (end - begin)});
  }

  void cut_comment(std::uint32_t at, std::uint32_t end) {
    if (at + 1 >= end) return;
    skimmed_.comments.push_back(at);
    cut(at + 1, end);
  }

  void skim_line() {
    const std::uint32_t begin = at_;
    const auto end = static_cast<std::uint32_t>(find_line_break(text_, begin));
    at_ = std::min(end + 1, static_cast<std::uint32_t>(text_.size()));
    std::uint32_t content = begin;
    while (content < end && text_[content] == ' ') ++content;
    if (content == end) return;
    if (text_[content] == '#') return cut_comment(content, end);
    if (text_.substr(begin, end - begin) == "---" && !seen_content_) return;
    seen_content_ = true;
    // Directives and the ends of documents, and keys that begin with a mark.
    if (is_document_marker(text_, begin) || text_[content] == '%' || text_[content] == '?') return stop();

    Line line;
    line.content = content;
    line.column = static_cast<int>(content - begin) - 1;
    line.goes_on = may_go_on_ && static_cast<int>(content - begin) > column_;
    if (!line.goes_on) {
      skip_dashes(line, begin, end);
      skim_key(line, end);
    }
    if (!scan_content(line, end)) return stop();
    if (line.end == line.content) {
      may_go_on_ = false;
      return;
    }
    if (line.has_key) line.column = static_cast<int>(line.content - begin);
    if (line.value > 0 && !next_line_goes_on(line.column)) cut_plain(line.value, line.end);
    if (const auto header = block_header(line)) {
      if (line.goes_on || !(line.has_key || line.has_dash)) return stop();
      may_go_on_ = false;
      return skim_block(*header, line.column);
    }
    if (line.goes_on) return;
    may_go_on_ = text_[line.end - 1] != ':';
    column_ = line.column;
  }

  void stop() { stopped_ = true; }

  void skip_dashes(Line& line, std::uint32_t begin, std::uint32_t end) const {
    while (line.content < end && text_[line.content] == '-' &&
           (line.content + 1 == end || text_[line.content + 1] == ' ')) {
      line.has_dash = true;
      line.column = static_cast<int>(line.content - begin);
      line.content = std::min(skip_blanks(text_, line.content + 1), end);
    }
  }

  /// Cuts the key that a line begins with, where it is a plain word, and notes where a plain value begins.
  void skim_key(Line& line, std::uint32_t end) {
    std::uint32_t behind = line.content;
    while (behind < end && (is_alphanumeric(text_[behind]) ||
                            std::string_view("-_./").find(text_[behind]) != std::string_view::npos)) {
      ++behind;
    }
    const bool is_key =
        behind < end && text_[behind] == ':' && (behind + 1 == end || text_[behind + 1] == ' ');
    if (!is_key && !line.has_dash) return;
    std::uint32_t value = line.content;
    if (is_key) {
      if (is_alphanumeric(text_[value])) cut_plain(value, behind);
      value = std::min(skip_blanks(text_, behind + 1), end);
    }
    if (value < end && is_alphanumeric(text_[value])) line.value = value;
  }

  /// Leaves the first character of a plain scalar, an ASCII one.
  void cut_plain(std::uint32_t begin, std::uint32_t end) {
    if (end - begin <= kShortScalar || end - begin > kLongScalar) return;
    skimmed_.scalars.push_back({begin, end});
    cut(begin + 1, end);
  }

  /// Leaves the quotes of a quoted scalar. yaml-cpp is to judge escapes.
  void cut_quoted(std::uint32_t begin, std::uint32_t end) {
    if (end - begin <= kShortScalar + 2 || end - begin > kLongScalar) return;
    if (text_.substr(begin, end - begin).find('\\') != std::string_view::npos) return;
    skimmed_.scalars.push_back({begin, end});
    cut(begin + 1, end - 1);
  }

  /// Whether a plain scalar in the collection at `column` does not end with its line.
  [[nodiscard]] bool next_line_goes_on(int column) const {
    const std::size_t next = text_.find_first_not_of(" \n", at_);
    if (next == std::string_view::npos || text_[next] == '#') return false;
    return static_cast<int>(column_of(text_, static_cast<std::uint32_t>(next))) > column;
  }

  /// False where something begins that may go on behind the line, or where it is not clear what stands there.
  bool scan_content(Line& line, std::uint32_t end) {
    int open = 0;
    char before = ':';  // the last byte that is no blank
    line.end = line.content;
    for (std::uint32_t at = line.content; at < end;) {
      const char c = text_[at];
      const bool behind_blank = at == line.content || text_[at - 1] == ' ';
      if (c == ' ') {
        ++at;
        continue;
      }
      if (c == '#' && behind_blank) {
        if (line.value > 0) cut_plain(std::exchange(line.value, 0), line.end);
        cut_comment(at, end);
        break;
      }
      if (line.value == 0 && (c == '"' || c == '\'')) {
        const bool in_flow = std::string_view("[{,").find(before) != std::string_view::npos;
        const bool opens = in_flow || (behind_blank && (before == ':' || before == '-'));
        if (!opens && behind_blank) return false;
        if (opens) {
          const auto close = quoted_end(text_.substr(0, end), at);
          if (!close) return false;
          if (!line.goes_on) cut_quoted(at, *close);
          at = *close;
          before = c;
          line.end = at;
          continue;
        }
      }
      if (c == '\t' || c == '\r') return false;
      if (c == '[' || c == '{') ++open;
      if (c == ']' || c == '}') --open;
      if (c == ':' && (at + 1 == end || text_[at + 1] == ' ')) {
        if (open == 0) line.has_key = true;
        if (at > line.value) line.value = 0;  // no plain scalar goes on behind it
      }
      before = c;
      line.end = ++at;
    }
    return open == 0;
  }

  /// Where `|` or `>` ends a line as the header of a scalar.
  [[nodiscard]] std::optional<std::uint32_t> block_header(const Line& line) const {
    std::uint32_t word = line.end;
    while (word > line.content && text_[word - 1] != ' ') --word;
    if (text_[word] != '|' && text_[word] != '>') return std::nullopt;
    return word;
  }

  void skim_block(std::uint32_t header, int parent_indent) {
    const std::uint32_t before = header - 1;
    const auto last = static_cast<std::uint32_t>(text_.find_last_not_of(' ', before));
    if (text_[last] != ':' && text_[last] != '-') return stop();
    const BlockScalar block = scan_block_scalar(text_, header, parent_indent);
    // Where no text follows, the scalar ends in the header's own line, before a comment that has been cut.
    at_ = std::max(at_, std::min(block.end + 1, static_cast<std::uint32_t>(text_.size())));
    if (!is_plain_literal(block)) return;
    std::uint32_t first = block.body + block.indent + 1;
    while (first < block.end && (static_cast<unsigned char>(text_[first]) & 0xC0U) == 0x80) ++first;
    skimmed_.scalars.push_back({header, block.end});
    cut(first, block.end);
  }

  /// Whether what is left of it when it is cut ends where it ended: no blank lines that count, no end of the
  /// file.
  [[nodiscard]] bool is_plain_literal(const BlockScalar& block) const {
    const std::string_view mark = text_.substr(block.header.begin, block.header.length());
    if ((mark != "|" && mark != "|-") || block.tab || block.end != block.content_end) return false;
    if (block.end >= text_.size() || block.body >= block.end || block.indent == 0) return false;
    for (std::uint32_t line = block.body; line < block.end;) {
      const auto end = static_cast<std::uint32_t>(find_line_break(text_, line));
      const std::uint32_t content = line + block.indent;
      const bool blank = text_.find_first_not_of(' ', line) >= end;
      if (blank ? line == block.body || end > content : text_[end] == '\r') return false;
      line = end + 1;
    }
    return text_[block.body + block.indent] != ' ';
  }

  std::string_view text_;
  SkimmedText skimmed_;
  std::uint32_t at_;      // the line to be looked at
  std::uint32_t copied_;  // up to here all is in the skimmed text or cut
  bool stopped_ = false;
  bool seen_content_ = false;
  bool may_go_on_ = false;  // the line before ends in a scalar, which deeper lines go on with
  int column_ = 0;          // the collection that scalar stands in
};

}  // namespace

std::uint32_t SkimmedText::to_source(std::uint32_t offset) const {
  const auto after = std::upper_bound(cuts.begin(), cuts.end(), offset,
                                      [](std::uint32_t value, const Cut& each) { return value < each.at; });
  return base + offset + (after == cuts.begin() ? 0 : (after - 1)->removed);
}

SkimmedText skim(std::string_view text, std::uint32_t base) { return Skimmer(text, base).run(); }

}  // namespace estafette_lint
