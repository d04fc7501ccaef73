#include "lint/yaml/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/yaml/limits.h"
#include "lint/yaml/parse_hints.h"
#include "lint/yaml/scalar.h"
#include "lint/yaml/scalar_tags.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

bool is_null_word(std::string_view text, std::uint32_t at) {
  for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
    if (!text.substr(at).starts_with(word)) continue;
    const std::size_t end = at + word.size();
    if (end >= text.size() || is_blank(text[end]) || is_break(text[end]) ||
        std::string_view(",]}:").find(text[end]) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

std::uint32_t word_end(std::string_view text, std::uint32_t at) { return at + (text[at] == '~' ? 1U : 4U); }

}  // namespace

TreeBuilder::TreeBuilder(std::string_view text, std::string_view original, std::span<const Span> cut_scalars)
    : text_(text), original_(original), cut_scalars_(cut_scalars) {}

void TreeBuilder::fail(Span span, std::string message, std::string hint) {
  if (!error_) error_ = TextError{std::move(message), std::move(hint), span};
}

bool TreeBuilder::expects_key() const {
  return !frames_.empty() && frames_.back().is_map && !frames_.back().has_key;
}

bool TreeBuilder::is_too_far_left(std::uint32_t at) const {
  return !frames_.empty() && !frames_.back().flow && column_of(text_, at) <= frames_.back().column;
}

void TreeBuilder::fail_far_left(Span span) {
  fail(span, "a key without a colon", "write 'key: value'; a value is indented more than its key");
}

int TreeBuilder::parent_indent() const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    if (!frame->flow) return static_cast<int>(frame->column);
  }
  return -1;
}

std::uint32_t TreeBuilder::empty_position() const {
  if (frames_.empty()) return last_end_;
  const Frame& frame = frames_.back();
  if (frame.is_map) return frame.value_start;
  // Behind the dash of this item: the first one after the last item.
  const std::uint32_t from = frame.items.empty() ? document_.nodes[frame.node].span.begin : last_end_;
  const std::uint32_t dash = skip_to_content(text_, from);
  return dash < text_.size() && text_[dash] == '-' ? dash + 1 : from;
}

void TreeBuilder::remember_leaf(Span span) { leaves_.push_back(span); }

std::uint32_t TreeBuilder::read_properties(Node& node, std::uint32_t at) {
  const Properties properties = scan_properties(text_, at);
  if (!properties.well_formed) {
    fail(properties.span, "an anchor or tag with a character that it cannot hold", "use letters and digits");
  }
  check_tag_handle(properties.span);
  node.properties = properties.span;
  return properties.content;
}

NodeId TreeBuilder::add_node(const Node& node, std::size_t anchor, std::uint64_t expanded) {
  const auto id = static_cast<NodeId>(document_.nodes.size());
  if (id == kMaxNodes) {
    fail(node.span, fmt::format("more than {} values in one file", kMaxNodes),
         "no chart reads that many: is this the right file?");
  }
  document_.nodes.push_back(node);
  if (anchor > 0) {
    if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
    anchors_[anchor] = {id, false, expanded};
  }
  return id;
}

void TreeBuilder::attach(NodeId id, std::uint64_t expanded) {
  const Node& node = document_.nodes[id];
  last_end_ = std::max({last_end_, node.span.end, node.properties.end});
  if (frames_.empty()) {
    document_.tree.root = id;
    return;
  }
  Frame& frame = frames_.back();
  frame.expanded += expanded;
  if (frame.is_map) {
    frame.key.value = id;
    frame.entries.push_back(frame.key);
    frame.has_key = false;
    check_merge(frame.entries.back());
  } else {
    frame.items.push_back(id);
  }
}

