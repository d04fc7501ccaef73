#include "lint/yaml/reader.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <istream>
#include <streambuf>

#include "lint/text/line_index.h"
#include "lint/text/utf8.h"
#include "lint/yaml/limits.h"
#include "lint/yaml/parse_hints.h"
#include "lint/yaml/preflight.h"
#include "lint/yaml/scan.h"
#include "lint/yaml/skim.h"
#include "lint/yaml/structure.h"
#include "lint/yaml/tree_builder.h"

namespace estafette_lint {
namespace {

/// Reads from memory without a copy.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    // A stream that is only read from never writes through these pointers.
    char* const begin = const_cast<char*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    setg(begin, begin, begin + text.size());
  }
};

/// Ends yaml-cpp's parsing from within a handler; nothing outside this file sees it.
struct StopParsing {};

/// Passes yaml-cpp's events on, with offsets of the whole text. Marks leave out a byte order mark.
class EventForwarder : public YAML::EventHandler {
 public:
  EventForwarder(TreeBuilder& builder, const SkimmedText& skimmed) : builder_(builder), skimmed_(skimmed) {}

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.on_null({offset(mark), anchor, {}});
    check();
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.on_alias(offset(mark), anchor);
    check();
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    builder_.on_scalar({offset(mark), anchor, tag}, value);
    check();
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    builder_.on_start({offset(mark), anchor, tag}, false, style == YAML::EmitterStyle::Flow);
    check();
  }
  void OnSequenceEnd() override {
    builder_.on_end();
    check();
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    builder_.on_start({offset(mark), anchor, tag}, true, style == YAML::EmitterStyle::Flow);
    check();
  }
  void OnMapEnd() override {
    builder_.on_end();
    check();
  }

 private:
  [[nodiscard]] std::uint32_t offset(const YAML::Mark& mark) const {
    return skimmed_.to_source(static_cast<std::uint32_t>(std::max(mark.pos, 0)));
  }
  void check() const {
    if (builder_.error()) throw StopParsing{};
  }

  TreeBuilder& builder_;
  const SkimmedText& skimmed_;
};

/// What a text that ends too early has left open: told at its start, as its end says nothing.
std::optional<TextError> find_unclosed(std::string_view text, const TreeBuilder& builder) {
  if (const auto quote = find_unclosed_quote(text, builder.last_end())) {
    return TextError{
        "a quote that is not closed", "close it on the line it belongs to", {*quote, *quote + 1}};
  }
  const auto bracket = builder.open_bracket();
  if (!bracket) return std::nullopt;
  return TextError{std::string("a '") + text[*bracket] + "' that is not closed",
                   std::string("close it with '") + (text[*bracket] == '{' ? '}' : ']') + "'",
                   {*bracket, *bracket + 1}};
}

/// `skimmed` is what is parsed of `text`.
std::optional<TextError> parse_first(std::string_view text, const SkimmedText& skimmed,
                                     TreeBuilder& builder) {
  try {
    ViewBuffer buffer(skimmed.cuts.empty() ? text.substr(skimmed.base) : skimmed.text);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    EventForwarder forwarder(builder, skimmed);
    parser.HandleNextDocument(forwarder);
  } catch (const StopParsing&) {
    return builder.error();
  } catch (const YAML::Exception& error) {
    if (builder.error()) return builder.error();
    // yaml-cpp looks one token ahead; Helm is content with a document that has ended.
    if (builder.is_complete()) return std::nullopt;
    const std::uint32_t at = skimmed.to_source(static_cast<std::uint32_t>(std::max(error.mark.pos, 0)));
    if (skip_to_content(text, at) >= text.size()) {
      if (auto unclosed = find_unclosed(text, builder)) return unclosed;
    }
    return explain_parse_error(text, at, error.msg);
  } catch (const std::exception& error) {
    return TextError{std::string("the YAML reader failed: ") + error.what(), "", {}};
  }
  return builder.error();
}

/// Where the first document ends: at a `---` or `...` behind its last node, or at the end of the text.
std::uint32_t find_document_end(std::string_view text, std::uint32_t from) {
  for (std::uint32_t at = from; at < text.size(); ++at) {
    if (is_line_start(text, at) && is_document_marker(text, at)) return at;
  }
  return static_cast<std::uint32_t>(text.size());
}

/// The first byte behind the markers that part two documents, comments and directives passed over.
std::uint32_t skip_markers(std::string_view text, std::uint32_t at) {
  while (true) {
    at = skip_to_content(text, at);
    if (at >= text.size() || !is_line_start(text, at)) return at;
    if (text.substr(at).starts_with("...")) {
      at += 3;
    } else if (text[at] == '%') {
      at = static_cast<std::uint32_t>(find_line_break(text, at));
    } else {
      return at;
    }
  }
}

