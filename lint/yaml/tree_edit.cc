#include "lint/yaml/tree_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "lint/yaml/edit_literal.h"
#include "lint/yaml/edit_locate.h"
#include "lint/yaml/edit_move.h"
#include "lint/yaml/edit_remove.h"
#include "lint/yaml/edit_replace.h"
#include "lint/yaml/embedded.h"
#include "lint/yaml/preflight.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {

TreeChange set_value(Path path, std::string yaml) {
  return {.kind = TreeChange::Kind::kSet, .path = std::move(path), .yaml = std::move(yaml)};
}

TreeChange rename_key(Path path, std::string_view key) {
  Path target = path;
  if (!target.empty()) target.back() = Step(key);
  return {.kind = TreeChange::Kind::kRename, .path = std::move(path), .target = std::move(target)};
}

TreeChange move_key(Path path, Path target) {
  return {.kind = TreeChange::Kind::kMove, .path = std::move(path), .target = std::move(target)};
}

TreeChange remove_key(Path path) { return {.kind = TreeChange::Kind::kRemove, .path = std::move(path)}; }

namespace {

using Kind = TreeChange::Kind;

/// `# text` for each line of a comment.
std::vector<std::string> comment_lines(std::string_view comment) {
  std::vector<std::string> lines;
  while (!comment.empty()) {
    const std::size_t end = std::min(comment.find('\n'), comment.size());
    lines.push_back(end == 0 ? "#" : "# " + std::string(comment.substr(0, end)));
    comment.remove_prefix(std::min(end + 1, comment.size()));
  }
  return lines;
}

Refusal not_there(std::span<const Step> path) { return {format_path(path) + " is not there", {}}; }

/// Plans a change to one document, or to one that a string of it holds.
class Planner {
 public:
  Planner(const EditText& edited, const TreeChange& change) : edited_(edited), change_(change) {}

  Result<Edits, Refusal> run() const {
    const bool set = change_.kind == Kind::kSet;
    const Result<Route, Refusal> found =
        find_route(edited_, change_.path, {.key_span = change_.key_span, .may_override = set});
    if (!found) return found.error();
    const Route& route = found.value();
    if (route.into_text) return plan_in_text(route);
    if (set) return plan_setting(route);
    if (!route.is_complete(change_.path)) return not_there(change_.path);
    if (change_.path.empty()) return Refusal{"the document itself", {}};
    switch (change_.kind) {
      case Kind::kRename:
        if (!is_renaming()) return Refusal{"a key keeps its place when it is renamed", {}};
        return plan_renaming(edited_, route, change_.target.back().key);
      case Kind::kMove:
        return plan_move(edited_, route, change_.path, change_.target);
      default:
        return plan_key_removal(route);
    }
  }

 private:
  [[nodiscard]] bool is_renaming() const {
    const auto& [path, target] = std::pair(change_.path, change_.target);
    return !path.empty() && path.size() == target.size() && !path.back().is_index &&
           !target.back().is_index && std::equal(path.begin(), path.end() - 1, target.begin());
  }

  [[nodiscard]] Result<Edits, Refusal> plan_key_removal(const Route& route) const {
    const Step& last = change_.path.back();
    if (!last.is_index && merges_key(edited_.tree(), route.places.back().collection, last.key)) {
      return Refusal{fmt::format("a '<<' brings {} in, too", format_path(change_.path)), {}};
    }
    return plan_removal(edited_, route, CommentsOfRemoved::kStay);
  }

  [[nodiscard]] Result<Edits, Refusal> plan_setting(const Route& route) const {
    const Result<NewValue, Refusal> value = read_new_value(change_);
    if (!value) return value.error();
    if (change_.path.empty()) return Refusal{"the document itself", {}};
    PlainValue root = plain_value(edited_.tree());
    const PlainValue* const old = find_value(root, change_.path);
    if (old != nullptr && is_equal(value.value().value, *old)) return Edits{};
    const std::vector<std::string> comments = comment_lines(change_.comment);
    if (route.is_complete(change_.path)) {
      return plan_replacement(edited_, route, value.value(), comments);
    }
    const bool is_collection = route.node != kNoNode && edited_.node(route.node).type >= Type::kList &&
                               edited_.node(route.node).count > 0;
    const NodeId near = is_collection          ? route.node
                        : route.places.empty() ? kNoNode
                                               : route.places.back().collection;
    const Insertion insertion{route, std::span(change_.path).subspan(route.places.size()),
                              find_indent_style(edited_, near, {}),
                              is_collection ? find_quoting(edited_, near).keys : Style::kPlain};
    const bool is_item = change_.path.back().is_index;
    Content content =
        make_content(value.value(), is_collection ? find_quoting(edited_, near).values : Style::kPlain,
                     is_item ? 2 : insertion.style.map);
    if (comments.size() == 1 && content.body.empty()) {
      content.comment = comments.front();
    } else {
      content.above = comments;
    }
    return plan_insertion(edited_, insertion, content);
  }

