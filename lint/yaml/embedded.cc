#include "lint/yaml/embedded.h"

#include <algorithm>

#include "lint/text/line_index.h"
#include "lint/yaml/reader.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

bool is_space(char c) { return is_blank(c) || is_break(c); }

/// Walks a scalar's source and its decoded text side by side.
class ScalarWalker {
 public:
  ScalarWalker(std::string_view source, const Node& node) : source_(source), node_(node) {}

  ScalarMap run() {
    switch (node_.style) {
      case Style::kLiteral:
      case Style::kFolded:
        walk_block();
        break;
      case Style::kSingleQuoted:
      case Style::kDoubleQuoted:
        walk_inline(node_.span.begin + 1, node_.span.end - 1);
        break;
      default:
        walk_inline(node_.span.begin, node_.span.end);
        break;
    }
    // Where the two readings differ, every byte maps to the whole scalar: coarse, never wrong.
    if (decoded_ != node_.text.size()) runs_ = {{0, node_.span.begin, size_of_text(), node_.span.length()}};
    return ScalarMap(std::move(runs_));
  }

 private:
  [[nodiscard]] std::uint32_t size_of_text() const { return static_cast<std::uint32_t>(node_.text.size()); }

  void add(std::uint32_t source, std::uint32_t length, std::uint32_t source_length) {
    if (length == source_length && !runs_.empty()) {
      ScalarMap::Run& last = runs_.back();
      if (last.length == last.source_length && last.source + last.length == source) {
        last.length += length;
        last.source_length += length;
        decoded_ += length;
        return;
      }
    }
    runs_.push_back({decoded_, source, length, source_length});
    decoded_ += length;
  }

  [[nodiscard]] bool decoded_space() const {
    return decoded_ < node_.text.size() && is_space(node_.text[decoded_]);
  }

  /// A line break with the blanks around it: one space, or the line breaks behind the first.
  std::uint32_t walk_fold(std::uint32_t at, std::uint32_t end) {
    const std::uint32_t begin = at;
    while (at < end && is_space(source_[at])) ++at;
    std::uint32_t length = 0;
    while (decoded_ + length < node_.text.size() && is_space(node_.text[decoded_ + length])) ++length;
    if (length > 0) add(begin, length, at - begin);
    return at;
  }

  void walk_inline(std::uint32_t at, std::uint32_t end) {
    while (at < end) {
      const char c = source_[at];
      if (node_.style == Style::kDoubleQuoted && c == '\\') {
        at = walk_escape(at, end);
      } else if ((node_.style == Style::kEscaped && c == '\\' && at + 1 < end) ||
                 (node_.style == Style::kSingleQuoted && c == '\'')) {
        add(at, 1, 2);
        at += 2;
      } else if (is_space(c)) {
        std::uint32_t stop = at;
        bool breaks = false;
        for (; stop < end && is_space(source_[stop]); ++stop) breaks = breaks || is_break(source_[stop]);
        if (breaks) {
          at = walk_fold(at, end);
        } else {
          add(at, stop - at, stop - at);
          at = stop;
        }
      } else {
        add(at, 1, 1);
        ++at;
      }
      if (decoded_ > node_.text.size()) return;
    }
  }

  std::uint32_t walk_escape(std::uint32_t at, std::uint32_t end) {
    const char kind = at + 1 < end ? source_[at + 1] : '\0';
    if (is_break(kind)) {  // an escaped line break joins the lines, and the next one's indentation goes
      std::uint32_t stop = at + 1;
      while (stop < end && is_space(source_[stop])) ++stop;
      return stop;
    }
    const std::uint32_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    const std::uint32_t length = 2 + digits;
    std::uint32_t bytes = 1;
    if (decoded_ < node_.text.size()) {
      const auto lead = static_cast<unsigned char>(node_.text[decoded_]);
      bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    }
    add(at, bytes, length);
    return std::min(at + length, end);
  }

