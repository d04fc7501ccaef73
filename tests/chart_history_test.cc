// The chart's keys and defaults in all of its releases, held against what the released charts say.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/rules/chart_releases.h"
#include "lint/yaml/path.h"
#include "lint/yaml/reader.h"
#include "tests/leaves.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

/// Other projects' data, which is not part of this one.
const fs::path kChartData = fs::path(ESTAFETTE_LINT_SOURCE_DIR) / "../shared/chart";

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream, path.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

/// The rows of a table but for its comments.
std::vector<std::vector<std::string>> read_table(const fs::path& path) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream stream(read(path));
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with('#')) rows.push_back(split(line, '\t'));
  }
  return rows;
}

/// The releases, and the file that holds for each; nothing, with a message, where the data are not at hand.
std::map<std::string, std::string> release_files() {
  std::map<std::string, std::string> files;
  if (!fs::exists(kChartData / "versions.tsv")) {
    MESSAGE("skipped: ", kChartData.string(), " is not at hand");
    return files;
  }
  for (const std::vector<std::string>& row : read_table(kChartData / "versions.tsv")) files[row[0]] = row[1];
  return files;
}

const ChartHistory& history() { return *builtin_tables().history; }

ReleaseModel model_of(const std::string& version) {
  const std::optional<ReleaseIndex> release = find_release(history().keys.releases, version);
  REQUIRE_MESSAGE(release, version);
  return {history(), *release};
}

/// What stands in `upper` takes the place of what stands in `lower`; maps are merged.
void lay_over(const Leaves& upper, Leaves& lower) {
  for (const auto& [path, value] : upper) {
    if (value == "map") {
      lower.try_emplace(path, value);
      continue;
    }
    const auto is_below = [&path = path](const auto& leaf) {
      return leaf.first.starts_with(path) && leaf.first.size() > path.size() &&
             (leaf.first[path.size()] == '.' || leaf.first[path.size()] == '[');
    };
    std::erase_if(lower, is_below);
    lower[path] = value;
  }
}

Leaves effective_defaults(const ChartModel& chart) {
  Leaves leaves = {{"", "map"}};
  for (const ChartDefaults::Subchart& subchart : chart.defaults->subcharts) {
    const Tree& tree = subchart.values.tree;
    collect(tree, tree.root, {Step(subchart.alias)}, leaves);
  }
  Leaves umbrella;
  const Tree& tree = chart.defaults->umbrella.tree;
  collect(tree, tree.root, {}, umbrella);
  lay_over(umbrella, leaves);
  return leaves;
}

/// Every key that a release has, in the lists' way of writing (no quotes), with what stands below open maps.
struct OurKeys {
  std::set<std::string> keys;
  std::set<std::string> open;
  std::set<std::string> dead;

  void collect(const Key& key, const std::string& path) {
    for (std::size_t i = 0; i < key.child_count(); ++i) {
      const Key child = key.child(i);
      if (!child.exists()) continue;
      const std::string below =
          path.empty() ? std::string(child.name()) : fmt::format("{}.{}", path, child.name());
      keys.insert(below);
      if (child.is_open()) open.insert(below);
      if (child.is_dead()) dead.insert(below);
      collect(child, below);
    }
  }

  [[nodiscard]] bool knows(const std::string& path) const {
    if (keys.contains(path)) return true;
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
      if (open.contains(path.substr(0, dot))) return true;
    }
    return false;
  }
};

/// Whether a path is one of a list, or stands below one.
template <typename List>
bool is_among(const std::string& path, const List& list) {
  for (const std::string_view item : list) {
    if (path == item || (path.starts_with(item) && path[item.size()] == '.')) return true;
  }
  return false;
}

/// Keys that the lists lack, for they come from regular expressions: these are read inside `with` and
/// `range`, in templates that are handed a part of the values, or through `index`.
constexpr std::array kMissingInLists = {
    std::string_view("global"),
    std::string_view("db.serviceMonitor.scrapeTimeout"),
    std::string_view("db.image.credentials"),
    std::string_view("db.tls.init.image.credentials"),
    std::string_view("db.tls.selfSigner.image.credentials"),
    std::string_view("queue.auth.basic"),
    std::string_view("queue.auth.nkeys.users"),
    std::string_view("queue.cluster.tls"),
    std::string_view("queue.gateway.tls"),
    std::string_view("queue.leafnodes.authorization"),
    std::string_view("queue.leafnodes.tls"),
    std::string_view("queue.mqtt.tls"),
    std::string_view("queue.nats.tls"),
    std::string_view("queue.nats.jetstream.encryption.secret"),
    std::string_view("queue.websocket.tls"),
    std::string_view("cert-manager.cainjector.image"),
    std::string_view("cert-manager.global.leaderElection"),
    std::string_view("cert-manager.image"),
    std::string_view("cert-manager.ingressShim"),
    std::string_view("cert-manager.startupapicheck.image"),
    std::string_view("cert-manager.webhook.image"),
};

