// The rules about keys and types beyond what one file in the newest release shows: other releases, how
// findings of several rules go together, and that nothing is said of what the chart itself ships.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "tests/linted.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

const fs::path kChartData = fs::path(ESTAFETTE_LINT_SOURCE_DIR) / "../shared/chart";

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream, path.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

Lines messages_in(std::string_view release, const std::string& values,
                  std::initializer_list<std::string_view> rules) {
  const Source source{"values.yaml", values};
  return messages(lint_text(source, rules, release));
}

Lines found_in(const std::string& values, std::initializer_list<std::string_view> rules) {
  const Source source{"values.yaml", values};
  return rules_and_paths(lint_text(source, rules));
}

}  // namespace

TEST_CASE("a key of another release says from or until which, and what it is called in this one") {
  const std::string values = "api: {deployment: {extraEnv: []}, iap: {enabled: true}}\n";
  CHECK(messages_in("1.0.7", values, {"chart-keys"}) ==
        Lines{"api.deployment.extraEnv is not in chart 1.0.7: the chart has it since 1.0.8; until then it is "
              "api.deployment.env",
              "api.iap is not in chart 1.0.7: the chart has it since 1.0.14"});
  CHECK(messages_in("1.0.13", values, {"chart-keys"}) ==
        Lines{"api.iap is not in chart 1.0.13: the chart has it since 1.0.14"});
  CHECK(messages_in("1.0.14", values, {"chart-keys"}).empty());
  CHECK(messages_in("1.0.8", "api: {deployment: {env: []}}\n", {"chart-keys"}) ==
        Lines{"api.deployment.env is read by no template of chart 1.0.8; since 1.0.8 it is "
              "api.deployment.extraEnv"});
  CHECK(messages_in("1.0.7", "api: {deployment: {env: []}}\n", {"chart-keys"}).empty());
  CHECK(messages_in("1.0.23", "hanging-job-cleaner: {enabled: true}\n", {"chart-keys"}) ==
        Lines{"hanging-job-cleaner is not in chart 1.0.23: the chart has it since 1.0.24"});
}

TEST_CASE("the API's files are one text before 1.0.15, and a map since") {
  const std::string text = "api: {config: {files: 'config.yaml: a'}}\n";
  const std::string map = "api: {config: {files: {config.yaml: 'a: b'}}}\n";
  CHECK(messages_in("1.0.14", text, {"wrong-type", "config-file-invalid"}).empty());
  CHECK(messages_in("1.0.14", map, {"wrong-type", "config-file-invalid"}) ==
        Lines{"api.config.files is a map; the chart takes text there"});
  CHECK(messages_in("1.0.15", map, {"wrong-type", "config-file-invalid"}).empty());
  CHECK(messages_in("1.0.15", text, {"wrong-type"}) ==
        Lines{"api.config.files is \"config.yaml: a\"; the chart takes a map there"});
}

TEST_CASE("one finding where another rule says more of the same value") {
  const std::string replicas = "db: {statefulset: {replicas: three}}\n";
  CHECK(found_in(replicas, {"wrong-type", "replicas-below-ha"}) ==
        Lines{"replicas-below-ha api.deployment.replicaCount",
              "replicas-below-ha metrics.server.replicaCount",
              "replicas-below-ha web.deployment.replicaCount", "replicas-below-ha db.statefulset.replicas"});
  CHECK(
      messages_in("", replicas, {"wrong-type"}) ==
      Lines{
          "db.statefulset.replicas is \"three\"; the chart takes a whole number there, and it renders as 0"});
  CHECK(found_in("api: {config: {files: {a.yaml: {b: c}}}}\n", {"wrong-type", "config-file-invalid"}) ==
        Lines{"config-file-invalid api.config.files[\"a.yaml\"]"});
  CHECK(found_in("api: {pdb: {enabled: 'false'}}\n", {"wrong-type", "quoted-boolean"}) ==
        Lines{"quoted-boolean api.pdb.enabled"});
  CHECK(found_in("config: {files: {}}\n", {"unknown-key", "config-outside-api"}) ==
        Lines{"config-outside-api config"});
  // Both are true, and mended apart: with the quotes gone, `true` would still run the client for good.
  CHECK(
      found_in("db-client: {enabled: 'true'}\n", {"quoted-boolean", "db-client-enabled", "null-override"}) ==
      Lines{"db-client-enabled db-client.enabled", "quoted-boolean db-client.enabled"});
  CHECK(found_in("db-client: {enabled: }\n", {"quoted-boolean", "null-override"}) ==
        Lines{"quoted-boolean db-client.enabled"});
}

TEST_CASE("a map in place of a list of which nothing is known") {
  CHECK(found_in("web: {imagePullSecrets: {a: 1}}\n", {"wrong-type"}) ==
        std::vector<std::string>{"wrong-type web.imagePullSecrets"});
}

TEST_CASE("a pull secret is a map with a name") {
  CHECK(messages_in("", "x-a: &x [hub]\nweb: {imagePullSecrets: *x}\n", {"wrong-type"}) ==
        Lines{"web.imagePullSecrets[0] is \"hub\"; the chart takes a map with the name of a secret there"});
  CHECK(
      messages_in("", "queue: {imagePullSecrets: [{name: a}, b, [], null, {}, 3]}\n", {"wrong-type"}) ==
      Lines{
          "queue.imagePullSecrets[1] is \"b\"; the chart takes a map with the name of a secret there",
          "queue.imagePullSecrets[2] is an empty list; the chart takes a map with the name of a secret there",
          "queue.imagePullSecrets[5] is 3; the chart takes a map with the name of a secret there"});
  CHECK(messages_in("", "queue: {enabled: false, imagePullSecrets: [b]}\n", {"wrong-type"}).empty());
}

