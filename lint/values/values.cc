#include "lint/values/values.h"

#include <memory>
#include <utility>

#include "lint/values/merge.h"
#include "lint/values/set_apply.h"
#include "lint/values/set_argument.h"

namespace estafette_lint {
namespace {

/// Goes one step down; holds nothing where there is no such step.
Value below(const Value& value, const Step& step) {
  return step.is_index ? value.item(step.index) : value.find(step.key);
}
Value below(const Value& value, std::string_view key) { return value.find(key); }

template <typename Steps>
Lookup walk(const Value& root, const Steps& steps) {
  Lookup found{root, root.written(), 0};
  std::size_t depth = 0;
  for (const auto& step : steps) {
    ++depth;
    found.value = below(found.value, step);
    if (!found.value) break;
    if (const Value written = found.value.written()) {
      found.nearest = written;
      found.nearest_depth = depth;
    }
    if (!found.value.is_set() && depth < steps.size()) {
      found.value = Value();
      break;
    }
  }
  return found;
}

/// What one layer says about the rest of a path, `depth` steps of which lead to `value`.
void add_writer(Value value, std::span<const Step> path, std::size_t depth, std::vector<Writer>& writers) {
  if (!value) return;
  while (depth < path.size()) {
    const Value next = below(value, path[depth]);
    if (!next) {
      // A map leaves what it does not name to the layers below it; anything else takes their place.
      const bool speaks = depth > 0 && !value.is_map();
      if (speaks) writers.push_back({value, depth});
      return;
    }
    value = next;
    ++depth;
  }
  writers.push_back({value, depth});
}

void add_writers(const SetArgument& argument, std::span<const Step> path, std::vector<Writer>& writers) {
  for (const SetAssignment& assignment : argument.assignments) {
    const std::vector<SetStep>& steps = assignment.steps;
    if (assignment.value == kNoNode || steps.size() > path.size()) continue;
    bool leads_there = true;
    for (std::size_t i = 0; i < steps.size() && leads_there; ++i) {
      leads_there = steps[i].is_index == path[i].is_index &&
                    (steps[i].is_index ? steps[i].index == path[i].index : steps[i].key == path[i].key);
    }
    if (leads_there) add_writer(assigned_value(argument, assignment), path, steps.size(), writers);
  }
}

}  // namespace

Values::Values() = default;
Values::Values(Values&&) noexcept = default;
Values& Values::operator=(Values&&) noexcept = default;
Values::~Values() = default;

Lookup Values::lookup(std::span<const Step> path) const { return walk(root_, path); }

Lookup Values::lookup(std::span<const std::string_view> keys) const { return walk(root_, keys); }

std::vector<Writer> Values::chain(std::span<const Step> path) const {
  std::vector<Writer> writers;
  if (store_ == nullptr || path.empty()) return writers;
  for (const ChartDefaults::Subchart& subchart : store_->defaults->subcharts) {
    if (path.front().is_index || subchart.alias != path.front().key) continue;
    add_writer(Merger::root_of(subchart.values), path.subspan(1), 0, writers);
    for (Writer& writer : writers) ++writer.depth;
  }
  add_writer(Merger::root_of(store_->defaults->umbrella), path, 0, writers);
  for (const Layer* layer : store_->files) add_writer(Merger::root_of(*layer), path, 0, writers);
  for (const SetArgument* argument : store_->arguments) add_writers(*argument, path, writers);
  return writers;
}

bool Values::is_left_out(std::string_view alias) const {
  if (store_ == nullptr) return false;
  for (const ChartDefaults::Subchart& subchart : store_->defaults->subcharts) {
    if (subchart.alias == alias) return Merger(*store_).is_left_out(subchart);
  }
  return false;
}

Values merge_values(std::span<const Layer* const> user_layers, const ChartDefaults& defaults) {
  // Nothing can fail without arguments.
  return merge_release(user_layers, {}, defaults).value();
}

}  // namespace estafette_lint