/// Flagged `dead` in the lists, but a template uses them: as a condition, for templates of the user's own,
/// and in default values that are templates themselves.
constexpr std::array kAliveAgainstLists = {
    std::string_view("metrics.kubeStateMetrics.enabled"),
    std::string_view("metrics.server.sidecarTemplateValues"),
    std::string_view("api.baseHost"),
    std::string_view("api.integrationsHost"),
};

/// Not flagged there: only templates that nothing includes read them, or a line that lacks its braces.
constexpr std::array kDeadAgainstLists = {
    std::string_view("api.tls.certManager.issuer"),
    std::string_view("web.jobNamespaceOverride"),
    std::string_view("metrics.fullnameOverride"),
    std::string_view("db-client.serviceAccount"),
    std::string_view("db.clients"),
};

bool fits(KeyType type, Type value) {
  switch (value) {
    case Type::kBool:
      return type == KeyType::kAny || type == KeyType::kBool;
    case Type::kInt:
      return type == KeyType::kAny || type == KeyType::kInt || type == KeyType::kNumber;
    case Type::kFloat:
      return type == KeyType::kAny || type == KeyType::kNumber;
    case Type::kString:
      return type == KeyType::kAny || type == KeyType::kString;
    case Type::kList:
      return type == KeyType::kAny || type == KeyType::kList;
    case Type::kMap:
      return type == KeyType::kAny || type == KeyType::kMap;
    case Type::kNull:
    case Type::kAlias:
      break;
  }
  return true;
}

/// Walks values beside the keys: what is unknown or of a wrong type, one line each.
void compare(const Tree& tree, NodeId id, const Key& key, const Path& path, std::string& faults) {
  const Node& node = tree.node(id);
  if (!fits(key.type(), node.type))
    faults += fmt::format("{} is no {}\n", format_path(path), to_string(key.type()));
  if (node.type == Type::kList && key.items()) {
    std::size_t index = 0;
    for (const NodeId item : tree.items_of(id))
      compare(tree, item, key.items(), join(path, {index++}), faults);
  }
  if (node.type != Type::kMap || key.type() == KeyType::kAny) return;
  for (const Entry& entry : tree.entries_of(id)) {
    const Key child = key.find(entry.key);
    const Path below = join(path, {entry.key});
    if (child && child.exists()) {
      compare(tree, entry.value, child, below, faults);
    } else if (!key.is_open()) {
      faults += fmt::format("{} is unknown\n", format_path(below));
    } else if (!fits(key.value_type(), tree.node(entry.value).type)) {
      faults += fmt::format("{} is no {}\n", format_path(below), to_string(key.value_type()));
    }
  }
}

}  // namespace

TEST_CASE("the defaults of every release are of its keys, down to the items of lists") {
  for (const Release& release : history().keys.releases) {
    CAPTURE(release.version);
    const ReleaseModel model = model_of(std::string(release.version));
    const ChartModel& chart = model.chart();
    std::string faults;
    for (const ChartDefaults::Subchart& subchart : chart.defaults->subcharts) {
      const Tree& tree = subchart.values.tree;
      const Key key = chart.root_key().find(subchart.alias);
      REQUIRE(key);
      CHECK(key.exists());
      compare(tree, tree.root, key, {Step(subchart.alias)}, faults);
    }
    const Tree& tree = chart.defaults->umbrella.tree;
    compare(tree, tree.root, chart.root_key(), {}, faults);
    CHECK(faults == "");
  }
}

TEST_CASE("there are all releases") {
  const std::span<const Release> releases = history().keys.releases;
  CHECK(releases.size() == 55);
  CHECK(releases.front().version == "1.0.0");
  CHECK(releases.back().version == "1.5.14");
  CHECK(builtin_tables().chart.version == "1.5.14");
  const std::map<std::string, std::string> files = release_files();
  if (files.empty()) return;
  CHECK(files.size() == releases.size());
  for (const Release& release : releases) CHECK(files.contains(std::string(release.version)));
}

