#include "lint/engine/value_changes.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace estafette_lint {
namespace {

bool starts_with(const Path& path, const Path& start) {
  return path.size() >= start.size() && std::equal(start.begin(), start.end(), path.begin());
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

/// Whether a value holds others.
bool is_filled(const Value& value) {
  return value.is_map() ? !value.entries().empty() : value.item_count() > 0;
}

/// Null, `{}` and `[]`: a key below takes the place of it, as of nothing.
bool makes_room(const Value& value) {
  return value.is_null() || ((value.is_map() || value.is_list()) && !is_filled(value));
}

/// Of values that hold no others.
bool is_equal_leaf(const Value& a, const Value& b) {
  if (a.is_set() != b.is_set()) return false;
  if (a.is_number() && b.is_number()) return a.node().number == b.node().number;
  if (a.type() != b.type()) return false;
  if (a.is_string()) return a.node().text == b.node().text;
  return a.type() != Type::kBool || a.node().boolean == b.node().boolean;
}

/// Looks through the values of a release before and after, side by side.
class Comparison {
 public:
  Comparison(std::span<const Path> named, std::vector<Path>& changed) : named_(named), changed_(changed) {}

  void compare(const Value& before, const Value& after) {
    // What the chart sets, and nobody else a part of, is the same both times.
    if (before && after && before.origin() == Origin::kDefault && after.origin() == Origin::kDefault &&
        before.layer() == after.layer() && before.node_id() == after.node_id()) {
      return;
    }
    const bool old_filled = before.is_set() && is_filled(before);
    const bool new_filled = after.is_set() && is_filled(after);
    if (!old_filled && !new_filled) {
      compare_leaves(before, after);
      return;
    }
    // A value in place of a map, or a list in place of one.
    if (old_filled && new_filled && before.is_map() != after.is_map()) {
      compare(before, Value());
      compare(Value(), after);
      return;
    }
    if (!old_filled && before.is_set()) compare_leaves(before, Value());
    if (!new_filled && after.is_set()) compare_leaves(Value(), after);
    if ((old_filled ? before : after).is_map()) {
      compare_entries(before, after);
    } else {
      const std::size_t count = std::max(before.item_count(), after.item_count());
      for (std::size_t i = 0; i < count; ++i) compare_at(Step(i), item_of(before, i), item_of(after, i));
    }
  }

 private:
  static Value item_of(const Value& list, std::size_t index) {
    return index < list.item_count() ? list.item(index) : Value();
  }
  static Value entry_of(const Value& map, std::string_view key) {
    const Value value = map.is_map() ? map.find(key) : Value();
    return value.is_set() ? value : Value();
  }

  void compare_entries(const Value& before, const Value& after) {
    if (before.is_map()) {
      for (const auto& [key, value] : before.entries()) compare_at(Step(key), value, entry_of(after, key));
    }
    if (!after.is_map()) return;
    for (const auto& [key, value] : after.entries()) {
      if (!entry_of(before, key)) compare_at(Step(key), Value(), value);
    }
  }

  void compare_at(Step step, const Value& before, const Value& after) {
    path_.push_back(std::move(step));
    compare(before, after);
    path_.pop_back();
  }

  void compare_leaves(const Value& before, const Value& after) {
    if (is_equal_leaf(before, after) || is_switch_on(before, after)) return;
    const auto is_named = [&](const Path& named) { return is_about(named, before, after); };
    if (std::ranges::none_of(named_, is_named)) changed_.push_back(path_);
  }

  /// Only the boolean false switches a component off: without the key it is on.
  [[nodiscard]] bool is_switch_on(const Value& before, const Value& after) const {
    if (path_.size() != 2 || path_.back() != Step("enabled") || before.is_set() == after.is_set())
      return false;
    const Value& there = before.is_set() ? before : after;
    return there.type() == Type::kBool && there.node().boolean;
  }

  [[nodiscard]] bool is_about(const Path& named, const Value& before, const Value& after) const {
    if (is_below(path_, named)) return true;
    if (!starts_with(named, path_)) return false;
    return (before.is_string() && after.is_string()) || (makes_room(before) && makes_room(after));
  }

  std::span<const Path> named_;
  std::vector<Path>& changed_;
  Path path_;
};

}  // namespace

ReadReleases::ReadReleases(const ReleaseLayers& layers, const ChartModel& chart,
                           const ReadingOptions& reading, bool by_itself) {
  if (by_itself) {
    read_each(*layers.files.front(), chart, reading);
    return;
  }
  release_.emplace(layers, chart, reading);
  if (release_->values() != nullptr) releases_.push_back(release_->values());
}

void ReadReleases::read_each(const Source& source, const ChartModel& chart, const ReadingOptions& reading) {
  file_.emplace(source, chart, reading.values_root);
  std::vector<Note> notes;
  for (const FileRelease& part : file_->releases()) {
    NamedChart& named = charts_.emplace_back(chart, reading.history);
    const ChartModel& model = named.choose(part.version, source, notes);
    releases_.push_back(&values_.emplace_back(merge_values(part.layers, *model.defaults)));
  }
}

Path ReadReleases::null_above(const Path& path) const {
  for (const Values* values : releases_) {
    for (std::size_t depth = 1; depth < path.size(); ++depth) {
      const auto above = std::span(path).first(depth);
      const std::vector<Writer> writers = values->chain(above);
      if (writers.empty() || writers.back().depth < depth) break;
      const Value& decides = writers.back().value;
      if (decides.is_null() && decides.origin() != Origin::kDefault) return {above.begin(), above.end()};
    }
  }
  return {};
}

std::vector<Path> changed_beyond(const ReadReleases& before, const ReadReleases& after,
                                 std::span<const Path> named) {
  std::vector<Path> changed;
  const std::size_t releases = std::min(before.size(), after.size());
  for (std::size_t i = 0; i < releases; ++i) {
    Comparison(named, changed).compare(before.root(i), after.root(i));
  }
  return changed;
}

}  // namespace estafette_lint
