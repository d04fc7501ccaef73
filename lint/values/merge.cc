#include "lint/values/merge.h"

#include <algorithm>
#include <memory>

namespace estafette_lint {
namespace {

constexpr std::string_view kGlobal = "global";

}  // namespace

const MergedMap::Entries& MergedMap::entries() {
  fill();
  return entries_;
}

const Value* MergedMap::find(std::string_view key) {
  fill();
  return find_filled(key);
}

void MergedMap::set(std::string_view key, Value value) {
  if (Value* const known = find_filled(key)) {
    *known = value;
    return;
  }
  if (!index_.empty()) index_.emplace(key, entries_.size());
  entries_.emplace_back(key, value);
}

Value* MergedMap::find_filled(std::string_view key) {
  if (entries_.size() <= kSmallMap) {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.first == key; });
    return found == entries_.end() ? nullptr : &found->second;
  }
  if (index_.empty()) {
    for (std::size_t i = 0; i < entries_.size(); ++i) index_.emplace(entries_[i].first, i);
  }
  const auto found = index_.find(key);
  return found == index_.end() ? nullptr : &entries_[found->second].second;
}

void MergedMap::fill() {
  if (filled_) return;
  filled_ = true;
  Merger(*store_).fill(*this);
}

Value Merger::root_of(const Layer& layer) {
  return layer.tree.root == kNoNode ? Value() : Value(layer, layer.tree.root, {});
}

MergedMap::Entries Merger::all_entries(const Value& map) {
  return map.is_map() && map.merged_ != nullptr ? map.merged_->entries() : map.entries();
}

Value Merger::removed(Value value) {
  value.removed_ = true;
  return value;
}

Value Merger::merged(Value base, const MergedMap::Recipe& recipe, const Value& written) {
  base.merged_ = &store_.maps.emplace_back(store_, recipe, written);
  base.removed_ = false;
  return base;
}

Value Merger::empty_map() {
  static constexpr Node kEmptyMap = [] {
    Node node;
    node.type = Type::kMap;
    node.style = Style::kFlow;
    return node;
  }();
  if (store_.empty_maps.empty()) {
    Layer& layer = store_.empty_maps.emplace_back();
    layer.origin = Origin::kDefault;
    layer.tree.nodes = std::span(&kEmptyMap, 1);
    layer.tree.root = 0;
  }
  return {store_.empty_maps.front(), 0, {}};
}

Value Merger::combine(const Value& top, const Value& below, NullRule nulls) {
  if (!below) return top;
  // A global that is removed at the top is not there to hide the section's.
  if (!top || top.removed()) return below;
  if (top.is_null()) {
    const bool removes = nulls == NullRule::kChart || (nulls == NullRule::kCoalesce && !below.is_null());
    return removes ? removed(top) : top;
  }
  if (!top.is_map() || !below.is_map()) return top;
  return merged(top,
                {.kind = MergedMap::Recipe::Kind::kOverlay,
                 .nulls = nulls == NullRule::kChart ? NullRule::kCoalesce : nulls,
                 .top = top,
                 .below = below},
                top.written() ? top.written() : below.written());
}

Value Merger::release() {
  const Value umbrella = root_of(store_.defaults->umbrella);
  const Value& base = store_.user ? store_.user : umbrella;
  return merged(base ? base : empty_map(),
                {.kind = MergedMap::Recipe::Kind::kRelease, .top = store_.user, .below = umbrella},
                store_.user.written());
}

bool Merger::is_left_out(const ChartDefaults::Subchart& subchart) const {
  if (!subchart.has_switch) return false;
  const Value own = root_of(subchart.values);
  const Value section = store_.user.find(subchart.alias);
  Value enabled;
  if (!section || section.is_map()) {
    enabled = section.find("enabled");
    if (!enabled) enabled = root_of(store_.defaults->umbrella).find(subchart.alias).find("enabled");
  }
  if (!enabled) enabled = own.find("enabled");
  return enabled.type() == Type::kBool && !enabled.node().boolean;
}

void Merger::fill(MergedMap& map) {
  switch (map.recipe_.kind) {
    case MergedMap::Recipe::Kind::kNone:
      break;
    case MergedMap::Recipe::Kind::kOverlay:
      fill_overlay(map);
      break;
    case MergedMap::Recipe::Kind::kRelease:
      fill_release(map);
      break;
    case MergedMap::Recipe::Kind::kSection:
      fill_section(map);
      break;
  }
}