TEST_CASE("a rule that misses a key tells of the unread one that was meant for it") {
  const Source source{"values.yaml", "# Production.\n\napi:\n  replicaCount: 3\n"};
  const FileResult result = lint_text(source, {"replicas-below-ha"});
  REQUIRE(!result.findings.empty());
  bool told = false;
  for (const Finding& finding : result.findings) {
    if (finding.path != "api.deployment.replicaCount") {
      CHECK(finding.related.empty());
      continue;
    }
    told = true;
    CHECK(finding.message ==
          "api.deployment.replicaCount is 1 by default; high availability needs at least 3; "
          "`api.replicaCount` at line "
          "4 is not read");
    REQUIRE(finding.related.size() == 1);
    CHECK(source.text.substr(finding.related[0].span.begin, finding.related[0].span.length()) ==
          "replicaCount");
  }
  CHECK(told);
}

TEST_CASE("what the right key says is no matter of the unread one") {
  const Source source{"values.yaml", "api:\n  replicaCount: 3\n  deployment:\n    replicaCount: 2\n"};
  for (const std::string& message : messages(lint_text(source, {"replicas-below-ha"}))) {
    CHECK(message.find("is not read") == std::string::npos);
  }
}

TEST_CASE("of a component that is off only a misspelt switch is said") {
  for (const std::string component : {"hanging-job-cleaner", "db-client", "cert-manager", "external-dns"}) {
    CHECK(messages_in("", component + ": {enable: true, replicaCont: 2, resource: {}}\n", {"unknown-key"}) ==
          Lines{component + ".enable is read by no template of chart 1.5.14; did you mean " + component +
                ".enabled?"});
  }
  CHECK(found_in("web: {enabled: false, Enabled: true, deploymnt: {enable: true}}\n", {"unknown-key"}) ==
        Lines{"unknown-key web.Enabled"});
  CHECK(found_in("db-client: {pod: {enable: true}, podd: {}, enabled: false}\n", {"unknown-key"}).empty());
  CHECK(messages_in("1.0.23", "hanging-job-cleaner: {enable: true}\n", {"chart-keys"}) ==
        Lines{"hanging-job-cleaner is not in chart 1.0.23: the chart has it since 1.0.24"});
}

TEST_CASE("where the right key is written, too, that is said, and shown") {
  const std::string unread = " is read by no template of chart 1.5.14; ";
  CHECK(messages_in("", "queue: {replicas: 3, cluster: {enabled: true, replicas: 5}}\n", {"unknown-key"}) ==
        Lines{"queue.replicas" + unread + "it belongs at queue.cluster.replicas, which is set already"});
  CHECK(messages_in("", "queue: {nats: {resource: {}, resources: {}}}\n", {"unknown-key"}) ==
        Lines{"queue.nats.resource" + unread + "did you mean queue.nats.resources, which is set already?"});
  CHECK(messages_in("1.0.8", "api: {deployment: {env: [], extraEnv: []}}\n", {"unknown-key"}) ==
        Lines{"api.deployment.env is read by no template of chart 1.0.8; since 1.0.8 it is "
              "api.deployment.extraEnv, which is set already"});
  const Source source{"values.yaml", "api:\n  replicaCount: 3\n  deployment:\n    replicaCount: 2\n"};
  const FileResult result = lint_text(source, {"unknown-key"});
  REQUIRE(result.findings.size() == 1);
  REQUIRE(result.findings[0].related.size() == 1);
  CHECK(result.findings[0].related[0].message == "api.deployment.replicaCount is set here");
  CHECK(result.findings[0].related[0].span.begin == source.text.rfind("replicaCount"));
  CHECK(result.findings[0].yaml.empty());
}

TEST_CASE("what Helm drops is a finding, or a note where nobody asks for the finding") {
  const Source source{"values.yaml", "api: {}\n---\nweb: {}\n"};
  CHECK(lint_text(source, {"several-documents"}).notes.empty());
  CHECK(lint_text(source, {"replicas-below-ha"}).notes.size() == 1);
}

TEST_CASE("the chart's own values, of every release, have no fault of keys or types") {
  if (!fs::exists(kChartData / "versions.tsv")) {
    MESSAGE("skipped: ", kChartData.string(), " is not at hand");
    return;
  }
  std::istringstream versions(read(kChartData / "versions.tsv"));
  std::size_t linted = 0;
  for (std::string line; std::getline(versions, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream columns(line);
    std::string release;
    std::string file;
    std::getline(columns, release, '\t');
    std::getline(columns, file, '\t');
    const Source source{file + ".yaml", read(kChartData / "defaults" / (file + ".yaml"))};
    const FileResult result = lint_text(source,
                                        {"unknown-key", "wrong-type", "key-from-another-release",
                                         "duplicate-key", "quoted-boolean", "several-documents"},
                                        release);
    CHECK(result.failures.empty());
    for (const std::string& message : messages(result)) FAIL_CHECK(release, ": ", message);
    ++linted;
  }
  CHECK(linted == builtin_tables().history->keys.releases.size());
}

}  // namespace estafette_lint
