// Whether to write in colour: the user's word first, then the environment, then what standard output is.
#pragma once

#include <cstdint>
#include <string_view>

namespace estafette_lint {

enum class ColorChoice : std::uint8_t { kAuto, kAlways, kNever };

/// What decides in case of `kAuto`. An unset variable is an empty one.
struct TerminalFacts {
  std::string_view no_color;  ///< NO_COLOR (no-color.org): any text switches colour off
  std::string_view
      clicolor_force;        ///< CLICOLOR_FORCE (bixense.com/clicolors): any text but "0" switches it on
  std::string_view term;     ///< TERM: "dumb" knows no colour
  bool is_terminal = false;  ///< the report goes to a terminal
};

enum class Stream : std::uint8_t { kOutput, kError, kFile };
[[nodiscard]] TerminalFacts terminal_facts(Stream stream);
[[nodiscard]] bool use_color(ColorChoice choice, const TerminalFacts& facts);

}  // namespace estafette_lint
