// Proof that edits make the change that was wanted, and nothing but that.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/edit.h"
#include "lint/yaml/tree_edit.h"

namespace estafette_lint {

/// Reads `new_text` and compares it with what `change` means for the values of the old text:
///   1. it parses, and holds as many documents as before;
///   2. its values are the old ones with the change made, deeply and in the same order, as Helm reads them;
///   3. every byte outside of the edits is the same;
///   4. every comment is there with the same text, in order (a move may carry some elsewhere);
///   5. no line ends in another way than the lines of the old text.
/// Gives the reason where one of them fails.
[[nodiscard]] std::optional<Refusal> find_edit_fault(const EditInput& input, const TreeChange& change,
                                                     std::span<const Edit> edits, std::string_view new_text);

struct ChangedText {
  std::string text;
  std::vector<Edit> edits;  ///< empty: the document already is as wanted
};

/// Plans the change, makes it and proves it.
[[nodiscard]] Result<ChangedText, Refusal> apply_change(const EditInput& input, const TreeChange& change);

}  // namespace estafette_lint
