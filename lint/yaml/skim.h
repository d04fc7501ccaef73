// Leaves out of a YAML text what its parser need not look at: what comments say, and what scalars hold. Of
// keys, plain values of one line and literals the first character is left, of quoted scalars the quotes. A
// byte costs yaml-cpp some 900 instructions, and most of a values file are such bytes.
//
//   const SkimmedText skimmed = skim(text, 0);
//   parse(skimmed.text);  // a node at `offset` stands at skimmed.to_source(offset)
//
// What is a comment and what a scalar is guessed line by line. Whoever parses the result looks whether each
// of `comments` and `scalars` has turned out to be one, and else parses the whole text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/span.h"

namespace estafette_lint {

struct SkimmedText {
  /// Bytes that are left out: those before the byte `at` of the skimmed text, `removed` with all earlier
  /// ones.
  struct Cut {
    std::uint32_t at = 0;
    std::uint32_t removed = 0;
  };

  std::string text;
  std::uint32_t base = 0;               ///< where it begins in the source
  std::vector<Cut> cuts;                ///< in order
  std::vector<std::uint32_t> comments;  ///< the `#` of each comment that was cut, in the source
  std::vector<Span> scalars;            ///< each scalar that was cut, in the source

  [[nodiscard]] std::uint32_t to_source(std::uint32_t offset) const;
};

/// Skims the first document of what begins at `base`. Where it cannot tell what a line is, it cuts nothing
/// more.
[[nodiscard]] SkimmedText skim(std::string_view text, std::uint32_t base);

}  // namespace estafette_lint
