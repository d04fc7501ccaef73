#include "lint/rules/checks/pull_credentials.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/rules/checks/pull_secrets.h"
#include "lint/rules/image_reference.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kRegistry = "docker.io";
constexpr std::string_view kCredentials = "credentials";
constexpr std::string_view kPullSecrets = "imagePullSecrets";
constexpr std::string_view kUserPlaceholder = "'<docker hub user>'";
constexpr std::string_view kTokenPlaceholder = "'<docker hub token>'";

// ---- images

/// What is left of a reference where a null has taken the repository away: `:1.5.8`, which names no registry
/// either.
constexpr std::string_view kNameless = "an image without a name";

/// The reference that a template makes of an image fact; empty where it is not set or cannot be known yet.
std::string image_of(const Subject& subject, const ImageFact& image) {
  if (!image.fixed.empty()) return std::string(image.fixed);
  const Value repository = subject.values.lookup(image.repository).value;
  if (!is_filled_string(repository) || repository.is_unknown()) return {};
  std::string reference(repository.node().text);
  if (image.registry.empty()) return reference;
  const Value registry = subject.values.lookup(image.registry).value;
  if (registry.is_unknown()) return {};
  return is_filled_string(registry) ? fmt::format("{}/{}", registry.node().text, reference) : reference;
}

struct HubImage {
  const ImageFact* fact = nullptr;
  std::string reference;
};

std::vector<HubImage> hub_images(const Subject& subject, const ComponentFact& component) {
  std::vector<HubImage> images;
  for (const ImageFact& image : component.images) {
    std::string reference = image_of(subject, image);
    const Value repository = subject.values.lookup(image.repository).value;
    if (repository && repository.is_null()) {
      reference = kNameless;
    } else if (reference.empty() || !is_docker_hub_image(reference)) {
      continue;
    }
    if (!subject.all_true(image.when)) continue;
    images.push_back({&image, std::move(reference)});
  }
  return images;
}

/// Each reference once, in the order of the facts.
std::string list_images(const std::vector<HubImage>& images) {
  std::vector<std::string> names;
  for (const HubImage& image : images) {
    if (std::find(names.begin(), names.end(), image.reference) == names.end()) {
      names.push_back(image.reference);
    }
  }
  return join_words(names);
}

/// Whether a pod's `imagePullSecrets` gives the kubelet anything: an item without a name gives it nothing.
bool names_a_secret(const Value& list) {
  if (list.is_unknown()) return true;
  const std::vector<Value> items = list.items();
  return std::any_of(items.begin(), items.end(),
                     [](const Value& item) { return item.is_unknown() || item.find("name").truthy(); });
}

/// Whether the key gives credentials: a `credentials` map, or a list of pull secrets. What is of another type
/// does not work either, but it is a fault of its own.
bool gives_credentials(const Subject& subject, KeyPath key) {
  const Value value = subject.values.lookup(key).value;
  if (!value.truthy()) return false;
  return !value.is_list() || key.back() == kCredentials || names_a_secret(value);
}

bool pulls_with_credentials(const Subject& subject, const ComponentFact& component, const ImageFact& image) {
  if (!image.pulls_with_credentials) return false;
  if (!image.pull_secrets.empty()) {
    return std::any_of(image.pull_secrets.begin(), image.pull_secrets.end(),
                       [&](KeyPath key) { return gives_credentials(subject, key); });
  }
  return (!component.credentials.empty() && gives_credentials(subject, component.credentials)) ||
         (!component.image_pull_secrets.empty() && gives_credentials(subject, component.image_pull_secrets));
}

/// The keys that would give an image's pods credentials, the one to set first.
std::vector<KeyPath> credential_keys(const ComponentFact& component, const ImageFact& image) {
  if (!image.pulls_with_credentials) return {};
  if (!image.pull_secrets.empty()) return {image.pull_secrets.begin(), image.pull_secrets.end()};
  std::vector<KeyPath> keys;
  if (!component.credentials.empty()) keys.push_back(component.credentials);
  if (!component.image_pull_secrets.empty()) keys.push_back(component.image_pull_secrets);
  return keys;
}

std::string reason_of(const std::vector<KeyPath>& keys) {
  if (keys.empty()) return "the chart gives that pod no pull secret, whatever is set";
  std::vector<std::string> names;
  names.reserve(keys.size());
  for (const KeyPath& key : keys) names.push_back(format_keys(key));
  return names.size() == 1 ? names.front() + " gives none"
                           : fmt::format("neither {} gives any", join_words(names, " nor "));
}

std::vector<Setting> change_of(const CheckInput& input, const std::vector<KeyPath>& keys) {
  if (keys.empty()) return {};
  if (keys.front().back() == kCredentials) return credentials_to_write(keys.front());
  const std::string secret = best_pull_secret(input.subject);
  if (secret.empty()) return {};
  return {{join(to_path(keys.front()), {std::size_t{0}, "name"}), secret}};
}

// ---- credentials

