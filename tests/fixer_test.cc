// Fixes of whole releases: which are made, in which file, which are withheld and why, and what is left.
#include "lint/engine/fixer.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/selection.h"
#include "lint/values/set_argument.h"

namespace estafette_lint {
namespace {

struct Case {
  std::string_view label;
  std::vector<std::string> files;  ///< their texts, lowest first
  std::vector<std::string> sets;
  std::string_view rules;  ///< with commas between them; empty: the production profile
  bool unsafe = false;
  int fix_in = -1;
  std::vector<std::string> expected;  ///< the texts afterwards
  std::vector<std::string> withheld;  ///< `PATH: REASON`
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// A release with its fixes made. The sources live as long.
struct Fixed {
  explicit Fixed(const Case& test) {
    const SelectedRules selected = select_rules(builtin_tables().rules, {.select = split(test.rules)});
    REQUIRE(selected.unknown.empty());
    std::vector<const Source*> files;
    for (const std::string& text : test.files) {
      sources.push_back({fmt::format("{}.yaml", files.size()), text});
      files.push_back(&sources.back());
    }
    std::vector<const SetArgument*> arguments;
    for (const std::string& text : test.sets) {
      sources.push_back({text, text});
      Result<SetArgument> argument = parse_set_argument(SetKind::kTyped, sources.back(), {});
      REQUIRE(argument);
      parsed.push_back(std::move(argument).value());
      arguments.push_back(&parsed.back());
    }
    LintOptions options{.rules = selected.rules};
    if (test.fix_in >= 0) options.fix_in = files[static_cast<std::size_t>(test.fix_in)];
    outcome = fix_release({.files = files, .arguments = arguments}, builtin_tables().chart, options,
                          {.unsafe = test.unsafe, .locked = {}});
    std::map<const Source*, std::string> changed;
    for (const FixedText& text : outcome.texts) changed[text.source] = text.text;
    for (const Source* file : files) texts.push_back(changed.contains(file) ? changed[file] : file->text);
    for (const FixReport& report : outcome.withheld) withheld.push_back(report.path + ": " + report.reason);
  }

