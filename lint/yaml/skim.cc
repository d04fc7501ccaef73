#include "lint/yaml/skim.h"

#include <algorithm>
#include <optional>

#include "lint/text/line_index.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

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

    const bool goes_on = may_go_on_ && static_cast<int>(content - begin) > column_;
    Line line;
    line.content = content;
    line.column = static_cast<int>(content - begin) - 1;
    if (!goes_on) skip_dashes(line, begin, end);
    if (!scan_content(line, end)) return stop();
    if (line.end == line.content) {
      may_go_on_ = false;
      return;
    }
    if (line.has_key) line.column = static_cast<int>(line.content - begin);
    if (const auto header = block_header(line)) {
      if (goes_on || !(line.has_key || line.has_dash)) return stop();
      may_go_on_ = false;
      return skim_block(*header, line.column);
    }
    if (goes_on) return;
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
        cut_comment(at, end);
        break;
      }
      if (c == '"' || c == '\'') {
        const bool in_flow = std::string_view("[{,").find(before) != std::string_view::npos;
        const bool opens = in_flow || (behind_blank && (before == ':' || before == '-'));
        if (!opens && behind_blank) return false;
        if (opens) {
          const auto close = quoted_end(text_.substr(0, end), at);
          if (!close) return false;
          at = *close;
          before = c;
          line.end = at;
          continue;
        }
      }
      if (c == '\t' || c == '\r') return false;
      if (c == '[' || c == '{') ++open;
      if (c == ']' || c == '}') --open;
      if (c == ':' && open == 0 && (at + 1 == end || text_[at + 1] == ' ')) line.has_key = true;
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
    skimmed_.literals.push_back(header);
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
