#include "lint/yaml/structure.h"

#include <algorithm>

#include "lint/text/line_index.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

/// Walks one document once, gap by gap.
class StructureScanner {
 public:
  explicit StructureScanner(const StructureInput& input) : input_(input), text_(input.text) {}

  Structure run() {
    std::uint32_t at = input_.begin;
    for (const Span& leaf : input_.leaves) {
      scan_gap(at, leaf.begin);
      at = std::max(at, leaf.end);
      if (leaf.begin < leaf.end && (text_[leaf.begin] == '|' || text_[leaf.begin] == '>')) {
        at = std::max(at, scan_block_header(leaf));
      }
      // The blanks and lines behind a plain scalar are looked at with it (TreeBuilder): there a tab may
      // follow spaces.
      allows_key_ = false;
      if (is_plain(leaf)) {
        for (; at < input_.end && (is_blank(text_[at]) || is_break(text_[at])); ++at) {
          allows_key_ = allows_key_ || is_break(text_[at]);
        }
      }
      seen_content_ = true;
    }
    scan_gap(at, input_.end);
    return std::move(found_);
  }

 private:
  void fail(std::uint32_t at, std::string message, std::string hint) {
    if (!found_.error) found_.error = TextError{std::move(message), std::move(hint), {at, at + 1}};
  }

  [[nodiscard]] bool is_plain(const Span& leaf) const {
    return leaf.begin < leaf.end &&
           std::string_view("\"'|>*").find(text_[leaf.begin]) == std::string_view::npos;
  }

  /// Whether a dash or a question mark opens an item, a key or a document: an anchor may end in a dash, too.
  [[nodiscard]] bool is_indicator(std::uint32_t at) const {
    if (text_[at] != '-' && text_[at] != '?') return false;
    return at == 0 || is_blank(text_[at - 1]) || is_break(text_[at - 1]) ||
           std::string_view("[{,\xBF").find(text_[at - 1]) != std::string_view::npos;
  }

  [[nodiscard]] bool in_flow(std::uint32_t at) {
    while (flow_ < input_.flows.size() && input_.flows[flow_].end <= at) ++flow_;
    return flow_ < input_.flows.size() && input_.flows[flow_].contains(at);
  }

  [[nodiscard]] std::uint32_t comment_end(std::uint32_t at) const {
    return static_cast<std::uint32_t>(find_line_break(text_, at));
  }

  void scan_gap(std::uint32_t at, std::uint32_t end) {
    while (at < end) {
      const char c = text_[at];
      const bool line_start = is_line_start(text_, at);
      if (c == '#' && starts_comment(text_, at)) {
        const std::uint32_t stop = comment_end(at);
        found_.comments.push_back({at, stop});
        at = stop;
        continue;
      }
      if (line_start && c == '%') {
        scan_directive(at);
        at = comment_end(at);
        continue;
      }
      if (is_break(c)) {
        allows_key_ = true;
      } else if (c == '\t') {
        // Where a key could start, Helm takes no tab (go-yaml: simple_key_allowed), within brackets it does.
        if (allows_key_ && !in_flow(at))
          fail(at, "a tab where Helm takes spaces only", "use spaces, also on blank lines");
      } else if (is_indicator(at)) {
        allows_key_ = !is_document_marker(text_, at);
        if (!allows_key_) {
          marker_ = true;
          at += 2;
        }
      } else if (c == ':') {
        // The value of a '?' key may start with a key of its own; behind any other key this is false already.
        allows_key_ = allows_key_ && !in_flow(at);
      } else if (c != ' ') {
        allows_key_ = false;
      }
      ++at;
    }
  }

  /// Gives its end.
  std::uint32_t scan_block_header(const Span& leaf) {
    const std::uint32_t line = comment_end(leaf.begin);
    for (std::uint32_t at = leaf.begin; at < line; ++at) {
      if (text_[at] == '#') {
        found_.comments.push_back({at, line});
        break;
      }
    }
    return line;
  }

  void scan_directive(std::uint32_t at) {
    const std::string_view line = text_.substr(at, comment_end(at) - at);
    if (seen_content_ || marker_) {
      return fail(at, "a '%' at the start of a line is a directive, which cannot stand here",
                  "quote or indent it");
    }
    if (!line.starts_with("%YAML 1.1") && !line.starts_with("%TAG ")) {
      return fail(at, "a directive that Helm does not know; it takes '%YAML 1.1' only", "remove the line");
    }
    const std::size_t marker = text_.find("\n---", at);
    if (marker == std::string_view::npos)
      fail(at, "a directive without a '---' behind it", "remove the line");
  }

  const StructureInput& input_;
  std::string_view text_;
  Structure found_;
  std::size_t flow_ = 0;
  bool allows_key_ = true;
  bool seen_content_ = false;
  bool marker_ = false;
};

}  // namespace

Structure scan_structure(const StructureInput& input) { return StructureScanner(input).run(); }

}  // namespace estafette_lint
