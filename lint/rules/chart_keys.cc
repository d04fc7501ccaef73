#include "lint/rules/chart_keys.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <utility>

namespace estafette_lint {
namespace {

/// As many as the indices of a KeyTable can tell apart, with room for the built-in model's.
constexpr std::size_t kMaxKeys = 50'000;
/// Of all default values; the largest release has 2,000. Aliases in lists could make any number of them.
constexpr std::size_t kMaxDefaultNodes = 500'000;
/// Charts under several names, in charts under several names.
constexpr std::size_t kMaxInstances = 500;

Value root_of(const Layer& layer) {
  return layer.tree.root == kNoNode ? Value() : Value(layer, layer.tree.root, {});
}

bool fits(KeyType type, Type value) {
  switch (value) {
    case Type::kBool:
      return type == KeyType::kAny || type == KeyType::kBool;
    case Type::kInt:
      return type == KeyType::kAny || type == KeyType::kInt || type == KeyType::kNumber;
    case Type::kFloat:
      return type == KeyType::kAny || type == KeyType::kNumber;
    case Type::kString:
      return type == KeyType::kAny || type == KeyType::kString;
    case Type::kList:
      return type == KeyType::kAny || type == KeyType::kList;
    case Type::kMap:
      return type == KeyType::kAny || type == KeyType::kMap;
    case Type::kNull:
    case Type::kAlias:
      break;
  }
  return true;
}

bool is_whole(const KeyDraft& key) { return key.whole || key.printed || key.ranged; }

}  // namespace

ChartKeys::ChartKeys(TextStore store, TreeStorage& pool) : store_(store), pool_(pool) {}

KeyDraft& ChartKeys::child(KeyDraft& key, std::string_view name) {
  if (const auto found = key.by_name.find(name); found != key.by_name.end()) return *found->second;
  KeyDraft& made = drafts_.emplace_back();
  made.name = store_.keep(name);
  key.children.push_back(&made);
  key.by_name.emplace(made.name, &made);
  return made;
}

KeyDraft& ChartKeys::at(KeyDraft& key, const std::vector<std::string>& path) {
  KeyDraft* found = &key;
  for (const std::string& name : path) found = &child(*found, name);
  return *found;
}

// ---- What the files say

bool ChartKeys::gather(const ChartPackage& package) {
  if (!add_instances(package)) return false;
  std::vector<TemplateChart> charts(instances_.size());
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    TemplateChart& chart = charts[i];
    chart.templates = instances_[i].chart->templates;
    chart.is_library = instances_[i].chart->is_library;
    chart.defaults.push_back(root_of(layers_[i]));
    if (i == 0) continue;
    // Each chart above may set them, too.
    const std::size_t parent = instances_[i].parent;
    charts[parent].subcharts.push_back({std::string(instances_[i].keys->name), i});
    for (const Value& values : charts[parent].defaults)
      chart.defaults.push_back(values.find(instances_[i].keys->name));
  }
  reads_ = read_templates(charts);
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    KeyDraft& keys = *instances_[i].keys;
    lay_reads(*reads_[i].values, keys);
    keys.read = true;
    keys.complete = reads_[i].complete;
    keys.whole = keys.whole || !keys.complete;
  }
  // The deepest first: a chart stands over those in it.
  for (std::size_t i = instances_.size(); i-- > 1;) {
    lay_values(root_of(layers_[i]), *instances_[i].keys, &KeyVariant::own_default);
  }
  lay_values(root_of(layers_[0]), root_, &KeyVariant::umbrella_default);
  for (const Instance& instance : instances_) {
    std::vector<KeyDraft*> subcharts;
    for (const Subchart& subchart : instance.chart->subcharts)
      subcharts.push_back(&child(*instance.keys, subchart.alias));
    mark_special_keys(*instance.chart, *instance.keys, subcharts);
  }
  return !is_full();
}

/// Level by level, so that a chart stands before those in it.
bool ChartKeys::add_instances(const ChartPackage& package) {
  instances_.push_back({&package, 0, &root_});
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    const Instance instance = instances_[i];
    layers_.push_back({instance.chart->values.tree, Origin::kDefault, nullptr});
    for (const Subchart& subchart : instance.chart->subcharts) {
      if (instances_.size() == kMaxInstances) return false;
      instances_.push_back({subchart.chart.get(), i, &child(*instance.keys, subchart.alias)});
    }
  }
  return true;
}

