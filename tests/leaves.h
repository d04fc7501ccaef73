// Trees and faults as flat text, for tests that compare them whole.
#pragma once

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "lint/rules/rule_loader.h"
#include "lint/yaml/path.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// Every value below a node by its path; lists count as their items, and empty collections as themselves.
using Leaves = std::map<std::string, std::string>;

inline void collect(const Tree& tree, NodeId id, const Path& path, Leaves& leaves) {
  const Node& node = tree.node(tree.resolve(id));
  std::string& leaf = leaves[format_path(path)];
  switch (node.type) {
    case Type::kNull:
      leaf = "null";
      break;
    case Type::kBool:
      leaf = node.boolean ? "true" : "false";
      break;
    case Type::kInt:
    case Type::kFloat:
      leaf = fmt::format("number {}", node.number);
      break;
    case Type::kString:
      leaf = fmt::format("text {}", node.text);
      break;
    case Type::kList: {
      leaf = fmt::format("list of {}", node.count);
      std::size_t index = 0;
      for (const NodeId item : tree.items_of(tree.resolve(id)))
        collect(tree, item, join(path, {index++}), leaves);
      break;
    }
    case Type::kMap:
      leaf = "map";
      for (const Entry& entry : tree.entries_of(tree.resolve(id))) {
        collect(tree, entry.value, join(path, {entry.key}), leaves);
      }
      break;
    case Type::kAlias:
      break;
  }
}

/// One line a fault: `file:line:column: message [hint]`.
inline std::string show(const std::vector<RuleFileError>& errors) {
  std::string text;
  for (const RuleFileError& error : errors) {
    text +=
        fmt::format("{}:{}:{}: {} [{}]\n", error.file, error.line, error.column, error.message, error.hint);
  }
  return text;
}

}  // namespace estafette_lint
