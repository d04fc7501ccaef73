// Builds a tree from the events of a YAML parser, completing each with the bytes that it stands on.
//
// It knows nothing of yaml-cpp: offsets are bytes of the whole text. The first thing that Helm would refuse
// stops it; from then on it takes no more (error() is set), and the caller stops parsing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/result.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// What an event says of a node. `at` is the first byte of the node with its properties; an empty value has
/// the next token's instead.
struct NodeEvent {
  std::uint32_t at = 0;
  std::size_t anchor = 0;  ///< numbered by the parser from 1; 0: none
  std::string_view tag;    ///< resolved: "tag:yaml.org,2002:str", "!x"; "" and "!" for none
};

class TreeBuilder {
 public:
  /// `text` is what was parsed; `original`, as long, is what the views into the source point at. Of the
  /// scalars at `cut_scalars`, in order, the parser knows no more than what skim() leaves of them.
  TreeBuilder(std::string_view text, std::string_view original, std::span<const Span> cut_scalars);

  void on_null(const NodeEvent& event);
  void on_alias(std::uint32_t at, std::size_t anchor);
  void on_scalar(const NodeEvent& event, const std::string& value);
  void on_start(const NodeEvent& event, bool is_map, bool flow);
  void on_end();

  [[nodiscard]] const std::optional<TextError>& error() const { return error_; }
  /// Whether the root has ended.
  [[nodiscard]] bool is_complete() const { return frames_.empty() && document_.tree.root != kNoNode; }
  /// The end of the last node, for what follows the document.
  [[nodiscard]] std::uint32_t last_end() const { return last_end_; }
  /// The innermost flow collection that has not ended, if there is one.
  [[nodiscard]] std::optional<std::uint32_t> open_bracket() const;
  /// The root, where it is a flow collection and nothing else is open; `begin` is where the document starts,
  /// as yaml-cpp may have read all of it before it says anything.
  [[nodiscard]] std::optional<std::uint32_t> flow_root(std::uint32_t begin) const;
  /// The scalars and aliases in the order of the text: between them there is only structure.
  [[nodiscard]] const std::vector<Span>& leaves() const { return leaves_; }
  /// The outermost flow collections, in order.
  [[nodiscard]] const std::vector<Span>& flows() const { return flows_; }

  /// Whether all of the cut scalars have come as what they were taken for.
  [[nodiscard]] bool has_met_cuts() const { return cuts_met_ == cut_scalars_.size(); }

  /// Hands over the finished tree. REQUIRES: every started collection has ended, and there is no error.
  [[nodiscard]] Document take();

 private:
  /// A collection that is still open.
  struct Frame {
    NodeId node = kNoNode;
    bool is_map = false;
    bool flow = false;
    bool braces = true;             // false: a single pair in a flow list, `[a: b]`
    std::size_t anchor = 0;         // the parser's number, 0: none
    std::uint32_t column = 0;       // of its first key or dash; not for flow
    bool has_key = false;           // a key waits for its value
    std::uint32_t value_start = 0;  // behind the colon, for an empty value
    std::uint64_t expanded = 1;     // nodes in it, aliases followed
    Entry key;
    std::vector<Entry> entries;
    std::vector<NodeId> items;
  };
  struct Anchored {
    NodeId node = kNoNode;
    bool open = false;
    std::uint64_t expanded = 1;
  };

  /// A collection where a key should be; yaml-cpp also takes what is never closed for one.
  void fail_collection_key(std::uint32_t at, bool is_map, bool flow);
  void fail_depth(std::uint32_t at);
  void fail(Span span, std::string message, std::string hint);
  [[nodiscard]] bool expects_key() const;
  /// Whether what stands at `at` is no further in than the key or dash that it would be the value of.
  [[nodiscard]] bool is_too_far_left(std::uint32_t at) const;
  void fail_far_left(Span span);
  [[nodiscard]] int parent_indent() const;
  /// Where an empty node of the innermost collection would stand.
  [[nodiscard]] std::uint32_t empty_position() const;
  NodeId add_node(const Node& node, std::size_t anchor, std::uint64_t expanded);
  void attach(NodeId id, std::uint64_t expanded);
  void add_key(const Node& node, std::uint32_t event_at, std::size_t anchor);
  void find_colon(Frame& frame, std::uint32_t event_at);
  void type_scalar(Node& node, std::string_view tag);
  void check_tag_handle(Span properties);
  void check_merge(const Entry& entry);
  void check_plain_indentation(const Node& node);
  [[nodiscard]] std::string_view keep(const std::string& value, std::uint32_t begin, bool verbatim);
  void remember_leaf(Span span);
  /// The scalar that begins at `at`, where it is the next one that was cut.
  [[nodiscard]] const Span* cut_at(std::uint32_t at) const;
  /// Notes the anchor and tag at `at`, and gives where the node itself starts.
  std::uint32_t read_properties(Node& node, std::uint32_t at);

  std::string_view text_;
  std::string_view original_;
  std::span<const Span> cut_scalars_;
  std::size_t cuts_met_ = 0;
  Document document_;
  std::vector<Frame> frames_;
  std::vector<Anchored> anchors_;  // by the parser's number
  std::vector<Span> leaves_;
  std::vector<Span> flows_;
  std::size_t open_flows_ = 0;
  std::uint32_t last_end_ = 0;
  std::uint64_t expanded_ = 0;
  std::optional<TextError> error_;
};

}  // namespace estafette_lint