std::optional<TextError> wrong_root(const Document& document) {
  if (document.tree.root == kNoNode) return std::nullopt;
  const Node& root = document.tree.node(document.tree.root);
  if (root.type == Type::kMap) return std::nullopt;
  return TextError{root.type == Type::kList ? "the file is a list; values are a map of keys"
                                            : "the file is a single text; values are a map of keys",
                   "write 'key: value' lines; a colon needs a space behind it", root.span};
}

/// Whether Helm takes a document for ended where text follows without a marker: it stands left of a block
/// root, or behind the bracket of a flow root. Then Helm drops the text silently.
bool ends_by_dedent(std::string_view text, const Document& document, std::uint32_t rest) {
  // Helm reads one token ahead: what is none is a fault all the same.
  const bool quote = text[rest] == '"' || text[rest] == '\'';
  const bool no_token = std::string_view("%@`").find(text[rest]) != std::string_view::npos;
  if (document.tree.root == kNoNode || no_token || (quote && !quoted_end(text, rest))) return false;
  const Node& root = document.tree.node(document.tree.root);
  return root.style == Style::kFlow || column_of(text, rest) < column_of(text, root.span.begin);
}

/// Whether a `---` stands between a document and what is dropped behind it, at `next`.
bool is_split(std::string_view text, std::uint32_t end, std::uint32_t next) {
  for (std::uint32_t at = end; at < next; ++at) {
    if (text[at] == '-' && text.substr(at).starts_with("---") && (at == 0 || is_break(text[at - 1]))) {
      return true;
    }
  }
  return text.substr(next).starts_with("---");
}

/// Whether the comments of a document are at these places, and perhaps at others.
bool has_comments(const Document& document, std::span<const std::uint32_t> places) {
  auto comment = document.comments.begin();
  return std::all_of(places.begin(), places.end(), [&](std::uint32_t place) {
    while (comment != document.comments.end() && comment->begin < place) ++comment;
    return comment != document.comments.end() && comment->begin == place;
  });
}

/// Parses again what yaml-cpp refuses and Helm does not: text behind a root that is a flow collection, and
/// keys that are alone on their line in one.
std::optional<TextError> parse_with_retries(std::string_view text, std::string_view original,
                                            const SkimmedText& skimmed, std::optional<TreeBuilder>& builder) {
  constexpr std::size_t kMaxReparsedBytes = 4UL * 1024 * 1024;
  std::string joined;
  std::string_view parsed = text;
  std::size_t bytes = 0;
  while (true) {
    builder.emplace(parsed, original, skimmed.scalars);
    auto fault = parse_first(parsed, skimmed, *builder);
    if (!fault) return std::nullopt;
    bytes += parsed.size();
    // What has been skimmed is parsed whole first.
    if (bytes > kMaxReparsedBytes || !skimmed.cuts.empty()) return fault;
    if (const auto root = builder->flow_root(skip_to_content(parsed, skimmed.base))) {
      const FlowScan scan = scan_flow(parsed, *root, kMaxDepth);
      if (scan.closed && scan.end < parsed.size() && scan.end <= fault->span.begin) {
        parsed = parsed.substr(0, scan.end);
        continue;
      }
    }
    auto rewritten = builder->open_bracket() ? join_lone_flow_key(parsed, fault->span.begin) : std::nullopt;
    if (!rewritten) return fault;
    joined = *std::move(rewritten);
    parsed = joined;
  }
}

Result<Document> read_skimmed(std::string_view text, std::string_view original, const SkimmedText& skimmed,
                              bool& as_guessed) {
  const std::uint32_t base = skimmed.base;
  std::optional<TreeBuilder> attempt;
  if (auto fault = parse_with_retries(text, original, skimmed, attempt)) return *std::move(fault);
  TreeBuilder& builder = *attempt;
  as_guessed = builder.has_met_cuts();
  const std::uint32_t last_end = std::max(builder.last_end(), base);
  Document document = builder.take();
  if (document.tree.root != kNoNode && document.tree.node(document.tree.root).type == Type::kNull) {
    document.tree.root = kNoNode;
  }

  // An opening `---` is no end: only what follows the first node, or follows that marker, is.
  std::uint32_t from = last_end;
  if (document.tree.root == kNoNode) {
    const std::uint32_t opening = skip_markers(text, base);
    const std::uint32_t first = skip_to_content(text, base);
    if (text.substr(std::min<std::size_t>(first, text.size())).starts_with("...") &&
        is_document_marker(text, first)) {
      return explain_parse_error(text, first, "");
    }
    from = std::max(from, is_document_marker(text, opening) ? opening + 3 : opening);
  }
  const std::uint32_t end = find_document_end(text, from);
  const std::uint32_t rest = std::min(skip_to_content(text, from), end);
  Structure structure = scan_structure({text, base, rest, builder.leaves(), builder.flows()});
  if (structure.error) return *std::move(structure.error);
  document.comments = std::move(structure.comments);
  as_guessed = as_guessed && has_comments(document, skimmed.comments);
  document.span = {base, end};

  const bool is_empty = document.tree.root == kNoNode;
  if (rest < end) {
    if (!ends_by_dedent(text, document, rest)) return explain_parse_error(text, rest, "");
    document.dropped.push_back({{rest, static_cast<std::uint32_t>(text.size())}, false, false, is_empty});
  } else if (end < text.size()) {
    std::uint32_t next = skip_markers(text, end);
    if (text.substr(std::min<std::size_t>(next, text.size())).starts_with("---")) {
      const std::uint32_t marker = next;
      next = skip_to_content(text, next + 3);
      // `---` alone at the end opens an empty document, which Helm 4 merges as nothing.
      if (next >= text.size()) next = marker;
    }
    if (next < text.size()) {
      const bool split = is_split(text, end, next);
      document.dropped.push_back({{next, static_cast<std::uint32_t>(text.size())}, true, split, is_empty});
    }
  }
  return document;
}

