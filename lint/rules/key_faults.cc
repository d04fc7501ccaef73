#include "lint/rules/key_faults.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "lint/values/merge.h"

namespace estafette_lint {
namespace {

/// Keys at the top that are for other tools, or hold anchors.
bool is_ignored_at_top(std::string_view name) {
  return name == "global" || name == "sops" || name.starts_with("x-") || name.starts_with('.') ||
         name.starts_with('_');
}

/// Whether a closer look is due.
bool may_be_wrong(KeyType wanted, const Value& value) {
  switch (wanted) {
    case KeyType::kAny:
      return false;
    case KeyType::kBool:
      return value.type() != Type::kBool;
    case KeyType::kInt:
      return !value.is_number() || value.node().number != std::trunc(value.node().number);
    case KeyType::kNumber:
      return !value.is_number();
    case KeyType::kString:
      return !value.is_string();
    case KeyType::kList:
      return !value.is_list();
    case KeyType::kMap:
      return !value.is_map();
  }
  return false;
}

class Walk {
 public:
  Walk(const Values& values, const ChartModel& chart) : values_(values), chart_(chart) {}

  std::vector<KeyFault> run() && {
    walk_map(values_.root(), chart_.root_key());
    return std::move(faults_);
  }

 private:
  void walk_map(const Value& map, const Key& parent) {
    for (const auto& [name, value] : Merger::all_entries(map)) {
      const Value written = value.removed() ? value : value.written();
      if (!written || written.origin() == Origin::kDefault) continue;
      if (path_.empty() && is_ignored_at_top(name)) continue;
      path_.emplace_back(name);
      look_at(name, value, written, parent);
      path_.pop_back();
    }
  }

  void look_at(std::string_view name, const Value& value, const Value& written, const Key& parent) {
    const Key key = parent.find(name);
    if (!key || !key.exists()) {
      if (is_global_of_subchart(name)) return;
      if (parent.is_open() || parent.type() == KeyType::kAny) {
        // A number where texts are usual: a check knows whether it matters.
        const bool odd = parent.is_open() && (value.is_number() || value.type() == Type::kBool);
        look_at_value(value, written, {}, odd ? KeyType::kString : parent.value_type());
        return;
      }
      add_missing(written, key, likely_key(chart_, path_));
    } else if (key.is_dead()) {
      add(KeyFaultKind::kDead, written, key).likely = likely_key(chart_, path_);
    } else if (path_.size() > 1 || is_on(name)) {
      look_at_value(value, written, key, key.type());
    } else {
      look_for_switch(value, key);
    }
  }

  /// Of a component that is off: who misspells its switch believes that it is on.
  void look_for_switch(const Value& component, const Key& parent) {
    for (const auto& [name, value] : Merger::all_entries(component)) {
      const Value written = value.removed() ? value : value.written();
      if (!written || written.origin() == Origin::kDefault) continue;
      const Key key = parent.find(name);
      if (key && key.exists()) continue;
      path_.emplace_back(name);
      LikelyKey likely = likely_key(chart_, path_);
      if (chart_.find_key(likely.path).is_condition()) add_missing(written, key, std::move(likely));
      path_.pop_back();
    }
  }

  void look_at_value(const Value& value, const Value& written, const Key& key, KeyType wanted) {
    if (written.is_null() || value.is_null()) {
      if (key && key.has_default()) add(KeyFaultKind::kNull, written, key);
      return;
    }
    if (value.is_unknown()) return;
    // In place of a whole section Helm takes nothing but a map: what stands there is not among the values.
    if (may_be_wrong(wanted, path_.size() == 1 ? written : value)) {
      add(KeyFaultKind::kType, written, key).wanted = wanted;
      return;
    }
    if (!key) return;
    if (value.is_map() && (wanted == KeyType::kMap || key.child_count() > 0)) walk_map(value, key);
    if (value.is_list() && key.items().exists()) walk_items(value, key.items());
  }

  void walk_items(const Value& list, const Key& item_key) {
    std::size_t index = 0;
    for (const Value& item : list.items()) {
      path_.emplace_back(index++);
      const Value written = item.written();
      if (written && !item.is_null()) look_at_value(item, written, item_key, item_key.type());
      path_.pop_back();
    }
  }

  void add_missing(const Value& written, const Key& key, LikelyKey likely) {
    // A key that goes by a new name is unknown to the release; one that came or went is of another.
    const bool other = key && likely.likeness != Likeness::kRenamed;
    add(other ? KeyFaultKind::kOtherRelease : KeyFaultKind::kUnknown, written, key).likely =
        std::move(likely);
  }

  KeyFault& add(KeyFaultKind kind, const Value& written, const Key& key) {
    return faults_.emplace_back(KeyFault{.kind = kind, .path = path_, .value = written, .key = key});
  }

  /// Helm gives every subchart a `global` of its own.
  [[nodiscard]] bool is_global_of_subchart(std::string_view name) const {
    return path_.size() == 2 && name == "global";
  }

  [[nodiscard]] bool is_on(std::string_view alias) const {
    const ComponentFact* const component = chart_.component(alias);
    if (component == nullptr) return true;
    const Value condition = values_.lookup(component->condition).value;
    return condition.type() != Type::kBool || condition.node().boolean;
  }

  const Values& values_;
  const ChartModel& chart_;
  Path path_;
  std::vector<KeyFault> faults_;
};

}  // namespace

std::vector<KeyFault> find_key_faults(const Values& values, const ChartModel& chart) {
  if (chart.keys == nullptr || chart.keys->nodes.empty()) return {};
  return Walk(values, chart).run();
}

}  // namespace estafette_lint
