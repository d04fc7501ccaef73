// Looks at what stands between the scalars of a parsed document: comments, and what Helm refuses there.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lint/text/result.h"

namespace estafette_lint {

struct StructureInput {
  std::string_view text;
  std::uint32_t begin = 0;       ///< of the document, directives included
  std::uint32_t end = 0;         ///< of the document, before a marker that ends it
  std::span<const Span> leaves;  ///< scalars and aliases, in order
  std::span<const Span> flows;   ///< outermost flow collections, in order
};

struct Structure {
  std::vector<Span> comments;
  std::optional<TextError> error;  ///< a stray tab or directive
};

[[nodiscard]] Structure scan_structure(const StructureInput& input);

}  // namespace estafette_lint
