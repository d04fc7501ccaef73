#include "lint/values/values.h"

#include <algorithm>

namespace estafette_lint {

/// Lays values over each other as Helm does.
class Merger {
 public:
  explicit Merger(Values& values) : values_(values) {}

  [[nodiscard]] static Value root_of(const Layer& layer) {
    return layer.tree.root == kNoNode ? Value() : Value(layer, layer.tree.root, {});
  }

  /// `top` over `below`. A null over a default removes it; among the user's own layers it stays a null, for the
  /// defaults to meet.
  Value overlay(const Value& top, const Value& below, bool below_is_default) {
    if (!top) return below;
    if (!below || top.removed()) return top;
    if (top.is_null()) return below_is_default ? removed(top) : top;
    if (!top.is_map() || !below.is_map()) return top;
    MergedMap map;
    map.written = top.written() ? top.written() : below.written();
    for (const auto& [key, value] : all_entries(top)) {
      map.entries.emplace_back(key, overlay(value, below.find(key), below_is_default));
    }
    for (const auto& [key, value] : all_entries(below)) {
      const auto same = [&name = key](const auto& entry) { return entry.first == name; };
      if (std::none_of(map.entries.begin(), map.entries.end(), same)) map.entries.emplace_back(key, value);
    }
    return merged(top, std::move(map));
  }

  /// A subchart's section: the user's over the umbrella's over the subchart's own. With nothing under the alias (or a
  /// value that is no map, which Helm refuses) only the umbrella's part is dropped.
  Value section(const Value& user, const Value& umbrella, const Value& own) {
    if (user && !user.is_map()) {
      MergedMap map;
      map.written = user;
      map.entries = all_entries(own);
      return own ? merged(own, std::move(map)) : user;
    }
    return overlay(overlay(user, umbrella, true), own, true);
  }

  Value release(const Value& user, const ChartDefaults& defaults) {
    const Value umbrella = root_of(defaults.umbrella);
    const auto subchart = [&](std::string_view key) -> const Layer* {
      for (const ChartDefaults::Subchart& each : defaults.subcharts) {
        if (each.alias == key) return &each.values;
      }
      return nullptr;
    };
    MergedMap map;
    map.written = user;
    const auto add = [&](std::string_view key) {
      const Layer* own = subchart(key);
      map.entries.emplace_back(key, own == nullptr
                                        ? overlay(user.find(key), umbrella.find(key), true)
                                        : section(user.find(key), umbrella.find(key), root_of(*own)));
    };
    const auto is_new = [&](std::string_view key) {
      return std::none_of(map.entries.begin(), map.entries.end(),
                          [&](const auto& entry) { return entry.first == key; });
    };
    for (const auto& [key, value] : all_entries(user)) add(key);
    for (const auto& [key, value] : all_entries(umbrella)) {
      if (is_new(key)) add(key);
    }
    for (const ChartDefaults::Subchart& each : defaults.subcharts) {
      if (is_new(each.alias)) add(each.alias);
    }
    const Value& base = user ? user : umbrella;
    return merged(base ? base : empty_map(), std::move(map));
  }

  void set_root(const Value& root) { values_.root_ = root; }

 private:
  /// Removed ones too: they go on hiding what lies below.
  [[nodiscard]] static std::vector<std::pair<std::string_view, Value>> all_entries(const Value& map) {
    return map.is_map() && map.merged_ != nullptr ? map.merged_->entries : map.entries();
  }

  [[nodiscard]] static Value removed(Value value) {
    value.removed_ = true;
    return value;
  }

  [[nodiscard]] Value merged(Value base, MergedMap map) {
    base.merged_ = &values_.maps_.emplace_back(std::move(map));
    base.removed_ = false;
    return base;
  }

  /// A map without keys, for a release of which nobody says anything.
  [[nodiscard]] Value empty_map() {
    static constexpr Node kEmptyMap = [] {
      Node node;
      node.type = Type::kMap;
      node.style = Style::kFlow;
      return node;
    }();
    Layer& layer = values_.empty_.emplace_back();
    layer.origin = Origin::kDefault;
    layer.tree.nodes = std::span(&kEmptyMap, 1);
    layer.tree.root = 0;
    return Value(layer, 0, {});
  }

  Values& values_;
};

namespace {

/// Walks step by step; `next` gives the child of a value.
template <typename Steps, typename Next>
Lookup walk(const Value& root, const Steps& steps, Next next) {
  Lookup found{root, root.written(), 0};
  std::size_t depth = 0;
  for (const auto& step : steps) {
    ++depth;
    found.value = next(found.value, step);
    if (!found.value) break;
    if (const Value written = found.value.written()) {
      found.nearest = written;
      found.nearest_depth = depth;
    }
    if (!found.value.is_set() && depth < steps.size()) {
      found.value = Value();
      break;
    }
  }
  return found;
}

}  // namespace

Lookup Values::lookup(std::span<const Step> path) const {
  return walk(root_, path, [](const Value& value, const Step& step) {
    if (!step.is_index) return value.find(step.key);
    const std::vector<Value> items = value.items();
    return step.index < items.size() ? items[step.index] : Value();
  });
}

Lookup Values::lookup(std::span<const std::string_view> keys) const {
  return walk(root_, keys, [](const Value& value, std::string_view key) { return value.find(key); });
}

Values merge_values(std::span<const Layer* const> user_layers, const ChartDefaults& defaults) {
  Values values;
  Merger merger(values);
  Value user;
  for (const Layer* layer : user_layers) user = merger.overlay(Merger::root_of(*layer), user, false);
  merger.set_root(merger.release(user, defaults));
  return values;
}

}  // namespace estafette_lint
