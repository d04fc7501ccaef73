// The effective values of a release: the user's layers over the chart's defaults, as Helm merges them, each
// value knowing who decided it.
//
//   const Values values = merge_values({&layer}, model);
//   const Lookup found = values.lookup(parse_path("api.deployment.replicaCount").value());
//   if (found.value.is_set()) use(found.value.node().number, found.value.origin());
//
// Nothing is copied: a Value is a handle to a node of a tree, and only maps and lists that several layers
// fill get entries of their own, when somebody first looks into them. The trees outlive the Values. Looking
// up fills them, so that one release belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/text/source.h"
#include "lint/yaml/path.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// Who decided a value: a file, an argument (`--set`), or the chart.
enum class Origin : std::uint8_t { kFile, kSet, kDefault };

/// Where in a file the values stand, if they are not the whole of it: `spec.values` of a HelmRelease.
struct ValuesRoot {
  std::size_t document = 0;  ///< which of the file's documents, as `---` parts them, from 0
  Path path;                 ///< from the root of that document to the map, or to the string that holds it
  std::optional<Path> in_string;  ///< from the root of the string's document to the map, where it is a string
  /// The bytes of the key that holds them; where there are no values, of the nearest key above.
  Span key;
};

/// One source of values. Layers are compared by address.
struct Layer {
  Tree tree;  ///< its root is the map of values, wherever that stands in the file
  Origin origin = Origin::kFile;
  const Source* source = nullptr;    ///< null for the chart's defaults
  const ValuesRoot* root = nullptr;  ///< null where the values are the file's first document
};

class MergedMap;
struct MergedList;
class ValueStore;

/// A handle to one effective value, or to nothing (`is_set()` is false).
class Value {
 public:
  Value() = default;
  Value(const Layer& layer, NodeId site, Span key_span)
      : layer_(&layer), site_(site), node_(layer.tree.resolve(site)), key_span_(key_span) {}

  /// False where the key is missing, and where a `null` has removed the default of the chart: then the
  /// handle still says who wrote that null.
  [[nodiscard]] bool is_set() const { return layer_ != nullptr && !removed_; }
  [[nodiscard]] bool removed() const { return removed_; }
  [[nodiscard]] explicit operator bool() const { return layer_ != nullptr; }

  /// The type as a template sees it; a missing value is nil to a template, so kNull.
  [[nodiscard]] Type type() const { return is_set() ? node().type : Type::kNull; }
  [[nodiscard]] bool is_null() const { return type() == Type::kNull; }
  [[nodiscard]] bool is_map() const { return type() == Type::kMap; }
  [[nodiscard]] bool is_list() const { return type() == Type::kList; }
  [[nodiscard]] bool is_string() const { return type() == Type::kString; }
  [[nodiscard]] bool is_number() const { return type() == Type::kInt || type() == Type::kFloat; }
  /// Present, but another tool fills it in later.
  [[nodiscard]] bool is_unknown() const { return is_set() && node().unknown; }

  /// What the handle points at; aliases are followed. REQUIRES: *this holds a layer.
  [[nodiscard]] const Node& node() const { return layer_->tree.node(node_); }
  /// The node as it stands in the file, perhaps an alias. REQUIRES: *this holds a layer.
  [[nodiscard]] const Node& site() const { return layer_->tree.node(site_); }
  /// What node() is the node of. REQUIRES: *this holds a layer.
  [[nodiscard]] NodeId node_id() const { return node_; }
  [[nodiscard]] const Layer* layer() const { return layer_; }
  [[nodiscard]] Origin origin() const { return layer_ == nullptr ? Origin::kDefault : layer_->origin; }
  /// The bytes of the key that holds it in its layer; empty for list items and roots.
  [[nodiscard]] Span key_span() const { return key_span_; }
  /// Where an alias above it brought the value in, `<<: *base` or `api: *base`: the alias's bytes; empty
  /// otherwise. (An alias in the value's own place is site().)
  [[nodiscard]] Span merged_at() const { return merged_at_; }
  /// The user's own map behind a map that defaults fill up, or the value itself where the user wrote it;
  /// holds nothing where only the chart speaks.
  [[nodiscard]] Value written() const;

