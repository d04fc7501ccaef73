// What the checks know about the chart in one release: its keys and default values, and for each component
// which images it runs, where its pull credentials go, its resources maps, and the secrets that it creates.
//
// The facts come from rules/chart/ and are tables of views: the build makes static ones, --rules and tests
// own theirs.
#pragma once

#include <span>
#include <string_view>

#include "lint/rules/key_model.h"
#include "lint/values/values.h"

namespace estafette_lint {

/// An image that pods of a component run (the pods of `helm test` are left out).
struct ImageFact {
  KeyPath repository;  ///< the key that holds the repository, or the whole `repository:tag`
  KeyPath registry;    ///< a key of its own for the registry, which goes before the repository; or empty
  std::span<const KeyPath> when;       ///< runs only where all of these are true to a template
  bool pulls_with_credentials = true;  ///< false: the chart gives its pods no pull secret, whatever is set
  /// Where its pods take pull secrets from (any of these) in place of the component's own keys; empty: from
  /// those.
  std::span<const KeyPath> pull_secrets;
  std::string_view
      fixed;  ///< the image that the template names itself, where no key does; `repository` is empty
  ReleaseRange releases;  ///< those of a model hold in its release
};

/// A `resources` map of one container.
struct ResourcesFact {
  KeyPath path;
  std::span<const KeyPath> when;
  ReleaseRange releases;
};

/// A registry secret that the chart creates for a component, from credentials in the values.
struct PullSecretFact {
  KeyPath credentials;  ///< registry, username, password; the secret is there when this is true to a template
  std::string_view suffix;  ///< what stands behind the full name: ".registry"
  KeyPath when;             ///< created only where this is true to a template; empty: always
  ReleaseRange releases;
};

struct ComponentFact {
  std::string_view alias;      ///< the component's name in the values, and `.Chart.Name` to its templates
  KeyPath condition;           ///< `<alias>.enabled`: off only where this is the boolean false
  KeyPath credentials;         ///< `<alias>.image.credentials`; empty where the chart has none
  KeyPath image_pull_secrets;  ///< `<alias>.imagePullSecrets`; empty where no template reads it
  std::size_t full_name_length = 63;  ///< where the chart cuts its full names
  std::span<const ImageFact> images;
  std::span<const ResourcesFact> resources;
  std::span<const PullSecretFact> secrets;
  ReleaseRange releases;
};

/// The chart in one release. Another one comes from chart_releases.h.
struct ChartModel {
  std::string_view version;  ///< of the umbrella chart, "1.5.14"
  std::span<const ComponentFact> components;
  const ChartDefaults* defaults = nullptr;
  const KeyTable* keys = nullptr;  ///< of all releases
  ReleaseIndex release = 0;
  bool is_read = false;  ///< from a chart on disk: it may lack what the newest release has

  /// Null where there is no such component.
  [[nodiscard]] const ComponentFact* component(std::string_view alias) const;
  /// The key above all others. REQUIRES: there are keys.
  [[nodiscard]] Key root_key() const { return {*keys, 0, release}; }
  /// The key at a path, in whatever release. REQUIRES: there are keys.
  [[nodiscard]] Key find_key(KeyPath path) const { return estafette_lint::find_key(root_key(), path); }
  [[nodiscard]] Key find_key(std::span<const Step> path) const {
    return estafette_lint::find_key(root_key(), path);
  }
};

}  // namespace estafette_lint
