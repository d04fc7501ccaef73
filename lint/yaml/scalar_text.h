// The YAML text of a string: as plain as may be, quoted where Helm would read it as something else.
//
//   scalar_text("1.5.8", Style::kPlain)   ->  1.5.8
//   scalar_text("yes", Style::kPlain)     ->  'yes'
//   scalar_text("a\tb", Style::kPlain)    ->  "a\tb"
//   literal_text("a: 1\nb: 2\n", 4)       ->  {"|", "    a: 1\n    b: 2\n"}
//
// What comes out is read back as the same string by read_any_document(), by Helm (go-yaml), and by readers of
// YAML 1.2. Bytes that are no UTF-8 cannot be written in YAML: they become U+FFFD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lint/yaml/tree.h"

namespace estafette_lint {

/// Where a scalar is to stand: within brackets, and before a colon, fewer texts can go without quotes.
enum class ScalarPlace : std::uint8_t { kBlock, kFlow, kKey };

/// The text on one line, in the preferred style where that reads as this very string, else in single quotes,
/// else in double quotes. `preferred`: kPlain, kSingleQuoted or kDoubleQuoted; any other counts as kPlain.
[[nodiscard]] std::string scalar_text(std::string_view value, Style preferred,
                                      ScalarPlace place = ScalarPlace::kBlock);

/// A literal block scalar of a block map or list.
struct LiteralText {
  std::string header;  ///< `|` with its chomping, and an indentation mark where the text begins with a blank
  std::string body;    ///< the lines, each with its line break; empty ones have no indentation
};
/// `indent` is the column of the lines, `deeper` how many columns that is behind the map or list itself (1 to
/// 9). Nothing where a literal block cannot hold the text, or would not show what is in it: a text without a
/// line break or of nothing else, control characters, a line of blanks only, a tab at the start of a line.
[[nodiscard]] std::optional<LiteralText> literal_text(std::string_view value, std::size_t indent,
                                                      std::size_t deeper = 2);

/// A number as Go's encoding/json prints a float64, and with it Helm: 3, 0.5, 1000000, 1e+21. REQUIRES: it is
/// finite. In YAML a negative zero is another text: `-0` is the integer 0.
[[nodiscard]] std::string number_text(double number);

}  // namespace estafette_lint
