// Turns the byte spans of findings into lines and columns of the files of a run.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include "lint/engine/finding.h"
#include "lint/text/line_index.h"

namespace estafette_lint {

/// `end` is exclusive.
struct PositionRange {
  Position begin;
  Position end;
};

/// The results outlive it. A source is indexed when it is first asked for.
class Locations {
 public:
  explicit Locations(std::span<const FileResult> results);

  /// The place of a finding; an argument (`--set`) is its own text, of one line.
  [[nodiscard]] PositionRange of(const Finding& finding);
  [[nodiscard]] PositionRange of(const Related& related);
  /// The lines of a file of this run, or null where it is none: an argument has no lines.
  [[nodiscard]] const LineIndex* lines(const Source* source);

 private:
  struct File {
    LineIndex lines;
    std::uint32_t offset = 0;  ///< what was asked for last, and where that is
    Position position;
  };

  [[nodiscard]] PositionRange in_source(const Source* source, Span span);
  [[nodiscard]] File* find(const Source* source);
  /// The same as lines.position(), but findings come in the order of the file: of many in one long line, each
  /// is counted from the one before.
  [[nodiscard]] static Position position(File& file, std::string_view text, std::uint32_t offset);

  std::map<const Source*, Origin> sources_;
  std::map<const Source*, File> files_;
};

}  // namespace estafette_lint
