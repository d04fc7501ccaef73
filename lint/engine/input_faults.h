// What cannot be read of an input, or is dropped of it, as it is reported.
#pragma once

#include <span>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/rules/subject.h"
#include "lint/text/result.h"
#include "lint/text/source.h"
#include "lint/values/set_apply.h"

namespace estafette_lint {

[[nodiscard]] Failure failure_of(const Source& source, const TextError& error);
/// With the argument's secrets masked.
[[nodiscard]] Failure failure_of(const SetFault& fault);

/// Adds what Helm drops of a file.
void add_notes(std::span<const DroppedPart> dropped, std::vector<Note>& notes);

}  // namespace estafette_lint
