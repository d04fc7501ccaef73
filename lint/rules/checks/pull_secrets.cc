#include "lint/rules/checks/pull_secrets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/rules/checks/pull_credentials.h"
#include "lint/rules/image_reference.h"
#include "lint/values/placeholders.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kApi = "api";
constexpr std::string_view kDatabaseClient = "db-client";

/// Helm's `trunc` and then `trimSuffix "-"`, which takes away one dash.
std::string cut_name(std::string name, std::size_t length) {
  if (name.size() > length) name.resize(length);
  if (name.ends_with('-')) name.pop_back();
  return name;
}

/// An override: a text, or empty where there is none; nothing where its text cannot be known.
std::optional<std::string_view> override_text(const Subject& subject, std::string_view alias,
                                              std::string_view key) {
  const std::array<std::string_view, 2> path = {alias, key};
  const Value value = subject.values.lookup(path).value;
  if (!value.truthy()) return std::string_view();
  if (!value.is_string() || value.is_unknown()) return std::nullopt;
  return value.node().text;
}

bool is_created(const Subject& subject, const PullSecretFact& secret) {
  if (!subject.values.lookup(secret.credentials).value.truthy()) return false;
  return secret.when.empty() || subject.values.lookup(secret.when).value.truthy();
}

/// The secret of that name which the chart would create if its credentials were set; null where there is
/// none.
const PullSecretFact* find_secret(const Subject& subject, std::string_view name) {
  for (const ComponentFact& component : subject.chart.components) {
    const std::optional<std::string> full = full_name(subject, component);
    if (!full || !subject.is_on(component.alias)) continue;
    for (const PullSecretFact& secret : component.secrets) {
      if (*full + std::string(secret.suffix) == name) return &secret;
    }
  }
  return nullptr;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether the item names a secret of the chart that is not created.
bool is_missing(const Value& item, const CreatedSecrets& created) {
  const Value name = item.find("name");
  if (!is_filled_string(name) || name.is_unknown() || !name.node().text.ends_with(".registry")) return false;
  return !contains(created.names, name.node().text);
}

/// The whole list with `best` in place of what is missing, and each name once.
std::vector<Setting> list_to_write(const Value& list, KeyPath path, const CreatedSecrets& created,
                                   const std::string& best) {
  std::vector<std::string> names;
  for (const Value& item : list.items()) {
    const Value name = item.find("name");
    if (!is_filled_string(name)) continue;
    std::string text = is_missing(item, created) ? best : std::string(name.node().text);
    if (!contains(names, text)) names.push_back(std::move(text));
  }
  std::vector<Setting> settings;
  settings.reserve(names.size());
  for (std::string& name : names) {
    settings.push_back({join(to_path(path), {settings.size(), "name"}), std::move(name)});
  }
  return settings;
}

std::vector<Setting> change_of(const CheckInput& input, const Value& list, std::string_view name,
                               const CreatedSecrets& created) {
  // Where none is created, the credentials that would create the very one are what is missing.
  const PullSecretFact* secret = created.names.empty() ? find_secret(input.subject, name) : nullptr;
  if (secret != nullptr) return credentials_to_write(secret->credentials);
  const std::string best = best_pull_secret(input.subject);
  if (best.empty()) return {};
  std::vector<Setting> settings = list_to_write(list, input.place.path, created, best);
  secret = contains(created.names, best) ? nullptr : find_secret(input.subject, best);
  if (secret != nullptr) {
    for (Setting& setting : credentials_to_write(secret->credentials)) settings.push_back(std::move(setting));
  }
  return settings;
}

/// Names the secret that is there in place of the one that is not.
Repair repair_of(const Subject& subject, const Value& list, const Path& path) {
  Repair repair;
  repair.at_site = true;
  const std::string best = best_pull_secret(subject);
  repair.hold = pull_secret_fault(subject, best);
  if (!repair.hold.empty()) return repair;
  for (const Value& item : list.items()) {
    const Value name = item.find("name");
    if (name.is_string() && name.node().text == best) {
      repair.hold = fmt::format("the list names {} already: take the other item out", best);
      return repair;
    }
  }
  repair.changes = {set_value(path, best)};
  return repair;
}

}  // namespace

