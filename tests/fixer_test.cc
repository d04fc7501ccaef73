// Fixes of whole releases: which are made, in which file, and what is left.
#include "lint/engine/fixer.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/selection.h"
#include "tests/fixed_release.h"

namespace estafette_lint {
namespace {

const FixCase kCases[] = {
    {"a number in its place, its comment kept",
     {"api:\n  deployment:\n    replicaCount: 1  # one\n"},
     {},
     "replicas-below-ha,queue-not-clustered",
     false,
     -1,
     {"api:\n  deployment:\n    replicaCount: 3  # one\nweb:\n  deployment:\n    replicaCount: 3\nmetrics:\n "
      " "
      "server:\n    replicaCount: 2\nqueue:\n  cluster:\n    enabled: true\n"},
     {}},
    {"one fix leads on to another",
     {"queue:\n  cluster:\n    enabled: false\n    replicas: 1\n"},
     {},
     "queue-not-clustered,replicas-below-ha",
     false,
     -1,
     {"queue:\n  cluster:\n    enabled: true\n    replicas: 3\napi:\n  deployment:\n    replicaCount: "
      "3\nweb:\n  "
      "deployment:\n    replicaCount: 3\nmetrics:\n  server:\n    replicaCount: 2\n"},
     {}},
    {"the database is not touched without being asked",
     {"db: {statefulset: {replicas: 1}}\n"},
     {},
     "replicas-below-ha",
     false,
     -1,
     {"db: {statefulset: {replicas: 1}}\napi:\n  deployment:\n    replicaCount: 3\nweb:\n  deployment:\n    "
      "replicaCount: 3\nmetrics:\n  server:\n    replicaCount: 2\n"},
     {}},
    {"a placeholder that two components share is no new one where one of them is switched off",
     {"db-client:\n  image: &a\n    username: <user>\n  enabled: true\napi: *a\n"},
     {},
     "db-client-enabled,placeholder-left",
     false,
     -1,
     {"db-client:\n  image: &a\n    username: <user>\n  enabled: false\napi: *a\n"},
     {}},
    {"nor where a list holds it",
     {"db-client:\n  x: [1, {y: &a <user>}]\n  enabled: true\napi: {z: *a}\n"},
     {},
     "db-client-enabled,placeholder-left",
     false,
     -1,
     {"db-client:\n  x: [1, {y: &a <user>}]\n  enabled: false\napi: {z: *a}\n"},
     {}},
    {"of equal keys the one that was meant goes, also where a fix before it has moved both",
     {"queue:\n  nats:\n    'limits':\n      maxPings: 5\n    resources:\n  enabled: true\n  enabled: "
      "maybe\n"},
     {},
     "duplicate-key,dead-key",
     true,
     -1,
     {"queue:\n  nats:\n    resources:\n    maxPings: 5\n  enabled: maybe\n"},
     {}},
    {"where the chart sets nothing else below the null, nothing comes back",
     {"db-client:\nweb:\n  deployment:\n    resources:\napi: {enabled: false}\ndb: {enabled: "
      "false}\nmetrics: {enabled: false}\nqueue: {enabled: false}\n"},
     {},
     "db-client-enabled,resources-missing",
     true,
     -1,
     {"db-client:\n  enabled: false\nweb:\n  deployment:\n    resources:\n      requests:\n        cpu: "
      "100m\n        memory: 128Mi\n      limits:\n        memory: 128Mi\napi: {enabled: false}\ndb: "
      "{enabled: false}\nmetrics: {enabled: false}\nqueue: {enabled: false}\n"},
     {}},
    {"the name of a map for all charts is mended: Helm hands it down to each",
     {"gglobal: {domain: a}\n"},
     {},
     "unknown-key",
     true,
     -1,
     {"global: {domain: a}\n"},
     {}},
    {"pods of a StatefulSet have volumes of their own",
     {"metrics: {server: {persistentVolume: {enabled: true}, statefulSet: {enabled: true}}}\napi: {enabled: "
      "false}\nweb: {enabled: false}\n"},
     {},
     "replicas-below-ha",
     false,
     -1,
     {"metrics: {server: {persistentVolume: {enabled: true}, statefulSet: {enabled: true}, replicaCount: "
      "2}}\napi: "
      "{enabled: false}\nweb: {enabled: false}\n"},
     {}},
    {"new values go into the last file, also where a lower one decides",
     {"api: {deployment: {replicaCount: 1}}\n",
      "web: {deployment: {replicaCount: 3}}\nmetrics: {enabled: false}\n"},
     {},
     "replicas-below-ha",
     false,
     -1,
     {"api: {deployment: {replicaCount: 1}}\n",
      "web: {deployment: {replicaCount: 3}}\nmetrics: {enabled: false}\napi:\n  deployment:\n    "
      "replicaCount: 3\n"},
     {}},
    {"--fix-in names the file that takes them",
     {"api: {deployment: {replicaCount: 1}}\n",
      "web: {deployment: {replicaCount: 3}}\nmetrics: {enabled: false}\n"},
     {},
     "replicas-below-ha",
     false,
     0,
     {"api: {deployment: {replicaCount: 3}}\n",
      "web: {deployment: {replicaCount: 3}}\nmetrics: {enabled: false}\n"},
     {}},
    {"a key is moved where it stands, and then is all that was missing",
     {"api:\n  # five at noon\n  replicaCount: 5\n", "web: {enabled: false}\nmetrics: {enabled: false}\n"},
     {},
     "unknown-key,replicas-below-ha",
     true,
     -1,
     {"api:\n  deployment:\n    # five at noon\n    replicaCount: 5\n",
      "web: {enabled: false}\nmetrics: {enabled: false}\n"},
     {}},
    {"the autoscaler takes no pod away",
     {"api:\n  deployment:\n    replicaCount: 12\n    resources: {requests: {cpu: 1}}\nweb: {enabled: "
      "false}\n"},
     {},
     "autoscaling-disabled",
     false,
     -1,
     {"api:\n  deployment:\n    replicaCount: 12\n    resources: {requests: {cpu: 1}}\n  autoscaling:\n    "
      "enabled: "
      "true\n    minReplicas: 12\n    maxReplicas: 12\nweb: {enabled: false}\n"},
     {}},
    {"requests first, then the autoscaler",
     {"web: {enabled: false}\ndb: {enabled: false}\nmetrics: {enabled: false}\nqueue: {enabled: false}\n"},
     {},
     "autoscaling-disabled,resources-missing",
     true,
     -1,
     {"web: {enabled: false}\ndb: {enabled: false}\nmetrics: {enabled: false}\nqueue: {enabled: "
      "false}\napi:\n  "
      "deployment:\n    resources:\n      requests:\n        cpu: 100m\n        memory: 256Mi\n      "
      "limits:\n        "
      "memory: 256Mi\n  autoscaling:\n    enabled: true\n"},
     {}},
    {"pull secrets where the API's credentials are there",
     {"api: {image: {credentials: {registry: docker.io, username: acme, password: dckr_pat_x}}}\nqueue: "
      "{enabled: "
      "false}\n"},
     {},
     "docker-hub-anonymous-pull",
     false,
     -1,
     {"api: {image: {credentials: {registry: docker.io, username: acme, password: dckr_pat_x}}}\nqueue: "
      "{enabled: "
      "false}\nmetrics:\n  imagePullSecrets:\n  - name: estafette-ci-api.registry\n"},
     {}},
    {"the pull secret of a database client that is switched off is of no use",
     {"db-client: {enabled: true, image: {credentials: {registry: docker.io, username: acme, password: "
      "pw123}}}\nqueue: {imagePullSecrets: [{name: other.registry}]}\nmetrics: {enabled: false}\n"},
     {},
     "docker-hub-anonymous-pull,db-client-enabled",
     false,
     -1,
     {"db-client: {enabled: false, image: {credentials: {registry: docker.io, username: acme, password: "
      "pw123}}}\nqueue: {imagePullSecrets: [{name: other.registry}]}\nmetrics: {enabled: false}\n"},
     {}},
    {"what stood in the way of a fix goes with another one: an alias",
     {"metrics: {server: {replicaCount: &one 1}}\nweb: {deployment: {replicaCount: *one}}\n"},
     {},
     "replicas-below-ha",
     false,
     -1,
     {"metrics: {server: {replicaCount: &one 2}}\nweb: {deployment: {replicaCount: 3}}\napi:\n  "
      "deployment:\n "
      "   replicaCount: 3\n"},
     {}},
    {"what stood in the way of a fix goes with another one: an equal key",
     {"metrics: {server: {replicaCount: 0, replicaCount: 1}}\nweb: {enabled: false}\napi: {enabled: "
      "false}\n"},
     {},
     "replicas-below-ha,duplicate-key",
     true,
     -1,
     {"metrics: {server: {replicaCount: 2}}\nweb: {enabled: false}\napi: {enabled: false}\n"},
     {}},
    {"a fix that fails beside the others is well after them",
     {"metrics: {server: {replicaCount: true, enabled: \"no\"}}\nweb: {enabled: false}\napi: {enabled: "
      "false}\n"},
     {},
     "replicas-below-ha,quoted-boolean,wrong-type",
     true,
     -1,
     {"metrics: {server: {replicaCount: 2, enabled: false}}\nweb: {enabled: false}\napi: {enabled: false}\n"},
     {}},
};

}  // namespace

TEST_CASE("what fixes make of a release") { check_fixes(kCases); }

TEST_CASE("values under a key of the file are fixed where they stand") {
  struct Row {
    std::string_view label;
    std::string_view text;
    std::string_view expected;
  };
  const Row rows[] = {
      {"a HelmRelease behind another document, and one behind it",
       "kind: Namespace\napiVersion: v1\nmetadata: {name: ci}\n---\napiVersion: "
       "helm.toolkit.fluxcd.io/v2\nkind: "
       "HelmRelease\nmetadata:\n  name: estafette-ci\nspec:\n  chart: {spec: {chart: estafette-ci}}\n  "
       "values:\n    "
       "db-client:\n      enabled: true  # for now\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: "
       "HelmRelease\nmetadata:\n  name: other\nspec:\n  chart: {spec: {chart: estafette-ci}}\n  values: "
       "{db-client: "
       "{enabled: true}}\n",
       "kind: Namespace\napiVersion: v1\nmetadata: {name: ci}\n---\napiVersion: "
       "helm.toolkit.fluxcd.io/v2\nkind: "
       "HelmRelease\nmetadata:\n  name: estafette-ci\nspec:\n  chart: {spec: {chart: estafette-ci}}\n  "
       "values:\n    "
       "db-client:\n      enabled: false  # for now\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: "
       "HelmRelease\nmetadata:\n  name: other\nspec:\n  chart: {spec: {chart: estafette-ci}}\n  values: "
       "{db-client: "
       "{enabled: false}}\n"},
      {"the string of an Application",
       "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ci}\nspec:\n  source:\n    "
       "chart: "
       "estafette-ci\n    helm:\n      values: |\n        db-client:\n          enabled: true  # for now\n",
       "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ci}\nspec:\n  source:\n    "
       "chart: "
       "estafette-ci\n    helm:\n      values: |\n        db-client:\n          enabled: false  # for now\n"},
      {"the section of an umbrella chart", "estafette-ci:\n  db-client: {enabled: true}\nother: {}\n",
       "estafette-ci:\n  db-client: {enabled: false}\nother: {}\n"},
  };
  const SelectedRules selected = select_rules(builtin_tables().rules, {.select = {"db-client-enabled"}});
  for (const Row& row : rows) {
    CAPTURE(row.label);
    const Source source{"file.yaml", std::string(row.text)};
    const Source* const files[] = {&source};
    const FixOutcome outcome =
        fix_release({.files = files, .arguments = {}}, builtin_tables().chart, {.rules = selected.rules},
                    {.unsafe = false, .locked = {}, .by_itself = true});
    CHECK(outcome.left.findings.empty());
    CHECK(outcome.withheld.empty());
    REQUIRE(outcome.texts.size() == 1);
    CHECK(outcome.texts.front().text == row.expected);
  }
}

TEST_CASE("a report names the file that is changed, and fixes in the order in which they were made") {
  const FixedRelease fixed(
      {.label = "",
       .files = {"db-client: {enabled: 'true'}\nweb: {enabled: false}\n", "api: {enabled: false}\n"},
       .rules = "quoted-boolean,db-client-enabled",
       .unsafe = true});
  std::vector<std::string> made;
  for (const FixReport& report : fixed.outcome.fixed) made.push_back(report.file + ": " + report.title);
  CHECK(made == std::vector<std::string>{"0.yaml: set db-client.enabled to true",
                                         "1.yaml: set db-client.enabled to false"});
}

TEST_CASE("a file that cannot be read is not fixed") {
  const Source source{"values.yaml", "api: [\n"};
  const Source* const files[] = {&source};
  const SelectedRules selected = select_rules(builtin_tables().rules, {});
  const FixOutcome outcome = fix_release({.files = files, .arguments = {}}, builtin_tables().chart,
                                         {.rules = selected.rules}, {.unsafe = true, .locked = {}});
  CHECK(outcome.texts.empty());
  CHECK(outcome.fixed.empty());
  CHECK(outcome.left.failures.size() == 1);
}

TEST_CASE("a locked file stays as it is, and the reason is said") {
  const Source source{"values.yaml", "db-client: {enabled: true}\n"};
  const Source* const files[] = {&source};
  const SelectedRules selected = select_rules(builtin_tables().rules, {.select = {"db-client-enabled"}});
  const LockedSource locked[] = {{&source, "it has another name"}};
  const FixOutcome outcome = fix_release({.files = files, .arguments = {}}, builtin_tables().chart,
                                         {.rules = selected.rules}, {.unsafe = false, .locked = locked});
  CHECK(outcome.texts.empty());
  REQUIRE(outcome.withheld.size() == 1);
  CHECK(outcome.withheld.front().reason == "it has another name");
  REQUIRE(outcome.left.findings.size() == 1);
  CHECK(outcome.left.findings.front().fix->hold == "it has another name");
}

TEST_CASE("no secret is in a diff") {
  const Source source{
      "values.yaml",
      "config:\n  files:\n    credentials.yaml: |\n      credentials:\n      - name: hub\n        "
      "type: container-registry-pull\n        username: acme\n        password: dckr_pat_9aX\n"};
  const Source* const files[] = {&source};
  const SelectedRules selected = select_rules(builtin_tables().rules, {.select = {"config-outside-api"}});
  const FixOutcome outcome = fix_release({.files = files, .arguments = {}}, builtin_tables().chart,
                                         {.rules = selected.rules}, {.unsafe = false, .locked = {}});
  REQUIRE(outcome.texts.size() == 1);
  CHECK(outcome.texts.front().text.find("dckr_pat_9aX") != std::string::npos);
  CHECK(outcome.texts.front().diff.find("dckr_pat_9aX") == std::string::npos);
  CHECK(outcome.texts.front().diff.find("+      credentials.yaml: |\n") != std::string::npos);
}

}  // namespace estafette_lint