  void walk_block() {
    const BlockScalar block = indented_block();
    std::uint32_t line = block.body;
    while (line < source_.size() && line <= block.end && decoded_ < node_.text.size()) {
      const auto stop = static_cast<std::uint32_t>(find_line_break(source_, line));
      std::uint32_t content = line;
      while (content < stop && source_[content] == ' ' && content - line < block.indent) ++content;
      if (content < stop) {
        if (node_.text.substr(decoded_, stop - content) != source_.substr(content, stop - content)) return;
        add(content, stop - content, stop - content);
      }
      const std::uint32_t break_length = stop >= source_.size()              ? 0U
                                         : source_.substr(stop, 2) == "\r\n" ? 2U
                                                                             : 1U;
      if (decoded_space()) add(stop, 1, std::max(break_length, 1U));
      if (break_length == 0) break;
      line = stop + break_length;
    }
    // Line breaks that chomping keeps behind the last line.
    if (decoded_ < node_.text.size() &&
        node_.text.find_first_not_of('\n', decoded_) == std::string_view::npos) {
      add(block.end, size_of_text() - decoded_, 1);
    }
  }

  /// The block again, its content's indentation taken from the text: the first line tells where its bytes
  /// start.
  [[nodiscard]] BlockScalar indented_block() const {
    BlockScalar block = scan_block_scalar(source_, node_.span.begin, -1);
    block.end = node_.span.end;
    const std::size_t first = node_.text.find_first_not_of('\n');
    if (first == std::string_view::npos) return block;
    const std::size_t length = std::min(node_.text.find('\n', first), node_.text.size()) - first;
    std::uint32_t line = block.body;
    while (line < block.end) {
      const auto stop = static_cast<std::uint32_t>(find_line_break(source_, line));
      const std::string_view whole = source_.substr(line, stop - line);
      if (whole.find_first_not_of(' ') != std::string_view::npos) {
        // A folded line goes on behind this one's end; what it starts with is enough.
        const std::string_view wanted = node_.text.substr(first, std::min(length, whole.size()));
        for (std::uint32_t indent = 0; indent <= whole.size(); ++indent) {
          const std::string_view content = whole.substr(indent);
          if (wanted.starts_with(content) && !content.empty()) {
            block.indent = indent;
            return block;
          }
          if (indent < whole.size() && whole[indent] != ' ') break;
        }
        return block;
      }
      line = stop + (source_.substr(stop, 2) == "\r\n" ? 2U : 1U);
    }
    return block;
  }

  std::string_view source_;
  const Node& node_;
  std::vector<ScalarMap::Run> runs_;
  std::uint32_t decoded_ = 0;
};

/// Puts the templates back into what was read without them.
class TemplateRestorer {
 public:
  TemplateRestorer(std::string_view text, std::string_view hidden_text,
                   std::span<const TemplateSpan> templates)
      : text_(text), hidden_text_(hidden_text), templates_(templates), in_scalar_(templates.size(), false) {}

  void restore(Document& document) {
    for (Node& node : document.nodes) {
      if (node.type >= Type::kList || !holds_template(node.span)) continue;
      node.unknown = true;
      node.type = Type::kString;
      node.text = document.texts.emplace_back(original(node));
    }
    for (Entry& entry : document.entries) {
      if (!holds_template(entry.key_span)) continue;
      Node key;
      key.style = entry.key_style;
      key.span = entry.key_span;
      key.text = entry.key;
      entry.key = document.texts.emplace_back(original(key));
    }
    std::erase_if(document.comments, [this](const Span& comment) {
      const std::size_t i = first_behind(comment.begin);
      return i < templates_.size() && templates_[i].whole_line && templates_[i].span.begin == comment.begin;
    });
  }

  /// Whether a template prints lines of its own, outside of any scalar.
  [[nodiscard]] bool may_hold_more() const {
    for (std::size_t i = 0; i < templates_.size(); ++i) {
      if (templates_[i].whole_line && !templates_[i].control && !in_scalar_[i]) return true;
    }
    return false;
  }

