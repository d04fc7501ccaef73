// The traps of the chart that values alone can show: each gives a finding at the key that somebody got wrong.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/linted.h"

namespace estafette_lint {
namespace {

struct Trap {
  int number;  ///< in the list of the chart's verified traps
  std::string_view values;
  std::string_view expected;  ///< the rule and the path of one of the findings
  std::string_view release = {};
};

constexpr Trap kTraps[] = {
    {1, "config: {files: {}}", "config-outside-api config"},
    {1, "jobs: {namespace: ci}", "unknown-key jobs"},
    {2, "db-migrator: {enable: false}", "unknown-key db-migrator.enable"},
    {2, "queue: {enable: false}", "unknown-key queue.enable"},
    {3, "cron-event-sender: {cronjob: {concurrencypolicy: Forbid}}",
     "dead-key cron-event-sender.cronjob.concurrencypolicy"},
    {4, "cron-event-sender: {replicaCount: 2}", "dead-key cron-event-sender.replicaCount"},
    {4, "cron-event-sender: {rbac: {enable: true}}", "dead-key cron-event-sender.rbac.enable"},
    {4, "cron-event-sender: {imagePullSecrets: [{name: a}]}",
     "unknown-key cron-event-sender.imagePullSecrets"},
    {5, "db-client: {enabled: true, imagePullSecrets: [{name: a}]}", "dead-key db-client.imagePullSecrets"},
    {5, "db-client: {enabled: true, pod: {securityContext: {runAsUser: 1}}}",
     "dead-key db-client.pod.securityContext"},
    {7, "api: {deployment: {securityContext: {runAsUser: 1}}}", "dead-key api.deployment.securityContext"},
    {7, "web: {deployment: {securityContext: {runAsUser: 1}}}", "dead-key web.deployment.securityContext"},
    {8, "web: {deployment: {extraEnv: []}}", "unknown-key web.deployment.extraEnv"},
    {8, "api: {deployment: {env: []}}", "unknown-key api.deployment.env"},
    {8, "api: {deployment: {extraEnv: []}}", "key-from-another-release api.deployment.extraEnv", "1.0.7"},
    {9, "web: {extraSecrets: [{key: a, b64encoded: true}]}", "unknown-key web.extraSecrets[0].b64encoded"},
    {10, "api: {replicaCount: 3}", "unknown-key api.replicaCount"},
    {10, "web: {resources: {}}", "unknown-key web.resources"},
    {10, "web: {affinity: {}}", "unknown-key web.affinity"},
    {10, "api: {replicas: 3}", "unknown-key api.replicas"},
    {10, "db: {replicas: 3}", "unknown-key db.replicas"},
    {10, "db: {resources: {}}", "unknown-key db.resources"},
    {10, "metrics: {replicaCount: 2}", "unknown-key metrics.replicaCount"},
    {10, "metrics: {resources: {}}", "unknown-key metrics.resources"},
    {10, "metrics: {server: {replicas: 2}}", "unknown-key metrics.server.replicas"},
    {10, "metrics: {server: {imagePullSecrets: []}}", "unknown-key metrics.server.imagePullSecrets"},
    {10, "queue: {replicas: 3}", "unknown-key queue.replicas"},
    {10, "queue: {replicaCount: 3}", "unknown-key queue.replicaCount"},
    {10, "queue: {resources: {}}", "unknown-key queue.resources"},
    {10, "queue: {nats: {imagePullSecrets: []}}", "unknown-key queue.nats.imagePullSecrets"},
    {10, "db: {imagePullSecrets: []}", "unknown-key db.imagePullSecrets"},
    {11, "api: {pdb: {minAvailable: 1}}", "unknown-key api.pdb.minAvailable"},
    {11, "web: {pdb: {minAvailable: 1}}", "unknown-key web.pdb.minAvailable"},
    {12, "queue: {cluster: {replicas: 3}}", "queue-not-clustered queue.cluster.enabled"},
    {12, "queue: {cluster: {enabled: true, replicas: 1}}", "replicas-below-ha queue.cluster.replicas"},
    {14, "queue: {nats: {limits: {writeDeadline: 2s}}}", "dead-key queue.nats.limits.writeDeadline"},
    {14, "queue: {nats: {limits: {maxPings: 2}}}", "dead-key queue.nats.limits.maxPings"},
    {14, "queue: {nats: {limits: {lameDuckDuration: 2s}}}", "dead-key queue.nats.limits.lameDuckDuration"},
    {14, "queue: {natsbox: {imagePullSecrets: []}}", "dead-key queue.natsbox.imagePullSecrets"},
    {16, "queue:", "null-override queue"},
    {17, "db: {statefulset: {topologySpreadConstraints: [{maxSkew: 1}]}}",
     "wrong-type db.statefulset.topologySpreadConstraints"},
    {17, "queue: {topologySpreadConstraints: {maxSkew: 1}}", "wrong-type queue.topologySpreadConstraints"},
    {19, "db: {statefulset: {replicas: three}}", "replicas-below-ha db.statefulset.replicas"},
    {19, "db: {statefulset: {replicas: 3.5}}", "wrong-type db.statefulset.replicas"},
    {19, "db: {statefulset: {replicas: }}", "null-override db.statefulset.replicas"},
    {19, "db: {statefulset: {replicas: []}}", "replicas-below-ha db.statefulset.replicas"},
    {36, "api: {config: {files: {credentials.yml: ''}}}",
     "config-file-invalid api.config.files[\"credentials.yml\"]"},
    {39, "api: {deployment: {extraVolumes: [{name: a}]}}", "wrong-type api.deployment.extraVolumes"},
    {39, "api: {deployment: {extraVolumes: []}}", "wrong-type api.deployment.extraVolumes"},
    {39, "web: {deployment: {extraVolumeMounts: [{name: a}]}}",
     "wrong-type web.deployment.extraVolumeMounts"},
    {39, "api: {deployment: {extraContainers: [{name: a}]}}", "wrong-type api.deployment.extraContainers"},
    {44, "api: {autoscaling: {enabled: 'false'}}", "quoted-boolean api.autoscaling.enabled"},
    {44, "web: {enabled: 'false'}", "quoted-boolean web.enabled"},
    {44, "db-client: {enabled: 0}", "quoted-boolean db-client.enabled"},
    {44, "hanging-job-cleaner: {enabled: }", "quoted-boolean hanging-job-cleaner.enabled"},
    {44, "metrics: {kubeStateMetrics: {enabled: {}}}", "quoted-boolean metrics.kubeStateMetrics.enabled"},
    {45, "api: {pdb: }", "null-override api.pdb"},
    {45, "queue: {cluster: }", "null-override queue.cluster"},
    {45, "web: {image: }", "null-override web.image"},
    {45, "db-client:", "null-override db-client"},
    {45, "api: {config: {files: {other.yaml: }}}", "config-file-invalid api.config.files[\"other.yaml\"]"},
    {56, "web: {jobNamespaceOverride: ci-jobs}", "dead-key web.jobNamespaceOverride"},
};

}  // namespace

TEST_CASE("each trap gives a finding at the right key") {
  for (const Trap& trap : kTraps) {
    CAPTURE(trap.number);
    const Source source{"values.yaml", std::string(trap.values) + "\n"};
    const FileResult result = lint_text(source, {}, trap.release);
    const std::vector<std::string> found = rules_and_paths(result);
    std::string all;
    for (const std::string& line : found) all += "\n  " + line;
    CHECK_MESSAGE(std::find(found.begin(), found.end(), trap.expected) != found.end(),
                  source.text << "expected " << trap.expected << ", found" << all);
  }
}

}  // namespace estafette_lint
