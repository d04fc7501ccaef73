// The built-in rules on small values files: replicas, switches and resources, each with its awkward cases.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/check.h"
#include "tests/said.h"

namespace estafette_lint {

// ---- the table

TEST_CASE("every check is found by its name, and no other") {
  for (const Check& check : all_checks()) {
    CAPTURE(check.name);
    CHECK(find_check(check.name) == &check);
    CHECK(static_cast<bool>(check.run));
    CHECK(check.summary.ends_with('.'));
  }
  CHECK(find_check("number-at-leas") == nullptr);
  CHECK(find_check("") == nullptr);
}

// ---- replicas-below-ha

TEST_CASE("a number of replicas counts as it is rendered") {
  const std::string_view rule = "replicas-below-ha";
  const auto api = [&](std::string_view value) {
    return said_of("api", rule, fmt::format("api: {{deployment: {{replicaCount: {}}}}}", value));
  };
  for (const std::string_view fine :
       {"3", "\"3\"", "3.0", "0x3", "\"0x3\"", "+3", "03", "!!str 3", "\" 3 \"", "1e1", "'${REPLICAS}'",
        "\"ENC[AES256_GCM,data:x]\"", "1_0", "\"3.0\"", "0b11"}) {
    CAPTURE(fine);
    CHECK(api(fine) == "");
  }
  for (const Said& each :
       {Said{"1", "is 1"}, Said{"-1", "is -1"}, Said{"1e0", "is 1"}, Said{"\"2\"", "is \"2\""},
        Said{"null", "is null, which renders empty, so 1"},
        Said{"\"\"", "is \"\", which renders empty, so 1"}, Said{"\"~\"", "is \"~\", which renders as 1"},
        Said{"\"0x2\"", "is \"0x2\", which renders as 2"},
        Said{"three", "is \"three\", which is no whole number, so Kubernetes rejects it"},
        Said{"true", "is true, which is no whole number, so Kubernetes rejects it"},
        Said{"2.9", "is 2.9, which is no whole number, so Kubernetes rejects it"},
        Said{"3.7", "is 3.7, which is no whole number, so Kubernetes rejects it"},
        Said{"[3]", "is a list, which is no whole number, so Kubernetes rejects it"}}) {
    CAPTURE(each.text);
    const std::string found = api(each.text);
    CHECK(
        found.substr(found.find(' ') + 1) ==
        fmt::format("api.deployment.replicaCount: api.deployment.replicaCount {}; high availability needs at "
                    "least 3\n",
                    each.wanted));
  }
}

TEST_CASE("the database's number of replicas is cast to an integer") {
  const auto db = [&](std::string_view value) {
    return said_of("db", "replicas-below-ha", fmt::format("db: {{statefulset: {{replicas: {}}}}}", value));
  };
  for (const std::string_view fine :
       {"3", "\"3\"", "3.9", "\"3.0\"", "\"0x3\"", "\"1_0\"", "\"0b11\"", "\"+3\"", "\"${REPLICAS}\"", "1e1",
        "\"0x3.0\"", "\"03\"", "\"0_3\"", "\"0o3\""}) {
    CAPTURE(fine);
    CHECK(db(fine) == "");
  }
  for (const Said& each :
       {Said{"2", "is 2"}, Said{"2.9", "is 2.9, which renders as 2"},
        Said{"null", "is null, which renders as 0"}, Said{"three", "is \"three\", which renders as 0"},
        Said{"true", "is true, which renders as 1"}, Said{"\"true\"", "is \"true\", which renders as 0"},
        Said{"\" 3\"", "is \" 3\", which renders as 0"}, Said{"\"3e0\"", "is \"3e0\", which renders as 0"},
        Said{"\"08\"", "is \"08\", which renders as 0"}, Said{"\"3.5\"", "is \"3.5\", which renders as 0"},
        Said{"\"3.\"", "is \"3.\", which renders as 0"}, Said{"\"1__0\"", "is \"1__0\", which renders as 0"},
        Said{"\"\"", "is \"\", which renders as 0"}, Said{"{}", "is an empty map, which renders as 0"},
        Said{"[3]", "is a list, which renders as 0"},
        Said{"99999999999999999999", "is 1e+20, which renders as -9.223372036854776e+18"},
        Said{"\"99999999999999999999\"", "is \"99999999999999999999\", which renders as 0"}}) {
    CAPTURE(each.text);
    const std::string found = db(each.text);
    CHECK(found.substr(found.find(' ') + 1) ==
          fmt::format(
              "db.statefulset.replicas: db.statefulset.replicas {}; high availability needs at least 3\n",
              each.wanted));
  }
}

TEST_CASE("with autoscaling, its own minimum counts") {
  const std::string_view rule = "replicas-below-ha";
  CHECK(paths(rule, "api: {autoscaling: {enabled: true}, deployment: {replicaCount: 1}}", "api") == "");
  CHECK(paths(rule, "api: {autoscaling: {enabled: true, minReplicas: 2}}", "api") ==
        "api.autoscaling.minReplicas");
  CHECK(paths(rule, "api: {autoscaling: {enabled: 'false', minReplicas: 2}}", "api") ==
        "api.autoscaling.minReplicas");
  CHECK(paths(rule, "api: {autoscaling: {minReplicas: 2}, deployment: {replicaCount: 3}}", "api") == "");
  CHECK(paths(rule, "web: {autoscaling: {enabled: yes, minReplicas: null}}", "web") ==
        "web.autoscaling.minReplicas");
}

TEST_CASE("replicas of what does not run are not counted") {
  const std::string_view rule = "replicas-below-ha";
  CHECK(paths(rule, "") ==
        "api.deployment.replicaCount metrics.server.replicaCount web.deployment.replicaCount");
  CHECK(paths(rule, "queue: {cluster: {replicas: 1}}", "queue") == "");
  CHECK(paths(rule, "queue: {cluster: {enabled: true, replicas: 1}}", "queue") == "queue.cluster.replicas");
  CHECK(paths(rule, "queue: {cluster: {enabled: true}}", "queue") == "");
  CHECK(paths(rule, "metrics: {server: {enabled: false}}", "metrics") == "");
  CHECK(paths(rule, "metrics: {enabled: off}\napi: {enabled: false}\nweb: {enabled: no}") == "");
  CHECK(paths(rule, "metrics: {enabled: 'false'}", "metrics") == "metrics.server.replicaCount");
}

TEST_CASE("a finding stands at the bytes that decide") {
  const std::string_view rule = "replicas-below-ha";
  const std::string_view tail = "; high availability needs at least 3\n";
  CHECK(said_of("api", rule, "api:\n  deployment:\n    replicaCount: 1\n") ==
        fmt::format("3:19 api.deployment.replicaCount: api.deployment.replicaCount is 1{}", tail));
  CHECK(said_of("api", rule, "api:\n  deployment:\n    affinity: {}\n") ==
        fmt::format("2:3 api.deployment.replicaCount: api.deployment.replicaCount is 1 by default{}", tail));
  CHECK(said_of("api", rule, "web: {}\n").starts_with("1:1 api.deployment.replicaCount"));
  CHECK(said_of("api", rule, "x: &n 1\napi:\n  deployment:\n    replicaCount: *n\n").starts_with("4:19 "));
  CHECK(
      said_of("api", rule, "x: &d {replicaCount: 1}\napi:\n  deployment:\n    <<: *d\n").starts_with("4:9 "));
  CHECK(said_of("api", rule, "api:\n  deployment:\n    replicaCount:\n").starts_with("3:5 "));
  CHECK(said_of("api", rule, "api:\n  deployment:\n    replicaCount: 5\n    replicaCount: 1\n")
            .starts_with("4:19 "));
}

TEST_CASE("what a `<<` brought in is shown where it stands, too") {
  const Source source{"values.yaml", "x: &d {replicaCount: 1}\napi:\n  deployment:\n    <<: *d\n"};
  const std::vector<Finding> findings = lint_rule(source, rule_named("replicas-below-ha")).findings;
  const auto api = std::find_if(findings.begin(), findings.end(),
                                [](const Finding& finding) { return finding.component == "api"; });
  REQUIRE(api != findings.end());
  REQUIRE(api->related.size() == 1);
  CHECK(api->related[0].message == "the value stands here");
  CHECK(source.text.substr(api->related[0].span.begin, api->related[0].span.length()) == "1");
}

// ---- switches

TEST_CASE("a switch has the truth that a template sees") {
  const std::string_view rule = "queue-not-clustered";
  for (const std::string_view on : {"true", "yes", "'false'", "1", "'0'", "'${CLUSTER}'", "{a: 1}"}) {
    CAPTURE(on);
    CHECK(paths(rule, fmt::format("queue: {{cluster: {{enabled: {}}}}}", on)) == "");
  }
  for (const std::string_view off : {"false", "off", "0", "''", "null", "[]", "{}"}) {
    CAPTURE(off);
    CHECK(paths(rule, fmt::format("queue: {{cluster: {{enabled: {}}}}}", off)) == "queue.cluster.enabled");
  }
  CHECK(paths("autoscaling-disabled", "api: {autoscaling: {enabled: true}}") == "web.autoscaling.enabled");
  CHECK(paths("autoscaling-disabled", "api: {autoscaling: null}\nweb: {enabled: false}") ==
        "api.autoscaling.enabled");
}

TEST_CASE("a component is off only where its condition is the boolean false") {
  const std::string_view rule = "db-client-enabled";
  const std::string_view tail = "; a pod with the root certificate of the database runs for good\n";
  const std::string_view why = ", and only the boolean false switches a component off";
  for (const std::string_view off : {"", "db-client: {enabled: false}", "db-client: {enabled: no}",
                                     "db-client: {}", "db-client: {enabled: \"${DEBUG}\"}"}) {
    CAPTURE(off);
    CHECK(said(rule, std::string(off)) == "");
  }
  CHECK(said(rule, "db-client:\n  enabled: true") ==
        fmt::format("2:12 db-client.enabled: db-client.enabled is true{}", tail));
  CHECK(said(rule, "db-client:\n  enabled: 'false'") ==
        fmt::format("2:12 db-client.enabled: db-client.enabled is \"false\"{}{}", why, tail));
  CHECK(said(rule, "x: 1\ndb-client:\n") ==
        fmt::format("2:1 db-client.enabled: db-client.enabled is not set{}{}", why, tail));
  CHECK(said(rule, "db-client:\n  enabled: ~") ==
        fmt::format("2:12 db-client.enabled: db-client.enabled is null{}{}", why, tail));
  CHECK(wanted("db-client", rule, "db-client:") == "db-client:\n  enabled: false\n");
}

// ---- resources

TEST_CASE("missing resources are one finding, at the lowest map that holds them all") {
  const auto api = [](std::string_view resources) {
    return said_of("api", "resources-missing",
                   fmt::format("api: {{deployment: {{resources: {}}}}}", resources));
  };
  const std::string_view at = "1:20 api.deployment.resources";
  CHECK(api("{}") == fmt::format("{}: api.deployment.resources lacks requests.cpu, requests.memory and "
                                 "limits.memory\n",
                                 at));
  CHECK(api("null").substr(5) == api("{}").substr(5));  // at the null itself
  CHECK(api("{requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Gi}}") == "");
  CHECK(api("{limits: {cpu: 1, memory: 1Gi}}") == "");
  CHECK(api("{limits: {memory: 1Gi}}") ==
        fmt::format("{}.requests.cpu: api.deployment.resources lacks requests.cpu\n", at));
  CHECK(api("{requests: {cpu: 1}, limits: {cpu: 2}}") ==
        fmt::format("{}: api.deployment.resources lacks requests.memory and limits.memory\n", at));
  CHECK(api("{requests: {cpu: 1, memory: 1Gi}}") ==
        fmt::format("{}.limits.memory: api.deployment.resources lacks limits.memory\n", at));
  // A null is not absent: it counts as 0, and no limit stands for it.
  CHECK(api("{requests: {cpu: 1, memory: null}, limits: {memory: 1Gi}}") ==
        "1:59 api.deployment.resources.requests.memory: api.deployment.resources lacks requests.memory\n");
  CHECK(api("'${RESOURCES}'") == "");
  CHECK(api("{requests: '${REQUESTS}', limits: {memory: 1Gi}}") == "");
  CHECK(paths("resources-missing", "metrics: {server: {enabled: false}}", "metrics") == "");
}

TEST_CASE("missing resources are written so that no limit is below its request") {
  const std::string_view rule = "resources-missing";
  CHECK(wanted("api", rule, "") ==
        "api:\n  deployment:\n    resources:\n      requests:\n        cpu: 100m\n        memory: 256Mi\n"
        "      limits:\n        memory: 256Mi\n");
  CHECK(wanted("db", rule, "db: {statefulset: {resources: {requests: {cpu: 4, memory: 32Gi}}}}") ==
        "db:\n  statefulset:\n    resources:\n      limits:\n        memory: 32Gi\n");
  CHECK(wanted("db", rule, "db: {statefulset: {resources: {requests: {cpu: 4, memory: lots}}}}") ==
        "db:\n  statefulset:\n    resources:\n      limits:\n        memory: 12Gi\n");
}

TEST_CASE("quantities are those of Kubernetes") {
  const auto api = [](std::string_view resources) {
    return said("resources-invalid", fmt::format("api:\n  deployment:\n    resources: {}\n", resources));
  };
  for (const std::string_view fine :
       {"{requests: {cpu: 0.1, memory: 1e9}, limits: {cpu: 100m, memory: 1G}}", "{limits: {memory: null}}",
        "{requests: {memory: \"${MEMORY}\"}, limits: {memory: 1}}", "{limits: {nvidia.com/gpu: 1}}", "null",
        "{}", "{requests: {cpu: 2}}", "{requests: {memory: 1Gi}, limits: {memory: 1024Mi}}",
        "{requests: null}"}) {
    CAPTURE(fine);
    CHECK(api(fine) == "");
  }
  const std::string_view path = "api.deployment.resources";
  CHECK(api("{limits: {memory: 256m}}") ==
        fmt::format(
            "3:34 {0}.limits.memory: {0}.limits.memory is \"256m\", which is in thousandths of a byte; did "
            "you mean 256M or 256Mi?\n",
            path));
  CHECK(api("{limits: {memory: 256MB, cpu: many}}") ==
        fmt::format(
            "3:34 {0}.limits.memory: {0}.limits.memory is \"256MB\", which is no quantity to Kubernetes; did "
            "you mean 256M or 256Mi?\n"
            "3:46 {0}.limits.cpu: {0}.limits.cpu is \"many\", which is no quantity to Kubernetes\n",
            path));
  CHECK(api("{limits: {memory: 0.5}}") ==
        fmt::format(
            "3:34 {0}.limits.memory: {0}.limits.memory is 0.5, which is no whole number of bytes; did you "
            "mean 0.5G or 0.5Gi?\n",
            path));
  CHECK(api("{requests: {cpu: -1}}") ==
        fmt::format(
            "3:33 {0}.requests.cpu: {0}.requests.cpu is -1, and Kubernetes takes no negative quantity\n",
            path));
  CHECK(api("{requests: {cpu: true}}") ==
        fmt::format("3:33 {0}.requests.cpu: {0}.requests.cpu is true, which is no quantity\n", path));
  CHECK(api("{requests: [cpu]}") ==
        fmt::format("3:17 {0}.requests: {0}.requests is a list, which is no map of quantities\n", path));
  CHECK(api("small") ==
        fmt::format("3:16 {0}: {0} is \"small\", which is no map of requests and limits\n", path));
  CHECK(
      api("{requests: {cpu: 0.2, memory: 1Gi}, limits: {cpu: 100m, memory: 1G}}") ==
      fmt::format("3:66 {0}.limits.cpu: {0}.limits.cpu is \"100m\", which is below its request of 0.2\n"
                  "3:80 {0}.limits.memory: {0}.limits.memory is \"1G\", which is below its request of 1Gi\n",
                  path));
}

TEST_CASE("every resources map of a component counts, where its container runs") {
  const std::string_view bad = "resources: {limits: {memory: 1m}}";
  CHECK(
      paths("resources-invalid", fmt::format("db: {{tls: {{copyCerts: {{{}}}}}, init: {{{}}}}}", bad, bad)) ==
      "db.tls.copyCerts.resources.limits.memory db.init.resources.limits.memory");
  CHECK(paths("resources-invalid", fmt::format("db: {{tls: {{enabled: false, copyCerts: {{{}}}}}}}", bad)) ==
        "");
  CHECK(paths("resources-invalid", fmt::format("queue: {{exporter: {{enabled: false, {}}}}}", bad)) == "");
  CHECK(paths("resources-invalid", fmt::format("db-client: {{pod: {{{}}}}}", bad)) == "");
}

}  // namespace estafette_lint
