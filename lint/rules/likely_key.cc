#include "lint/rules/likely_key.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/nearest.h"

namespace estafette_lint {
namespace {

/// Names that stand for the same in charts everywhere. The first group that holds a name counts.
constexpr std::string_view kSynonyms[][4] = {
    {"replicaCount", "replicas", "replica", "minReplicas"},
    {"extraEnv", "env", "extraEnvVars", "environment"},
    {"imagePullSecrets", "pullSecrets", "imagePullSecret", "pullSecret"},
    {"pdb", "podDisruptionBudget", "budget", "disruptionBudget"},
    {"autoscaling", "hpa", "horizontalPodAutoscaler", "autoscaler"},
    {"persistentVolume", "persistence", "pvc", "volume"},
    {"resources", "resource", "resourceLimits", "resourceRequests"},
    {"username", "user", "login", "userName"},
    {"password", "pass", "passwd", "token"},
};

/// Other names of the components: those of their charts, and of what they run.
struct OtherName {
  std::string_view name;
  std::string_view alias;
};
constexpr OtherName kOtherNames[] = {
    {"cockroachdb", "db"},
    {"cockroach", "db"},
    {"database", "db"},
    {"prometheus", "metrics"},
    {"monitoring", "metrics"},
    {"nats", "queue"},
    {"frontend", "web"},
    {"ui", "web"},
    {"migrator", "db-migrator"},
    {"certmanager", "cert-manager"},
    {"externaldns", "external-dns"},
};
constexpr std::string_view kChartPrefix = "estafette-ci-";

/// Names that say nothing without the key above them.
constexpr std::string_view kCommonNames[] = {"enabled", "enable",      "create", "name",      "type",  "port",
                                             "labels",  "annotations", "host",   "hosts",     "paths", "path",
                                             "tls",     "image",       "tag",    "repository"};

template <typename Range, typename Item>
bool holds(const Range& range, const Item& item) {
  return std::find(std::begin(range), std::end(range), item) != std::end(range);
}

/// Without case, without what parts words, and without what nobody sees.
std::string plain(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool shown = byte < 0x80 && std::isprint(byte) != 0;  // no stray byte order mark either
    if (shown && c != '-' && c != '_' && c != '.') result += static_cast<char>(std::tolower(byte));
  }
  return result;
}

bool is_read(const Key& key) { return key && key.exists() && !key.is_dead(); }

std::vector<std::string_view> names_below(const Key& parent) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < parent.child_count(); ++i) {
    const Key child = parent.child(i);
    if (is_read(child)) names.push_back(child.name());
  }
  return names;
}

std::vector<std::string_view> synonyms_of(std::string_view name) {
  for (const auto& group : kSynonyms) {
    if (!holds(group, name)) continue;
    std::vector<std::string_view> others;
    for (const std::string_view other : group) {
      if (other != name) others.push_back(other);
    }
    return others;
  }
  return {};
}

/// All keys of a name below another, as paths.
void collect(const Key& key, std::string_view name, Path& path, std::vector<Path>& found) {
  for (std::size_t i = 0; i < key.child_count(); ++i) {
    const Key child = key.child(i);
    if (!is_read(child)) continue;
    path.emplace_back(child.name());
    if (child.name() == name) found.push_back(path);
    collect(child, name, path, found);
    path.pop_back();
  }
}

class Search {
 public:
  Search(const ChartModel& chart, std::span<const Step> path)
      : chart_(chart),
        path_(path),
        parent_(chart.find_key(path.first(path.size() - 1))),
        name_(path.back().key) {}

  [[nodiscard]] LikelyKey run() const {
    if (!parent_ || path_.back().is_index) return {};
    if (const std::string_view same = same_word(); !same.empty()) return beside(same);
    if (path_.size() == 1) return component();
    for (const std::string_view other : synonyms_of(name_)) {
      if (is_read(parent_.find(other))) return beside(other);
    }
    if (const std::optional<Path> path = elsewhere(name_)) return {Likeness::kElsewhere, *path};
    if (const std::string_view near = slip(); !near.empty()) return beside(near);
    for (const std::string_view other : synonyms_of(name_)) {
      if (const std::optional<Path> path = elsewhere(other)) return {Likeness::kElsewhere, *path};
    }
    return credentials();
  }

 private:
  [[nodiscard]] LikelyKey beside(std::string_view name) const {
    Path path(path_.begin(), path_.end() - 1);
    path.emplace_back(name);
    return {Likeness::kSlip, std::move(path)};
  }

