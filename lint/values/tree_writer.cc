#include "lint/values/tree_writer.h"

namespace estafette_lint {

NodeId TreeWriter::add(Type type, Style style, Span span) {
  Node& node = document_.nodes.emplace_back();
  node.type = type;
  node.style = style;
  node.span = span;
  node.properties = {span.begin, span.begin};
  return static_cast<NodeId>(document_.nodes.size() - 1);
}

NodeId TreeWriter::null(Span span) {
  return add(Type::kNull, span.empty() ? Style::kEmpty : Style::kPlain, span);
}

NodeId TreeWriter::boolean(bool value, Span span) {
  const NodeId id = add(Type::kBool, Style::kPlain, span);
  document_.nodes[id].boolean = value;
  return id;
}

NodeId TreeWriter::number(double value, Type type, std::string_view text, Span span) {
  const NodeId id = add(type, Style::kPlain, span);
  document_.nodes[id].number = value;
  document_.nodes[id].text = text;
  return id;
}

NodeId TreeWriter::string(std::string_view text, Style style, Span span) {
  const NodeId id = add(Type::kString, style, span);
  document_.nodes[id].text = text;
  return id;
}

NodeId TreeWriter::list(const std::vector<NodeId>& items, Span span) {
  const NodeId id = add(Type::kList, Style::kFlow, span);
  fill_list(id, items);
  return id;
}

NodeId TreeWriter::map(const std::vector<Entry>& entries, Span span) {
  const NodeId id = add(Type::kMap, Style::kFlow, span);
  fill_map(id, entries);
  return id;
}

void TreeWriter::fill_list(NodeId list, const std::vector<NodeId>& items) {
  document_.nodes[list].first = static_cast<std::uint32_t>(document_.items.size());
  document_.nodes[list].count = static_cast<std::uint32_t>(items.size());
  document_.items.insert(document_.items.end(), items.begin(), items.end());
}

void TreeWriter::fill_map(NodeId map, const std::vector<Entry>& entries) {
  document_.nodes[map].first = static_cast<std::uint32_t>(document_.entries.size());
  document_.nodes[map].count = static_cast<std::uint32_t>(entries.size());
  document_.entries.insert(document_.entries.end(), entries.begin(), entries.end());
}

void TreeWriter::finish(NodeId root) {
  document_.tree = {document_.nodes, document_.entries, document_.items, root};
}

}  // namespace estafette_lint
