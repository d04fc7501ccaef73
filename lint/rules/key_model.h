// The keys of the chart in all of its releases, as one tree to walk beside a user's values.
//
//   const Key key = chart.find_key(path);
//   if (!key) unknown();                                       // no release has it
//   if (!key.exists()) other_release(key.since(), key.until());
//   if (key.type() == KeyType::kString && value.is_map()) wrong_type();
//
// A Key is a handle into constant tables: looking one up allocates nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lint/yaml/path.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// Keys from the root of the values, such as {"api", "deployment", "replicaCount"}.
using KeyPath = std::span<const std::string_view>;

/// A release of the umbrella chart, by its place among all of them; 0 is the oldest.
using ReleaseIndex = std::uint8_t;

/// Releases from the first to the last, both included.
struct ReleaseRange {
  ReleaseIndex first = 0;
  ReleaseIndex last = 0xFF;  ///< by default every release

  [[nodiscard]] constexpr bool contains(ReleaseIndex release) const {
    return first <= release && release <= last;
  }
  friend constexpr bool operator==(const ReleaseRange&, const ReleaseRange&) = default;
};

/// The version of a subchart in a release.
struct SubchartVersion {
  std::string_view alias;
  std::string_view version;
};

struct Release {
  std::string_view version;         ///< "1.5.14"
  std::string_view date;            ///< "2025-10-20"
  std::string_view kubernetes_min;  ///< "1.21": the first that takes what it renders; empty: any
  std::string_view kubernetes_max;  ///< "1.24": the last that does; empty: any
  std::span<const SubchartVersion> charts;
};

/// What the templates take. `kAny`: values of several types.
enum class KeyType : std::uint8_t { kAny, kBool, kInt, kNumber, kString, kList, kMap };
inline constexpr std::string_view kKeyTypeNames[] = {"any", "bool", "int", "number", "string", "list", "map"};
[[nodiscard]] std::string_view to_string(KeyType type);

/// What is known of a key in a stretch of releases.
struct KeyVariant {
  ReleaseRange releases;
  KeyType type = KeyType::kAny;
  KeyType values = KeyType::kAny;     ///< the type of each value of an open map
  bool open = false;                  ///< any key may stand below this map
  bool dead = false;                  ///< no template reads it
  bool condition = false;             ///< switches a whole chart on or off
  NodeId own_default = kNoNode;       ///< what the subchart's own values say, in KeyTable::defaults
  NodeId umbrella_default = kNoNode;  ///< what the umbrella's say, which stand over it
  std::string_view renamed_to;        ///< the key that took its place, from the root of the values; or empty
};

/// One key of the tree. Children and variants are slices of the table's.
struct KeyNode {
  std::string_view name;
  std::uint16_t first_child = 0;
  std::uint16_t child_count = 0;
  std::uint16_t first_variant = 0;  ///< oldest first; the ranges are disjoint
  std::uint16_t variant_count = 0;
  std::uint16_t items = 0;  ///< what each item of the list is; 0 (the root) where nothing is known of them
};

struct KeyTable {
  std::span<const Release> releases;  ///< oldest first
  std::span<const KeyNode> nodes;     ///< the first is the root
  std::span<const KeyVariant> variants;
  Tree defaults;  ///< a pool without a root: each default is a tree of its own in it
};

/// A key as one release sees it, or nothing. A null in a default counts as one.
class Key {
 public:
  Key() = default;
  Key(const KeyTable& table, std::uint16_t node, ReleaseIndex release);

  /// False where no release has such a key.
  explicit operator bool() const { return table_ != nullptr; }
  /// Whether the release has it. What the questions below answer is then about this release; else about the
  /// nearest stretch of releases that has it, an earlier one before a later.
  [[nodiscard]] bool exists() const { return exists_; }

  [[nodiscard]] std::string_view name() const { return node().name; }
  [[nodiscard]] KeyType type() const { return variant().type; }
  /// The type of each value of an open map.
  [[nodiscard]] KeyType value_type() const { return variant().values; }
  [[nodiscard]] bool is_open() const { return variant().open; }
  [[nodiscard]] bool is_dead() const { return variant().dead; }
  [[nodiscard]] bool is_condition() const { return variant().condition; }
  /// Whether the chart's values.yaml sets it, or a key below it.
  [[nodiscard]] bool has_default() const;
  /// The key that took its place, written from the root of the values; empty where none did.
  [[nodiscard]] std::string_view renamed_to() const { return variant().renamed_to; }
  /// The version of the first and the last release that has it, in one stretch; empty for the first and the
  /// newest release of all.
  [[nodiscard]] std::string_view since() const;
  [[nodiscard]] std::string_view until() const;
  [[nodiscard]] const KeyVariant& variant() const { return table_->variants[variant_]; }

  /// The key of a name below it, in whatever release.
  [[nodiscard]] Key find(std::string_view name) const;
  /// What each item of the list is; holds nothing where items of any kind may stand.
  [[nodiscard]] Key items() const;
  /// The keys below it, of all releases, for walking: child(0) to child(child_count() - 1).
  [[nodiscard]] std::size_t child_count() const { return node().child_count; }
  [[nodiscard]] Key child(std::size_t i) const;

 private:
  [[nodiscard]] const KeyNode& node() const { return table_->nodes[node_]; }
  [[nodiscard]] std::span<const KeyVariant> variants() const;

  const KeyTable* table_ = nullptr;
  std::uint16_t node_ = 0;
  std::uint16_t variant_ = 0;
  ReleaseIndex release_ = 0;
  bool exists_ = false;
};

/// The key at a path, in whatever release; holds nothing where a step leads nowhere, below an open map too.
[[nodiscard]] Key find_key(const Key& root, KeyPath path);
/// The same for a path with indices: each leads to what all items of the list are.
[[nodiscard]] Key find_key(const Key& root, std::span<const Step> path);

}  // namespace estafette_lint
