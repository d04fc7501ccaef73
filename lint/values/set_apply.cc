#include "lint/values/set_apply.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "lint/values/merge.h"
#include "lint/yaml/path.h"

namespace estafette_lint {
namespace {

std::string_view noun_of(const Value& value) {
  switch (value.type()) {
    case Type::kNull:
      return "null";
    case Type::kMap:
      return "a map";
    case Type::kList:
      return "a list";
    default:
      return "a single value";
  }
}

/// How a value ended. Helm takes the end of an argument behind `a[0].b=` for the end of everything, and does
/// not put new items into the lists on the way.
enum class Ending : std::uint8_t { kDone, kCutOff, kFailed };

}  // namespace

/// Changes the user's values. A map or list is copied when it is first changed, and only it; then it is
/// changed in place.
class SetApplier {
 public:
  SetApplier(ValueStore& store, const SetArgument& argument) : store_(store), argument_(argument) {}

  std::optional<TextError> apply(Value& root) {
    for (const SetAssignment& assignment : argument_.assignments) {
      assignment_ = &assignment;
      if (!root) root = container(0, Type::kMap);
      if (set_key(root, 0) == Ending::kFailed) return std::move(error_);
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] const std::vector<SetStep>& steps() const { return assignment_->steps; }
  [[nodiscard]] bool is_complete() const { return assignment_->value != kNoNode; }

  Ending fail(std::size_t step, std::string message, std::string hint = {}) {
    error_ = TextError{std::move(message), std::move(hint), steps()[step].span};
    return Ending::kFailed;
  }

  /// "a.b[0]" for the steps up to and with `last`.
  [[nodiscard]] std::string path_to(std::size_t last) const {
    Path path;
    for (std::size_t i = 0; i <= last; ++i) {
      const SetStep& step = steps()[i];
      path.push_back(step.is_index ? Step(step.index) : Step(step.key));
    }
    return format_path(path);
  }

  Ending no_room(std::size_t step, const Value& existing, std::string_view wanted) {
    return fail(
        step,
        fmt::format("{} is {} in the values so far, not {}: Helm cannot set anything in it", path_to(step),
                    noun_of(existing), wanted),
        existing.is_null() ? "leave the null out of the values below, or set the whole map" : std::string());
  }

  /// The map or list that takes a step, where the values so far have none.
  [[nodiscard]] Value container(std::size_t step, Type type) {
    const NodeId node = step < steps().size() ? steps()[step].holder : kNoNode;
    const Span key_span = step > 0 && !steps()[step - 1].is_index ? steps()[step - 1].span : Span{};
    // `a.` and `a[0].` have no step that would go into it: the argument's own root stands for it.
    const NodeId holder = node == kNoNode ? argument_.layer.tree.root : node;
    Value value(argument_.layer, holder, key_span);
    if (type == Type::kMap) {
      value.merged_ = &store_.maps.emplace_back(store_, MergedMap::Recipe{}, value);
      static_cast<void>(value.merged_->entries());
    } else {
      value.merged_list_ = &store_.lists.emplace_back();
    }
    return value;
  }

  /// The entries of a map, to be changed.
  MergedMap& own_map(Value& map) {
    if (map.merged_ != nullptr && map.merged_->is_own()) return *map.merged_;
    MergedMap& own = store_.maps.emplace_back(store_, MergedMap::Recipe{}, map.written());
    static_cast<void>(own.entries());
    for (const auto& [key, value] : Merger::all_entries(map)) own.set(key, value);
    map.merged_ = &own;
    return own;
  }

  std::vector<Value>& own_items(Value& list) {
    if (list.merged_list_ == nullptr) {
      std::vector<Value> items = list.items();
      list.merged_list_ = &store_.lists.emplace_back(MergedList{std::move(items)});
    }
    return list.merged_list_->items;
  }

  [[nodiscard]] static bool is_empty(const Value& map) {
    return map.merged_ != nullptr ? map.merged_->entries().empty() : map.entries().empty();
  }

  void set_item(Value& list, const SetStep& step, const Value& value) {
    std::vector<Value>& items = own_items(list);
    if (items.size() <= step.index) items.resize(step.index + 1, Value(argument_.layer, step.gap, {}));
    items[step.index] = value;
  }

  /// `map` is a map and takes step `at`.
  Ending set_key(Value& map, std::size_t at) {
    if (at == steps().size()) return Ending::kCutOff;
    const SetStep& step = steps()[at];
    // A key without a name is not set, though Helm changes what stands there.
    if (at + 1 == steps().size() && is_complete()) {
      if (!step.key.empty()) own_map(map).set(step.key, assigned_value(argument_, *assignment_));
      return assignment_->cut_off ? Ending::kCutOff : Ending::kDone;
    }
    const bool to_list = at + 1 < steps().size() && steps()[at + 1].is_index;
    const Type wanted = to_list ? Type::kList : Type::kMap;
    Value child = map.find(step.key);
    const bool existed = static_cast<bool>(child);
    if (existed && child.type() != wanted) return no_room(at, child, to_list ? "a list" : "a map");
    if (!existed) child = container(at + 1, wanted);

    const Ending ending = to_list ? set_index(child, at + 1) : set_key(child, at + 1);
    if (ending == Ending::kFailed) return ending;
    const bool empty = !to_list && is_empty(child);
    if (empty && ending == Ending::kDone) return fail(at, fmt::format("nothing is set in {}", path_to(at)));
    if (!empty && (existed || !step.key.empty())) own_map(map).set(step.key, child);
    return ending;
  }

  /// `list` is a list and takes step `at`.
  Ending set_index(Value& list, std::size_t at) {
    const SetStep& step = steps()[at];
    const bool last = at + 1 == steps().size();
    if (last && is_complete()) {
      set_item(list, step, assigned_value(argument_, *assignment_));
      return Ending::kDone;
    }
    if (last && !assignment_->ends_in_dot) return Ending::kCutOff;

    const bool exists = step.index < list.item_count();
    Value item = list.item(step.index);
    const bool to_list = !last && steps()[at + 1].is_index;
    const bool changed_in_place = exists && (!to_list || item.is_list());
    if (to_list) {
      if (exists && !item.is_null() && !item.is_list()) return no_room(at, item, "a list");
      if (!item.is_list()) item = container(at + 1, Type::kList);
    } else if (!item.is_map()) {
      // Whatever else the item is gives way.
      item = container(at + 1, Type::kMap);
    }
    const Ending ending = to_list ? set_index(item, at + 1) : set_key(item, at + 1);
    if (ending == Ending::kFailed) return ending;
    if (changed_in_place || ending == Ending::kDone) set_item(list, step, item);
    return ending;
  }

  ValueStore& store_;
  const SetArgument& argument_;
  const SetAssignment* assignment_ = nullptr;
  std::optional<TextError> error_;
};

Value assigned_value(const SetArgument& argument, const SetAssignment& assignment) {
  if (assignment.contents != nullptr) {
    const Layer& layer = assignment.contents->layer;
    return {layer, layer.tree.root, {}};
  }
  const SetStep& last = assignment.steps.back();
  return {argument.layer, assignment.value, last.is_index ? Span{} : last.span};
}

Result<Values, SetFault> merge_release(std::span<const Layer* const> files,
                                       std::span<const SetArgument* const> arguments,
                                       const ChartDefaults& defaults) {
  auto store = std::make_unique<ValueStore>();
  store->defaults = &defaults;
  store->files.assign(files.begin(), files.end());
  store->arguments.assign(arguments.begin(), arguments.end());
  std::ranges::stable_sort(store->arguments, {}, [](const SetArgument* argument) { return argument->kind; });

  Merger merger(*store);
  for (const Layer* file : files) {
    store->user = merger.combine(Merger::root_of(*file), store->user, NullRule::kKeep);
  }
  for (const SetArgument* argument : store->arguments) {
    if (std::optional<TextError> error = SetApplier(*store, *argument).apply(store->user)) {
      return SetFault{argument, *std::move(error)};
    }
  }
  return Merger::finish(std::move(store));
}

}  // namespace estafette_lint
