// Builds the tree of keys from what the key files say of each key, and checks that it all fits together.
#pragma once

#include <deque>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lint/rules/chart_release_file.h"
#include "lint/rules/key_model.h"
#include "lint/rules/rule_fields.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

/// A tree whose nodes stand in no file: all spans are empty.
struct TreeStorage {
  std::vector<Node> nodes;
  std::vector<Entry> entries;
  std::vector<NodeId> items;
};

/// What a key file says of one key in a stretch of releases.
struct KeyLine {
  FileReader* file = nullptr;
  Path path;  ///< from the root of the values; an index stands for all items of a list
  Span at;    ///< where faults about it point
  ReleaseRange releases;
  bool umbrella = false;  ///< the umbrella's values say it, not the subchart's own
  KeyType type = KeyType::kAny;
  KeyType values = KeyType::kAny;
  bool open = false;
  bool dead = false;
  bool condition = false;
  NodeId default_value = kNoNode;  ///< in the file's tree
  Path renamed_to;
  Span renamed_at;
};

/// Where the parts of a KeyTable are kept.
struct KeyStorage {
  std::vector<KeyNode> nodes;
  std::vector<KeyVariant> variants;
  TreeStorage defaults;
};

class KeyTableBuilder {
 public:
  KeyTableBuilder(ReleaseNames releases, TextStore store);
  ~KeyTableBuilder();
  KeyTableBuilder(const KeyTableBuilder&) = delete;
  KeyTableBuilder& operator=(const KeyTableBuilder&) = delete;

  void add(const KeyLine& line);
  /// Call once, after every line. The files outlive this.
  void build(KeyStorage& out);

 private:
  struct Draft;
  struct StoredLine {
    KeyLine line;
    NodeId default_value = kNoNode;  // in the table's pool
    std::string_view renamed_to;
    bool faulty = false;  // one fault a line is enough
  };
  using Lines = std::vector<StoredLine*>;  // by release; null where there is none

  void resolve(Draft& draft);
  void check_default(const Draft& draft, ReleaseIndex release, Lines Draft::*which);
  [[nodiscard]] StoredLine* line_below(const Draft& draft, ReleaseIndex release, Lines Draft::*which) const;
  void check_renaming(const StoredLine& stored);
  void flatten(KeyStorage& out);
  void add_variants(const Draft& draft, KeyNode& node, KeyStorage& out) const;
  [[nodiscard]] KeyVariant variant_of(const Draft& draft, ReleaseIndex release) const;
  NodeId copy(FileReader& file, NodeId from);
  [[nodiscard]] const Draft* find(const Path& path) const;
  static void fault(const StoredLine* line, std::string message, std::string hint = {});

  ReleaseNames releases_;
  TextStore store_;
  std::unique_ptr<Draft> root_;
  std::deque<StoredLine> lines_;
  TreeStorage pool_;
  std::unordered_map<std::string, NodeId> pooled_;  // by what they say
};

}  // namespace estafette_lint
