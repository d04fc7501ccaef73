#include "lint/engine/effective_leaves.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "lint/engine/effective_release.h"
#include "lint/engine/input_file.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

class LeafReader {
 public:
  LeafReader(std::string_view release, EffectiveLeaves& leaves) : release_(release), leaves_(leaves) {}

  void read(const Value& value) {
    if (value.is_map()) {
      const auto entries = value.entries();
      for (const auto& [key, child] : entries) read_child(Step(key), child);
      if (!entries.empty()) return;
    } else if (value.item_count() > 0) {
      std::size_t index = 0;
      for (const Value& item : value.items()) read_child(Step(index++), item);
      return;
    }
    leaves_.emplace(fmt::format("{}\n{}", release_, format_path(path_)), leaf_of(value));
  }

 private:
  void read_child(Step step, const Value& child) {
    path_.push_back(std::move(step));
    read(child);
    path_.pop_back();
  }

  [[nodiscard]] EffectiveLeaf leaf_of(const Value& value) const {
    switch (value.type()) {
      case Type::kMap:
        return {.path = path_, .text = "{}", .is_empty = true};
      case Type::kList:
        return {.path = path_, .text = "[]", .is_empty = true};
      case Type::kBool:
        return {.path = path_, .text = value.node().boolean ? "true" : "false"};
      case Type::kInt:
      case Type::kFloat:
        return {.path = path_, .text = format_go_number(value.node().number)};
      case Type::kString:
        return {.path = path_, .text = fmt::format("'{}", value.node().text), .is_text = true};
      case Type::kNull:
      case Type::kAlias:
        break;
    }
    return {.path = path_, .text = "null", .is_empty = true};
  }

  std::string_view release_;
  EffectiveLeaves& leaves_;
  Path path_;
};

void add_releases(const Source& source, const ChartModel& chart, const ReadingOptions& reading,
                  EffectiveLeaves& leaves) {
  const InputFile file(source, chart, reading.values_root);
  for (const FileRelease& part : file.releases()) {
    NamedChart named(chart, reading.history);
    std::vector<Note> notes;
    const ChartModel& model = named.choose(part.version, source, notes);
    const Values values = merge_values(part.layers, *model.defaults);
    LeafReader(part.label, leaves).read(values.root());
  }
}

bool starts_with(const Path& path, const Path& start) {
  return path.size() >= start.size() && std::equal(start.begin(), start.end(), path.begin());
}

const EffectiveLeaf* find_leaf(const EffectiveLeaves& leaves, const std::string& key) {
  const auto found = leaves.find(key);
  return found == leaves.end() ? nullptr : &found->second;
}

/// The switch of a component decides whether Helm takes the defaults of its chart at all.
Path reach_of(const Path& named) {
  const bool is_switch = named.size() == 2 && named.back() == Step("enabled");
  return is_switch ? Path{named.front()} : named;
}

/// Helm hands `global` down to each subchart.
bool is_below(const Path& path, const Path& named) {
  const Path reach = reach_of(named);
  if (starts_with(path, reach)) return true;
  return named.front() == Step("global") && !path.empty() &&
         starts_with(Path(path.begin() + 1, path.end()), reach);
}

/// Only the boolean false switches a component off: without the key it is on.
bool is_switch_on(const EffectiveLeaf& leaf) {
  return leaf.path.size() == 2 && leaf.path.back() == Step("enabled") && leaf.text == "true";
}

/// `before` and `after` are the leaf of one path; null where there is none.
bool is_same(const EffectiveLeaf* before, const EffectiveLeaf* after) {
  if (before == nullptr || after == nullptr) return is_switch_on(before != nullptr ? *before : *after);
  return before->text == after->text;
}

/// The same, of leaves that differ.
bool is_about(const Path& named, const EffectiveLeaf* before, const EffectiveLeaf* after) {
  const Path& path = (before != nullptr ? before : after)->path;
  if (is_below(path, named)) return true;
  if (!starts_with(named, path)) return false;
  const auto makes_room = [](const EffectiveLeaf* leaf) { return leaf == nullptr || leaf->is_empty; };
  const bool both_texts = before != nullptr && after != nullptr && before->is_text && after->is_text;
  return both_texts || (makes_room(before) && makes_room(after));
}

}  // namespace

EffectiveLeaves effective_leaves(const ReleaseLayers& layers, const ChartModel& chart,
                                 const ReadingOptions& reading, bool by_itself) {
  EffectiveLeaves leaves;
  if (by_itself) {
    add_releases(*layers.files.front(), chart, reading, leaves);
    return leaves;
  }
  const EffectiveRelease release(layers, chart, reading);
  if (release.values() != nullptr) LeafReader({}, leaves).read(release.values()->root());
  return leaves;
}

std::vector<Path> changed_beyond(const EffectiveLeaves& before, const EffectiveLeaves& after,
                                 std::span<const Path> named) {
  std::vector<Path> changed;
  const auto compare = [&](const EffectiveLeaf* old_leaf, const EffectiveLeaf* new_leaf) {
    if (is_same(old_leaf, new_leaf)) return;
    const auto is_named = [&](const Path& path) { return is_about(path, old_leaf, new_leaf); };
    if (std::ranges::any_of(named, is_named)) return;
    changed.push_back((old_leaf != nullptr ? old_leaf : new_leaf)->path);
  };
  for (const auto& [key, leaf] : before) compare(&leaf, find_leaf(after, key));
  for (const auto& [key, leaf] : after) {
    if (!before.contains(key)) compare(nullptr, &leaf);
  }
  return changed;
}

}  // namespace estafette_lint
