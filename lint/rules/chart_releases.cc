#include "lint/rules/chart_releases.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <deque>
#include <limits>
#include <utility>
#include <vector>

namespace estafette_lint {
namespace {

/// The parts of a list of facts that hold in a release.
template <typename Fact>
std::vector<Fact> of_release(std::span<const Fact> facts, ReleaseIndex release) {
  std::vector<Fact> found;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(found),
               [release](const Fact& fact) { return fact.releases.contains(release); });
  return found;
}

// ---- Defaults

/// The table's pool of defaults, and the maps that hold them behind it: the nodes of all trees of a release.
struct TreeNodes {
  explicit TreeNodes(const Tree& pool)
      : nodes(pool.nodes.begin(), pool.nodes.end()),
        entries(pool.entries.begin(), pool.entries.end()),
        items(pool.items.begin(), pool.items.end()) {}

  std::vector<Node> nodes;
  std::vector<Entry> entries;
  std::vector<NodeId> items;
};

using DefaultOf = NodeId KeyVariant::*;

/// Makes the values.yaml of the umbrella or of a subchart from what is known of each key.
class DefaultsBuilder {
 public:
  DefaultsBuilder(DefaultOf which, TreeNodes& out) : which_(which), out_(out) {}

  /// The values below a key: a map, perhaps an empty one.
  NodeId build(const Key& root) { return add_map(keys_below(root)); }

 private:
  struct NamedNode {
    std::string_view name;
    NodeId node;
  };

  std::vector<NamedNode> keys_below(const Key& key) {
    std::vector<NamedNode> keys;
    for (std::size_t i = 0; i < key.child_count(); ++i) {
      const Key child = key.child(i);
      if (!child.exists()) continue;
      const NodeId node = value_of(child);
      if (node != kNoNode) keys.push_back({child.name(), node});
    }
    return keys;
  }

  /// kNoNode where these values do not name the key.
  NodeId value_of(const Key& key) {
    const NodeId whole = key.variant().*which_;
    if (whole != kNoNode) return whole;
    const std::vector<NamedNode> keys = keys_below(key);
    return keys.empty() ? kNoNode : add_map(keys);
  }

  NodeId add_map(const std::vector<NamedNode>& keys) {
    Node node;
    node.type = Type::kMap;
    node.style = Style::kBlock;
    node.first = static_cast<std::uint32_t>(out_.entries.size());
    node.count = static_cast<std::uint32_t>(keys.size());
    for (const NamedNode& key : keys) {
      out_.entries.push_back({.key = key.name, .key_span = {}, .value = key.node});
    }
    out_.nodes.push_back(node);
    return static_cast<NodeId>(out_.nodes.size() - 1);
  }

  DefaultOf which_;
  TreeNodes& out_;
};

// ---- Versions

using Number = std::array<int, 3>;

/// A part that is left out counts as the greatest: "1.0" is near the last 1.0.x. Nothing where it is no
/// version.
std::optional<Number> parse_number(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  Number number;
  number.fill(std::numeric_limits<int>::max() / 2);
  for (int& part : number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    if (error != std::errc() || part < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.starts_with('.')) break;
    text.remove_prefix(1);
  }
  const bool ends = text.empty() || text.starts_with('-') || text.starts_with('+');  // "1.5.11-main-372"
  return ends ? std::optional(number) : std::nullopt;
}

Number distance(const Number& a, const Number& b) {
  return {std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])};
}

}  // namespace

// ---- ReleaseModel

struct ReleaseModel::Storage {
  explicit Storage(const Tree& pool) : trees(pool) {}

  std::vector<ComponentFact> components;
  std::deque<std::vector<ImageFact>> images;
  std::deque<std::vector<ResourcesFact>> resources;
  std::deque<std::vector<PullSecretFact>> secrets;
  TreeNodes trees;
  std::vector<ChartDefaults::Subchart> subcharts;
  ChartDefaults defaults;
  ChartModel chart;

  /// REQUIRES: there is such a component.
  const ComponentFact& component(std::string_view alias) const {
    return *std::find_if(components.begin(), components.end(),
                         [alias](const ComponentFact& known) { return known.alias == alias; });
  }

  Layer layer(NodeId root) const {
    return {.tree = {trees.nodes, trees.entries, trees.items, root},
            .origin = Origin::kDefault,
            .source = nullptr};
  }
};

ReleaseModel::ReleaseModel(const ChartHistory& history, ReleaseIndex release)
    : storage_(std::make_unique<Storage>(history.keys.defaults)) {
  Storage& made = *storage_;
  const Key root(history.keys, 0, release);
  made.components = of_release(history.components, release);
  std::vector<std::pair<std::string_view, NodeId>> subcharts;
  for (ComponentFact& component : made.components) {
    component.images = made.images.emplace_back(of_release(component.images, release));
    component.resources = made.resources.emplace_back(of_release(component.resources, release));
    component.secrets = made.secrets.emplace_back(of_release(component.secrets, release));
    const Key keys = root.find(component.alias);
    if (!keys) continue;  // faulty files, which are reported
    subcharts.emplace_back(component.alias,
                           DefaultsBuilder(&KeyVariant::own_default, made.trees).build(keys));
  }
  const NodeId umbrella = DefaultsBuilder(&KeyVariant::umbrella_default, made.trees).build(root);
  // Only now, for the nodes have moved as they grew.
  for (const auto& [alias, tree] : subcharts) {
    const KeyPath condition = made.component(alias).condition;
    const bool has_switch = condition.size() == 2 && condition[0] == alias && condition[1] == "enabled";
    made.subcharts.push_back({alias, made.layer(tree), has_switch});
  }
  made.defaults.umbrella = made.layer(umbrella);
  made.defaults.subcharts = made.subcharts;
  made.chart = {.version = history.keys.releases[release].version,
                .components = made.components,
                .defaults = &made.defaults,
                .keys = &history.keys,
                .release = release,
                .is_read = history.is_read};
}

ReleaseModel::ReleaseModel(ReleaseModel&& other) noexcept = default;
ReleaseModel& ReleaseModel::operator=(ReleaseModel&& other) noexcept = default;
ReleaseModel::~ReleaseModel() = default;

const ChartModel& ReleaseModel::chart() const { return storage_->chart; }

// ---- Releases by name

std::optional<ReleaseIndex> find_release(std::span<const Release> releases, std::string_view version) {
  for (std::size_t i = 0; i < releases.size(); ++i) {
    if (releases[i].version == version) return static_cast<ReleaseIndex>(i);
  }
  return std::nullopt;
}

bool is_later_release(std::string_view version, std::string_view than) {
  const std::optional<Number> a = parse_number(version);
  const std::optional<Number> b = parse_number(than);
  return a && b && *a > *b;
}

std::string_view nearest_release(std::span<const Release> releases, std::string_view text) {
  const std::optional<Number> wanted = parse_number(text);
  if (!wanted || releases.empty()) return {};
  // Beyond the ends the number says less than the end itself.
  if (*wanted > parse_number(releases.back().version)) return releases.back().version;
  if (*wanted < parse_number(releases.front().version)) return releases.front().version;
  std::string_view best;
  Number best_distance{};
  for (const Release& release : releases) {
    const std::optional<Number> number = parse_number(release.version);
    if (!number) continue;
    const Number away = distance(*wanted, *number);
    if (!best.empty() && away > best_distance) continue;  // of equal ones the newer
    best = release.version;
    best_distance = away;
  }
  return best;
}

}  // namespace estafette_lint
