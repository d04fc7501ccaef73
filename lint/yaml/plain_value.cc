#include "lint/yaml/plain_value.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace estafette_lint {
namespace {

/// The keys of a map, in the order in which the one that counts of each stands.
class KeyCollector {
 public:
  KeyCollector(const Tree& tree, Span without) : tree_(tree), without_(without) {}

  std::vector<PlainEntry> collect(NodeId map) {
    add(map);
    std::vector<PlainEntry> entries;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (last_[keys_[i].first] != i) continue;
      entries.push_back({std::string(keys_[i].first), plain_value(tree_, keys_[i].second, without_)});
    }
    return entries;
  }

 private:
  void add(NodeId map) {
    for (const Entry& entry : tree_.entries_of(map)) {
      if (!without_.empty() && entry.key_span == without_) continue;
      if (!entry.merge) {
        last_[entry.key] = keys_.size();
        keys_.emplace_back(entry.key, entry.value);
        continue;
      }
      const NodeId merged = tree_.resolve(entry.value);
      if (tree_.node(merged).type == Type::kMap) {
        add(merged);
        continue;
      }
      const auto items = tree_.items_of(merged);
      for (auto item = items.rbegin(); item != items.rend(); ++item) add(tree_.resolve(*item));
    }
  }

  const Tree& tree_;
  Span without_;
  std::vector<std::pair<std::string_view, NodeId>> keys_;
  std::unordered_map<std::string_view, std::size_t> last_;
};

}  // namespace

PlainValue* PlainValue::child(const Step& step) {
  if (step.is_index) return type == Type::kList && step.index < items.size() ? &items[step.index] : nullptr;
  if (type != Type::kMap) return nullptr;
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&step](const PlainEntry& entry) { return entry.key == step.key; });
  return found == entries.end() ? nullptr : &found->value;
}

PlainValue plain_value(const Tree& tree, Span without) {
  if (tree.root != kNoNode) return plain_value(tree, tree.root, without);
  PlainValue empty;
  empty.type = Type::kMap;
  return empty;
}

PlainValue plain_value(const Tree& tree, NodeId id, Span without) {
  id = tree.resolve(id);
  const Node& node = tree.node(id);
  PlainValue value;
  value.type = node.type;
  switch (node.type) {
    case Type::kBool:
      value.boolean = node.boolean;
      break;
    case Type::kInt:
    case Type::kFloat:
      value.type = Type::kFloat;
      value.number = node.number;
      break;
    case Type::kString:
      value.text = node.text;
      break;
    case Type::kList:
      for (const NodeId item : tree.items_of(id)) value.items.push_back(plain_value(tree, item, without));
      break;
    case Type::kMap:
      value.entries = KeyCollector(tree, without).collect(id);
      break;
    case Type::kNull:
    case Type::kAlias:
      break;
  }
  return value;
}

namespace {

/// The depth of a node; each is computed once, however many aliases there are to it.
std::size_t depth_of(const Tree& tree, NodeId id, std::vector<std::size_t>& known) {
  id = tree.resolve(id);
  if (known[id] > 0) return known[id];
  std::size_t depth = 0;
  const Node& node = tree.node(id);
  if (node.type == Type::kMap) {
    for (const Entry& entry : tree.entries_of(id))
      depth = std::max(depth, depth_of(tree, entry.value, known));
  } else if (node.type == Type::kList) {
    for (const NodeId item : tree.items_of(id)) depth = std::max(depth, depth_of(tree, item, known));
  }
  known[id] = depth + 1;
  return known[id];
}

}  // namespace

std::size_t nesting_depth(const Tree& tree) {
  if (tree.root == kNoNode) return 0;
  std::vector<std::size_t> known(tree.nodes.size(), 0);
  return depth_of(tree, tree.root, known);
}

PlainValue* find_value(PlainValue& root, std::span<const Step> path) {
  PlainValue* value = &root;
  for (const Step& step : path) {
    value = value->child(step);
    if (value == nullptr) return nullptr;
  }
  return value;
}

bool is_equal(const PlainValue& wanted, const PlainValue& found) {
  if (wanted.type != found.type || wanted.boolean != found.boolean || wanted.text != found.text) return false;
  if (wanted.number != found.number || std::signbit(wanted.number) != std::signbit(found.number))
    return false;
  if (!std::equal(wanted.items.begin(), wanted.items.end(), found.items.begin(), found.items.end(),
                  is_equal)) {
    return false;
  }
  if (wanted.entries.size() != found.entries.size()) return false;
  // Keys that may stand anywhere are looked up; the others have to come in order between them.
  std::vector<bool> placed(found.entries.size(), false);
  for (const PlainEntry& entry : wanted.entries) {
    if (!entry.anywhere) continue;
    const auto at = std::find_if(found.entries.begin(), found.entries.end(),
                                 [&entry](const PlainEntry& other) { return other.key == entry.key; });
    if (at == found.entries.end() || !is_equal(entry.value, at->value)) return false;
    placed[static_cast<std::size_t>(at - found.entries.begin())] = true;
  }
  std::size_t next = 0;
  for (const PlainEntry& entry : wanted.entries) {
    if (entry.anywhere) continue;
    while (next < placed.size() && placed[next]) ++next;
    if (next == placed.size() || found.entries[next].key != entry.key ||
        !is_equal(entry.value, found.entries[next].value)) {
      return false;
    }
    ++next;
  }
  return true;
}

}  // namespace estafette_lint
