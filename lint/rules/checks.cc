// The one table of all checks.

#include <algorithm>
#include <array>

#include "lint/rules/check.h"
#include "lint/rules/checks/backups.h"
#include "lint/rules/checks/config_files.h"
#include "lint/rules/checks/duplicate_keys.h"
#include "lint/rules/checks/generic.h"
#include "lint/rules/checks/known_keys.h"
#include "lint/rules/checks/left_placeholders.h"
#include "lint/rules/checks/misplaced_key.h"
#include "lint/rules/checks/null_overrides.h"
#include "lint/rules/checks/numbers.h"
#include "lint/rules/checks/pull_credentials.h"
#include "lint/rules/checks/pull_secrets.h"
#include "lint/rules/checks/resources.h"
#include "lint/rules/checks/several_documents.h"
#include "lint/rules/checks/value_types.h"

namespace estafette_lint {
namespace {

constexpr std::array kNumberParameters = {
    ParameterSpec{"min", ParameterType::kNumber, true},
    ParameterSpec{"empty", ParameterType::kNumber, false},
    ParameterSpec{"integer-cast", ParameterType::kBoolean, false},
    ParameterSpec{"ceiling", ParameterType::kText, false},
};
constexpr std::array kReplicaParameters = {ParameterSpec{"replicas", ParameterType::kText, true}};
constexpr std::array kPatternParameters = {
    ParameterSpec{"pattern", ParameterType::kRegex, true},
    ParameterSpec{"not", ParameterType::kBoolean, false},
};
constexpr std::array kResourceParameters = {
    ParameterSpec{"cpu", ParameterType::kText, true},
    ParameterSpec{"memory", ParameterType::kText, true},
};
constexpr std::array kAbsentParameters = {ParameterSpec{"only-files", ParameterType::kBoolean, false}};
constexpr std::array kTypeParameters = {ParameterSpec{"type", ParameterType::kText, true}};
constexpr std::array kBuildParameters = {
    ParameterSpec{"type", ParameterType::kText, true},
    ParameterSpec{"misplaced", ParameterType::kText, false},
};
constexpr std::array kTargetParameters = {
    ParameterSpec{"to", ParameterType::kText, true},
    ParameterSpec{"safe-type", ParameterType::kText, false},
};

/// Lists of keys that only the templates can tell of.
constexpr std::array kUsableParameters = {
    ParameterSpec{"cast", ParameterType::kList, false},
    ParameterSpec{"iterated", ParameterType::kList, false},
    ParameterSpec{"joined", ParameterType::kList, false},
    ParameterSpec{"optional", ParameterType::kList, false},
    ParameterSpec{"quoted", ParameterType::kList, false},
    ParameterSpec{"text-maps", ParameterType::kList, false},
    ParameterSpec{"text-only", ParameterType::kList, false},
};
constexpr std::array kPrintedParameters = {ParameterSpec{"printed", ParameterType::kList, false}};
constexpr std::array kNullParameters = {
    ParameterSpec{"cast", ParameterType::kList, false},
    ParameterSpec{"optional", ParameterType::kList, false},
};

constexpr std::string_view kNumberFacts[] = {"value", "min"};
constexpr std::string_view kValueFacts[] = {"value"};
constexpr std::string_view kPatternFacts[] = {"value", "pattern"};
constexpr std::string_view kMissingFacts[] = {"resources", "missing"};
constexpr std::string_view kProblemFacts[] = {"value", "problem"};
constexpr std::string_view kImageFacts[] = {"images", "reason"};
constexpr std::string_view kCredentialFacts[] = {"credentials", "problems"};
constexpr std::string_view kSecretFacts[] = {"name", "created"};
constexpr std::string_view kBuildFacts[] = {"type"};
constexpr std::string_view kBuildProblemFacts[] = {"name", "type", "problems"};
constexpr std::string_view kFileFacts[] = {"problem"};
constexpr std::string_view kTargetFacts[] = {"to"};
constexpr std::string_view kPlaceholderFacts[] = {"placeholder", "others"};
constexpr std::string_view kKeyFacts[] = {"version", "likely"};
constexpr std::string_view kReleaseFacts[] = {"version", "likely", "releases"};
constexpr std::string_view kTypeFacts[] = {"value", "wanted", "effect"};
constexpr std::string_view kSwitchFacts[] = {"value", "effect"};
constexpr std::string_view kNullFacts[] = {"effect"};
constexpr std::string_view kDuplicateFacts[] = {"key", "problem"};

constexpr std::array kChecks = {
    Check{"autoscaling-on", "A component's autoscaler is switched on.", true, kReplicaParameters, kValueFacts,
          check_autoscaling_on},
    Check{"backup-declared",
          "The provisioned databases declare a backup schedule.",
          true,
          {},
          {},
          check_backup_declared},
    Check{"build-credential-complete",
          "Every credential of a type in the API's files has a user name and a password as text.", true,
          kTypeParameters, kBuildProblemFacts, check_build_credential_complete},
    Check{"build-credential-present", "The API's files hold a credential of a type.", true, kBuildParameters,
          kBuildFacts, check_build_credential_present},
    Check{"component-off",
          "A component's condition is the boolean false.",
          true,
          {},
          kValueFacts,
          check_component_off},
    Check{"config-files-valid",
          "Every entry of a map of files is text that holds YAML.",
          true,
          {},
          kFileFacts,
          check_config_files_valid},
    Check{"defaults-kept", "No null removes a default that a template would use.", false, kNullParameters,
          kNullFacts, check_defaults_kept},
    Check{"images-pulled-with-credentials",
          "A component pulls its images from Docker Hub with credentials.",
          false,
          {},
          kImageFacts,
          check_images_pulled_with_credentials},
    Check{"key-absent",
          "Nobody writes a value for a key.",
          true,
          kAbsentParameters,
          {},
          check_key_absent,
          true},
    Check{"key-misplaced", "A key is not written where no chart reads it.", true, kTargetParameters,
          kTargetFacts, check_key_misplaced},
    Check{"key-present",
          "A key has a value that is not empty.",
          true,
          {},
          kValueFacts,
          check_key_present,
          true},
    Check{"keys-alive",
          "No written key is one that the chart shows and no template reads.",
          false,
          {},
          kKeyFacts,
          check_keys_alive},
    Check{"keys-known",
          "No written key is one that no template of the release reads.",
          false,
          {},
          kKeyFacts,
          check_keys_known},
    Check{"keys-of-release",
          "No written key is one that only other releases of the chart have.",
          false,
          {},
          kReleaseFacts,
          check_keys_of_release},
    Check{"keys-unique",
          "No key stands twice in one map, as Helm reads it.",
          false,
          {},
          kDuplicateFacts,
          check_keys_unique},
    Check{"number-at-least", "A whole number, as Kubernetes gets it, is at least a minimum.", true,
          kNumberParameters, kNumberFacts, check_number_at_least, true},
    Check{"one-document",
          "A file holds one document, and nothing behind it that Helm drops.",
          false,
          {},
          kFileFacts,
          check_one_document},
    Check{"placeholders-filled",
          "No written value still holds a placeholder.",
          false,
          {},
          kPlaceholderFacts,
          check_placeholders_filled},
    Check{"pull-secret-created",
          "The chart's pull secrets that a list names are created by the release.",
          true,
          {},
          kSecretFacts,
          check_pull_secret_created},
    Check{"quantities-valid",
          "Every resource quantity of a component is valid, and no limit below its request.",
          false,
          {},
          kProblemFacts,
          check_quantities_valid},
    Check{"registry-credentials-complete",
          "A component's registry credentials are complete, and fit its images.",
          false,
          {},
          kCredentialFacts,
          check_registry_credentials_complete},
    Check{"reminder",
          "Nothing that values can show: always reported, for a person to confirm.",
          true,
          {},
          {},
          check_reminder,
          true},
    Check{"resources-present", "A container has requests for processor and memory, and a memory limit.", true,
          kResourceParameters, kMissingFacts, check_resources_present},
    Check{"switch-off",
          "A switch is off, as a template sees it.",
          true,
          {},
          kValueFacts,
          check_switch_off,
          true},
    Check{
        "switch-on", "A switch is on, as a template sees it.", true, {}, kValueFacts, check_switch_on, true},
    Check{"switches-boolean", "Every switch is true or false, and no text.", false, kPrintedParameters,
          kSwitchFacts, check_switches_boolean},
    Check{"types-usable", "Every written value is of a type that its templates can use.", false,
          kUsableParameters, kTypeFacts, check_types_usable},
    Check{"value-matches", "A value, or each item of a list, matches a regular expression (or does not).",
          true, kPatternParameters, kPatternFacts, check_value_matches, true},
};

constexpr bool by_name(const Check& a, const Check& b) { return a.name < b.name; }
static_assert(std::is_sorted(kChecks.begin(), kChecks.end(), by_name), "find_check searches the table");

}  // namespace

std::span<const Check> all_checks() { return kChecks; }

const Check* find_check(std::string_view name) {
  const std::span<const Check> checks = kChecks;
  const auto found =
      std::lower_bound(checks.begin(), checks.end(), name,
                       [](const Check& check, std::string_view wanted) { return check.name < wanted; });
  return found != checks.end() && found->name == name ? &*found : nullptr;
}

const Parameter* CheckInput::parameter(std::string_view name) const {
  const auto found = std::find_if(place.with.begin(), place.with.end(),
                                  [name](const Parameter& parameter) { return parameter.name == name; });
  return found == place.with.end() ? nullptr : &*found;
}

}  // namespace estafette_lint