  std::deque<Source> sources;
  std::deque<SetArgument> parsed;
  FixOutcome outcome;
  std::vector<std::string> texts;
  std::vector<std::string> withheld;
};

std::string join_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n---\n";
  return text;
}

const Case kCases[] = {
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
    {"the nearest cause of a finding is withheld, not what made room for it",
     {"web:\n  autoscaling:\n    minReplicas: &a one\n    tag: *a\napi: {enabled: false}\ndb: {enabled: "
      "false}\nmetrics: {enabled: false}\nqueue: {enabled: false}\n"},
     {},
     "resources-missing,autoscaling-disabled,replicas-below-ha",
     true,
     -1,
     {"web:\n  autoscaling:\n    minReplicas: &a one\n    tag: *a\n  deployment:\n    replicaCount: 3\n    "
      "resources:\n      requests:\n        cpu: 100m\n        memory: 128Mi\n      limits:\n        memory: "
      "128Mi\napi: {enabled: false}\ndb: {enabled: false}\nmetrics: {enabled: false}\nqueue: {enabled: "
      "false}\n"},
     {"web.autoscaling.enabled: it would lead to another finding: web.autoscaling.minReplicas is \"one\", "
      "which is no whole number, so Kubernetes rejects it; high availability needs at least 3 "
      "[replicas-below-ha]"}},
    {"two fixes that lead to a finding only together are withheld, and no others",
     {"web:\n  registry: docker.io\n  username:\napi: {enabled: false}\nmetrics: {enabled: false}\n"},
     {},
     "unknown-key,docker-hub-credentials-incomplete,replicas-below-ha",
     true,
     -1,
     {"web:\n  registry: docker.io\n  username:\n  deployment:\n    replicaCount: 3\napi: {enabled: "
      "false}\nmetrics: {enabled: false}\n"},
     {"web.registry: it would lead to another finding: web.image.credentials cannot work: username is "
      "missing and password is missing [docker-hub-credentials-incomplete]",
      "web.username: it would lead to another finding: web.image.credentials cannot work: username is "
      "missing and password is missing [docker-hub-credentials-incomplete]"}},
    {"either of two fixes would lead to a finding: both are withheld, and no others",
     {"queue: {Enabled: '', enable: '', cluster: {enabled: true}}\napi: {enabled: false}\nmetrics: {enabled: "
      "false}\n"},
     {},
     "unknown-key,quoted-boolean,replicas-below-ha",
     true,
     -1,
     {"queue: {Enabled: '', enable: '', cluster: {enabled: true}}\napi: {enabled: false}\nmetrics: {enabled: "
      "false}\nweb:\n  deployment:\n    replicaCount: 3\n"},
     {"queue.Enabled: it would lead to another finding: queue.enabled is \"\", and only the boolean false "
      "switches it off, so it is on [quoted-boolean]",
      "queue.enable: it would lead to another finding: queue.enabled is \"\", and only the boolean false "
      "switches it off, so it is on [quoted-boolean]"}},
    {"below a null a key would bring back what the chart sets there",
     {"queue:\nmetrics:\nweb:\napi: {enabled: false}\n"},
     {},
     "queue-not-clustered,replicas-below-ha",
     false,
     -1,
     {"queue:\nmetrics:\nweb:\n  deployment:\n    replicaCount: 3\napi: {enabled: false}\n"},
     {"queue.cluster.enabled: queue is null: a key below it would bring back what the chart sets there",
      "metrics.server.replicaCount: the pods of a Deployment would share one volume, which only one of them "
      "can use"}},
    {"also where the null is in a layer below",
     {"queue:\n", "api: {enabled: false}\nweb: {enabled: false}\nmetrics: {enabled: false}\n"},
     {},
     "queue-not-clustered,replicas-below-ha",
     false,
     -1,
     {"queue:\n", "api: {enabled: false}\nweb: {enabled: false}\nmetrics: {enabled: false}\n"},
     {"queue.cluster.enabled: queue is null: a key below it would bring back what the chart sets there"}},
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
    {"text in place of false: a volume that is there stays",
     {"metrics: {server: {persistentVolume: {enabled: 'no'}}}\nqueue: {nats: {jetstream: {fileStorage: "
      "{enabled: 'off'}, enabled: 'off'}}}\n"},
     {},
     "quoted-boolean",
     true,
     -1,
     {"metrics: {server: {persistentVolume: {enabled: 'no'}}}\nqueue: {nats: {jetstream: {fileStorage: "
      "{enabled: 'off'}, enabled: false}}}\n"},
     {"metrics.server.persistentVolume.enabled: the pods would lose their volume",
      "queue.nats.jetstream.fileStorage.enabled: the pods would lose their volume"}},
    {"a single-node database stays one",
     {"db: {statefulset: {replicas: 1}, conf: {single-node: true}}\napi: {enabled: false}\nweb: {enabled: "
      "false}\nmetrics: {enabled: false}\n"},
     {},
     "replicas-below-ha",
     true,
     -1,
     {"db: {statefulset: {replicas: 1}, conf: {single-node: true}}\napi: {enabled: false}\nweb: {enabled: "
      "false}\nmetrics: {enabled: false}\n"},
     {"db.statefulset.replicas: each pod of a single-node database would hold a database of its own"}},
    {"pods that would share a volume stay one",
     {"metrics: {server: {persistentVolume: {enabled: true}}}\napi: {enabled: false}\nweb: {enabled: "
      "false}\n"},
     {},
     "replicas-below-ha",
     false,
     -1,
     {"metrics: {server: {persistentVolume: {enabled: true}}}\napi: {enabled: false}\nweb: {enabled: "
      "false}\n"},
     {"metrics.server.replicaCount: the pods of a Deployment would share one volume, which only one of them "
      "can "
      "use"}},
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
    {"a file that a later one overrides is no place for it",
     {"api: {enabled: false}\n", "web: {deployment: {replicaCount: 1}}\nmetrics: {enabled: false}\n"},
     {},
     "replicas-below-ha",
     false,
     0,
     {"api: {enabled: false}\n", "web: {deployment: {replicaCount: 1}}\nmetrics: {enabled: false}\n"},
     {"web.deployment.replicaCount: 1.yaml comes later and decides web.deployment.replicaCount"}},
    {"what an argument gives, only the argument can change",
     {"web: {enabled: false}\nmetrics: {enabled: false}\n"},
     {"api.deployment.replicaCount=1"},
     "replicas-below-ha",
     false,
     -1,
     {"web: {enabled: false}\nmetrics: {enabled: false}\n"},
     {"api.deployment.replicaCount: the argument api.deployment.replicaCount=1 gives it: change that"}},
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
    {"an autoscaler without cpu requests would do nothing",
     {"web: {enabled: false}\n"},
     {},
     "autoscaling-disabled",
     false,
     -1,
     {"web: {enabled: false}\n"},
     {"api.autoscaling.enabled: without a cpu request the autoscaler cannot tell the load, and keeps to its "
      "smallest number"}},
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
    {"a SOPS file keeps its checksum",
     {"db-client: {enabled: true}\nsops: {mac: abc}\n"},
     {},
     "db-client-enabled",
     false,
     -1,
     {"db-client: {enabled: true}\nsops: {mac: abc}\n"},
     {"db-client.enabled: SOPS keeps a checksum of this file, which a change would break: edit it with "
      "sops"}},
    {"a quoted switch of what runs today is left to a person",
     {"web: {enabled: \"false\"}\napi: {pdb: {enabled: \"true\"}}\n"},
     {},
     "quoted-boolean",
     true,
     -1,
     {"web: {enabled: \"false\"}\napi: {pdb: {enabled: true}}\n"},
     {"web.enabled: it would switch off what runs today"}},
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
    {"an argument gives a key beside the one that is missing",
     {"web: {deployment: {}}\napi: {enabled: false}\ndb: {enabled: false}\nqueue: {enabled: false}\nmetrics: "
      "{enabled: false}\n"},
     {"web.deployment.replicaCount=2", "web.deployment.resources.limits.memory=1Gi"},
     "resources-missing,replicas-below-ha",
     true,
     -1,
     {"web: {deployment: {resources: {requests: {cpu: 100m}}}}\napi: {enabled: false}\ndb: {enabled: "
      "false}\nqueue: {enabled: false}\nmetrics: {enabled: false}\n"},
     {"web.deployment.replicaCount: the argument web.deployment.replicaCount=2 gives it: change that"}},
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
    {"a figure that is at fault itself is not written again",
     {"metrics: {server: {resources: {requests: {cpu: 1, memory: 256m}}}}\nweb: {enabled: false}\napi: "
      "{enabled: false}\ndb: {enabled: false}\nqueue: {enabled: false}\n"},
     {},
     "resources-missing,resources-invalid",
     true,
     -1,
     {"metrics: {server: {resources: {requests: {cpu: 1, memory: 256m}, limits: {memory: 6Gi}}}}\nweb: "
      "{enabled: false}\napi: {enabled: false}\ndb: {enabled: false}\nqueue: {enabled: false}\n"},
     {"metrics.server.resources.requests.memory: 256M or 256Mi may be meant"}},
    {"no pull secret of credentials that nobody filled in",
     {"api: {image: {credentials: {registry: docker.io, username: '<docker hub user>', password: "
      "x}}}\nqueue: "
      "{enabled: false}\n"},
     {},
     "docker-hub-anonymous-pull",
     false,
     -1,
     {"api: {image: {credentials: {registry: docker.io, username: '<docker hub user>', password: "
      "x}}}\nqueue: "
      "{enabled: false}\n"},
     {"metrics.imagePullSecrets: api.image.credentials holds a placeholder"}},
};

}  // namespace

TEST_CASE("a key that is not read stays where it is while something speaks against the move") {
  const std::string runs = "it would switch off what runs today";
  const std::string rests = "it would switch on what does not run today";
  const std::string unknown = "whether it would switch anything on or off cannot be told";
  const struct {
    const char* text;
    std::string withheld;
  } cases[] = {
      {"hanging-job-cleaner: {enable: true}\n", "hanging-job-cleaner.enable: " + rests},
      {"hanging-job-cleaner: {enable: 'false'}\n", "hanging-job-cleaner.enable: " + rests},
      {"hanging-job-cleaner: {enable: null}\n", "hanging-job-cleaner.enable: " + rests},
      {"hanging-job-cleaner: {enable: '${ON}'}\n", "hanging-job-cleaner.enable: " + unknown},
      {"web: {enable: false}\n", "web.enable: " + runs},
      {"web: {enable: '${ON}'}\n", "web.enable: " + unknown},
      {"metrics: {kubeStateMetrics: {enable: true}}\n", "metrics.kubeStateMetrics.enable: " + rests},
      {"metrics: {kubeStateMetric: {enabled: true}}\n", "metrics.kubeStateMetric: " + rests},
      {"hanging-job-cleanr: {enabled: true}\n", "hanging-job-cleanr: " + rests},
      {"estafette-ci-web: {enabled: false}\n", "estafette-ci-web: " + runs},
      {"queue: {replicas: 3, cluster: {enabled: true, replicas: 5}}\n",
       "queue.replicas: queue.cluster.replicas is there already"},
      {"queue: {nats: {resource: {requests: {cpu: 1}}, resources: {limits: {memory: 1Gi}}}}\n",
       "queue.nats.resource: queue.nats.resources is there already"},
      {"api: {replicaCount: 5, deployment: {replicaCount: 3}}\n",
       "api.replicaCount: api.deployment.replicaCount is there already"},
      {"api: {deployment: {env: [], extraEnv: []}}\n",
       "api.deployment.env: api.deployment.extraEnv is there already"},
      {"web: {enabled: true, enable: false}\n", "web.enable: web.enabled is there already"},
  };
  for (const auto& test : cases) {
    CAPTURE(test.text);
    const Fixed fixed({"", {test.text}, {}, "unknown-key", true, -1, {}, {}});
    CHECK(join_lines(fixed.texts) == join_lines({test.text}));
    CHECK(join_lines(fixed.withheld) == join_lines({test.withheld}));
  }
  const Fixed off({"", {"hanging-job-cleaner: {enable: false}\n"}, {}, "unknown-key", true, -1, {}, {}});
  CHECK(off.texts == std::vector<std::string>{"hanging-job-cleaner: {enabled: false}\n"});
}

TEST_CASE("of a key that stands twice with more than a scalar nothing is taken out, and the reason is true") {
  const std::string same = ": both say the same: take one of them out";
  const std::string both = ": both hold settings of their own: only a person can say which are meant";
  const std::string either = ": which of them is meant only a person can say";
  const struct {
    const char* text;
    std::string withheld;
  } cases[] = {
      {"queue:\n  cluster: {enabled: true}\n  cluster:\n    enabled: yes\n", "queue.cluster" + same},
      {"queue: {cluster: {a: 1, b: [x]}, cluster: {b: ['x'], a: 1.0}}\n", "queue.cluster" + same},
      {"x-a: &a {b: 1}\nqueue: {cluster: *a, cluster: {b: 1}}\n", "queue.cluster" + same},
      {"x-a: &a 1\nqueue: {cluster: *a, cluster: *a}\n", "queue.cluster" + same},
      {"queue: {cluster: {a: 1}, cluster: {a: '1'}}\n", "queue.cluster" + both},
      {"queue: {cluster: [1, 2], cluster: [2, 1]}\n", "queue.cluster" + both},
      {"queue: {cluster: {a: 1}, cluster: 1}\n", "queue.cluster" + either},
      {"x-a: &a 1\nqueue: {cluster: *a, cluster: 2}\n", "queue.cluster" + either},
  };
  for (const auto& test : cases) {
    CAPTURE(test.text);
    const Fixed fixed({"", {test.text}, {}, "duplicate-key", true, -1, {}, {}});
    CHECK(join_lines(fixed.texts) == join_lines({test.text}));
    CHECK(join_lines(fixed.withheld) == join_lines({test.withheld}));
  }
}

TEST_CASE("what fixes make of a release") {
  for (const Case& test : kCases) {
    CAPTURE(test.label);
    const Fixed fixed(test);
    CHECK(join_lines(fixed.texts) == join_lines(test.expected));
    CHECK(join_lines(fixed.withheld) == join_lines(test.withheld));
    CHECK(fixed.outcome.left.failures.empty());
    // Fixing again changes nothing.
    Case again = test;
    again.files = fixed.texts;
    CHECK(Fixed(again).outcome.texts.empty());
  }
}

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
  const Fixed fixed(
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
