// How the layers of a release become one tree: maps that several layers fill, filled when first looked into.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/values/set_argument.h"
#include "lint/values/values.h"

namespace estafette_lint {

/// What becomes of a null over a default. Helm does it differently at each stage.
enum class NullRule : std::uint8_t {
  kKeep,      ///< stays a null: among the user's layers, and where a subchart's section meets the umbrella's
  kCoalesce,  ///< removes a default that is not null itself: below the top level of a chart
  kChart,     ///< removes any default: at the top level of a chart; kCoalesce below
};

/// A map that more than one layer fills.
class MergedMap {
 public:
  using Entries = std::vector<std::pair<std::string_view, Value>>;

  /// What it is filled from.
  struct Recipe {
    enum class Kind : std::uint8_t { kNone, kOverlay, kRelease, kSection };
    Kind kind = Kind::kNone;
    NullRule nulls = NullRule::kKeep;
    Value top;
    Value below;
    const ChartDefaults::Subchart* subchart = nullptr;  ///< kSection
    bool dropped = false;  ///< kSection: the user's null has dropped what the umbrella sets
  };

  MergedMap(ValueStore& store, const Recipe& recipe, const Value& written)
      : store_(&store), recipe_(recipe), written_(written) {}

  /// Removed ones too: they go on hiding what lies below.
  [[nodiscard]] const Entries& entries();
  /// Null where there is no such key.
  [[nodiscard]] const Value* find(std::string_view key);
  void set(std::string_view key, Value value);

  /// The topmost user's map that takes part; holds nothing where there is none.
  [[nodiscard]] const Value& written() const { return written_; }
  /// Whether `--set` has made it for itself, and may change it in place.
  [[nodiscard]] bool is_own() const { return recipe_.kind == Recipe::Kind::kNone; }

 private:
  friend class Merger;
  /// Below this a search is faster than an index; every map of a chart is that small.
  static constexpr std::size_t kSmallMap = 32;

  [[nodiscard]] Value* find_filled(std::string_view key);
  void fill();

  ValueStore* store_;
  Recipe recipe_;
  Value written_;
  bool filled_ = false;
  Entries entries_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

/// A list of which `--set` has changed items.
struct MergedList {
  std::vector<Value> items;
};

/// What the handles of one release point into.
class ValueStore {
 public:
  std::deque<MergedMap> maps;
  std::deque<MergedList> lists;
  std::deque<Layer> empty_maps;
  const ChartDefaults* defaults = nullptr;
  Value user;  ///< all of the user's layers
  Value root;
  std::vector<const Layer*> files;            ///< lowest first
  std::vector<const SetArgument*> arguments;  ///< in the order in which Helm applies them
};

/// Lays values over each other as Helm does.
class Merger {
 public:
  explicit Merger(ValueStore& store) : store_(store) {}

  [[nodiscard]] static Value root_of(const Layer& layer);
  /// Every entry of a map, removed ones too.
  [[nodiscard]] static MergedMap::Entries all_entries(const Value& map);

  [[nodiscard]] Value combine(const Value& top, const Value& below, NullRule nulls);
  /// The user's values over the chart's.
  [[nodiscard]] Value release();
  [[nodiscard]] bool is_left_out(const ChartDefaults::Subchart& subchart) const;
  void fill(MergedMap& map);
  [[nodiscard]] static Values finish(std::unique_ptr<ValueStore> store);

 private:
  void fill_overlay(MergedMap& map);
  void fill_release(MergedMap& map);
  void fill_section(MergedMap& map);

  [[nodiscard]] Value section(const ChartDefaults::Subchart& subchart);
  [[nodiscard]] Value section_globals(const MergedMap::Recipe& recipe);
  [[nodiscard]] Value spread_globals(const Value& globals, const Value& section);

  [[nodiscard]] static Value removed(Value value);
  [[nodiscard]] Value merged(Value base, const MergedMap::Recipe& recipe, const Value& written);
  /// A map without keys, for what nobody says anything of.
  [[nodiscard]] Value empty_map();

  ValueStore& store_;
};

}  // namespace estafette_lint