void Merger::fill_overlay(MergedMap& map) {
  const MergedMap::Recipe& recipe = map.recipe_;
  const MergedMap::Entries below = all_entries(recipe.below);
  map.entries_ = all_entries(recipe.top);
  for (const auto& [key, value] : below) {
    Value* const over = map.find_filled(key);
    if (over == nullptr) {
      map.set(key, value);
    } else {
      *over = combine(*over, value, recipe.nulls);
    }
  }
}

void Merger::fill_release(MergedMap& map) {
  const Value& user = map.recipe_.top;
  const Value& umbrella = map.recipe_.below;
  map.entries_ = all_entries(user);
  for (const auto& [key, value] : all_entries(umbrella)) {
    Value* const over = map.find_filled(key);
    if (over == nullptr) {
      map.set(key, value);
    } else {
      *over = combine(*over, value, NullRule::kChart);
    }
  }
  for (const ChartDefaults::Subchart& subchart : store_.defaults->subcharts) {
    if (!is_left_out(subchart)) map.set(subchart.alias, section(subchart));
  }
}

Value Merger::section(const ChartDefaults::Subchart& subchart) {
  const Value user = store_.user.find(subchart.alias);
  const Value umbrella = root_of(store_.defaults->umbrella).find(subchart.alias);
  const Value own = root_of(subchart.values);
  MergedMap::Recipe recipe = {.kind = MergedMap::Recipe::Kind::kSection, .below = own, .subchart = &subchart};
  // With nothing under the alias (or what is no map, which Helm refuses) only the umbrella's part is dropped.
  recipe.dropped = user && !user.is_map();
  if (!recipe.dropped) recipe.top = combine(user, umbrella, NullRule::kKeep);
  if (!recipe.top.is_map()) recipe.top = Value();
  const Value base = recipe.top ? recipe.top : own;
  const Value written = recipe.dropped ? user : recipe.top.written();
  return merged(base.is_map() ? base : empty_map(), recipe, written);
}

void Merger::fill_section(MergedMap& map) {
  const MergedMap::Recipe& recipe = map.recipe_;
  map.entries_ = all_entries(recipe.top);
  for (const auto& [key, value] : all_entries(recipe.below)) {
    if (key == kGlobal) continue;
    Value* const over = map.find_filled(key);
    if (over != nullptr) {
      *over = combine(*over, value, NullRule::kChart);
    } else {
      // The subchart's own null meets itself: Helm merges its values into the umbrella's first.
      map.set(key, value.is_null() && !recipe.dropped ? removed(value) : value);
    }
  }
  if (const Value globals = section_globals(recipe)) map.set(kGlobal, globals);
}

Value Merger::section_globals(const MergedMap::Recipe& recipe) {
  const Value own = recipe.below.find(kGlobal);
  const Value umbrella = root_of(store_.defaults->umbrella);
  Value globals;
  if (!recipe.dropped) {
    // As Helm does it: the umbrella's section with the umbrella's globals first, then the user's over that.
    const Value section = umbrella.find(recipe.subchart->alias);
    globals = spread_globals(umbrella.find(kGlobal), section.find(kGlobal));
    globals = combine(globals, own, NullRule::kKeep);
    const Value user = store_.user.find(recipe.subchart->alias);
    globals = combine(user.find(kGlobal), globals, NullRule::kKeep);
  }
  const Value top = combine(store_.user.find(kGlobal), umbrella.find(kGlobal), NullRule::kChart);
  return combine(spread_globals(top.is_set() ? top : Value(), globals), own, NullRule::kChart);
}

/// The globals of a chart, given on to the section of a subchart: what stands there gives way, but for maps.
Value Merger::spread_globals(const Value& globals, const Value& section) {
  if ((section && !section.is_map()) || (globals && !globals.is_map())) return section;
  if (!globals) return section ? section : empty_map();
  if (!section) return globals;
  Value result = merged(globals, {}, globals.written() ? globals.written() : section.written());
  MergedMap& map = *result.merged_;
  map.filled_ = true;
  map.entries_ = globals.entries();
  for (const auto& [key, value] : all_entries(section)) {
    Value* const over = map.find_filled(key);
    if (over == nullptr) {
      map.set(key, value);
    } else if (over->is_map()) {
      *over = value.is_map() ? combine(*over, value, NullRule::kKeep) : value;
    } else if (value.is_map()) {
      *over = value;
    }
  }
  return result;
}

Values Merger::finish(std::unique_ptr<ValueStore> store) {
  Values values;
  store->root = Merger(*store).release();
  values.root_ = store->root;
  values.store_ = std::move(store);
  return values;
}

}  // namespace estafette_lint
