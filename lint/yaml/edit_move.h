// Takes a key with its value and its comments from one place of a document to another, as edits.
#pragma once

#include <span>

#include "lint/yaml/edit_insert.h"

namespace estafette_lint {

/// From the key at the end of the route to `target`, where nothing is yet. Lines are indented anew; what
/// stands in brackets stays there. A map that is left empty goes too, and so do those above it, unless a
/// comment belongs to it or it is an item or the document: then it stays as `{}`. (`api:` with nothing under
/// it would be null, which is another value to Helm.)
[[nodiscard]] Result<Edits, Refusal> plan_move(const EditText& edited, const Route& route,
                                               std::span<const Step> path, std::span<const Step> target);

}  // namespace estafette_lint
