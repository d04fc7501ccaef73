#include <algorithm>
#include <unordered_map>

#include "lint/values/merge.h"
#include "lint/values/values.h"

namespace estafette_lint {
namespace {

struct FoundEntry {
  const Entry* entry = nullptr;
  Span merged_at;
};

/// Gathers the entries of a map as Helm leaves them: the last of equal keys, a `<<` merged where it stands.
class EntryCollector {
 public:
  explicit EntryCollector(const Tree& tree) : tree_(tree) {}

  void collect(NodeId map, Span merged_at) {
    if (found_.empty()) found_.reserve(tree_.entries_of(map).size());
    for (const Entry& entry : tree_.entries_of(map)) {
      if (entry.merge) {
        merge(entry, merged_at);
      } else {
        set({&entry, merged_at});
      }
    }
  }

  [[nodiscard]] const std::vector<FoundEntry>& found() const { return found_; }

 private:
  void merge(const Entry& entry, Span merged_at) {
    const NodeId target = tree_.resolve(entry.value);
    const auto at = [&](NodeId site) { return merged_at.empty() ? tree_.node(site).span : merged_at; };
    if (tree_.node(target).type == Type::kMap) return collect(target, at(entry.value));
    const std::span<const NodeId> items = tree_.items_of(target);
    for (auto item = items.rbegin(); item != items.rend(); ++item) collect(tree_.resolve(*item), at(*item));
  }

  void set(const FoundEntry& found) {
    if (found_.size() < kSmallMap) {
      for (FoundEntry& other : found_) {
        if (other.entry->key == found.entry->key) {
          other = found;
          return;
        }
      }
      found_.push_back(found);
      return;
    }
    if (places_.empty()) {
      for (std::size_t i = 0; i < found_.size(); ++i) places_.emplace(found_[i].entry->key, i);
    }
    const auto [place, is_new] = places_.try_emplace(found.entry->key, found_.size());
    if (is_new) {
      found_.push_back(found);
    } else {
      found_[place->second] = found;
    }
  }

  /// Below this a search is faster than an index; every map of a chart is that small.
  static constexpr std::size_t kSmallMap = 32;

  const Tree& tree_;
  std::vector<FoundEntry> found_;
  std::unordered_map<std::string_view, std::size_t> places_;
};

FoundEntry find_entry(const Tree& tree, NodeId map, std::string_view key, Span merged_at) {
  const std::span<const Entry> entries = tree.entries_of(map);
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (!entry->merge) {
      if (entry->key == key) return {&*entry, merged_at};
      continue;
    }
    const NodeId target = tree.resolve(entry->value);
    const Span at = merged_at.empty() ? tree.node(entry->value).span : merged_at;
    if (tree.node(target).type == Type::kMap) {
      if (const FoundEntry found = find_entry(tree, target, key, at); found.entry != nullptr) return found;
      continue;
    }
    for (const NodeId item : tree.items_of(target)) {
      const Span item_at = merged_at.empty() ? tree.node(item).span : merged_at;
      const FoundEntry found = find_entry(tree, tree.resolve(item), key, item_at);
      if (found.entry != nullptr) return found;
    }
  }
  return {};
}

}  // namespace

Value Value::child(NodeId site, Span key_span, Span merged_at) const {
  Value value(*layer_, site, key_span);
  if (!merged_at_.empty()) {
    value.merged_at_ = merged_at_;
  } else if (this->site().type == Type::kAlias) {
    value.merged_at_ = this->site().span;
  } else {
    value.merged_at_ = merged_at;
  }
  return value;
}

Value Value::written() const {
  if (merged_ != nullptr) return merged_->written();
  return layer_ != nullptr && layer_->origin != Origin::kDefault ? *this : Value();
}

Value Value::find(std::string_view key) const {
  if (!is_map()) return {};
  if (merged_ != nullptr) {
    const Value* const found = merged_->find(key);
    return found == nullptr ? Value() : *found;
  }
  const FoundEntry found = find_entry(layer_->tree, node_, key, {});
  return found.entry == nullptr ? Value() : child(found.entry->value, found.entry->key_span, found.merged_at);
}

std::vector<Value> Value::items() const {
  std::vector<Value> out;
  if (!is_list()) return out;
  if (merged_list_ != nullptr) return merged_list_->items;
  for (const NodeId item : layer_->tree.items_of(node_)) out.push_back(child(item, {}, {}));
  return out;
}

Value Value::item(std::size_t index) const {
  if (index >= item_count()) return {};
  if (merged_list_ != nullptr) return merged_list_->items[index];
  return child(layer_->tree.items_of(node_)[index], {}, {});
}

std::size_t Value::item_count() const {
  if (!is_list()) return 0;
  return merged_list_ != nullptr ? merged_list_->items.size() : node().count;
}

std::vector<std::pair<std::string_view, Value>> Value::entries() const {
  std::vector<std::pair<std::string_view, Value>> out;
  if (!is_map()) return out;
  if (merged_ != nullptr) {
    out.reserve(merged_->entries().size());
    std::ranges::copy_if(merged_->entries(), std::back_inserter(out),
                         [](const auto& entry) { return entry.second.is_set(); });
    return out;
  }
  EntryCollector collector(layer_->tree);
  collector.collect(node_, {});
  out.reserve(collector.found().size());
  for (const FoundEntry& each : collector.found()) {
    out.emplace_back(each.entry->key, child(each.entry->value, each.entry->key_span, each.merged_at));
  }
  return out;
}

bool Value::truthy() const {
  switch (type()) {
    case Type::kNull:
    case Type::kAlias:
      return false;
    case Type::kBool:
      return node().boolean;
    case Type::kInt:
    case Type::kFloat:
      return node().number != 0;
    case Type::kString:
      return !node().text.empty();
    case Type::kList:
      return item_count() > 0;
    case Type::kMap:
      return !entries().empty();
  }
  return false;
}

}  // namespace estafette_lint
