// Changes to a document in one line, for tables of tests.
//
//   set api.replicas = 3          text api.notes = a\nb\n       set a = 3 # a comment
//   rename api.a = b              move config = api.config      remove api.a
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "lint/yaml/edit_proof.h"

namespace estafette_lint {

inline TreeChange parse_change(std::string_view line) {
  const std::size_t blank = line.find(' ');
  const std::string_view word = line.substr(0, blank);
  const std::size_t equals = line.find(" = ");
  const std::string_view path = line.substr(blank + 1, equals - blank - 1);
  std::string_view value = equals == std::string_view::npos ? "" : line.substr(equals + 3);
  const Result<Path> parsed = parse_path(path);
  REQUIRE(parsed);
  if (word == "remove") return remove_key(parsed.value());
  if (word == "rename") return rename_key(parsed.value(), value);
  if (word == "move") return move_key(parsed.value(), parse_path(value).value());
  std::string comment;
  if (const std::size_t mark = value.find(" # "); mark != std::string_view::npos) {
    comment = value.substr(mark + 3);
    value = value.substr(0, mark);
  }
  TreeChange change = set_value(parsed.value(), std::string(value));
  change.comment = std::move(comment);
  change.multi_line = word == "text";
  if (!change.multi_line) REQUIRE(word == "set");
  return change;
}

/// The text with the change made, or `refused: ` and why.
inline std::string changed(std::string_view text, const TreeChange& change) {
  const Result<ChangedText, Refusal> result = apply_change({text}, change);
  if (!result) return "refused: " + result.error().reason;
  CHECK(apply_edits(text, result.value().edits) == result.value().text);
  return result.value().text;
}
inline std::string changed(std::string_view text, std::string_view change) {
  return changed(text, parse_change(change));
}

struct ChangeRow {
  std::string_view text;
  std::string_view change;
  std::string_view wanted;
};

inline void check_changes(std::span<const ChangeRow> rows) {
  for (const ChangeRow& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.change);
    CHECK(changed(row.text, row.change) == row.wanted);
    // Where it was made, making it again changes nothing.
    if (row.change.starts_with("remove") || row.change.starts_with("move") ||
        row.change.starts_with("rename"))
      continue;
    if (!row.wanted.starts_with("refused: ")) CHECK(changed(row.wanted, row.change) == row.wanted);
  }
}

}  // namespace estafette_lint