  /// The same change to the document in a string, taken to the bytes around it.
  [[nodiscard]] Result<Edits, Refusal> plan_in_text(const Route& route) const {
    const Node& node = edited_.node(route.node);
    const std::size_t depth = route.places.size();
    const std::string name = format_path(std::span(change_.path).first(depth));
    const std::vector<TemplateSpan> templates = find_templates(node.text);
    const std::string inner_text = hide_templates(node.text, templates);
    const Result<Document> inner = read_any_document(inner_text);
    if (!inner) return Refusal{fmt::format("the text in {} does not parse", name), node.span};
    const NodeId root = inner.value().tree.root;
    if (root != kNoNode && inner.value().tree.node(root).type < Type::kList) {
      return Refusal{fmt::format("{} is text, not a {}", name, change_.path[depth].is_index ? "list" : "map"),
                     node.span};
    }
    if (node.style != Style::kLiteral) {
      return Refusal{
          fmt::format("{} is written as quoted or folded text; only in a block ('|') can a document "
                      "be changed line by line",
                      name),
          node.span};
    }
    if (auto needed = find_needed_anchor(edited_, route.node)) return *std::move(needed);
    Result<TreeChange, Refusal> change = inner_change(depth, node, inner.value());
    if (!change) return change.error();
    if (auto refusal = check_templates(templates, inner.value(), inner_text, change.value())) {
      return *std::move(refusal);
    }
    const EditText inner_edited{inner_text, inner.value()};
    Result<Edits, Refusal> edits = Planner(inner_edited, change.value()).run();
    if (!edits) return edits.error();
    if (node.text.empty()) {
      NewValue text;
      text.multi_line = true;
      text.style = Style::kLiteral;
      text.value.type = Type::kString;
      text.value.text = apply_edits("", edits.value());
      return plan_replacement(edited_, route, text, {});
    }
    return to_outer_edits(edited_, node, std::move(edits).value());
  }

  [[nodiscard]] Result<TreeChange, Refusal> inner_change(std::size_t depth, const Node& node,
                                                         const Document& inner) const {
    const auto skip = static_cast<std::ptrdiff_t>(depth);
    TreeChange change = change_;
    change.path.assign(change_.path.begin() + skip, change_.path.end());
    if (change.kind == Kind::kMove || change.kind == Kind::kRename) {
      if (change_.target.size() <= depth ||
          !std::equal(change_.path.begin(), change_.path.begin() + skip, change_.target.begin())) {
        return Refusal{"a key is not moved into another document", node.span};
      }
      change.target.assign(change_.target.begin() + skip, change_.target.end());
    }
    if (!change.key_span) return change;
    const ScalarMap map = map_scalar(edited_.text, node);
    for (const Entry& entry : inner.tree.entries) {
      if (map.to_source(entry.key_span) != *change_.key_span) continue;
      change.key_span = entry.key_span;
      return change;
    }
    return Refusal{fmt::format("the key {} is not where it was", format_path(change_.path)), node.span};
  }

  /// Lines of templates may hold keys, or part the ones around them: nothing is put between them or taken
  /// away.
  [[nodiscard]] static std::optional<Refusal> check_templates(std::span<const TemplateSpan> templates,
                                                              const Document& inner, std::string_view text,
                                                              const TreeChange& change) {
    if (templates.empty()) return std::nullopt;
    const bool lines = std::any_of(templates.begin(), templates.end(),
                                   [](const TemplateSpan& each) { return each.whole_line; });
    const Result<Route, Refusal> route = find_route({text, inner}, change.path, {});
    const bool replaces = change.kind == Kind::kSet && route && route.value().is_complete(change.path);
    if (replaces || (!lines && change.kind != Kind::kMove)) return std::nullopt;
    return Refusal{"the text around it is made by templates ('{{')", {}};
  }

  const EditText& edited_;
  const TreeChange& change_;
};

/// A document nests to kMaxDepth at most; aliases may take values deeper, and what compares them recurses.
constexpr std::size_t kMaxEditedDepth = 1000;

/// A tab that indents a line which an edit begins or ends on.
std::optional<Refusal> find_tab(const EditText& edited, const Edits& edits) {
  const auto is_text = [&edited](std::uint32_t at) {
    return std::any_of(edited.tree().nodes.begin(), edited.tree().nodes.end(), [at](const Node& node) {
      return (node.style == Style::kLiteral || node.style == Style::kFolded) && node.span.contains(at);
    });
  };
  for (const Edit& edit : edits) {
    for (const std::uint32_t at : {edit.span.begin, edit.span.end}) {
      std::uint32_t content = line_begin(edited.text, at);
      while (content < edited.text.size() && edited.text[content] == ' ') ++content;
      if (content >= edited.text.size() || edited.text[content] != '\t' || is_text(content)) continue;
      return Refusal{"a tab indents the line beside it", {content, content + 1}};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<Edit>, Refusal> plan_change(const EditInput& input, const TreeChange& change) {
  const std::string_view text = input.text.substr(input.document_begin);
  if (with_plain_line_breaks(text)) return Refusal{"lines end in another way than LF or CRLF", {}};
  const Result<Document> document = read_any_document(text);
  if (!document) return Refusal{"the file does not parse: " + document.error().message, {}};
  if (nesting_depth(document.value().tree) > kMaxEditedDepth) {
    return Refusal{"aliases within aliases nest its values too deeply", {}};
  }
  const EditText edited{text, document.value()};
  const auto move_back = [&input](Span span) {
    return span.empty() ? span : Span{span.begin + input.document_begin, span.end + input.document_begin};
  };
  TreeChange local = change;
  if (local.key_span) {
    local.key_span->begin -= input.document_begin;
    local.key_span->end -= input.document_begin;
  }
  Result<Edits, Refusal> edits = Planner(edited, local).run();
  if (!edits) return Refusal{edits.error().reason, move_back(edits.error().span)};
  if (auto tab = find_tab(edited, edits.value())) return Refusal{tab->reason, move_back(tab->span)};
  for (Edit& edit : edits.value()) {
    edit.span = {edit.span.begin + input.document_begin, edit.span.end + input.document_begin};
  }
  return edits;
}

}  // namespace estafette_lint