  /// The value of a key; holds nothing where this is no map or the key is missing. A key that a null removed
  /// is found with removed().
  [[nodiscard]] Value find(std::string_view key) const;
  /// The items of a list; empty for anything else.
  [[nodiscard]] std::vector<Value> items() const;
  /// How many items a list has; 0 for anything else.
  [[nodiscard]] std::size_t item_count() const;
  /// One of the items; holds nothing past the end.
  [[nodiscard]] Value item(std::size_t index) const;
  /// The keys and values of a map in the order of the file, then the defaults; removed ones are left out.
  [[nodiscard]] std::vector<std::pair<std::string_view, Value>> entries() const;

  /// Whether a template takes it for true: false, 0, "", null, [] and {} are false.
  [[nodiscard]] bool truthy() const;

 private:
  friend class Merger;
  friend class SetApplier;
  [[nodiscard]] Value child(NodeId site, Span key_span, Span merged_at) const;

  const Layer* layer_ = nullptr;
  MergedMap* merged_ = nullptr;
  MergedList* merged_list_ = nullptr;
  NodeId site_ = kNoNode;
  NodeId node_ = kNoNode;
  Span key_span_;
  Span merged_at_;
  bool removed_ = false;
};

/// What stands at a path, and where a report points for it.
struct Lookup {
  Value value;    ///< holds nothing where the path leads nowhere
  Value nearest;  ///< the deepest value on the way that a user wrote (the value itself where it is one)
  std::size_t nearest_depth = 0;  ///< how many steps of the path lead to `nearest`
};

/// One layer's say about a path: the value there, or what it has in place of a map or a list above.
struct Writer {
  Value value;
  std::size_t depth = 0;  ///< how many steps of the path lead to `value`
};

/// The chart's defaults, the umbrella's apart from each subchart's own: `queue:` with nothing under it drops
/// only the umbrella's part.
struct ChartDefaults {
  struct Subchart {
    std::string_view alias;
    Layer values;
    bool has_switch = true;  ///< `<alias>.enabled: false` leaves it out
  };
  Layer umbrella;
  std::span<const Subchart> subcharts;
};

class Values {
 public:
  Values();
  Values(Values&& other) noexcept;
  Values& operator=(Values&& other) noexcept;
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;
  ~Values();

  [[nodiscard]] Value root() const { return root_; }
  [[nodiscard]] Lookup lookup(std::span<const Step> path) const;
  /// The value alone. Rules name paths of keys only, compiled to a list of them.
  [[nodiscard]] Lookup lookup(std::span<const std::string_view> keys) const;

  /// Everybody who sets the path, lowest first: the subchart, the umbrella, the files, the arguments. All but
  /// the last are overridden, unless they are maps. Nothing is kept for it: each call walks the layers.
  [[nodiscard]] std::vector<Writer> chain(std::span<const Step> path) const;

  /// Whether Helm leaves the subchart out: `<alias>.enabled` is the boolean false, before its own defaults go
  /// too.
  [[nodiscard]] bool is_left_out(std::string_view alias) const;

 private:
  friend class Merger;
  friend class SetApplier;
  std::unique_ptr<ValueStore> store_;
  Value root_;
};

/// Merges as Helm 3.22 does (yaml-facts.md, "Layers"): user layers first, the last one on top, then the
/// umbrella's defaults, then each subchart's own under its alias. The layers and defaults outlive the result.
/// merge_release() takes arguments too.
[[nodiscard]] Values merge_values(std::span<const Layer* const> user_layers, const ChartDefaults& defaults);

}  // namespace estafette_lint