TEST_CASE("the releases name the versions of their subcharts") {
  if (release_files().empty()) return;
  constexpr std::array<std::string_view, 11> kAliases = {
      "api",     "web",   "cron-event-sender", "db-migrator", "hanging-job-cleaner", "db-client", "db",
      "metrics", "queue", "cert-manager",      "external-dns"};
  for (const std::vector<std::string>& row : read_table(kChartData / "versions.tsv")) {
    CAPTURE(row[0]);
    const ReleaseModel model = model_of(row[0]);
    const Release& release = history().keys.releases[model.chart().release];
    for (std::size_t i = 0; i < kAliases.size(); ++i) {
      CAPTURE(kAliases[i]);
      std::string version = "-";
      for (const SubchartVersion& chart : release.charts) {
        if (chart.alias == kAliases[i]) version = chart.version;
      }
      CHECK(version == row[i + 2]);
      CHECK((model.chart().component(kAliases[i]) != nullptr) == (version != "-"));
    }
  }
}

TEST_CASE("the defaults of every release are those of the chart") {
  for (const auto& [version, file] : release_files()) {
    CAPTURE(version);
    const std::string text = read(kChartData / "defaults" / (file + ".yaml"));
    const Result<Document> document = read_document(text);
    REQUIRE(document);
    Leaves expected;
    collect(document.value().tree, document.value().tree.root, {}, expected);
    const Leaves ours = effective_defaults(model_of(version).chart());
    CHECK(expected.size() > 700);
    for (const auto& leaf : expected) {
      const auto found = ours.find(leaf.first);
      CHECK_MESSAGE(found != ours.end(), leaf.first, " is missing");
      if (found != ours.end()) CHECK_MESSAGE(found->second == leaf.second, leaf.first);
    }
    for (const auto& leaf : ours)
      CHECK_MESSAGE(expected.contains(leaf.first), leaf.first, " is not the chart's");
  }
}

TEST_CASE("every key of every release is known, and no other") {
  for (const auto& [version, file] : release_files()) {
    CAPTURE(version);
    OurKeys ours;
    ours.collect(model_of(version).chart().root_key(), "");
    std::set<std::string> theirs;
    for (const std::vector<std::string>& row : read_table(kChartData / "keys" / (file + ".tsv"))) {
      theirs.insert(row[0]);
      CHECK_MESSAGE(ours.knows(row[0]), row[0], " is not known");
      const std::vector<std::string> flags = row.size() > 2 ? split(row[2], ',') : std::vector<std::string>();
      const bool dead = std::find(flags.begin(), flags.end(), "dead") != flags.end();
      if (dead && !is_among(row[0], kAliveAgainstLists)) CHECK_MESSAGE(ours.dead.contains(row[0]), row[0]);
      if (ours.dead.contains(row[0]) && !is_among(row[0], kDeadAgainstLists)) CHECK_MESSAGE(dead, row[0]);
    }
    for (const std::string& key : ours.keys) {
      if (!is_among(key, kMissingInLists)) CHECK_MESSAGE(theirs.contains(key), key, " is not the chart's");
    }
  }
}

