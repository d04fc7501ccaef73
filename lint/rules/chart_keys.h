// The keys of a chart as its own files show them: what its values set, and what its templates read.
//
//   ChartKeys keys(store);
//   keys.gather(package);
//   keys.settle(nearest_release_of_the_built_in_model);
//   for (const KeyDraft* key : keys.root().children) use(key->variant);
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "lint/rules/chart_package.h"
#include "lint/rules/key_model.h"
#include "lint/rules/key_model_builder.h"
#include "lint/rules/rule_fields.h"
#include "lint/rules/value_reads.h"
#include "lint/values/values.h"

namespace estafette_lint {

struct KeyDraft {
  std::string_view name;
  std::vector<KeyDraft*> children;  ///< in the order in which they turned up
  std::map<std::string_view, KeyDraft*> by_name;
  KeyDraft* items = nullptr;  ///< what each item of the list is, where that is known

  bool read = false;   ///< a template names it
  bool named = false;  ///< a template names it that nothing includes
  bool tested = false;
  bool printed = false;
  bool whole = false;
  bool ranged = false;
  bool condition = false;
  bool complete = true;  ///< false: the templates of the chart that it belongs to could not all be followed
  const ReadKey* read_items = nullptr;

  /// With its defaults from the start, and with all else once settled.
  KeyVariant variant;
};

class ChartKeys {
 public:
  /// Names and texts go into the store. The defaults of the keys go into `pool`, behind what is there.
  ChartKeys(TextStore store, TreeStorage& pool);

  /// Takes up the keys of a chart and of all that are in it; call it once. False where there are more than a
  /// table holds.
  [[nodiscard]] bool gather(const ChartPackage& package);
  /// Decides on the type of each key, and whether it is open or dead: with what the built-in model knows of
  /// the key in a release, and else by its default and by how templates use it.
  void settle(const Key& builtin_root);

  [[nodiscard]] const KeyDraft& root() const { return root_; }

 private:
  struct Instance {
    const ChartPackage* chart = nullptr;
    std::size_t parent = 0;
    KeyDraft* keys = nullptr;
  };

  [[nodiscard]] bool add_instances(const ChartPackage& package);
  [[nodiscard]] bool is_full() const;
  void lay_values(const Value& values, KeyDraft& key, NodeId KeyVariant::*which);
  static void clear_defaults(KeyDraft& key, NodeId KeyVariant::*which);
  void lay_reads(const ReadKey& reads, KeyDraft& key);
  void mark_special_keys(const ChartPackage& package, KeyDraft& keys,
                         const std::vector<KeyDraft*>& subcharts);
  NodeId copy(const Value& value);

  void settle(KeyDraft& key, const Key& builtin, bool used_above);
  void settle_type(KeyDraft& key, const Key& builtin) const;
  void settle_items(KeyDraft& key, const Key& builtin);
  [[nodiscard]] Type default_type(const KeyDraft& key) const;
  void copy_items(KeyDraft& key, const Key& builtin);

  KeyDraft& child(KeyDraft& key, std::string_view name);
  KeyDraft& at(KeyDraft& key, const std::vector<std::string>& path);

  TextStore store_;
  TreeStorage& pool_;
  std::deque<KeyDraft> drafts_;
  KeyDraft root_;
  std::deque<Layer> layers_;
  std::vector<Instance> instances_;
  std::vector<ChartReads> reads_;
};

}  // namespace estafette_lint