  /// A key beside it that is spelt nearly like it; the most is no slip for the least.
  [[nodiscard]] std::string_view slip() const {
    const std::string_view near = nearest_name(name_, names_below(parent_));
    const auto turned = [](std::string_view a, std::string_view b) {
      return a.starts_with("min") && b.starts_with("max");
    };
    return turned(name_, near) || turned(near, name_) ? std::string_view() : near;
  }

  /// A key beside it that differs only in case or in what parts its words.
  [[nodiscard]] std::string_view same_word() const {
    const std::string word = plain(name_);
    for (const std::string_view name : names_below(parent_)) {
      if (name != name_ && plain(name) == word) return name;
    }
    return {};
  }

  /// The component that an unknown key at the top means, or to which it belongs.
  [[nodiscard]] LikelyKey component() const {
    std::string_view name = name_;
    if (name.starts_with(kChartPrefix)) name.remove_prefix(kChartPrefix.size());
    if (name != name_ && is_read(parent_.find(name))) return beside(name);
    for (const OtherName& other : kOtherNames) {
      if (plain(other.name) == plain(name) && is_read(parent_.find(other.alias))) return beside(other.alias);
    }
    if (const std::string_view near = slip(); !near.empty()) return beside(near);
    if (holds(kCommonNames, name_)) return {};
    std::vector<Path> owners;
    for (const ComponentFact& component : chart_.components) {
      const Key key = parent_.find(component.alias);
      if (key && is_read(key.find(name_))) owners.push_back({component.alias, name_});
    }
    if (owners.size() != 1) return {};
    return {Likeness::kElsewhere, owners.front()};
  }

  /// The key of a name in the same component: that of its main container, or at its root, or the only one.
  [[nodiscard]] std::optional<Path> elsewhere(std::string_view name) const {
    if (holds(kCommonNames, name) || path_.front().is_index) return std::nullopt;
    if (std::any_of(path_.begin(), path_.end(), [](const Step& step) { return step.is_index; }))
      return std::nullopt;
    const Key root = chart_.root_key().find(path_.front().key);
    if (!root) return std::nullopt;
    std::vector<Path> found;
    Path at = {path_.front()};
    collect(root, name, at, found);
    std::erase_if(found, [this](const Path& path) {
      return std::equal(path.begin(), path.end(), path_.begin(), path_.end());
    });
    if (found.empty()) return std::nullopt;
    const Path main = main_path();
    if (!main.empty()) {
      const Path path = join(main, {name});
      if (holds(found, path)) return path;
    }
    const Path top = {path_.front(), name};
    if (holds(found, top)) return top;
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
  }

  /// Where the settings of the component's main container stand: beside its resources.
  [[nodiscard]] Path main_path() const {
    const ComponentFact* const component = chart_.component(path_.front().key);
    if (component == nullptr || component->resources.empty()) return {};
    const KeyPath resources = component->resources.front().path;
    return {resources.begin(), resources.end() - 1};
  }

  [[nodiscard]] LikelyKey credentials() const {
    if (!holds(kSynonyms[2], name_)) return {};
    const ComponentFact* const component = chart_.component(path_.front().key);
    if (component == nullptr || component->credentials.empty()) return {};
    return {Likeness::kCredentials, Path(component->credentials.begin(), component->credentials.end())};
  }

  const ChartModel& chart_;
  std::span<const Step> path_;
  Key parent_;
  std::string_view name_;
};

/// The key that an older name of it means, or the older name of a key that the release does not have yet.
LikelyKey other_name(const ChartModel& chart, const Key& key, std::span<const Step> path) {
  if (!key.renamed_to().empty()) {
    const Result<Path> renamed = parse_path(key.renamed_to());
    if (renamed && chart.find_key(renamed.value()).exists()) return {Likeness::kRenamed, renamed.value()};
  }
  const Key parent = chart.find_key(path.first(path.size() - 1));
  const std::string written = format_path(path);
  for (std::size_t i = 0; i < parent.child_count(); ++i) {
    const Key other = parent.child(i);
    if (!is_read(other) || other.renamed_to() != written) continue;
    Path old(path.begin(), path.end() - 1);
    old.emplace_back(other.name());
    return {Likeness::kOldName, std::move(old)};
  }
  return {};
}

}  // namespace

LikelyKey likely_key(const ChartModel& chart, std::span<const Step> path) {
  const Key key = chart.find_key(path);
  if (key && !key.exists()) {
    if (LikelyKey other = other_name(chart, key, path); other.likeness != Likeness::kNone) return other;
  }
  return Search(chart, path).run();
}

}  // namespace estafette_lint