std::optional<std::string> full_name(const Subject& subject, const ComponentFact& component) {
  const std::optional<std::string_view> whole = override_text(subject, component.alias, "fullnameOverride");
  if (!whole) return std::nullopt;
  if (!whole->empty()) return cut_name(std::string(*whole), component.full_name_length);
  const std::optional<std::string_view> part = override_text(subject, component.alias, "nameOverride");
  if (!part) return std::nullopt;
  if (subject.release_name.empty()) return std::nullopt;
  const std::string_view name = part->empty() ? component.alias : *part;
  const bool contained = subject.release_name.find(name) != std::string_view::npos;
  return cut_name(
      contained ? std::string(subject.release_name) : fmt::format("{}-{}", subject.release_name, name),
      component.full_name_length);
}

CreatedSecrets created_secrets(const Subject& subject) {
  CreatedSecrets created;
  for (const ComponentFact& component : subject.chart.components) {
    if (component.secrets.empty() || !subject.is_on(component.alias)) continue;
    for (const PullSecretFact& secret : component.secrets) {
      if (!is_created(subject, secret)) continue;
      if (const std::optional<std::string> name = full_name(subject, component)) {
        created.names.push_back(*name + std::string(secret.suffix));
      } else {
        created.complete = false;
      }
    }
  }
  return created;
}

std::string best_pull_secret(const Subject& subject) {
  const CreatedSecrets created = created_secrets(subject);
  std::string api_secret;
  const ComponentFact* api = subject.chart.component(kApi);
  if (api != nullptr && !api->secrets.empty() && subject.is_on(kApi)) {
    if (const std::optional<std::string> name = full_name(subject, *api)) {
      api_secret = *name + std::string(api->secrets.front().suffix);
    }
  }
  if (contains(created.names, api_secret)) return api_secret;
  // The database client exists to be switched off again, and its secret goes with it.
  const auto lasting =
      std::find_if(created.names.begin(), created.names.end(), [&subject](const std::string& name) {
        const PullSecretFact* const secret = find_secret(subject, name);
        return secret == nullptr || secret->credentials.front() != kDatabaseClient;
      });
  return lasting == created.names.end() ? api_secret : *lasting;
}

std::string pull_secret_fault(const Subject& subject, std::string_view name) {
  const PullSecretFact* const secret = find_secret(subject, name);
  if (secret == nullptr) return "the chart creates no pull secret";
  const Value credentials = subject.values.lookup(secret->credentials).value;
  const std::string path = format_keys(secret->credentials);
  if (!credentials.truthy() || !is_created(subject, *secret)) {
    return fmt::format("{} is not set, so there is no secret to name yet", path);
  }
  for (const std::string_view key : {"registry", "username", "password"}) {
    const Value value = credentials.find(key);
    if (!is_filled_string(value)) return fmt::format("{} is not complete", path);
    if (!find_placeholders(value.node().text).empty()) return fmt::format("{} holds a placeholder", path);
    if (key == "registry" && !value.is_unknown() && !registry_matches_docker_hub(value.node().text)) {
      return fmt::format("{} is for another registry", path);
    }
  }
  return {};
}

std::vector<Violation> check_pull_secret_created(const CheckInput& input) {
  const CreatedSecrets created = created_secrets(input.subject);
  // Images from elsewhere are not pulled with the chart's secrets for Docker Hub, whether these exist or not.
  if (!created.complete || !runs_docker_hub_image(input.subject, input.place.component)) return {};
  const Lookup list = input.subject.values.lookup(input.place.path);
  if (!list.value.written()) return {};
  std::vector<Violation> result;
  std::size_t index = 0;
  for (const Value& item : list.value.items()) {
    const Path path = join(to_path(input.place.path), {index++, "name"});
    if (!is_missing(item, created)) continue;
    const Value name = item.find("name");
    Violation violation = violation_at_value(input, path, name);
    violation.facts = {{"name", describe(name, path)},
                       {"created", created.names.empty() ? "none" : join_words(created.names)}};
    // The change mends the whole list: in a long one it is said once.
    constexpr std::size_t kLongList = 20;
    if (result.size() < kLongList) violation.change = change_of(input, list.value, name.node().text, created);
    violation.repair = repair_of(input.subject, list.value, path);
    result.push_back(std::move(violation));
  }
  return result;
}

}  // namespace estafette_lint
