// The check of what the values say about backups of the database.
#pragma once

#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// `backup-declared`: the place's path is the map that provisions the database; it is enabled, and one of its
/// databases declares a backup.
[[nodiscard]] std::vector<Violation> check_backup_declared(const CheckInput& input);

}  // namespace estafette_lint
