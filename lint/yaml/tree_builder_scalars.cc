// The scalars of a tree: their text, type and end.
#include <fmt/format.h>

#include <algorithm>

#include "lint/yaml/quoted.h"
#include "lint/yaml/scalar.h"
#include "lint/yaml/scalar_tags.h"
#include "lint/yaml/scalar_text.h"
#include "lint/yaml/scan.h"
#include "lint/yaml/tree_builder.h"

namespace estafette_lint {

/// `!e!name` needs a line `%TAG !e! ...`.
void TreeBuilder::check_tag_handle(Span properties) {
  std::string_view tag = text_.substr(properties.begin, properties.length());
  const std::size_t mark = tag.find('!');
  if (mark == std::string_view::npos) return;
  tag = tag.substr(mark, tag.find_first_of(" \t\r\n", mark) - mark);
  const std::size_t end = tag.find('!', 1);
  if (end == std::string_view::npos || end == 1 || tag.starts_with("!<")) return;
  const std::string directive = fmt::format("%TAG {} ", tag.substr(0, end + 1));
  if (text_.find(directive) != std::string_view::npos) return;
  fail(properties, "a tag with a handle that no %TAG line defines", "remove the tag");
}

void TreeBuilder::type_scalar(Node& node, std::string_view tag) {
  const bool plain = node.style == Style::kPlain || node.style == Style::kEmpty;
  TypedScalar typed;
  if (is_tag(tag)) {
    Result<TypedScalar, std::string> result = type_tagged_scalar(tag, node.text);
    if (!result) return fail(node.properties, result.error(), "remove the tag or correct the value");
    typed = result.value();
    if (tag == kBinaryTag) node.text = document_.texts.emplace_back(decode_base64(node.text).value_or(""));
  } else if (plain && tag != "!") {
    typed = type_plain_scalar(node.text);
  }
  if (!typed.finite && expects_key()) {
    // As a key it is no number any more.
    const bool nan = node.text.ends_with('n') || node.text.ends_with('N');
    node.type = Type::kString;
    node.text = nan ? ".nan" : node.text.starts_with('-') ? "-.inf" : ".inf";
    return;
  }
  if (!typed.finite) {
    return fail(node.span, fmt::format("{} is no number to Helm", node.text), "quote it if text is meant");
  }
  node.type = typed.type;
  node.boolean = typed.boolean;
  node.number = typed.number;
  node.unknown = node.type == Type::kString && is_filled_in_later(node.text);
}

void TreeBuilder::check_plain_indentation(const Node& node) {
  // Helm refuses a tab that indents, within a plain scalar and on the lines behind it.
  std::uint32_t end = node.span.end;
  while (end < text_.size() && (is_blank(text_[end]) || is_break(text_[end]))) ++end;
  const auto indent = static_cast<std::uint32_t>(parent_indent() + 1);
  for (std::uint32_t at = node.span.begin; at < end; ++at) {
    if (!is_break(text_[at])) continue;
    std::uint32_t column = 0;
    while (column < indent && at + 1 + column < end && text_[at + 1 + column] == ' ') ++column;
    const std::uint32_t tab = at + 1 + column;
    if (column < indent && tab < end && text_[tab] == '\t') {
      return fail({tab, tab + 1}, "a tab in the indentation", "use spaces");
    }
  }
}

const Span* TreeBuilder::cut_at(std::uint32_t at) const {
  const bool met = cuts_met_ < cut_scalars_.size() && cut_scalars_[cuts_met_].begin == at;
  return met ? &cut_scalars_[cuts_met_] : nullptr;
}

void TreeBuilder::on_scalar(const NodeEvent& event, const std::string& value) {
  if (error_) return;
  Node node;
  std::uint32_t at = event.at;
  // yaml-cpp gives quoted and block scalars without a tag the tag "!".
  const bool bang = event.tag == "!" && at < text_.size() && text_[at] == '!';
  if (event.anchor > 0 || bang || is_tag(event.tag)) {
    at = read_properties(node, at);
  }
  const std::string_view properties = text_.substr(node.properties.begin, node.properties.length());
  const bool written_tag =
      is_tag(event.tag) || (event.tag == "!" && properties.find('!') != std::string_view::npos);
  // Behind properties alone on their line stands the next key or item.
  const bool is_next_node = value.empty() && !frames_.empty() && !frames_.back().flow &&
                            !node.properties.empty() && column_of(text_, at) <= frames_.back().column;
  node.style = is_next_node ? Style::kEmpty : scalar_style(text_, at);
  const Span* const cut = cut_at(at);
  if (value.empty() && (node.style == Style::kPlain || node.style == Style::kEmpty)) {
    node.style = Style::kEmpty;
    node.span = {node.properties.end, node.properties.end};
  } else if (node.style == Style::kSingleQuoted || node.style == Style::kDoubleQuoted) {
    const auto end = quoted_end(text_, at);
    if (!end) return fail({at, at + 1}, "a quote that is not closed", "close it on the line it belongs to");
    node.span = {at, *end};
    if (cut != nullptr && node.span == *cut && value.empty()) ++cuts_met_;
    const std::string_view inner = original_.substr(at + 1, *end - at - 2);
    if (inner.find_first_of("\\'\r\n\xC2\xE2") == std::string_view::npos) {
      node.text = inner;
    } else {
      Result<std::string> decoded = decode_quoted(original_, node.span);
      if (!decoded) return fail(decoded.error().span, decoded.error().message, decoded.error().hint);
      node.text = keep(decoded.value(), at + 1, true);
    }
  } else if (node.style == Style::kPlain) {
    if (open_flows_ > 0 && value.starts_with(':')) {
      return fail({at, at + 1}, "a ':' without a key before it", "quote text that starts with ':'");
    }
    if (cut != nullptr && value.size() == 1) {
      ++cuts_met_;
      node.span = *cut;
      node.text = original_.substr(cut->begin, cut->length());
    } else {
      node.span = {at, plain_end(text_, at, value)};
      node.text = keep(value, at, true);
    }
    check_plain_indentation(node);
  } else {
    const BlockScalar block = scan_block_scalar(text_, at, parent_indent());
    if (block.tab) return fail({*block.tab, *block.tab + 1}, "a tab in the indentation", "use spaces");
    node.span = {at, block.end};
    if (cut != nullptr) {
      ++cuts_met_;
      node.text = document_.texts.emplace_back(literal_text(text_, block));
    } else {
      node.text =
          keep(node.style == Style::kFolded ? mend_folded_end(text_, block, value) : value, at, false);
    }
  }
  if (node.style != Style::kEmpty) remember_leaf(node.span);
  type_scalar(node, written_tag ? event.tag : std::string_view{});
  if (error_) return;
  if (expects_key()) return add_key(node, event.at, event.anchor);
  if (node.style != Style::kEmpty && is_too_far_left(event.at)) return fail_far_left(node.span);
  attach(add_node(node, event.anchor, 1), 1);
}

}  // namespace estafette_lint