void ChartKeys::lay_values(const Value& values, KeyDraft& key, NodeId KeyVariant::*which) {
  if (is_full() || !values) return;
  const auto entries = values.entries();
  if (values.is_map() && (!entries.empty() || !key.children.empty())) {
    key.variant.*which = kNoNode;
    for (const auto& [name, value] : entries) lay_values(value, child(key, name), which);
    // An empty map says that it is one, unless a key below it does.
    if (!entries.empty()) return;
    const bool filled = std::any_of(key.children.begin(), key.children.end(), [which](const KeyDraft* below) {
      return below->variant.*which != kNoNode || !below->children.empty();
    });
    if (!filled) key.variant.*which = copy(values);
    return;
  }
  clear_defaults(key, which);
  key.variant.*which = copy(values);
}

void ChartKeys::clear_defaults(KeyDraft& key, NodeId KeyVariant::*which) {
  key.variant.*which = kNoNode;
  for (KeyDraft* below : key.children) clear_defaults(*below, which);
}

void ChartKeys::lay_reads(const ReadKey& reads, KeyDraft& key) {
  if (is_full()) return;
  if (reads.reached) {
    key.tested = key.tested || reads.tested;
    key.printed = key.printed || reads.printed;
    key.whole = key.whole || reads.whole;
    key.ranged = key.ranged || reads.ranged;
  }
  if (reads.items() != nullptr) key.read_items = reads.items();
  for (const auto& [name, below] : reads.children()) {
    KeyDraft& draft = child(key, name);
    draft.read = draft.read || below.reached;
    draft.named = true;
    lay_reads(below, draft);
  }
}

/// Keys that Helm itself reads.
void ChartKeys::mark_special_keys(const ChartPackage& package, KeyDraft& keys,
                                  const std::vector<KeyDraft*>& subcharts) {
  for (std::size_t i = 0; i < subcharts.size(); ++i) {
    const Subchart& subchart = package.subcharts[i];
    subcharts[i]->read = true;
    if (&keys == &root_) child(*subcharts[i], "enabled").read = true;
    for (const std::vector<std::string>& path : subchart.conditions) {
      KeyDraft& condition = at(keys, path);
      condition.read = true;
      condition.condition = true;
    }
    if (subchart.has_tags) {
      KeyDraft& tags = child(keys, "tags");
      tags.read = true;
      tags.whole = true;
    }
    for (const std::vector<std::string>& path : subchart.imported) at(*subcharts[i], path).whole = true;
  }
  if (&keys != &root_) return;
  KeyDraft& global = child(keys, "global");
  global.read = true;
  global.whole = true;
}

bool ChartKeys::is_full() const { return drafts_.size() > kMaxKeys || pool_.nodes.size() > kMaxDefaultNodes; }

NodeId ChartKeys::copy(const Value& value) {
  Node node;
  node.type = is_full() ? Type::kNull : value.type();
  node.style = Style::kPlain;
  if (is_full()) {
    pool_.nodes.push_back(node);
    return static_cast<NodeId>(pool_.nodes.size() - 1);
  }
  if (value.is_set()) {
    node.boolean = value.node().boolean;
    node.number = value.node().number;
    if (!value.is_map() && !value.is_list()) node.text = store_.keep(value.node().text);
  }
  if (value.is_map()) {
    std::vector<Entry> entries;
    for (const auto& [name, below] : value.entries()) {
      const NodeId id = copy(below);
      entries.push_back({.key = store_.keep(name), .key_span = {}, .value = id});
    }
    node.style = Style::kBlock;
    node.first = static_cast<std::uint32_t>(pool_.entries.size());
    node.count = static_cast<std::uint32_t>(entries.size());
    pool_.entries.insert(pool_.entries.end(), entries.begin(), entries.end());
  } else if (value.is_list()) {
    std::vector<NodeId> items;
    for (const Value& item : value.items()) items.push_back(copy(item));
    node.style = Style::kBlock;
    node.first = static_cast<std::uint32_t>(pool_.items.size());
    node.count = static_cast<std::uint32_t>(items.size());
    pool_.items.insert(pool_.items.end(), items.begin(), items.end());
  }
  pool_.nodes.push_back(node);
  return static_cast<NodeId>(pool_.nodes.size() - 1);
}

// ---- What follows from it

void ChartKeys::settle(const Key& builtin_root) {
  root_.read = true;
  settle(root_, builtin_root, false);
}

