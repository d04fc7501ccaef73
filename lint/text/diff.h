// The difference of two texts in the form that `diff -u` writes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace estafette_lint {

struct DiffOptions {
  std::string_view old_name;  ///< behind `---`
  std::string_view new_name;  ///< behind `+++`
  std::size_t context = 3;    ///< equal lines around a change
};

/// Empty where the texts are equal. Lines end at LF only; a CR before it is part of the line, as it is to
/// `patch` and `git apply`, which both take the result. The two header lines carry no time.
[[nodiscard]] std::string unified_diff(std::string_view old_text, std::string_view new_text,
                                       const DiffOptions& options);

}  // namespace estafette_lint
