// Checks of the API's configuration files, which the values hold as strings of YAML.
#pragma once

#include <string_view>
#include <vector>

#include "lint/rules/check.h"

namespace estafette_lint {

/// `build-credential-present`: one of the files holds a credential of the type that builds pull with.
[[nodiscard]] std::vector<Violation> check_build_credential_present(const CheckInput& input);

/// `build-credential-complete`: each credential of that type has a user name and a password that are strings.
[[nodiscard]] std::vector<Violation> check_build_credential_complete(const CheckInput& input);

/// Whether a `config` map holds nothing but a credentials.yaml, and in it nothing but complete credentials of
/// the type, with no placeholder in them.
[[nodiscard]] bool holds_only_credentials(const Value& config, std::string_view type);

/// `config-files-valid`: every entry is a string that holds a map in YAML, in a file that the API reads.
[[nodiscard]] std::vector<Violation> check_config_files_valid(const CheckInput& input);

}  // namespace estafette_lint
