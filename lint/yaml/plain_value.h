// A value as Helm reads it, without any trace of how it was written: aliases followed, `<<` merged where it
// stands, of equal keys the last. Proofs compare these.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "lint/yaml/path.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

struct PlainEntry;

struct PlainValue {
  Type type = Type::kNull;  ///< kNull, kBool, kFloat (for every number), kString, kList or kMap
  bool boolean = false;
  double number = 0;
  std::string text;
  std::vector<PlainEntry> entries;
  std::vector<PlainValue> items;

  /// The value of a key, or null.
  [[nodiscard]] PlainValue* child(const Step& step);
};

struct PlainEntry {
  std::string key;
  PlainValue value;
  bool anywhere = false;  ///< its place among the other keys is left open
};

/// An empty document is an empty map. The key that stands at `without` is passed over, as if it were not
/// there; an empty span is none.
[[nodiscard]] PlainValue plain_value(const Tree& tree, Span without = {});
[[nodiscard]] PlainValue plain_value(const Tree& tree, NodeId id, Span without = {});

/// How many collections stand within one another, aliases followed. Values nest far deeper by a chain of
/// aliases than a document does.
[[nodiscard]] std::size_t nesting_depth(const Tree& tree);

/// The value at a path, or null. It goes no further than to a string.
[[nodiscard]] PlainValue* find_value(PlainValue& root, std::span<const Step> path);

/// Whether `found` is deeply what is wanted, its keys in the same order.
[[nodiscard]] bool is_equal(const PlainValue& wanted, const PlainValue& found);

}  // namespace estafette_lint