 private:
  /// The first template that ends behind the offset.
  [[nodiscard]] std::size_t first_behind(std::uint32_t offset) const {
    const auto found =
        std::upper_bound(templates_.begin(), templates_.end(), offset,
                         [](std::uint32_t at, const TemplateSpan& each) { return at < each.span.end; });
    return static_cast<std::size_t>(found - templates_.begin());
  }

  bool holds_template(const Span& span) {
    const std::size_t first = first_behind(span.begin);
    std::size_t i = first;
    for (; i < templates_.size() && templates_[i].span.begin < span.end; ++i) in_scalar_[i] = true;
    return i > first;
  }

  /// The decoded text with the bytes of its templates as they were.
  [[nodiscard]] std::string original(const Node& node) const {
    const ScalarMap map = map_scalar(hidden_text_, node);
    std::string out(node.text);
    for (std::uint32_t i = 0; i < out.size(); ++i) {
      const Span at = map.to_source({i, i + 1});
      if (at.length() == 1 && hidden_text_[at.begin] == out[i]) out[i] = text_[at.begin];
    }
    return out;
  }

  std::string_view text_;
  std::string_view hidden_text_;
  std::span<const TemplateSpan> templates_;
  std::vector<bool> in_scalar_;
};

}  // namespace

Span ScalarMap::to_source(Span decoded) const {
  if (runs_.empty()) return {};
  const auto run_of = [this](std::uint32_t offset) {
    const auto after =
        std::upper_bound(runs_.begin(), runs_.end(), offset,
                         [](std::uint32_t value, const Run& run) { return value < run.decoded; });
    return after == runs_.begin() ? after : after - 1;
  };
  const auto begin_of = [&](std::uint32_t offset) {
    const auto run = run_of(offset);
    const std::uint32_t within = offset - run->decoded;
    if (within >= run->length) return run->source + run->source_length;
    return run->source + (run->length == run->source_length ? within : 0);
  };
  const std::uint32_t begin = begin_of(decoded.begin);
  if (decoded.empty()) return {begin, begin};
  const auto run = run_of(decoded.end - 1);
  const std::uint32_t end =
      run->length == run->source_length ? begin_of(decoded.end - 1) + 1 : run->source + run->source_length;
  return {begin, std::max(begin, end)};
}

std::string hide_templates(std::string_view text, std::span<const TemplateSpan> templates) {
  std::string out(text);
  for (const TemplateSpan& hidden : templates) {
    std::fill_n(out.begin() + hidden.span.begin, hidden.span.length(), 'x');
    if (hidden.whole_line) out[hidden.span.begin] = '#';
  }
  return out;
}

ScalarMap map_scalar(std::string_view source, const Node& node) { return ScalarWalker(source, node).run(); }

Result<EmbeddedDocument> read_embedded(std::string_view source, const Node& node) {
  const ScalarMap map = map_scalar(source, node);
  const std::vector<TemplateSpan> templates = find_templates(node.text);
  std::string owned;
  std::string_view text = node.text;
  if (!templates.empty()) {
    owned = hide_templates(text, templates);
    text = owned;
  }
  // The tree keeps views into the text it was read from: move that into the document before anything points
  // at it.
  auto kept = std::make_unique<std::string>(std::move(owned));
  if (!templates.empty()) text = *kept;
  Result<Document> read = read_any_document(text);
  if (!read) {
    TextError error = read.error();
    error.span = map.to_source(error.span);
    return error;
  }
  EmbeddedDocument embedded;
  embedded.document = std::move(read).value();
  embedded.hidden_text = std::move(kept);
  Document& document = embedded.document;
  TemplateRestorer restorer(node.text, text, templates);
  restorer.restore(document);
  embedded.may_hold_more = restorer.may_hold_more();
  for (Node& inner : document.nodes) {
    inner.span = map.to_source(inner.span);
    if (!inner.properties.empty()) inner.properties = map.to_source(inner.properties);
  }
  for (Entry& entry : document.entries) entry.key_span = map.to_source(entry.key_span);
  for (Span& comment : document.comments) comment = map.to_source(comment);
  for (DroppedText& dropped : document.dropped) dropped.span = map.to_source(dropped.span);
  return embedded;
}

}  // namespace estafette_lint
