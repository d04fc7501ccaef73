// Takes edits of the document that a literal block scalar holds to the bytes of the text around it.
#pragma once

#include "lint/yaml/edit_insert.h"

namespace estafette_lint {

/// `edits` are bytes of `node.text`; added lines get the scalar's indentation and the file's line breaks.
/// REQUIRES: the node is a literal block scalar with some text.
[[nodiscard]] Edits to_outer_edits(const EditText& outer, const Node& node, Edits edits);

}  // namespace estafette_lint
