// One change to one YAML document, as edits of bytes that leave everything else as it is.
//
//   const TreeChange change = set_value(parse_path("api.deployment.replicaCount").value(), "3");
//   const auto changed = apply_change({text}, change);   // edit_proof.h: planned, made and proven
//   if (!changed) withhold(changed.error().reason);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/edit.h"
#include "lint/text/result.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

/// What should become of a key or an item. Paths start at the root of the document; they run on into a YAML
/// document that is held in a string, `api.config.files["credentials.yaml"].credentials[0].username`.
struct TreeChange {
  enum class Kind {
    kSet,     ///< give `path` the value `yaml`; maps that are missing on the way are created
    kRename,  ///< give the key at `path` the last key of `target`; all else of it stays where it is
    kMove,    ///< put the key at `path`, with its value and its comments, at `target`
    kRemove,  ///< take the key or item at `path` out; its comments stay, each on a line of its own
  };
  Kind kind = Kind::kSet;
  Path path;
  /// kSet: a scalar as it would stand in a block map (`3`, `'a: b'`), a flow collection, or, with
  /// `multi_line`, the decoded text of a literal block scalar. An index one past the end of a list appends.
  std::string yaml;
  bool multi_line = false;
  /// kMove: where to; nothing is there yet. kRename: the path with another last key.
  Path target;
  /// kSet: text, without `#`, for a comment. It stands behind a value on one line; a text of several lines,
  /// one for a value of several lines, and one where a comment is already, above the key.
  std::string comment;
  /// The bytes of the key that is meant where several are equal; without it, the one that counts.
  std::optional<Span> key_span;
};

[[nodiscard]] TreeChange set_value(Path path, std::string yaml);
[[nodiscard]] TreeChange rename_key(Path path, std::string_view key);
[[nodiscard]] TreeChange move_key(Path path, Path target);
[[nodiscard]] TreeChange remove_key(Path path);

/// The text that a change is made to. It is read anew: an edit rests on nothing but the bytes.
struct EditInput {
  std::string_view text;
  /// Where the document starts within `text`; what stands before is another document. All spans are bytes of
  /// the whole text.
  std::uint32_t document_begin = 0;
};

/// Why a change cannot be made, in words that go on from "withheld: ", and where.
struct Refusal {
  std::string reason;
  Span span;
};

/// The edits that make the change, ordered, in bytes of the whole text; none where everything is as wanted.
[[nodiscard]] Result<std::vector<Edit>, Refusal> plan_change(const EditInput& input,
                                                             const TreeChange& change);

}  // namespace estafette_lint