void TreeBuilder::check_merge(const Entry& entry) {
  if (!entry.merge) return;
  const auto is_map = [this](NodeId id) {
    const Node& node = document_.nodes[id];
    return document_.nodes[node.type == Type::kAlias ? node.target : id].type == Type::kMap;
  };
  const Node& value = document_.nodes[entry.value];
  bool good = is_map(entry.value);
  if (value.type == Type::kList) {
    good = true;
    for (std::uint32_t i = 0; i < value.count; ++i) good = good && is_map(document_.items[value.first + i]);
  }
  if (!good) {
    fail(value.span.empty() ? entry.key_span : value.span, "'<<' needs a map, or a list of maps, to merge",
         "quote it (\"<<\") if a key of that name is meant");
  }
}

std::string_view TreeBuilder::keep(const std::string& value, std::uint32_t begin, bool verbatim) {
  if (verbatim && original_.substr(begin, value.size()) == value)
    return original_.substr(begin, value.size());
  return document_.texts.emplace_back(value);
}

void TreeBuilder::find_colon(Frame& frame, std::uint32_t event_at) {
  const std::uint32_t key_end = frame.key.key_span.end;
  std::uint32_t before = event_at;
  while (before > 0 && is_blank(text_[before - 1])) --before;
  const bool marked = before > 0 && text_[before - 1] == '?' && before < event_at &&
                      (before == 1 || is_blank(text_[before - 2]) || is_break(text_[before - 2]) ||
                       std::string_view(",{[").find(text_[before - 2]) != std::string_view::npos);
  const std::uint32_t colon =
      frame.flow || marked ? skip_to_content(text_, key_end) : skip_blanks(text_, key_end);
  // On a line of its own, `:b` starts the next key.
  const bool blank_behind =
      colon + 1 >= text_.size() || is_blank(text_[colon + 1]) || is_break(text_[colon + 1]);
  if (colon < text_.size() && text_[colon] == ':' && (frame.flow || blank_behind)) {
    frame.value_start = colon + 1;
    const char next = colon + 1 < text_.size() ? text_[colon + 1] : '\n';
    if (frame.flow && frame.key.key_style == Style::kPlain && !is_blank(next) && !is_break(next)) {
      // To Helm a colon ends a plain key only where a blank follows: `{a:}` is the key "a:".
      frame.key.key_span.end = colon + 1;
      frame.key.key = original_.substr(frame.key.key_span.begin, frame.key.key_span.length());
      if (std::string_view(",}]").find(next) == std::string_view::npos) {
        fail({colon, colon + 1}, "a ':' without a space behind it", "write 'key: value'");
      }
    }
  } else if (frame.flow || marked) {
    frame.value_start = key_end;
  } else {
    fail(frame.key.key_span, "a key without a colon",
         "write 'key: value'; text of several lines needs '|' or quotes");
  }
  last_end_ = std::max(last_end_, frame.value_start);
}

void TreeBuilder::add_key(const Node& node, std::uint32_t event_at, std::size_t anchor) {
  Frame& frame = frames_.back();
  const Node& meant = node.type == Type::kAlias ? document_.nodes[node.target] : node;
  if (meant.type == Type::kMap || meant.type == Type::kList) {
    fail(node.span, "a key that is a map or a list",
         "a key is text; quote it if it starts with a brace or a bracket");
    return;
  }
  if (meant.type == Type::kNull) {
    fail(node.span, "a key that is empty or null",
         "write the key's name, in quotes if it is really 'null' or '~'");
    return;
  }
  frame.key = Entry{};
  frame.key.key_span = node.span;
  frame.key.key_style = node.style;
  frame.key.merge = meant.style == Style::kPlain && meant.text == "<<" && node.type != Type::kAlias;
  if (meant.type == Type::kBool) {
    frame.key.key = meant.boolean ? "true" : "false";
  } else if (meant.type == Type::kInt) {
    auto name = format_go_integer_key(meant.text);
    if (!name) {
      fail(node.span, "a key that is a number beyond 64 bits", "quote it if text is meant");
      return;
    }
    frame.key.key = *name == meant.text ? meant.text : document_.texts.emplace_back(*std::move(name));
  } else if (meant.type == Type::kFloat) {
    frame.key.key = document_.texts.emplace_back(format_go_key(meant.number));
  } else {
    frame.key.key = meant.text;
  }
  if (anchor > 0) add_node(node, anchor, 1);
  frame.has_key = true;
  find_colon(frame, event_at);
}

