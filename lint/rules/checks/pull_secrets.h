// The registry secrets that the chart creates, their names, and the check of those that pods refer to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// The full name that the chart's templates give a component's objects: from the release name, the alias, and
/// the two overrides. Nothing where one of them cannot be known: it is no text, or another tool fills it in.
[[nodiscard]] std::optional<std::string> full_name(const Subject& subject, const ComponentFact& component);

struct CreatedSecrets {
  std::vector<std::string> names;
  bool complete = true;  ///< false: there is one whose name cannot be known yet
};

/// The registry secrets that this release creates.
[[nodiscard]] CreatedSecrets created_secrets(const Subject& subject);

/// The secret to name in `imagePullSecrets`: one that is created, the API's for choice; else the one that the
/// API's credentials would create. Empty where none can be named.
[[nodiscard]] std::string best_pull_secret(const Subject& subject);

/// Why a pod that names the secret would still not pull with credentials: empty where all is well. Its
/// credentials must be complete, known, and for Docker Hub; wrong ones fail where none would have worked.
[[nodiscard]] std::string pull_secret_fault(const Subject& subject, std::string_view name);

/// `pull-secret-created`: a name in the place's list that ends in `.registry` is one that this release
/// creates, where the component runs an image from Docker Hub.
[[nodiscard]] std::vector<Violation> check_pull_secret_created(const CheckInput& input);

}  // namespace estafette_lint
