#include "tests/marked_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace estafette_lint {
namespace {

struct Marks {
  std::string_view open;
  std::string_view close;
};

constexpr Marks kKey = {"‹", "›"};
constexpr Marks kScalar = {"«", "»"};
constexpr Marks kCollection = {"⟦", "⟧"};
constexpr Marks kProperties = {"⟪", "⟫"};
constexpr Marks kComment = {"⟨", "⟩"};

class Marker {
 public:
  Marker(std::string_view text, const Tree& tree) : text_(text), tree_(tree) {}

  std::string run(std::span<const Span> comments) {
    if (tree_.root != kNoNode) walk(tree_.root);
    for (const Span& comment : comments) {
      add(comment.begin, kComment.open);
      add(comment.end, kComment.close);
    }
    // What comes at one place keeps the order of the tree.
    std::ranges::stable_sort(added_, {}, &Added::at);
    std::string out;
    std::uint32_t done = 0;
    for (const Added& mark : added_) {
      out += text_.substr(done, mark.at - done);
      out += mark.text;
      done = mark.at;
    }
    return out += text_.substr(done);
  }

 private:
  struct Added {
    std::uint32_t at = 0;
    std::string_view text;
  };

  void add(std::uint32_t at, std::string_view mark) {
    added_.push_back({std::min(at, static_cast<std::uint32_t>(text_.size())), mark});
  }

  void walk(NodeId id) {
    const Node& node = tree_.node(id);
    if (!node.properties.empty()) {
      add(node.properties.begin, kProperties.open);
      add(node.properties.end, kProperties.close);
    }
    const bool collection = node.type == Type::kMap || node.type == Type::kList;
    const Marks& marks = collection ? kCollection : kScalar;
    add(node.span.begin, marks.open);
    if (node.type == Type::kMap) {
      for (const Entry& entry : tree_.entries_of(id)) {
        add(entry.key_span.begin, kKey.open);
        add(entry.key_span.end, kKey.close);
        walk(entry.value);
      }
    } else if (node.type == Type::kList) {
      for (const NodeId item : tree_.items_of(id)) walk(item);
    }
    add(node.span.end, marks.close);
  }

  std::string_view text_;
  const Tree& tree_;
  std::vector<Added> added_;
};

}  // namespace

std::string without_marks(std::string_view marked) {
  std::string out;
  while (!marked.empty()) {
    bool is_mark = false;
    for (const Marks& marks : {kKey, kScalar, kCollection, kProperties, kComment}) {
      for (const std::string_view mark : {marks.open, marks.close}) {
        if (!is_mark && marked.starts_with(mark)) {
          marked.remove_prefix(mark.size());
          is_mark = true;
        }
      }
    }
    if (is_mark) continue;
    out += marked.front();
    marked.remove_prefix(1);
  }
  return out;
}

std::string with_marks(std::string_view text, const Tree& tree, std::span<const Span> comments) {
  return Marker(text, tree).run(comments);
}

}  // namespace estafette_lint