void TreeBuilder::on_null(const NodeEvent& event) {
  if (error_) return;
  Node node;
  const bool has_properties = event.anchor > 0;
  const std::uint32_t word = has_properties ? read_properties(node, event.at) : event.at;
  const bool in_flow = !frames_.empty() && frames_.back().flow;
  const bool can_be_value =
      frames_.empty() || in_flow || expects_key() || column_of(text_, word) > frames_.back().column;
  if (can_be_value && word < text_.size() && is_null_word(text_, word)) {
    node.style = Style::kPlain;
    node.span = {word, word_end(text_, word)};
    remember_leaf(node.span);
  } else if (expects_key()) {
    node.span = {event.at, event.at};
  } else {
    const std::uint32_t at = has_properties ? node.properties.end : empty_position();
    node.span = {at, at};
    if (in_flow && !frames_.back().is_map) {
      fail({event.at, event.at + 1}, "an empty item in a list", "remove the extra comma");
      return;
    }
  }
  if (expects_key()) return add_key(node, event.at, event.anchor);
  if (has_properties && is_too_far_left(event.at)) return fail_far_left(node.properties);
  attach(add_node(node, event.anchor, 1), 1);
}

void TreeBuilder::on_alias(std::uint32_t at, std::size_t anchor) {
  if (error_) return;
  std::uint32_t end = at + 1;
  while (end < text_.size() && !is_blank(text_[end]) && !is_break(text_[end]) &&
         std::string_view(",[]{}").find(text_[end]) == std::string_view::npos) {
    ++end;
  }
  Node node;
  node.type = Type::kAlias;
  node.style = Style::kPlain;
  node.span = {at, end};
  remember_leaf(node.span);
  if (anchor >= anchors_.size() || anchors_[anchor].node == kNoNode || anchors_[anchor].open) {
    return fail(node.span, "an alias within the node that it stands for",
                "an anchor cannot hold an alias to itself");
  }
  node.target = anchors_[anchor].node;
  if (expects_key()) return add_key(node, at, 0);
  const std::uint64_t expanded = anchors_[anchor].expanded;
  expanded_ += expanded;
  if (expanded_ > kMaxExpandedNodes) {
    return fail(node.span,
                fmt::format("the aliases of this file stand for more than {} values", kMaxExpandedNodes),
                "Helm stops at such a file, too (\"excessive aliasing\")");
  }
  attach(add_node(node, 0, 1), expanded);
}

std::optional<std::uint32_t> TreeBuilder::open_bracket() const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    if (frame->flow && frame->braces) return document_.nodes[frame->node].span.begin;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> TreeBuilder::flow_root(std::uint32_t begin) const {
  if (frames_.empty() && document_.tree.root == kNoNode) {
    if (is_document_marker(text_, begin)) begin = skip_to_content(text_, begin + 3);
    const bool flow = begin < text_.size() && (text_[begin] == '{' || text_[begin] == '[');
    return flow ? std::optional(begin) : std::nullopt;
  }
  if (frames_.size() != 1 || !frames_.front().flow || !frames_.front().braces) return std::nullopt;
  return document_.nodes[frames_.front().node].span.begin;
}

void TreeBuilder::fail_depth(std::uint32_t at) {
  fail({at, at + 1}, fmt::format("nested more than {} levels deep", kMaxDepth),
       "no chart reads values that deep: is this the right file?");
}

void TreeBuilder::fail_collection_key(std::uint32_t at, bool is_map, bool flow) {
  if (is_map && flow && at > 0 && text_.substr(at - 1, 2) == "{{") {
    return fail({at - 1, at}, std::string(kTemplateMessage), std::string(kTemplateHint));
  }
  if (flow) {
    // The map of which this would be a key has been opened for that key alone.
    const bool is_guess = document_.nodes[frames_.back().node].span.begin == at;
    const FlowScan scan = scan_flow(text_, at, kMaxDepth - frames_.size() + (is_guess ? 1 : 0));
    if (scan.too_deep) return fail_depth(*scan.too_deep);
    if (!scan.closed) {
      return fail({at, at + 1}, fmt::format("a '{}' that is not closed", text_[at]),
                  fmt::format("close it with '{}'", is_map ? '}' : ']'));
    }
  }
  fail({at, at + 1}, "a key that is a map or a list",
       "a key is text; quote it if it starts with a brace or a bracket");
}

