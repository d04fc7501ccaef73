// The chart's facts: what the loader says about faulty files, and whether the model states what the chart
// does.
#include "lint/rules/chart_model.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/chart_loader.h"
#include "lint/text/source.h"
#include "lint/values/secret_names.h"
#include "lint/yaml/path.h"
#include "lint/yaml/reader.h"
#include "tests/leaves.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

const fs::path kProject = ESTAFETTE_LINT_SOURCE_DIR;

Source read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream, path.string());
  return {path.filename().string(), {std::istreambuf_iterator<char>(stream), {}}};
}

/// The project's own files.
LoadedChart load_project_chart() {
  std::vector<Source> keys;
  for (const fs::directory_entry& file : fs::directory_iterator(kProject / "rules/chart/keys")) {
    keys.push_back(read(file.path()));
  }
  return load_chart(read(kProject / "rules/chart/releases.yaml"),
                    read(kProject / "rules/chart/components.yaml"), keys);
}

std::string written(KeyPath keys) { return format_path(Path(keys.begin(), keys.end())); }

std::string written(std::span<const KeyPath> paths) {
  std::string text;
  for (const KeyPath path : paths) text += (text.empty() ? "" : " ") + written(path);
  return text;
}

/// The keys that make a value secret, each with the one above it.
void collect_secret_keys(const Key& map, Path& path, std::set<std::string>& found) {
  for (std::size_t i = 0; i < map.child_count(); ++i) {
    const Key key = map.child(i);
    path.emplace_back(key.name());
    if (ends_in_secret_key(path))
      found.insert(format_path(std::span(path).last(std::min<std::size_t>(path.size(), 2))));
    collect_secret_keys(key, path, found);
    if (const Key items = key.items()) {
      path.emplace_back(std::size_t{0});
      collect_secret_keys(items, path, found);
      path.pop_back();
    }
    path.pop_back();
  }
}

}  // namespace

TEST_CASE("the keys of the chart that make a value secret") {
  const LoadedChart loaded = load_project_chart();
  Path path;
  std::set<std::string> found;
  collect_secret_keys(loaded.library.model().root_key(), path, found);
  CHECK(fmt::format("{}", fmt::join(found, " ")) ==
        "[0].data [0].password alertmanager.configFromSecret api.secret auth.token authorization.password "
        "basic.token certs.clientRootSecret certs.nodeSecret certs.tlsSecret credentials.password "
        "credentials.secret encryption.secret hanging-job-cleaner.secret iap.clientSecret kubeconfig.secret "
        "nats.customConfigSecret secret.clientSecret secret.jwtKey secret.secretDecryptionKey "
        "selfSigner.caSecret serviceAccount.automountServiceAccountToken tls.key tls.secret");
}

TEST_CASE("the project's files have no fault") {
  const LoadedChart loaded = load_project_chart();
  CHECK(show(loaded.errors) == "");
  CHECK(loaded.library.model().version == "1.5.14");
}

TEST_CASE("a component is found by its alias") {
  const LoadedChart loaded = load_project_chart();
  const ChartModel& chart = loaded.library.model();
  CHECK(chart.components.size() == 11);
  REQUIRE(chart.component("queue") != nullptr);
  CHECK(chart.component("queue")->alias == "queue");
  CHECK(chart.component("nats") == nullptr);
  CHECK(chart.component("") == nullptr);
}

TEST_CASE("where components take their pull credentials from") {
  struct Row {
    std::string_view alias;
    std::string_view credentials;
    std::string_view image_pull_secrets;
    std::size_t full_name_length;
    std::string_view secrets;  // suffix:credentials:when
  };
  const Row rows[] = {
      {"api", "api.image.credentials", "api.imagePullSecrets", 63, ".registry:api.image.credentials: "},
      {"web", "web.image.credentials", "web.imagePullSecrets", 63, ".registry:web.image.credentials: "},
      {"db", "db.image.credentials", "", 56,
       ".db.registry:db.image.credentials: "
       ".init-certs.registry:db.tls.selfSigner.image.credentials:db.tls.enabled "},
      {"metrics", "", "metrics.imagePullSecrets", 63, ""},
      {"queue", "", "queue.imagePullSecrets", 63, ""},
      {"cron-event-sender", "cron-event-sender.image.credentials", "", 63,
       ".registry:cron-event-sender.image.credentials: "},
      {"db-migrator", "db-migrator.image.credentials", "db-migrator.imagePullSecrets", 63,
       ".registry:db-migrator.image.credentials: "},
      {"hanging-job-cleaner", "hanging-job-cleaner.image.credentials", "", 63,
       ".registry:hanging-job-cleaner.image.credentials: "},
      {"db-client", "db-client.image.credentials", "", 63, ".registry:db-client.image.credentials: "},
      {"cert-manager", "", "cert-manager.global.imagePullSecrets", 63, ""},
      {"external-dns", "", "external-dns.imagePullSecrets", 63, ""},
  };
  const LoadedChart loaded = load_project_chart();
  const std::span<const ComponentFact> components = loaded.library.model().components;
  REQUIRE(components.size() == std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    CAPTURE(rows[i].alias);
    CHECK(components[i].alias == rows[i].alias);
    CHECK(written(components[i].condition) == fmt::format("{}.enabled", rows[i].alias));
    CHECK(written(components[i].credentials) == rows[i].credentials);
    CHECK(written(components[i].image_pull_secrets) == rows[i].image_pull_secrets);
    CHECK(components[i].full_name_length == rows[i].full_name_length);
    std::string secrets;
    for (const PullSecretFact& secret : components[i].secrets) {
      secrets += fmt::format("{}:{}:{} ", secret.suffix, written(secret.credentials), written(secret.when));
    }
    CHECK(secrets == rows[i].secrets);
  }
}

TEST_CASE("the images of the components that have several") {
  const LoadedChart loaded = load_project_chart();
  const auto images = [&loaded](std::string_view alias) {
    std::string text;
    for (const ImageFact& image : loaded.library.model().component(alias)->images) {
      text += written(image.repository);
      if (!image.registry.empty()) text += " registry " + written(image.registry);
      if (!image.when.empty()) text += " when " + written(image.when);
      if (!image.pulls_with_credentials) text += " without credentials";
      if (!image.pull_secrets.empty()) text += " from " + written(image.pull_secrets);
      text += '\n';
    }
    return text;
  };
  CHECK(images("db") ==
        "db.image.repository\n"
        "db.tls.copyCerts.image when db.tls.enabled\n"
        "db.tls.selfSigner.image.repository registry db.tls.selfSigner.image.registry "
        "when db.tls.enabled db.tls.certs.selfSigner.enabled without credentials\n");
  CHECK(images("queue") ==
        "queue.nats.image\n"
        "queue.reloader.image when queue.reloader.enabled\n"
        "queue.exporter.image when queue.exporter.enabled\n"
        "queue.natsbox.image when queue.natsbox.enabled\n"
        "queue.bootconfig.image when queue.nats.externalAccess queue.nats.advertise\n");
  CHECK(images("metrics").ends_with(
      "metrics.kube-state-metrics.image.repository when metrics.kubeStateMetrics.enabled from "
      "metrics.kube-state-metrics.imagePullSecrets "
      "metrics.kube-state-metrics.serviceAccount.imagePullSecrets\n"));
}

}  // namespace estafette_lint
