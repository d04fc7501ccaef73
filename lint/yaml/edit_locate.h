// Finds the place of a change in a tree, and says why it cannot be made there.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "lint/text/result.h"
#include "lint/yaml/edit_layout.h"
#include "lint/yaml/path.h"
#include "lint/yaml/tree_edit.h"

namespace estafette_lint {

/// A member of a collection, by its number.
struct EditPlace {
  NodeId collection = kNoNode;
  std::size_t position = 0;
};

/// As much of a path as is there.
struct Route {
  std::vector<EditPlace> places;  ///< one for each step that is there
  NodeId node = kNoNode;  ///< what stands at the last of them, perhaps an alias; the root where there is none
  /// The rest of the path leads into a document that `node`, a string, may hold.
  bool into_text = false;

  [[nodiscard]] bool is_complete(std::span<const Step> path) const { return places.size() == path.size(); }
};

struct RouteOptions {
  std::optional<Span> key_span;  ///< which of several equal keys is meant at the end of the path
  bool may_override = false;     ///< a value that a `<<` brings in counts as missing at the end of the path
};

/// Follows a path. Refused is what an edit at its end would change beyond it: a value with an alias
/// elsewhere, an alias, a value that a `<<` brings in, equal keys, and a step that the value has no room for.
[[nodiscard]] Result<Route, Refusal> find_route(const EditText& edited, std::span<const Step> path,
                                                const RouteOptions& options);

/// Why the text after a change cannot be read. What the change moves or removes may be the anchor of an
/// alias.
[[nodiscard]] Refusal refuse_unread(const TextError& error);

/// Whether a map has a key, of its own or by a `<<`.
[[nodiscard]] bool has_key(const Tree& tree, NodeId map, std::string_view key);
/// Whether a `<<` of the map itself brings a key in.
[[nodiscard]] bool merges_key(const Tree& tree, NodeId map, std::string_view key);

/// The refusal to change or remove a node whose anchor, or one within it, an alias elsewhere needs.
[[nodiscard]] std::optional<Refusal> find_needed_anchor(const EditText& edited, NodeId node);

/// Whether the innermost collection of the route, or one around it, is in brackets or braces.
[[nodiscard]] bool is_in_flow(const EditText& edited, const Route& route);

}  // namespace estafette_lint