void TreeBuilder::on_start(const NodeEvent& event, bool is_map, bool flow) {
  if (error_) return;
  Node node;
  node.type = is_map ? Type::kMap : Type::kList;
  node.style = flow ? Style::kFlow : Style::kBlock;
  std::uint32_t at = event.at;
  if (event.anchor > 0 || event.tag == "!" || is_tag(event.tag)) {
    at = read_properties(node, at);
  }
  node.span = {at, at};
  if ((flow || !node.properties.empty()) && !expects_key() && is_too_far_left(event.at)) {
    return fail_far_left({at, at + 1});
  }
  if (expects_key()) return fail_collection_key(at, is_map, flow);
  if (frames_.size() >= kMaxDepth) return fail_depth(at);
  Frame frame;
  frame.node = add_node(node, event.anchor, 1);
  frame.anchor = event.anchor;
  if (event.anchor > 0) anchors_[event.anchor].open = true;
  frame.is_map = is_map;
  frame.flow = flow;
  frame.braces = !flow || (at < text_.size() && (text_[at] == '{' || text_[at] == '['));
  if (flow && is_map && frame.braces && at < text_.size()) frame.braces = text_[at] == '{';
  // Nothing asks for that of a flow collection, and a line may be as long as the file.
  if (!flow) frame.column = column_of(text_, at);
  if (flow && frame.braces) last_end_ = std::max(last_end_, at + 1);
  if (flow) ++open_flows_;
  frames_.push_back(std::move(frame));
}

void TreeBuilder::on_end() {
  if (error_) return;
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  Node& node = document_.nodes[frame.node];
  if (frame.flow && !frame.braces && frame.entries.size() == 1) {
    const Entry& entry = frame.entries.front();
    const Node& value = document_.nodes[entry.value];
    // To Helm a colon ends a plain key only where a blank follows: `[a:]` holds the text "a:".
    if (entry.key_style == Style::kPlain && value.style == Style::kEmpty && value.properties.empty() &&
        entry.key.ends_with(':') && entry.key_span.end == frame.value_start) {
      node = Node{.type = Type::kString, .style = Style::kPlain, .span = entry.key_span, .text = entry.key};
      --open_flows_;
      return attach(frame.node, 1);
    }
  }
  if (frame.flow && frame.braces) {
    const char close = frame.is_map ? '}' : ']';
    std::uint32_t at = last_end_;
    while (at < text_.size() && text_[at] != close) {
      const std::uint32_t next = skip_to_content(text_, at);
      at = next > at ? next : at + 1;
    }
    last_end_ = std::min(at + 1, static_cast<std::uint32_t>(text_.size()));
  }
  node.span.end = std::max(last_end_, node.span.begin);
  if (frame.is_map) {
    node.first = static_cast<std::uint32_t>(document_.entries.size());
    node.count = static_cast<std::uint32_t>(frame.entries.size());
    document_.entries.insert(document_.entries.end(), frame.entries.begin(), frame.entries.end());
  } else {
    node.first = static_cast<std::uint32_t>(document_.items.size());
    node.count = static_cast<std::uint32_t>(frame.items.size());
    document_.items.insert(document_.items.end(), frame.items.begin(), frame.items.end());
  }
  if (frame.flow && --open_flows_ == 0) flows_.push_back(node.span);
  if (frame.anchor > 0) anchors_[frame.anchor] = {frame.node, false, frame.expanded};
  attach(frame.node, frame.expanded);
}

Document TreeBuilder::take() {
  const NodeId root = document_.tree.root;
  document_.tree = {document_.nodes, document_.entries, document_.items, root};
  return std::move(document_);
}

}  // namespace estafette_lint
