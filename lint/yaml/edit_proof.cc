#include "lint/yaml/edit_proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "lint/yaml/edit_content.h"
#include "lint/yaml/edit_locate.h"
#include "lint/yaml/embedded.h"
#include "lint/yaml/plain_value.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

using Kind = TreeChange::Kind;
using Texts = std::vector<std::string>;

constexpr std::string_view kOtherValues = "it would change other values, too";
constexpr std::string_view kOtherBytes = "it would change other bytes, too";
constexpr std::string_view kLostComment = "a comment would be lost or would change its place";

/// The change, made to values. A second way to the same end as the edits: nothing here knows of bytes.
class ValueChanger {
 public:
  explicit ValueChanger(const TreeChange& change) : change_(change) {}

  /// The values that are wanted; several where a map that has been left empty may stay or go. None where the
  /// change has no meaning for these values.
  [[nodiscard]] std::vector<PlainValue> wanted(PlainValue root) const {
    switch (change_.kind) {
      case Kind::kSet: {
        Result<NewValue, Refusal> value = read_new_value(change_);
        if (!value || !put(root, change_.path, std::move(value).value().value)) return {};
        return one(std::move(root));
      }
      case Kind::kRename:
        return rename(root) ? one(std::move(root)) : std::vector<PlainValue>();
      case Kind::kRemove:
        return take(root, change_.path) ? one(std::move(root)) : std::vector<PlainValue>();
      case Kind::kMove:
        return moved(std::move(root));
    }
    return {};
  }

 private:
  static std::vector<PlainValue> one(PlainValue root) {
    std::vector<PlainValue> only;
    only.push_back(std::move(root));
    return only;
  }

  static bool put(PlainValue& root, std::span<const Step> path, PlainValue value) {
    PlainValue* at = &root;
    for (const Step& step : path) {
      if (at->type == Type::kNull) at->type = step.is_index ? Type::kList : Type::kMap;
      PlainValue* child = at->child(step);
      if (child != nullptr) {
        // What a `<<` brought in is written behind it.
        for (PlainEntry& entry : at->entries) entry.anywhere = entry.anywhere || &entry.value == child;
      } else if (at->type == Type::kMap && !step.is_index) {
        child = &at->entries.emplace_back(PlainEntry{step.key, {}}).value;
      } else if (at->type == Type::kList && step.is_index && step.index == at->items.size()) {
        child = &at->items.emplace_back();
      } else {
        return false;
      }
      at = child;
    }
    *at = std::move(value);
    return true;
  }

  static std::optional<PlainValue> take(PlainValue& root, std::span<const Step> path) {
    if (path.empty()) return std::nullopt;
    PlainValue* const parent = find_value(root, path.first(path.size() - 1));
    PlainValue* const child = parent == nullptr ? nullptr : parent->child(path.back());
    if (child == nullptr) return std::nullopt;
    PlainValue taken = std::move(*child);
    if (path.back().is_index) {
      parent->items.erase(parent->items.begin() + static_cast<std::ptrdiff_t>(path.back().index));
    } else {
      std::erase_if(parent->entries, [&](const PlainEntry& entry) { return entry.key == path.back().key; });
    }
    return taken;
  }

  [[nodiscard]] bool rename(PlainValue& root) const {
    const auto parent_path = std::span(change_.path).first(change_.path.size() - 1);
    PlainValue* const parent = find_value(root, parent_path);
    if (parent == nullptr || parent->child(change_.target.back()) != nullptr) return false;
    for (PlainEntry& entry : parent->entries) {
      if (entry.key != change_.path.back().key) continue;
      entry.key = change_.target.back().key;
      return true;
    }
    return false;
  }

  [[nodiscard]] std::vector<PlainValue> moved(PlainValue root) const {
    std::vector<PlainValue> all;
    std::optional<PlainValue> value = take(root, change_.path);
    if (!value || find_value(root, change_.target) != nullptr) return all;
    if (!put(root, change_.target, *std::move(value))) return all;
    all.push_back(root);
    auto parent = std::span(change_.path).first(change_.path.size() - 1);
    for (; !parent.empty() && !parent.back().is_index; parent = parent.first(parent.size() - 1)) {
      const PlainValue* const map = find_value(root, parent);
      if (map == nullptr || map->type != Type::kMap || !map->entries.empty()) break;
      take(root, parent);
      all.push_back(root);
    }
    return all;
  }