TEST_CASE("a key knows its type, its releases and the key that took its place") {
  struct Row {
    std::string_view release;
    std::string_view path;
    bool exists;
    std::string_view type;
    std::string_view since;
    std::string_view until;
    std::string_view renamed_to;
  };
  const Row rows[] = {
      {"1.5.14", "api.deployment.replicaCount", true, "int", "", "", ""},
      {"1.5.14", "api.deployment", true, "map", "", "", ""},
      {"1.5.14", "api.deployment.env", false, "list", "", "1.0.7", "api.deployment.extraEnv"},
      {"1.0.7", "api.deployment.env", true, "list", "", "1.0.7", "api.deployment.extraEnv"},
      {"1.0.7", "api.deployment.extraEnv", false, "list", "1.0.8", "", ""},
      {"1.0.14", "api.config.files", true, "string", "", "", ""},
      {"1.0.15", "api.config.files", true, "map", "", "", ""},
      {"1.5.14", "api.secret.files", false, "map", "", "1.0.5", "api.secret.secretDecryptionKey"},
      {"1.5.14", "db.tls.init", false, "map", "", "1.0.5", "db.tls.selfSigner"},
      {"1.0.5", "db.tls.selfSigner", false, "map", "1.0.6", "", ""},
      {"1.0.23", "hanging-job-cleaner.enabled", false, "bool", "1.0.24", "", ""},
      {"1.5.14", "queue.auth.basic.token", false, "string", "", "1.0.3", ""},
      {"1.5.14", "api.extraSecrets[0].b64encoded", true, "bool", "1.0.18", "", ""},
      {"1.0.17", "api.extraSecrets[3].b64encoded", false, "bool", "1.0.18", "", ""},
      {"1.5.14", "api.ingress.hosts[1].paths[2].path", true, "string", "", "", ""},
      {"1.5.14", "queue.topologySpreadConstraints[0].maxSkew", true, "int", "", "", ""},
      {"1.5.14", "db.statefulset.topologySpreadConstraints", true, "map", "", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.release);
    CAPTURE(row.path);
    const ReleaseModel model = model_of(std::string(row.release));
    const Result<Path> path = parse_path(row.path);
    REQUIRE(path);
    const Key key = model.chart().find_key(path.value());
    REQUIRE(key);
    CHECK(key.exists() == row.exists);
    CHECK(to_string(key.type()) == row.type);
    CHECK(key.since() == row.since);
    CHECK(key.until() == row.until);
    CHECK(key.renamed_to() == row.renamed_to);
  }
}

TEST_CASE("what leads nowhere is no key") {
  const ChartModel& chart = builtin_tables().chart;
  for (const std::string_view written :
       {"ap", "api.replicaCount", "api.deployment.replicaCount.x", "api.deployment.resources.limits",
        "web.extraSecrets[0].b64encoded", "db.statefulset.env[0].name"}) {
    CAPTURE(written);
    const Result<Path> path = parse_path(written);
    REQUIRE(path);
    CHECK_FALSE(chart.find_key(path.value()));
  }
  constexpr std::array<std::string_view, 3> kResources = {"api", "deployment", "resources"};
  CHECK(chart.find_key(kResources).is_open());
  CHECK(chart.find_key(kResources).has_default());
  constexpr std::array<std::string_view, 3> kFiles = {"api", "config", "files"};
  CHECK(chart.find_key(kFiles).value_type() == KeyType::kString);
}

TEST_CASE("the facts of a component are those of the release") {
  const auto images = [](const std::string& version) {
    const ReleaseModel model = model_of(version);
    std::string text;
    for (const ImageFact& image : model.chart().component("db")->images) {
      text +=
          image.fixed.empty() ? fmt::format("{} ", image.repository.back()) : fmt::format("{} ", image.fixed);
    }
    return text;
  };
  CHECK(images("1.0.5") == "repository busybox repository ");
  CHECK(images("1.0.6") == "repository busybox repository ");
  CHECK(images("1.2.0") == "repository busybox repository ");
  CHECK(images("1.3.0") == "repository image repository ");
  CHECK(model_of("1.4.0").chart().component("db")->resources.size() == 2);
  CHECK(model_of("1.4.1").chart().component("db")->resources.size() == 3);
  CHECK(model_of("1.0.23").chart().component("hanging-job-cleaner") == nullptr);
}

TEST_CASE("the nearest release") {
  struct Row {
    std::string_view text;
    std::string_view nearest;
  };
  const Row rows[] = {
      {"1.0.99", "1.0.32"},
      {"1.5.15", "1.5.14"},
      {"v1.0.26", "1.0.26"},
      {"2.0.0", "1.5.14"},
      {"0.9", "1.0.0"},
      {"1.2", "1.2.0"},
      {"1.0", "1.0.32"},
      {"1", "1.5.14"},
      {"1.2.1", "1.2.0"},
      {"1.3.2", "1.3.1"},
      {"1.5.11-main", "1.5.11"},
      {"newest", ""},
      {"", ""},
      {"1.x", ""},
      {"1.5.14 ", ""},
      {"99999999999999999999", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(nearest_release(history().keys.releases, row.text) == row.nearest);
  }
  CHECK(nearest_release({}, "1.0.0") == "");
  CHECK_FALSE(find_release(history().keys.releases, "1.0.99"));
}

}  // namespace estafette_lint
