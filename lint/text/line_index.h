// Turns byte offsets into the lines and columns that people and editors count in.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace estafette_lint {

/// 1-based; columns count Unicode code points, and a byte order mark is no column.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(const Position&, const Position&) = default;
};

/// The first LF or CR at or behind `from`, or the end of the text. (find_first_of would call memchr for every
/// byte.)
[[nodiscard]] inline std::size_t find_line_break(std::string_view text, std::size_t from) {
  while (from < text.size() && text[from] != '\n' && text[from] != '\r') ++from;
  return from < text.size() ? from : text.size();
}

/// Lines end at LF, CRLF, or a lone CR (a line break to Helm and to YAML 1.1).
class LineIndex {
 public:
  /// Keeps a view: `text` outlives the index.
  explicit LineIndex(std::string_view text);

  /// The place of a byte; offsets past the end give the end of the text.
  [[nodiscard]] Position position(std::uint32_t offset) const;
  /// The text of a 1-based line without its line break; empty past the last line.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  /// The byte offset at which a 1-based line starts.
  [[nodiscard]] std::uint32_t line_start(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace estafette_lint