  const TreeChange& change_;
};

Texts comment_texts(std::string_view text, const Document& document) {
  Texts texts;
  for (const Span& comment : document.comments) {
    texts.emplace_back(text.substr(comment.begin, comment.length()));
  }
  return texts;
}

/// Whether the comments are those of before, with at most the new ones between them.
bool keeps_comments(Texts before, Texts after, const TreeChange& change, bool is_here) {
  if (change.kind == Kind::kMove) {
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    return before == after;
  }
  std::string added;
  std::size_t next = 0;
  for (const std::string& text : after) {
    if (next < before.size() && text == before[next]) {
      ++next;
    } else {
      added += text + '\n';
    }
  }
  if (next < before.size()) return false;
  if (added.empty()) return change.comment.empty() || !is_here;
  std::string wanted = "# " + change.comment + '\n';
  for (std::size_t at = wanted.find('\n'); at + 1 < wanted.size(); at = wanted.find('\n', at + 1)) {
    wanted.insert(at + 1, wanted[at + 1] == '\n' ? "#" : "# ");
  }
  return is_here && !change.comment.empty() && added == wanted;
}

/// Compares a document before and after, and, where the path leads on into a string, the one that it holds.
class DocumentComparison {
 public:
  DocumentComparison(std::string_view before, std::string_view after, const TreeChange& change)
      : before_text_(before), after_text_(after), change_(change) {}

  std::optional<Refusal> run() {
    Result<Document> before = read_any_document(before_text_);
    if (!before) return Refusal{"it does not parse: " + before.error().message, {}};
    Result<Document> after = read_any_document(after_text_);
    if (!after) return refuse_unread(after.error());
    if (!has_same_rest(before.value(), after.value())) {
      return Refusal{"what follows the document would change", {}};
    }
    PlainValue old_root = plain_value(before.value().tree);
    const bool to_list = !change_.path.empty() && change_.path.front().is_index;
    if (before.value().tree.root == kNoNode && to_list) old_root.type = Type::kNull;
    const std::size_t depth = text_depth(old_root);
    const bool is_here = depth == change_.path.size();
    if (!keeps_comments(comment_texts(before_text_, before.value()),
                        comment_texts(after_text_, after.value()), change_, is_here)) {
      return Refusal{std::string(kLostComment), {}};
    }
    PlainValue new_root = plain_value(after.value().tree);
    if (!is_here) return compare_texts(old_root, new_root, depth);
    for (const PlainValue& wanted : all_wanted(std::move(old_root), before.value().tree)) {
      if (is_equal(wanted, new_root)) return std::nullopt;
    }
    return Refusal{std::string(kOtherValues), {}};
  }

 private:
  [[nodiscard]] std::vector<PlainValue> all_wanted(PlainValue old_root, const Tree& tree) const {
    if (change_.kind != Kind::kRemove || !change_.key_span) {
      return ValueChanger(change_).wanted(std::move(old_root));
    }
    // One of several equal keys: what the others leave.
    std::vector<PlainValue> all;
    for (const Entry& entry : tree.entries) {
      if (entry.key == change_.path.back().key && entry.key_span == *change_.key_span) {
        all.push_back(plain_value(tree, entry.key_span));
      }
    }
    return all;
  }

  [[nodiscard]] bool has_same_rest(const Document& before, const Document& after) const {
    if (before.dropped.size() != after.dropped.size()) return false;
    for (std::size_t i = 0; i < before.dropped.size(); ++i) {
      const Span old_span = before.dropped[i].span;
      const Span new_span = after.dropped[i].span;
      if (before_text_.substr(old_span.begin, old_span.length()) !=
          after_text_.substr(new_span.begin, new_span.length())) {
        return false;
      }
    }
    return true;
  }

