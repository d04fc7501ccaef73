// A text with marks around what a tree says stands there, so that a test shows every span where it is:
//
//   ⟦‹a›: ⟪&x⟫ «1»⟧ ⟨# why⟩     a map, a key, its properties, a scalar, a comment
//
// Marks at one place come in the order of the tree. Aliases and empty values are marked as scalars.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lint/text/span.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// The text without its marks.
[[nodiscard]] std::string without_marks(std::string_view marked);

/// The text with a mark around every span of the tree, and around every comment.
[[nodiscard]] std::string with_marks(std::string_view text, const Tree& tree, std::span<const Span> comments);

}  // namespace estafette_lint