/// A text in the form that yaml-cpp reads.
class PlainText {
 public:
  explicit PlainText(std::string_view original)
      : original_(original), replaced_(with_plain_line_breaks(original)) {}

  [[nodiscard]] Result<Document> read_first() const {
    const std::uint32_t base = text().starts_with(kByteOrderMark) ? 3 : 0;
    const SkimmedText skimmed = skim(text(), base);
    bool as_guessed = false;
    Result<Document> document = read_skimmed(text(), original_, skimmed, as_guessed);
    if (skimmed.cuts.empty() || (document && as_guessed)) return document;
    return read_at(base);
  }

  /// The document that starts at `base`.
  [[nodiscard]] Result<Document> read_at(std::uint32_t base) const {
    bool as_guessed = false;
    return read_skimmed(text(), original_, {.base = base}, as_guessed);
  }

 private:
  [[nodiscard]] std::string_view text() const { return replaced_ ? std::string_view(*replaced_) : original_; }

  std::string_view original_;
  std::optional<std::string> replaced_;
};

Result<Document> read(std::string_view original) {
  if (auto fault = find_text_fault(original)) return *std::move(fault);
  return PlainText(original).read_first();
}

/// The first `---` at the start of a line at or behind `from`; the end of the text where there is none.
std::uint32_t find_opening_mark(std::string_view text, std::uint32_t from) {
  while (true) {
    from = find_document_end(text, from);
    if (from >= text.size() || text[from] == '-') return from;
    ++from;
  }
}

}  // namespace

Result<Document> read_any_document(std::string_view text) { return read(text); }

Result<std::vector<Document>> read_documents_behind(std::string_view text, const Document& first) {
  const PlainText plain(text);
  std::vector<Document> documents;
  std::size_t nodes = first.nodes.size();
  std::uint32_t at = find_opening_mark(text, first.span.end);
  while (at < text.size()) {
    if (documents.size() + 1 >= kMaxDocuments) {
      return TextError{fmt::format("more than {} documents in one file", kMaxDocuments),
                       "give a file with less in it",
                       {at, at + 3}};
    }
    Result<Document> document = plain.read_at(at);
    if (!document) return explain_template(text, document.error());
    nodes += document.value().nodes.size();
    if (nodes > kMaxNodes) {
      return TextError{fmt::format("more than {} values in one file", kMaxNodes),
                       "give a file with less in it",
                       {at, at + 3}};
    }
    keep_own_dropped(document.value(), text);
    // Behind its own mark, whatever has been read.
    at = find_opening_mark(text, std::max(document.value().span.end, at + 3));
    documents.push_back(std::move(document).value());
  }
  return documents;
}

DroppedDocuments read_dropped(std::string_view text, const Document& document) {
  DroppedDocuments result;
  const PlainText plain(text);
  if (document.dropped.empty()) return result;
  const std::uint32_t end = document.dropped.front().span.end;
  const Document* last = &document;
  while (!last->dropped.empty() && last->dropped.front().span.begin < end) {
    std::uint32_t at = last->dropped.front().span.begin;
    result.unread = {at, end};
    // Columns count from the start of a line, and a `---` may stand there.
    while (at > last->span.begin && !is_break(text[at - 1])) --at;
    if (at <= last->span.begin || result.documents.size() == kMaxDocuments) return result;
    Result<Document> next = plain.read_at(at);
    if (!next) return result;
    last = &result.documents.emplace_back(std::move(next).value());
  }
  result.unread = {};
  return result;
}

void keep_own_dropped(Document& document, std::string_view text) {
  const std::uint32_t next = find_opening_mark(text, document.span.end);
  std::erase_if(document.dropped, [&](const DroppedText& each) { return each.split && each.other_document; });
  for (DroppedText& each : document.dropped) each.span.end = std::min(each.span.end, next);
}

Result<Document> read_document(std::string_view text) {
  Result<Document> result = read(text);
  if (result) {
    if (auto fault = wrong_root(result.value())) return *std::move(fault);
    return result;
  }
  return explain_template(text, result.error());
}

}  // namespace estafette_lint