  /// How many steps lead to a string that the path goes on behind; all of them where there is none.
  [[nodiscard]] std::size_t text_depth(PlainValue& root) const {
    PlainValue* value = &root;
    for (std::size_t depth = 0; depth < change_.path.size(); ++depth) {
      if (value->type == Type::kString) return depth;
      value = value->child(change_.path[depth]);
      if (value == nullptr) break;
    }
    return change_.path.size();
  }

  [[nodiscard]] std::optional<Refusal> compare_texts(PlainValue& old_root, PlainValue& new_root,
                                                     std::size_t depth) const {
    const auto path = std::span(change_.path).first(depth);
    PlainValue* const old_text = find_value(old_root, path);
    const PlainValue* const new_text = find_value(new_root, path);
    if (old_text == nullptr || new_text == nullptr || new_text->type != Type::kString) {
      return Refusal{std::string(kOtherValues), {}};
    }
    const std::string before = hide_templates(old_text->text, find_templates(old_text->text));
    const std::string after = hide_templates(new_text->text, find_templates(new_text->text));
    old_text->text = new_text->text;
    if (!is_equal(old_root, new_root)) return Refusal{std::string(kOtherValues), {}};
    const auto skip = static_cast<std::ptrdiff_t>(depth);
    TreeChange inner = change_;
    inner.path.assign(change_.path.begin() + skip, change_.path.end());
    if (change_.target.size() > depth)
      inner.target.assign(change_.target.begin() + skip, change_.target.end());
    if (!inner.key_span) return DocumentComparison(before, after, inner).run();
    // Which of the equal keys it was is not known by its bytes here: any of them, but only one.
    const Result<Document> read = read_any_document(before);
    if (!read) return Refusal{"it does not parse: " + read.error().message, {}};
    std::optional<Refusal> fault = Refusal{std::string(kOtherValues), {}};
    for (const Entry& entry : read.value().tree.entries) {
      if (entry.key != inner.path.back().key || !fault) continue;
      inner.key_span = entry.key_span;
      fault = DocumentComparison(before, after, inner).run();
    }
    return fault;
  }

  std::string_view before_text_;
  std::string_view after_text_;
  const TreeChange& change_;
};

struct LineBreaks {
  bool lf = false;
  bool crlf = false;
};

LineBreaks find_line_breaks(std::string_view text) {
  LineBreaks found;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    (at > 0 && text[at - 1] == '\r' ? found.crlf : found.lf) = true;
  }
  return found;
}

}  // namespace

std::optional<Refusal> find_edit_fault(const EditInput& input, const TreeChange& change,
                                       std::span<const Edit> edits, std::string_view new_text) {
  if (!are_applicable(edits, input.text.size()) || apply_edits(input.text, edits) != new_text ||
      (!edits.empty() && edits.front().span.begin < input.document_begin)) {
    return Refusal{std::string(kOtherBytes), {}};
  }
  const LineBreaks before = find_line_breaks(input.text);
  const LineBreaks after = find_line_breaks(new_text);
  const bool had_none = !before.lf && !before.crlf;
  if (!had_none && ((after.lf && !before.lf) || (after.crlf && !before.crlf))) {
    return Refusal{"lines would end in different ways", {}};
  }
  TreeChange local = change;
  if (local.key_span) {
    local.key_span->begin -= input.document_begin;
    local.key_span->end -= input.document_begin;
  }
  return DocumentComparison(input.text.substr(input.document_begin), new_text.substr(input.document_begin),
                            local)
      .run();
}

Result<ChangedText, Refusal> apply_change(const EditInput& input, const TreeChange& change) {
  Result<std::vector<Edit>, Refusal> edits = plan_change(input, change);
  if (!edits) return edits.error();
  if (edits.value().empty()) return ChangedText{std::string(input.text), {}};
  std::string text = apply_edits(input.text, edits.value());
  if (auto fault = find_edit_fault(input, change, edits.value(), text)) return *std::move(fault);
  return ChangedText{std::move(text), std::move(edits).value()};
}

}  // namespace estafette_lint
