// An immutable YAML tree, typed as Helm types it, that knows the bytes of everything it holds.
//
//   Document document = read_document(source).value();
//   const Tree& tree = document.tree;
//   for (const Entry& entry : tree.entries_of(tree.root)) use(entry.key, tree.node(entry.value).span);
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/span.h"

namespace estafette_lint {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

/// What Helm makes of a node (go-yaml v2 over YAML 1.1: `yes` is a boolean, `0777` the integer 511).
enum class Type : std::uint8_t { kNull, kBool, kInt, kFloat, kString, kList, kMap, kAlias };

/// How a node is written; `kEmpty` is a key with nothing behind it.
enum class Style : std::uint8_t {
  kEmpty,
  kPlain,
  kSingleQuoted,
  kDoubleQuoted,
  kLiteral,
  kFolded,
  kBlock,
  kFlow,
  kEscaped,  ///< text of a `--set` argument, where a backslash takes its meaning from the character behind it
};

struct Node {
  Type type = Type::kNull;
  Style style = Style::kEmpty;
  bool boolean = false;  ///< kBool
  /// A scalar with text that another tool fills in before Helm sees it, or that Helm fills in later:
  /// `ENC[…]`, `${…}`, a Go template in a document held by a string. It is there; its value is unknown.
  bool unknown = false;
  /// The value's own bytes, without anchor and tag: a scalar with its quotes, a block scalar from `|` to
  /// the end of its last line, a block collection from its first key to the end of its last value, a flow
  /// collection with its brackets. For kEmpty the empty range behind the colon, dash or properties.
  Span span;
  Span properties;          ///< anchor and tag (`&a !!str`), empty where there are none
  std::string_view text;    ///< the decoded text of a scalar; `null` and empty values have none
  double number = 0;        ///< kInt and kFloat; Helm keeps every number as a float64
  NodeId target = kNoNode;  ///< kAlias: the anchored node, never itself an alias
  std::uint32_t first = 0;  ///< kMap, kList: the first of its entries or items
  std::uint32_t count = 0;  ///< kMap, kList: how many it has, two equal keys counted twice
};

/// A key of a map as it stands in the file; of equal keys the last one counts.
struct Entry {
  std::string_view key;  ///< as Helm names it: `on` is "true", `0x10` is "16"
  Span key_span;         ///< with quotes, without anchor and tag
  NodeId value = kNoNode;
  Style key_style = Style::kPlain;
  bool merge = false;  ///< an unquoted `<<`
};

/// A view: whoever built the nodes owns them (a Document, or the tables that the build makes).
struct Tree {
  std::span<const Node> nodes;
  std::span<const Entry> entries;
  std::span<const NodeId> items;
  NodeId root = kNoNode;  ///< kNoNode: an empty document, which is no values

  [[nodiscard]] const Node& node(NodeId id) const { return nodes[id]; }
  /// The node that an alias stands for; any other node is its own.
  [[nodiscard]] NodeId resolve(NodeId id) const {
    return nodes[id].type == Type::kAlias ? nodes[id].target : id;
  }
  [[nodiscard]] std::span<const Entry> entries_of(NodeId map) const {
    return entries.subspan(nodes[map].first, nodes[map].count);
  }
  [[nodiscard]] std::span<const NodeId> items_of(NodeId list) const {
    return items.subspan(nodes[list].first, nodes[list].count);
  }
};

/// Text behind a document that its reader drops: Helm, all that follows the first document of a stream.
struct DroppedText {
  Span span;                    ///< from its first token to the end of the file
  bool other_document = true;   ///< false: no `---` or `...` parts it, it is lost by bad indentation
  bool split = true;            ///< a `---` parts it: Helm 4 splits there, and only there
  bool behind_nothing = false;  ///< the document before it is empty
};

/// A tree with the storage behind it. Moving one keeps the tree valid; copying is not offered.
struct Document {
  Document() = default;
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() = default;

  Tree tree;
  Span span;  ///< from its opening `---`, or the start of the file, to the mark behind it, or the file's end
  std::vector<Span> comments;        ///< from `#` to the end of the line, in order; of this document only
  std::vector<DroppedText> dropped;  ///< at most one entry: what Helm 3 does not see

  std::vector<Node> nodes;
  std::vector<Entry> entries;
  std::vector<NodeId> items;
  std::deque<std::string> texts;  ///< decoded texts that differ from the source's bytes
};

}  // namespace estafette_lint
