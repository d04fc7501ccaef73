// What cannot be read of an input, or is dropped of it, as it is reported.
#pragma once

#include <vector>

#include "lint/engine/finding.h"
#include "lint/text/result.h"
#include "lint/text/source.h"
#include "lint/values/set_apply.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

[[nodiscard]] Failure failure_of(const Source& source, const TextError& error);
/// With the argument's secrets masked.
[[nodiscard]] Failure failure_of(const SetFault& fault);

/// Adds what Helm drops of the document.
void add_notes(const Source& source, const Document& document, std::vector<Note>& notes);

}  // namespace estafette_lint
