// Findings about what is missing, where the user wrote it at a place that no template reads.
#pragma once

#include <string>

#include "lint/rules/subject.h"
#include "lint/rules/violation.h"

namespace estafette_lint {

/// What to add to the message of a violation that the default decides, or nothing: "; `api.replicaCount` at
/// line 4 is not read". The places of the unread keys become related ones.
[[nodiscard]] std::string mention_unread_keys(Violation& violation, const Subject& subject);

}  // namespace estafette_lint
