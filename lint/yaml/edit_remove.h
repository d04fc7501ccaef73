// Takes keys and items out of a document, as edits.
#pragma once

#include "lint/yaml/edit_insert.h"

namespace estafette_lint {

enum class CommentsOfRemoved {
  kStay,  ///< each on a line of its own
  /// Those of the member: directly above in its column, behind it and within it. What opens a document speaks
  /// of all of it, and stays.
  kGo,
};

/// The lines of a member of a block collection that is alone on them.
struct MemberLines {
  std::uint32_t begin = 0;  ///< the start of the first line, of a comment if it has some
  std::uint32_t end = 0;    ///< the end of the last line
};
[[nodiscard]] MemberLines lines_of(const EditText& edited, const Route& route, CommentsOfRemoved comments);

/// Takes out the member at the end of a route. The last one leaves `{}` or `[]` behind.
[[nodiscard]] Result<Edits, Refusal> plan_removal(const EditText& edited, const Route& route,
                                                  CommentsOfRemoved comments);

}  // namespace estafette_lint
