#include "lint/yaml/edit_literal.h"

#include <algorithm>
#include <utility>

#include "lint/yaml/embedded.h"

namespace estafette_lint {
namespace {

class LiteralEditor {
 public:
  LiteralEditor(const EditText& outer, const Node& node)
      : text_(outer.text),
        inner_(node.text),
        size_(static_cast<std::uint32_t>(inner_.size())),
        map_(map_scalar(outer.text, node)),
        line_break_(line_break_at(outer, node.span.begin)) {
    const auto first =
        static_cast<std::uint32_t>(std::min(inner_.find_first_not_of('\n'), inner_.size() - 1));
    const std::uint32_t content = map_.to_source({first, first + 1}).begin;
    indent_ = content - line_begin(text_, content);
  }

  [[nodiscard]] Edit convert(Edit edit) const {
    // The last line break belongs to the scalar: what is added behind it goes before it.
    if (edit.span.end == size_ && inner_.ends_with('\n')) {
      const bool behind = edit.span.begin == size_;
      if (edit.text.ends_with('\n')) edit.text.pop_back();
      if (behind) edit.text.insert(0, 1, '\n');
      edit.span = {std::min(edit.span.begin, size_ - 1), size_ - 1};
    }
    return {{source_of(edit.span.begin), source_of(edit.span.end)}, indented(edit)};
  }

 private:
  [[nodiscard]] std::uint32_t source_of(std::uint32_t at) const {
    return at < size_ ? map_.to_source({at, at + 1}).begin : map_.to_source({at - 1, at}).end;
  }

  [[nodiscard]] std::string indented(const Edit& edit) const {
    std::string out;
    for (std::size_t i = 0; i < edit.text.size(); ++i) {
      if (edit.text[i] != '\n') {
        out += edit.text[i];
        continue;
      }
      out += line_break_;
      const bool at_end = i + 1 == edit.text.size();
      const char next = !at_end ? edit.text[i + 1] : edit.span.end < size_ ? inner_[edit.span.end] : '\n';
      if (next != '\n') out.append(indent_, ' ');
    }
    return out;
  }

  std::string_view text_;
  std::string_view inner_;
  std::uint32_t size_;
  ScalarMap map_;
  std::string_view line_break_;
  std::uint32_t indent_ = 0;
};

}  // namespace

Edits to_outer_edits(const EditText& outer, const Node& node, Edits edits) {
  const LiteralEditor editor(outer, node);
  for (Edit& edit : edits) edit = editor.convert(std::move(edit));
  return edits;
}

}  // namespace estafette_lint
