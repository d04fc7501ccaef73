// Builds the tree of an argument, node by node.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/span.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

class TreeWriter {
 public:
  explicit TreeWriter(Document& document) : document_(document) {}

  NodeId null(Span span);
  NodeId boolean(bool value, Span span);
  NodeId number(double value, Type type, std::string_view text, Span span);
  NodeId string(std::string_view text, Style style, Span span);
  NodeId list(const std::vector<NodeId>& items, Span span);
  NodeId map(const std::vector<Entry>& entries, Span span);

  /// Fills a collection that was made empty.
  void fill_list(NodeId list, const std::vector<NodeId>& items);
  void fill_map(NodeId map, const std::vector<Entry>& entries);

  /// A text that is not in the source.
  std::string_view keep(std::string text) { return document_.texts.emplace_back(std::move(text)); }

  /// Call it last: nodes that are added later are not in the tree.
  void finish(NodeId root);

 private:
  NodeId add(Type type, Style style, Span span);

  Document& document_;
};

}  // namespace estafette_lint
