#include "tests/tree_json.h"

#include <fmt/format.h>

#include <map>

#include "lint/text/line_index.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

std::string scalar_json(const Node& node) {
  switch (node.type) {
    case Type::kBool:
      return node.boolean ? "true" : "false";
    case Type::kInt:
    case Type::kFloat:
      return fmt::format("{}", node.number);
    case Type::kString:
      return json_string(node.text);
    default:
      return "null";
  }
}

template <typename Elements, typename Write>
std::string joined(const Elements& elements, char open, char close, Write write) {
  std::string out(1, open);
  for (const auto& element : elements) {
    if (out.size() > 1) out += ',';
    out += write(element);
  }
  return out + close;
}

/// A reading of its own, apart from the one in lint/values, so that the two check each other.
class TreeWriter {
 public:
  explicit TreeWriter(const Tree& tree) : tree_(tree) {}

  [[nodiscard]] std::string write(NodeId site) const {
    const NodeId id = tree_.resolve(site);
    const Node& node = tree_.node(id);
    if (node.type == Type::kList) {
      return joined(tree_.items_of(id), '[', ']', [this](NodeId item) { return write(item); });
    }
    if (node.type != Type::kMap) return scalar_json(node);
    std::map<std::string_view, NodeId> keys;
    fill(id, keys);
    return joined(keys, '{', '}',
                  [this](const auto& key) { return json_string(key.first) + ':' + write(key.second); });
  }

 private:
  void fill(NodeId map, std::map<std::string_view, NodeId>& keys) const {
    for (const Entry& entry : tree_.entries_of(map)) {
      if (!entry.merge) {
        keys[entry.key] = entry.value;
        continue;
      }
      const NodeId merged = tree_.resolve(entry.value);
      if (tree_.node(merged).type == Type::kMap) {
        fill(merged, keys);
        continue;
      }
      const auto items = tree_.items_of(merged);
      for (auto item = items.rbegin(); item != items.rend(); ++item) fill(tree_.resolve(*item), keys);
    }
  }

  const Tree& tree_;
};

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string to_json(const Tree& tree) {
  return tree.root == kNoNode ? "{}" : TreeWriter(tree).write(tree.root);
}

std::string to_json(const Value& value) {
  if (!value) return "(nothing)";
  if (value.removed()) return "(removed)";
  if (value.is_list()) {
    return joined(value.items(), '[', ']', [](const Value& item) { return to_json(item); });
  }
  if (!value.is_map()) return scalar_json(value.node());
  std::map<std::string_view, Value> keys;
  for (const auto& [key, child] : value.entries()) keys[key] = child;
  return joined(keys, '{', '}',
                [](const auto& key) { return json_string(key.first) + ':' + to_json(key.second); });
}

std::string read_as_json(std::string_view text) {
  const Result<Document> document = read_document(text);
  if (document) return to_json(document.value().tree);
  const Position at = LineIndex(text).position(document.error().span.begin);
  return fmt::format("error {}:{}", at.line, at.column);
}

}  // namespace estafette_lint