Type ChartKeys::default_type(const KeyDraft& key) const {
  for (const NodeId id : {key.variant.umbrella_default, key.variant.own_default}) {
    if (id != kNoNode && pool_.nodes[id].type != Type::kNull) return pool_.nodes[id].type;
  }
  const auto is_set = [this](const KeyDraft* below) {
    return below->variant.umbrella_default != kNoNode || below->variant.own_default != kNoNode ||
           default_type(*below) == Type::kMap;
  };
  return std::any_of(key.children.begin(), key.children.end(), is_set) ? Type::kMap : Type::kNull;
}

void ChartKeys::settle(KeyDraft& key, const Key& builtin, bool used_above) {
  const bool used = used_above || is_whole(key);
  for (KeyDraft* below : key.children) {
    below->complete = below->complete && key.complete;
    const Key same = builtin ? builtin.find(below->name) : Key();
    settle(*below, same && same.exists() ? same : Key(), used);
  }
  // What a template looks up in a list is not there, whatever it was meant to be.
  if (default_type(key) == Type::kList) {
    key.children.clear();
    key.by_name.clear();
  }
  settle_type(key, builtin);
  const bool set = key.variant.umbrella_default != kNoNode || key.variant.own_default != kNoNode;
  const bool alive = key.read || used || !key.complete || (builtin && !builtin.is_dead());
  const auto is_alive = [](const KeyDraft* below) { return !below->variant.dead; };
  key.variant.dead =
      (set || key.named) && !alive && !std::any_of(key.children.begin(), key.children.end(), is_alive);
  settle_items(key, builtin);
}

void ChartKeys::settle_type(KeyDraft& key, const Key& builtin) const {
  KeyVariant& variant = key.variant;
  const Type type = default_type(key);
  variant.condition = key.condition;
  if (key.condition) {
    variant.type = KeyType::kBool;
    return;
  }
  if (builtin && fits(builtin.type(), type) &&
      (key.children.empty() || builtin.type() == KeyType::kMap || builtin.type() == KeyType::kAny)) {
    variant.type = builtin.type();
    variant.values = builtin.value_type();
    variant.renamed_to = builtin.renamed_to();
    variant.open = builtin.is_open() || (variant.type == KeyType::kMap && is_whole(key));
    return;
  }
  const bool may_be_of_any_type = key.whole || !key.complete;
  switch (type) {
    case Type::kBool:
      // Text in place of a switch is only wrong where a template asks whether it is true.
      variant.type = key.tested ? KeyType::kBool : KeyType::kAny;
      break;
    case Type::kInt:
      variant.type = may_be_of_any_type ? KeyType::kAny : KeyType::kInt;
      break;
    case Type::kFloat:
      variant.type = may_be_of_any_type ? KeyType::kAny : KeyType::kNumber;
      break;
    case Type::kString:
      variant.type = may_be_of_any_type ? KeyType::kAny : KeyType::kString;
      break;
    case Type::kList:
      variant.type = KeyType::kList;
      break;
    case Type::kMap:
      variant.type = KeyType::kMap;
      variant.open = is_whole(key) || key.children.empty();
      break;
    case Type::kNull:
    case Type::kAlias:
      variant.type = key.children.empty() || is_whole(key) ? KeyType::kAny : KeyType::kMap;
      break;
  }
  if (!key.children.empty() && variant.type != KeyType::kMap) variant.type = KeyType::kAny;
}

void ChartKeys::settle_items(KeyDraft& key, const Key& builtin) {
  const bool is_list = key.variant.type == KeyType::kList || key.variant.type == KeyType::kAny;
  if (!builtin || !builtin.items().exists() || !is_list) return;
  copy_items(key, builtin);
  if (key.read_items == nullptr) return;
  for (const auto& [name, read] : key.read_items->children()) {
    KeyDraft& draft = *key.items;
    child(draft, name).variant.dead = false;
  }
}

void ChartKeys::copy_items(KeyDraft& key, const Key& builtin) {
  const auto copy_key = [this](KeyDraft& to, const Key& from, const auto& copy_below) -> void {
    to.variant.type = from.type();
    to.variant.values = from.value_type();
    to.variant.open = from.is_open();
    to.variant.dead = from.is_dead();
    for (std::size_t i = 0; i < from.child_count(); ++i) {
      const Key below = from.child(i);
      if (below.exists()) copy_below(child(to, below.name()), below, copy_below);
    }
    if (from.items().exists()) copy_items(to, from);
  };
  key.items = &drafts_.emplace_back();
  copy_key(*key.items, builtin.items(), copy_key);
}

}  // namespace estafette_lint
