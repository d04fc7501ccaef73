#include "lint/rules/locate.h"

#include <algorithm>

namespace estafette_lint {
namespace {

bool is_collection(const Node& node) { return node.type == Type::kMap || node.type == Type::kList; }

Site site_of(const Value& value, Span span) { return {value.layer(), span, value.origin()}; }

/// A collection that is an item of a list has no key: its first key, or its bracket.
Span head_of(const Value& value) {
  const Node& node = value.site();
  if (node.type == Type::kMap && node.style != Style::kFlow && node.count > 0) {
    return value.layer()->tree.entries[node.first].key_span;
  }
  return {node.span.begin, std::min(node.span.begin + 1, node.span.end)};
}

/// Where the value stands, whether or not a `<<` brought it in.
Span own_span(const Value& value) {
  const Node& site = value.site();
  const bool by_key = site.style == Style::kEmpty || is_collection(value.node());
  if (!by_key) return site.span;
  if (!value.key_span().empty()) return value.key_span();
  return is_collection(site) ? head_of(value) : site.span;
}

}  // namespace

Located locate_value(const Value& value) {
  if (value.merged_at().empty()) return {site_of(value, own_span(value)), {}};
  return {site_of(value, value.merged_at()), {{"the value stands here", site_of(value, own_span(value))}}};
}

Site locate_key(const Value& value) {
  return site_of(value, value.key_span().empty() ? own_span(value) : value.key_span());
}

Located locate_written_key(const Value& value) {
  if (value.merged_at().empty()) return {locate_key(value), {}};
  return {site_of(value, value.merged_at()), {{"the key stands here", locate_key(value)}}};
}

Located locate(const Lookup& lookup, std::size_t depth) {
  const bool removed_by_user = lookup.value.removed() && lookup.value.origin() != Origin::kDefault;
  const Value written = removed_by_user ? lookup.value : lookup.value.written();
  if (written) return locate_value(written);
  const Value& nearest = lookup.nearest;
  if (!nearest || lookup.nearest_depth == 0) return {};
  Site site = locate_key(nearest);
  const bool decides = !lookup.value && lookup.nearest_depth < depth && !nearest.is_map();
  if (!decides) site.origin = Origin::kDefault;
  return {site, {}};
}

}  // namespace estafette_lint
