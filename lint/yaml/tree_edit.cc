#include "lint/yaml/tree_edit.h"

#include <utility>

namespace estafette_lint {

TreeChange set_value(Path path, std::string yaml) {
  return {.kind = TreeChange::Kind::kSet, .path = std::move(path), .yaml = std::move(yaml)};
}

TreeChange rename_key(Path path, std::string_view key) {
  Path target = path;
  if (!target.empty()) target.back() = Step(key);
  return {.kind = TreeChange::Kind::kRename, .path = std::move(path), .target = std::move(target)};
}

TreeChange move_key(Path path, Path target) {
  return {.kind = TreeChange::Kind::kMove, .path = std::move(path), .target = std::move(target)};
}

TreeChange remove_key(Path path) { return {.kind = TreeChange::Kind::kRemove, .path = std::move(path)}; }

Result<std::vector<Edit>, Refusal> plan_change(const EditInput& input, const TreeChange& change) {
  static_cast<void>(input);
  return Refusal{"this kind of change is not made yet: " + format_path(change.path), {}};
}

}  // namespace estafette_lint
