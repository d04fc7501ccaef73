// Fixes of whole releases that are withheld, and why.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/fixed_release.h"

namespace estafette_lint {
namespace {

const FixCase kCases[] = {
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
    {"an autoscaler without cpu requests would do nothing",
     {"web: {enabled: false}\n"},
     {},
     "autoscaling-disabled",
     false,
     -1,
     {"web: {enabled: false}\n"},
     {"api.autoscaling.enabled: without a cpu request the autoscaler cannot tell the load, and keeps to its "
      "smallest number"}},
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

TEST_CASE("what cannot be fixed is withheld with a reason, and the rest is fixed") { check_fixes(kCases); }

TEST_CASE("a key stays where it is while something speaks against the change") {
  const std::string runs = "it would switch off what runs today";
  const std::string rests = "it would switch on what does not run today";
  const std::string unknown = "whether it would switch anything on or off cannot be told";
  const std::string same = ": both say the same: take one of them out";
  const std::string both = ": both hold settings of their own: only a person can say which are meant";
  const std::string either = ": which of them is meant only a person can say";
  const struct {
    std::string_view rule;
    const char* text;
    std::string withheld;
  } cases[] = {
      {"unknown-key", "hanging-job-cleaner: {enable: true}\n", "hanging-job-cleaner.enable: " + rests},
      {"unknown-key", "hanging-job-cleaner: {enable: 'false'}\n", "hanging-job-cleaner.enable: " + rests},
      {"unknown-key", "hanging-job-cleaner: {enable: null}\n", "hanging-job-cleaner.enable: " + rests},
      {"unknown-key", "hanging-job-cleaner: {enable: '${ON}'}\n", "hanging-job-cleaner.enable: " + unknown},
      {"unknown-key", "web: {enable: false}\n", "web.enable: " + runs},
      {"unknown-key", "web: {enable: '${ON}'}\n", "web.enable: " + unknown},
      {"unknown-key", "metrics: {kubeStateMetrics: {enable: true}}\n",
       "metrics.kubeStateMetrics.enable: " + rests},
      {"unknown-key", "metrics: {kubeStateMetric: {enabled: true}}\n", "metrics.kubeStateMetric: " + rests},
      {"unknown-key", "hanging-job-cleanr: {enabled: true}\n", "hanging-job-cleanr: " + rests},
      {"unknown-key", "estafette-ci-web: {enabled: false}\n", "estafette-ci-web: " + runs},
      {"unknown-key", "queue: {replicas: 3, cluster: {enabled: true, replicas: 5}}\n",
       "queue.replicas: queue.cluster.replicas is there already"},
      {"unknown-key", "queue: {nats: {resource: {requests: {cpu: 1}}, resources: {limits: {memory: 1Gi}}}}\n",
       "queue.nats.resource: queue.nats.resources is there already"},
      {"unknown-key", "api: {replicaCount: 5, deployment: {replicaCount: 3}}\n",
       "api.replicaCount: api.deployment.replicaCount is there already"},
      {"unknown-key", "api: {deployment: {env: [], extraEnv: []}}\n",
       "api.deployment.env: api.deployment.extraEnv is there already"},
      {"unknown-key", "web: {enabled: true, enable: false}\n", "web.enable: web.enabled is there already"},
      {"duplicate-key", "queue:\n  cluster: {enabled: true}\n  cluster:\n    enabled: yes\n",
       "queue.cluster" + same},
      {"duplicate-key", "queue: {cluster: {a: 1, b: [x]}, cluster: {b: ['x'], a: 1.0}}\n",
       "queue.cluster" + same},
      {"duplicate-key", "x-a: &a {b: 1}\nqueue: {cluster: *a, cluster: {b: 1}}\n", "queue.cluster" + same},
      {"duplicate-key", "x-a: &a 1\nqueue: {cluster: *a, cluster: *a}\n", "queue.cluster" + same},
      {"duplicate-key", "queue: {cluster: {a: 1}, cluster: {a: '1'}}\n", "queue.cluster" + both},
      {"duplicate-key", "queue: {cluster: [1, 2], cluster: [2, 1]}\n", "queue.cluster" + both},
      {"duplicate-key", "queue: {cluster: {a: 1}, cluster: 1}\n", "queue.cluster" + either},
      {"duplicate-key", "x-a: &a 1\nqueue: {cluster: *a, cluster: 2}\n", "queue.cluster" + either},
  };
  for (const auto& test : cases) {
    CAPTURE(test.text);
    const FixedRelease fixed({"", {test.text}, {}, test.rule, true, -1, {}, {}});
    CHECK(join_lines(fixed.texts) == join_lines({test.text}));
    CHECK(join_lines(fixed.withheld) == join_lines({test.withheld}));
  }
  const FixedRelease off(
      {"", {"hanging-job-cleaner: {enable: false}\n"}, {}, "unknown-key", true, -1, {}, {}});
  CHECK(off.texts == std::vector<std::string>{"hanging-job-cleaner: {enabled: false}\n"});
}

}  // namespace estafette_lint