/// What is wrong with one of the three; empty where it is well.
std::string fault_of(const Value& value, std::string_view key, const Path& path) {
  if (!value || value.is_null()) return fmt::format("{} is missing", key);
  if (value.is_unknown()) return {};
  if (value.is_number()) {
    return fmt::format("{} is a number without quotes, which the chart turns into garbage", key);
  }
  if (!value.is_string()) return fmt::format("{} is {}, not text", key, describe(value, path));
  return value.node().text.empty() ? fmt::format("{} is empty", key) : std::string();
}

/// The registry that a component's credentials are for.
std::string registry_to_write(const Subject& subject, const ComponentFact& component, bool pulls_from_hub) {
  if (!pulls_from_hub && !component.images.empty()) {
    const std::string image = image_of(subject, component.images.front());
    if (const std::string_view registry = image_registry(image); !registry.empty()) {
      return std::string(registry);
    }
  }
  return std::string(kRegistry);
}

std::string yaml_to_write(const Value& value, std::string_view key) {
  if (key == "password") return std::string(kTokenPlaceholder);
  // A user name is no secret: in quotes it is what was meant.
  if (value.is_number()) return fmt::format("'{}'", format_go_number(value.node().number));
  return std::string(kUserPlaceholder);
}

}  // namespace

std::vector<Setting> credentials_to_write(KeyPath credentials) {
  const Path path = to_path(credentials);
  return {{join(path, {"registry"}), std::string(kRegistry)},
          {join(path, {"username"}), std::string(kUserPlaceholder)},
          {join(path, {"password"}), std::string(kTokenPlaceholder)}};
}

bool runs_docker_hub_image(const Subject& subject, std::string_view alias) {
  const ComponentFact* component = subject.chart.component(alias);
  return component == nullptr || !hub_images(subject, *component).empty();
}

std::vector<Violation> check_images_pulled_with_credentials(const CheckInput& input) {
  const ComponentFact* component = input.subject.chart.component(input.place.component);
  if (component == nullptr) return {};
  std::vector<HubImage> anonymous = hub_images(input.subject, *component);
  std::erase_if(anonymous, [&](const HubImage& image) {
    return pulls_with_credentials(input.subject, *component, *image.fact);
  });
  if (anonymous.empty()) return {};

  // The finding is about the key that helps; an image that no key helps comes last.
  const auto helped = std::find_if(anonymous.begin(), anonymous.end(),
                                   [](const HubImage& image) { return image.fact->pulls_with_credentials; });
  const ImageFact& subject_image = helped == anonymous.end() ? *anonymous.front().fact : *helped->fact;
  const std::vector<KeyPath> keys = credential_keys(*component, subject_image);
  Violation violation = violation_at(input, keys.empty() ? subject_image.repository : keys.front());
  violation.facts = {{"images", list_images(anonymous)}, {"reason", reason_of(keys)}};
  violation.change = change_of(input, keys);
  if (keys.empty() || keys.front().back() != kPullSecrets) {
    violation.repair.safety = FixSafety::kManual;
  } else {
    violation.repair.hold = pull_secret_fault(input.subject, best_pull_secret(input.subject));
  }
  return {std::move(violation)};
}

std::vector<Violation> check_registry_credentials_complete(const CheckInput& input) {
  const ComponentFact* component = input.subject.chart.component(input.place.component);
  if (component == nullptr || component->credentials.empty()) return {};
  const Value credentials = input.subject.values.lookup(component->credentials).value;
  if (!credentials.truthy() || credentials.is_unknown()) return {};
  if (!credentials.is_map()) {
    Violation violation = violation_at(input, component->credentials);
    violation.facts = {{"credentials", format_keys(component->credentials)},
                       {"problems", "it is no map of registry, username and password"}};
    violation.change = credentials_to_write(component->credentials);
    return {std::move(violation)};
  }

  const std::vector<HubImage> images = hub_images(input.subject, *component);
  const bool pulls_from_hub = std::any_of(images.begin(), images.end(), [](const HubImage& image) {
    return image.fact->pulls_with_credentials && image.fact->pull_secrets.empty();
  });
  std::vector<std::string> problems;
  std::vector<std::string_view> faulty;
  std::vector<Setting> change;
  for (const std::string_view key : {"registry", "username", "password"}) {
    const Value value = credentials.find(key);
    const Path path = join(to_path(component->credentials), {key});
    std::string problem = fault_of(value, key, path);
    const bool known_registry = key == "registry" && problem.empty() && !value.is_unknown();
    if (known_registry && pulls_from_hub && !registry_matches_docker_hub(value.node().text)) {
      problem =
          fmt::format("nodes do not use credentials for the registry {} when they pull {} from Docker Hub",
                      describe(value, path), list_images(images));
    }
    if (problem.empty()) continue;
    problems.push_back(std::move(problem));
    faulty.push_back(key);
    change.push_back({path, key == "registry" ? registry_to_write(input.subject, *component, pulls_from_hub)
                                              : yaml_to_write(value, key)});
  }
  if (problems.empty()) return {};
  const std::vector<std::string_view> path = faulty.size() == 1
                                                 ? join_keys(component->credentials, {faulty.front()})
                                                 : join_keys(component->credentials, {});
  Violation violation = violation_at(input, path);
  violation.facts = {{"credentials", format_keys(component->credentials)},
                     {"problems", join_words(problems)}};
  violation.change = std::move(change);
  return {std::move(violation)};
}

}  // namespace estafette_lint
