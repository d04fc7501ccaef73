// Changes to a text as replacements of bytes.
//
//   apply_edits("a: 1\n", {{{3, 4}, "3"}})  gives  "a: 3\n"
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/span.h"

namespace estafette_lint {

/// Put `text` in the place of the bytes of `span`; an empty span inserts.
struct Edit {
  Span span;
  std::string text;
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// Whether the edits are in order, do not overlap and lie within a text of `size` bytes. Two insertions at
/// one place are in order: the first one's text comes first.
[[nodiscard]] bool are_applicable(std::span<const Edit> edits, std::size_t size);

/// The text with all edits made. REQUIRES: are_applicable(edits, text.size()).
[[nodiscard]] std::string apply_edits(std::string_view text, std::span<const Edit> edits);

/// One list of edits that does what `first` does to a text of `size` bytes and `second` then does to the
/// result. REQUIRES: both are applicable to their text.
[[nodiscard]] std::vector<Edit> compose_edits(std::size_t size, std::span<const Edit> first,
                                              std::span<const Edit> second);

/// Where a byte of the old text stands in the new one; a byte that an edit replaced gives the start of its
/// replacement, and one at an insertion what is behind it. REQUIRES: the edits are ordered.
[[nodiscard]] std::uint32_t shifted(std::uint32_t offset, std::span<const Edit> edits);

}  // namespace estafette_lint
