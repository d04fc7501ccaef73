// The built-in rules on small values files, each with its awkward cases: what is said, where, and what to
// write.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/lint.h"
#include "lint/rules/check.h"
#include "lint/rules/rule_loader.h"
#include "lint/text/line_index.h"

namespace estafette_lint {
namespace {

FileResult lint(const Source& source, const Rule& rule, std::string_view release_name = "estafette-ci") {
  const Rule* const rules[] = {&rule};
  FileResult result =
      lint_source(source, builtin_tables().chart, {.rules = rules, .release_name = release_name});
  REQUIRE_MESSAGE(result.failures.empty(), (result.failures.empty() ? "" : result.failures.front().message));
  return result;
}

const Rule& rule_named(std::string_view id) {
  const std::span<const Rule> rules = builtin_tables().rules;
  const auto found =
      std::find_if(rules.begin(), rules.end(), [id](const Rule& rule) { return rule.id == id; });
  REQUIRE_MESSAGE(found != rules.end(), id);
  return *found;
}

std::string show(const Source& source, const std::vector<Finding>& findings) {
  const LineIndex lines(source.text);
  std::string text;
  for (const Finding& finding : findings) {
    const Position at = lines.position(finding.span.begin);
    text += fmt::format("{}:{} {}: {}\n", at.line, at.column, finding.path, finding.message);
  }
  return text;
}

/// One line a finding: `line:column path: message`.
std::string said(std::string_view rule, std::string text, std::string_view release_name = "estafette-ci") {
  const Source source{"values.yaml", std::move(text)};
  return show(source, lint(source, rule_named(rule), release_name).findings);
}

/// The paths alone, those of one component where it is named.
std::string paths(std::string_view rule, std::string text, std::string_view component = {},
                  std::string_view release_name = "estafette-ci") {
  const Source source{"values.yaml", std::move(text)};
  std::string result;
  for (const Finding& finding : lint(source, rule_named(rule), release_name).findings) {
    if (!component.empty() && finding.component != component) continue;
    result += result.empty() ? finding.path : " " + finding.path;
  }
  return result;
}

/// The findings of one component, as `said` shows them.
std::string said_of(std::string_view component, std::string_view rule, std::string text) {
  const Source source{"values.yaml", std::move(text)};
  std::vector<Finding> findings = lint(source, rule_named(rule)).findings;
  std::erase_if(findings, [component](const Finding& finding) { return finding.component != component; });
  return show(source, findings);
}

/// The YAML that the one finding of a component says to write.
std::string wanted(std::string_view component, std::string_view rule, std::string text) {
  const Source source{"values.yaml", std::move(text)};
  for (const Finding& finding : lint(source, rule_named(rule)).findings) {
    if (finding.component == component) return finding.yaml;
  }
  return "nothing said";
}

/// A house rule of one place, on a text.
std::string said_by_house_rule(std::string_view check, std::string_view place, std::string text) {
  const std::vector<Source> files = {
      {"house-rule.yaml",
       fmt::format("id: house-rule\nseverity: error\nprofiles: [production]\nsummary: s\nwhy: w\nsource: s\n"
                   "check: {}\nplaces:\n- {}\nmessage: \"{}\"\nexamples: {{bad: \"a\", good: \"b\"}}\n",
                   check, place,
                   check == "key-absent" || check == "reminder" ? "{path} is there" : "{path} is {value}")}};
  const LoadedRules loaded = load_rules(files, {});
  REQUIRE_MESSAGE(loaded.errors.empty(), loaded.errors.front().message);
  const Source source{"values.yaml", std::move(text)};
  return show(source, lint(source, loaded.library.rules().front()).findings);
}

struct Case {
  std::string_view text;
  std::string_view wanted;
};

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
  for (const Case& each :
       {Case{"1", "is 1"}, Case{"-1", "is -1"}, Case{"1e0", "is 1"}, Case{"\"2\"", "is \"2\""},
        Case{"null", "is null, which renders empty, so 1"},
        Case{"\"\"", "is \"\", which renders empty, so 1"}, Case{"\"~\"", "is \"~\", which renders as 1"},
        Case{"\"0x2\"", "is \"0x2\", which renders as 2"},
        Case{"three", "is \"three\", which is no whole number, so Kubernetes rejects it"},
        Case{"true", "is true, which is no whole number, so Kubernetes rejects it"},
        Case{"2.9", "is 2.9, which is no whole number, so Kubernetes rejects it"},
        Case{"3.7", "is 3.7, which is no whole number, so Kubernetes rejects it"},
        Case{"[3]", "is a list, which is no whole number, so Kubernetes rejects it"}}) {
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
  for (const Case& each :
       {Case{"2", "is 2"}, Case{"2.9", "is 2.9, which renders as 2"},
        Case{"null", "is null, which renders as 0"}, Case{"three", "is \"three\", which renders as 0"},
        Case{"true", "is true, which renders as 1"}, Case{"\"true\"", "is \"true\", which renders as 0"},
        Case{"\" 3\"", "is \" 3\", which renders as 0"}, Case{"\"3e0\"", "is \"3e0\", which renders as 0"},
        Case{"\"08\"", "is \"08\", which renders as 0"}, Case{"\"3.5\"", "is \"3.5\", which renders as 0"},
        Case{"\"3.\"", "is \"3.\", which renders as 0"}, Case{"\"1__0\"", "is \"1__0\", which renders as 0"},
        Case{"\"\"", "is \"\", which renders as 0"}, Case{"{}", "is an empty map, which renders as 0"},
        Case{"[3]", "is a list, which renders as 0"},
        Case{"99999999999999999999", "is 1e+20, which renders as -9.223372036854776e+18"},
        Case{"\"99999999999999999999\"", "is \"99999999999999999999\", which renders as 0"}}) {
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
  const std::vector<Finding> findings = lint(source, rule_named("replicas-below-ha")).findings;
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

// ---- image pulls

constexpr std::string_view kHub = "{registry: docker.io, username: acme, password: dckr_pat_1}";

TEST_CASE("components that pull from Docker Hub need credentials") {
  const std::string_view rule = "docker-hub-anonymous-pull";
  CHECK(paths(rule, "") ==
        "api.image.credentials cron-event-sender.image.credentials db-migrator.image.credentials "
        "db.image.credentials metrics.imagePullSecrets queue.imagePullSecrets web.image.credentials");
  CHECK(paths(rule, fmt::format("api: {{image: {{credentials: {}}}}}", kHub), "api") == "");
  CHECK(paths(rule, "api: {imagePullSecrets: [{name: own}]}", "api") == "");
  CHECK(paths(rule, "api: {imagePullSecrets: [{}]}", "api") == "api.image.credentials");
  CHECK(paths(rule, "api: {image: {credentials: \"${HUB}\"}}", "api") == "");
  CHECK(paths(rule, "api: {image: {credentials: {}}}", "api") == "api.image.credentials");
  CHECK(paths(rule, "api: {image: {repository: ghcr.io/acme/api}}", "api") == "");
  CHECK(paths(rule, "api: {image: {repository: docker.io/acme/api}}", "api") == "api.image.credentials");
  CHECK(paths(rule, "api: {image: {repository: \"${REPOSITORY}\"}}", "api") == "");
  CHECK(paths(rule, "cron-event-sender: {imagePullSecrets: [{name: own}]}", "cron-event-sender") ==
        "cron-event-sender.image.credentials");
  CHECK(paths(rule, "hanging-job-cleaner: {enabled: true}", "hanging-job-cleaner") ==
        "hanging-job-cleaner.image.credentials");
  CHECK(paths(rule, "api: {enabled: false}", "api") == "");
}

TEST_CASE("every image of a component counts, with its switch") {
  const std::string_view rule = "docker-hub-anonymous-pull";
  CHECK(said_of("db", rule, "")
            .ends_with("db pulls cockroachdb/cockroach and busybox from Docker Hub without credentials: "
                       "db.image.credentials gives "
                       "none\n"));
  const std::string_view moved = "db: {image: {repository: quay.io/x/cockroach}";
  CHECK(said_of("db", rule, fmt::format("{}}}", moved)).find("db pulls busybox from") != std::string::npos);
  CHECK(paths(rule, fmt::format("{}, tls: {{enabled: false}}}}", moved), "db") == "");
  CHECK(paths(rule, fmt::format("{}, tls: {{copyCerts: {{image: quay.io/x/busybox}}}}}}", moved), "db") ==
        "");
  CHECK(paths(rule, "metrics: {configmapReload: {prometheus: {enabled: false}}}", "metrics") == "");
  CHECK(paths(rule, "metrics: {server: {image: {repository: prom/prometheus}}}", "metrics") ==
        "metrics.imagePullSecrets");
  CHECK(said_of("queue", rule, "queue: {nats: {image: m.local:5000/nats:2}, exporter: {enabled: false}}")
            .find("queue pulls natsio/nats-server-config-reloader:0.6.2 from") != std::string::npos);
}

TEST_CASE("an image whose pod takes no pull secret is reported by itself") {
  const std::string text = fmt::format(
      "db:\n  image: {{credentials: {}}}\n  tls: {{selfSigner: {{image: {{registry: docker.io}}}}}}\n", kHub);
  CHECK(said_of("db", "docker-hub-anonymous-pull", text)
            .ends_with(
                "from Docker Hub without credentials: the chart gives that pod no pull secret, whatever is "
                "set\n"));
}

TEST_CASE("credentials are complete, and fit Docker Hub") {
  const auto api = [](std::string_view credentials) {
    const std::string found = said("docker-hub-credentials-incomplete",
                                   fmt::format("api: {{image: {{credentials: {}}}}}", credentials));
    return found.empty() ? found : found.substr(found.find(' ') + 1);
  };
  for (const std::string_view fine :
       {kHub, std::string_view("{}"), std::string_view("null"), std::string_view("\"${HUB}\""),
        std::string_view("{registry: 'https://index.docker.io/v1/', username: '12', password: '${TOKEN}'}"),
        std::string_view("{registry: '${REGISTRY}', username: u, password: p}")}) {
    CAPTURE(fine);
    CHECK(api(fine) == "");
  }
  const std::string_view head = "api.image.credentials cannot work: ";
  CHECK(api("{registry: docker.io, username: acme}") ==
        fmt::format("api.image.credentials.password: {}password is missing\n", head));
  CHECK(api("{registry: docker.io, username: '', password: null}") ==
        fmt::format("api.image.credentials: {}username is empty and password is missing\n", head));
  CHECK(api("{registry: docker.io, username: acme, password: 1234567}") ==
        fmt::format(
            "api.image.credentials.password: {}password is a number without quotes, which the chart turns "
            "into garbage\n",
            head));
  CHECK(api("{registry: docker.io, username: true, password: x}") ==
        fmt::format("api.image.credentials.username: {}username is true, not text\n", head));
  CHECK(api("{registry: hub.docker.com, username: u, password: p}") ==
        fmt::format("api.image.credentials.registry: {}nodes do not use credentials for the registry "
                    "\"hub.docker.com\" when they pull estafette/estafette-ci-api from Docker Hub\n",
                    head));
  CHECK(api("text") ==
        fmt::format("api.image.credentials: {}it is no map of registry, username and password\n", head));
  CHECK(api("{Registry: docker.io, username: u, password: p}") ==
        fmt::format(
            "api.image.credentials.registry: {}registry is missing; `api.image.credentials.Registry` at "
            "line 1 is not read\n",
            head));
}

TEST_CASE("credentials for another registry are for another registry") {
  const std::string_view rule = "docker-hub-credentials-incomplete";
  CHECK(paths(rule,
              "api: {image: {repository: ghcr.io/a/x, credentials: {registry: ghcr.io, username: u, "
              "password: p}}}") == "");
  CHECK(wanted("api", rule,
               "api: {image: {repository: ghcr.io/a/x, credentials: {username: 12, password: p}}}") ==
        "api:\n  image:\n    credentials:\n      registry: ghcr.io\n      username: '12'\n");
  // The database also pulls busybox from Docker Hub.
  CHECK(paths(rule,
              "db: {image: {repository: ghcr.io/a/x, credentials: {registry: ghcr.io, username: u, "
              "password: p}}}") == "db.image.credentials.registry");
}

TEST_CASE("the secrets of the chart are named after the release and its components") {
  const std::string_view rule = "pull-secret-not-created";
  const auto queue = [&](std::string_view name, std::string_view api,
                         std::string_view release = "estafette-ci") {
    return paths(
        rule,
        fmt::format("queue: {{imagePullSecrets: [{{name: {}}}]}}\napi: {{{}image: {{credentials: {}}}}}\n",
                    name, api, kHub),
        {}, release);
  };
  CHECK(queue("estafette-ci-api.registry", "") == "");
  CHECK(queue("ci-api.registry", "", "ci") == "");
  CHECK(queue("my-api.registry", "", "my-api") == "");
  CHECK(queue("estafette-ci-gate.registry", "nameOverride: gate, ") == "");
  CHECK(queue("estafette-ci.registry", "nameOverride: ci, ") == "");
  CHECK(queue("acme-api.registry", "fullnameOverride: acme-api, ") == "");
  CHECK(queue("acme-api.registry", "fullnameOverride: acme-api-, ") == "");
  CHECK(queue("estafette-ci-api.registry", "fullnameOverride: '', ") == "");
  CHECK(queue("own", "") == "");
  CHECK(queue("'${SECRET}.registry'", "") == "");
  CHECK(queue("anything.registry", "fullnameOverride: '${NAME}', ") == "");
  const std::string_view path = "queue.imagePullSecrets[0].name";
  CHECK(queue("estafette-ci-api.registry", "", "ci") == path);
  CHECK(queue("estafette-ci-api.registry", "nameOverride: gate, ") == path);
  CHECK(queue("estafette-ci-web.registry", "") == path);
  CHECK(queue("estafette-ci-api.registry", "enabled: false, ") == path);
  const std::string long_name(70, 'a');
  CHECK(queue(std::string(63, 'a') + ".registry", fmt::format("fullnameOverride: {}, ", long_name)) == "");
  CHECK(queue(long_name + ".registry", fmt::format("fullnameOverride: {}, ", long_name)) == path);
}

TEST_CASE("the database's secret has a name of its own") {
  const std::string text = fmt::format(
      "db: {{image: {{credentials: {}}}}}\nmetrics: {{imagePullSecrets: [{{name: "
      "estafette-ci-db.db.registry}}, {{name: estafette-ci-db.registry}}]}}\n",
      kHub);
  CHECK(said("pull-secret-not-created", text) ==
        "2:74 metrics.imagePullSecrets[1].name: metrics.imagePullSecrets[1].name is "
        "\"estafette-ci-db.registry\", a "
        "secret that this release does not create (it creates estafette-ci-db.db.registry)\n");
  CHECK(wanted("metrics", "pull-secret-not-created", text) ==
        "metrics:\n  imagePullSecrets:\n  - name: estafette-ci-db.db.registry\n");
}

TEST_CASE("a secret that is only missing its credentials is answered with those") {
  const std::string text = "queue: {imagePullSecrets: [{name: estafette-ci-api.registry}]}";
  CHECK(said("pull-secret-not-created", text).ends_with("does not create (it creates none)\n"));
  CHECK(wanted("queue", "pull-secret-not-created", text) ==
        "api:\n  image:\n    credentials:\n      registry: docker.io\n      username: '<docker hub user>'\n"
        "      password: '<docker hub token>'\n");
  // Images from elsewhere need no secret for Docker Hub.
  CHECK(paths("pull-secret-not-created",
              "metrics: {imagePullSecrets: [{name: x.registry}], configmapReload: {prometheus: {enabled: "
              "false}}}") == "");
}

// ---- configuration files

std::string with_file(std::string_view name, std::string_view text) {
  std::string result = fmt::format("api:\n  config:\n    files:\n      {}: |\n", name);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += fmt::format("        {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

TEST_CASE("builds need a credential to pull with") {
  const std::string_view rule = "build-pull-credential-missing";
  const std::string_view path = "api.config.files[\"credentials.yaml\"]";
  const auto file = [&](std::string_view text, std::string_view name = "credentials.yaml") {
    return paths(rule, with_file(name, text));
  };
  const std::string_view good =
      "credentials:\n- {name: hub, type: container-registry-pull, username: u, password: p}";
  CHECK(file(good) == "");
  CHECK(file(good, "extra.yaml") == "");
  CHECK(file(good, "credentials.yml") == path);
  CHECK(file("credentials: []") == path);
  CHECK(file("Credentials:\n- {type: container-registry-pull}") == path);
  CHECK(file("credentials:\n- {type: Container-Registry-Pull}") == path);
  CHECK(file("# credentials:\n# - type: container-registry-pull") == path);
  CHECK(file("credentials:\n- type: container-registry-pull\n  password: {{ .Values.token }}") == "");
  CHECK(file("credentials: ${CREDENTIALS}") == "");
  CHECK(file("credentials:\n- type: ${TYPE}") == "");
  CHECK(file("{{ include \"credentials\" . }}") == "");
  CHECK(paths(rule, "api: {config: {files: {credentials.yaml: \"${CREDENTIALS}\"}}}") == "");
  CHECK(paths(rule, "api: {config: {enabled: false}}") == "");
  CHECK(paths(rule, "api: {config: {enabled: 'false'}}") == path);
  CHECK(paths(rule, "api: {enabled: false}") == "");
  CHECK(paths(rule, "") == path);
}

TEST_CASE("a credential beside `api` is reported once, as standing in the wrong place") {
  const std::string text =
      "config:\n  files:\n    credentials.yaml: |\n      credentials:\n      - type: "
      "container-registry-pull\n";
  CHECK(paths("build-pull-credential-missing", text) == "");
  CHECK(said("config-outside-api", text) ==
        "1:1 config: config stands at the top level, where no chart reads it; it belongs at api.config\n");
  CHECK(paths("build-pull-credential-missing", "config: {files: {credentials.yaml: 'credentials: []'}}") !=
        "");
  for (const std::string_view empty : {"config:", "config: {}", "config: {files: {}}"}) {
    CAPTURE(empty);
    CHECK(paths("config-outside-api", std::string(empty)) == "config");
  }
  CHECK(paths("config-outside-api", "api: {config: {files: {}}}") == "");
}

TEST_CASE("what stands in the wrong place is written at the right one, if it is no secret") {
  const auto moved = [](std::string_view password) {
    const Source source{"values.yaml", fmt::format("config:\n  enabled: true\n  files:\n    a.yaml: |\n      "
                                                   "credentials:\n      - password: '{}'\n",
                                                   password)};
    return lint(source, rule_named("config-outside-api")).findings.front().yaml;
  };
  CHECK(moved("<docker hub token>") ==
        "api:\n  config:\n    enabled: true\n    files:\n      a.yaml: |\n        credentials:\n"
        "        - password: '<docker hub token>'\n");
  CHECK(moved("dckr_pat_1234") == "");
}

TEST_CASE("a credential for builds has a user name and a password as text") {
  const std::string_view rule = "build-pull-credential-incomplete";
  const auto credential = [&](std::string_view fields) {
    return said(rule, with_file("credentials.yaml",
                                fmt::format("credentials:\n- name: other\n  type: container-registry\n"
                                            "- name: hub\n  type: container-registry-pull\n{}",
                                            fields)));
  };
  const std::string_view head = "the container-registry-pull credential \"hub\" cannot work: ";
  const std::string_view path = "api.config.files[\"credentials.yaml\"].credentials[1]";
  CHECK(credential("  username: u\n  password: p") == "");
  CHECK(credential("  username: '1'\n  password: {{ .Values.token }}") == "");
  CHECK(credential("  username: ${USER}\n  password: ${TOKEN}") == "");
  CHECK(credential("  username: 12345\n  password: p") ==
        fmt::format("10:21 {}.username: {}username is a number without quotes\n", path, head));
  CHECK(credential("  username: u\n  password: ''") ==
        fmt::format("11:21 {}.password: {}password is empty\n", path, head));
  CHECK(credential("  username: u") == fmt::format("8:11 {}.password: {}password is missing\n", path, head));
  CHECK(credential("  username: yes\n  password: [x]") ==
        fmt::format("8:11 {}: {}username is a boolean without quotes and password is no text\n", path, head));
  CHECK(paths(rule, with_file("credentials.yml", "credentials:\n- type: container-registry-pull")) == "");
}

TEST_CASE("configuration files are text that holds YAML") {
  const std::string_view rule = "config-file-invalid";
  const auto file = [&](std::string_view entry) {
    const std::string found = said(rule, fmt::format("api:\n  config:\n    files:\n      {}\n", entry));
    return found;
  };
  for (const std::string_view fine :
       {"a.yaml: ''", "a.yaml: 'b: 1'", "a.yaml: \"# nothing\"", "credentials.yaml: null",
        "a.yaml: '${CONFIG}'", "a.yaml: \"b: {{ .Values.b }}\"", "a.yaml: \"{{ include \\\"x\\\" . }}\"",
        "a.yaml: 'ENC[AES256_GCM,x]'"}) {
    CAPTURE(fine);
    CHECK(file(fine) == "");
  }
  const std::string_view path = "api.config.files[\"a.yaml\"]";
  CHECK(file("a.yaml: {b: 1}") ==
        fmt::format(
            "4:7 {0}: {0} is a map, and the chart renders only text (a | behind the key makes it that)\n",
            path));
  CHECK(file("a.yaml: 3") ==
        fmt::format(
            "4:15 {0}: {0} is a number, and the chart renders only text (a | behind the key makes it that)\n",
            path));
  CHECK(file("a.yaml:") ==
        fmt::format(
            "4:7 {0}: {0} is null, and the chart renders only text (a | behind the key makes it that)\n",
            path));
  CHECK(file("a.yaml: '- b'") ==
        fmt::format("4:15 {0}: {0} holds a list, and the API reads a map of settings\n", path));
  CHECK(file("a.yml: 'b: 1'") ==
        "4:7 api.config.files[\"a.yml\"]: api.config.files[\"a.yml\"] is no file that the API reads: its "
        "name must end "
        "in .yaml\n");
  CHECK(said(rule, with_file("a.yaml", "b: 1\nc: [")).starts_with("6:12 "));
  CHECK(said(rule, with_file("a.yaml", "b: 1\nc: d: e\nf: 1")).starts_with("6:"));
  CHECK(said(rule, "api: {config: {files: text}}") ==
        "1:23 api.config.files: api.config.files is text, and must be a map from file names to text\n");
  CHECK(said(rule, "api: {config: {enabled: false, files: {a.yaml: 3}}}") == "");
}

// ---- secrets, placeholders, reminders

TEST_CASE("keys of the installation are not written in a file") {
  const std::string_view rule = "decryption-key-in-values";
  const auto key = [&](std::string_view value) {
    return said(rule, fmt::format("api:\n  secret:\n    secretDecryptionKey: {}\n", value));
  };
  for (const std::string_view fine : {"", "''", "null", "${KEY}", "ENC[AES256_GCM,data:x]", "'<the key>'"}) {
    CAPTURE(fine);
    CHECK(key(fine) == "");
  }
  CHECK(key("SazbwMf3NZxVVbBqQHebPcXCqrVn3DDp") ==
        "3:26 api.secret.secretDecryptionKey: api.secret.secretDecryptionKey is written in the values\n");
  CHECK(key("12345678901234567890123456789012") != "");
  CHECK(paths(rule, "api: {secret: {jwtKey: abc}}") == "api.secret.jwtKey");
  CHECK(paths(rule, "api: {enabled: false, secret: {jwtKey: abc}}") == "");
}

TEST_CASE("a placeholder is reported where it stands") {
  const std::string_view rule = "placeholder-left";
  CHECK(said(rule, "api:\n  baseHost: ci.mydomain.com\n") ==
        "2:13 api.baseHost: api.baseHost still holds the placeholder ci.mydomain.com\n");
  CHECK(said(rule, "web:\n  image: {credentials: {username: 'x <docker hub user> y ***'}}\n") ==
        "2:38 web.image.credentials.username: web.image.credentials.username still holds the placeholder "
        "<docker hub "
        "user> and 1 more\n");
  CHECK(said(rule, with_file("credentials.yaml",
                             "# <not a value>\ncredentials:\n- password: '<docker hub token>'")) ==
        "7:22 api.config.files[\"credentials.yaml\"].credentials[0].password: "
        "api.config.files[\"credentials.yaml\"].credentials[0].password still holds the placeholder <docker "
        "hub "
        "token>\n");
  CHECK(said(rule, "api: {config: {files: {a.yaml: \"b:\\n- \\\"c <d>\\\"\\n\"}}}")
            .starts_with("1:43 api.config.files"));
  CHECK(said(rule, "x: |\n  one\n  two {bucket name}\n").starts_with("3:7 x: x still holds"));
  CHECK(paths(rule, "hanging-job-cleaner: {secret: {clientSecret: '***'}}") == "");
  CHECK(paths(rule, "hanging-job-cleaner: {enabled: true, secret: {clientSecret: '***'}}") ==
        "hanging-job-cleaner.secret.clientSecret");
  CHECK(paths(rule, "x: &p '<p>'\na: *p\nb: *p\n") == "x");
  CHECK(paths(rule, "db-client: {x: &p '<p>'}\nweb: {z: *p}\n") == "web.z");
  CHECK(paths(rule, "a: ['(?P<name>x)', '(?<n>x)', '{{ .x }}', '${name}', plain]\n") == "");
  CHECK(paths(rule, "a: changeme\nb: changeme now\nc: [john_doe]\n") == "a c[0]");
}

TEST_CASE("part of a secret is not shown as a placeholder") {
  CHECK(said("placeholder-left", "a: {password: 'se<cr>et'}")
            .ends_with("still holds the placeholder (hidden)\n"));
  CHECK(said("placeholder-left", "extraSecrets: [{data: {a: \"b: 1\\nc: '<d e>'\\n\"}}]")
            .ends_with("still holds the placeholder <d e>\n"));
  CHECK(said("placeholder-left", "extraSecrets: [{data: {a: \"b: 1\\nc: x<d e>\\n\"}}]")
            .ends_with("still holds the placeholder (hidden)\n"));
  CHECK(said("placeholder-left", "a: {password: '<cr>'}").ends_with("still holds the placeholder <cr>\n"));
}

TEST_CASE("a backup is confirmed by a person, or by the database's own provisioning") {
  const std::string_view rule = "db-backup-unconfirmed";
  CHECK(paths(rule, "") == "db.init.provisioning");
  CHECK(paths(rule, "db: {enabled: false}") == "");
  const auto provisioning = [&](std::string_view text) {
    return paths(rule, fmt::format("db: {{init: {{provisioning: {{{}}}}}}}", text));
  };
  CHECK(provisioning("enabled: true, databases: [{name: a}, {name: b, backup: {into: x}}]") == "");
  CHECK(provisioning("databases: [{name: b, backup: {into: x}}]") == "db.init.provisioning");
  CHECK(provisioning("enabled: true, databases: [{name: b, backup: {}}]") == "db.init.provisioning");
  CHECK(provisioning("enabled: true, databases: \"${DATABASES}\"") == "");
  CHECK(paths("key-backup-unconfirmed", "") == "api.secret.secretDecryptionKey");
  CHECK(paths("key-backup-unconfirmed", "api: {enabled: false}") == "");
}

// ---- the checks for house rules

TEST_CASE("a place may lead on into a file of the API") {
  const std::string_view place =
      "{path: 'api.config.files[\"config.yaml\"].jobs.policy', with: {pattern: ^Always}}";
  const std::string path = R"(api.config.files["config.yaml"].jobs.policy)";
  const std::string head = "api:\n  config:\n    files:\n      config.yaml: |\n";
  const auto said = [&](std::string_view check, std::string_view at, const std::string& text) {
    return said_by_house_rule(check, at, head + text);
  };
  CHECK(said("value-matches", place, "        jobs:\n          policy: Always\n") == "");
  CHECK(said("value-matches", place, "        jobs:\n          policy: Never\n") ==
        "6:19 " + path + ": " + path + " is \"Never\"\n");
  CHECK(said("value-matches", place, "        jobs: {policy: [Always, Never]}\n") ==
        "5:33 " + path + "[1]: " + path + "[1] is \"Never\"\n");
  CHECK(said("value-matches", place, "        jobs:\n          policy: ${POLICY}\n") == "");
  CHECK(said("value-matches", place, "        jobs:\n          policy: {{ .Values.x }}\n") == "");
  CHECK(said_by_house_rule("value-matches", place,
                           R"(api: {config: {files: {config.yaml: "a: \x31\njobs: {policy: x}"}}})") ==
        "1:62 " + path + ": " + path + " is \"x\"\n");

  const std::string_view on = R"({path: 'api.config.files["config.yaml"].jobs.up'})";
  const std::string switched = R"(api.config.files["config.yaml"].jobs.up)";
  CHECK(said("switch-on", on, "        jobs: {up: no}\n") ==
        "5:20 " + switched + ": " + switched + " is false\n");
  CHECK(said("switch-off", on, "        jobs: {up: 1}\n") ==
        "5:20 " + switched + ": " + switched + " is 1\n");
  CHECK(said("key-absent", on, "        jobs: {up: 1}\n") ==
        "5:20 " + switched + ": " + switched + " is there\n");
  CHECK(said("number-at-least", R"({path: 'api.config.files["config.yaml"].jobs.up', with: {min: 2}})",
             "        jobs: {up: 1}\n") == "5:20 " + switched + ": " + switched + " is 1\n");
  // What is missing belongs at the nearest key; but not where it may be there unseen.
  const std::string missing = ": " + switched + " is not set\n";
  CHECK(said("key-present", on, "        jobs: {off: 1}\n") == "5:9 " + switched + missing);
  CHECK(said("key-present", on, "        log: 1\n") == "4:7 " + switched + missing);
  CHECK(said("key-present", on, "\n") == "4:7 " + switched + missing);
  CHECK(said_by_house_rule("key-present", on, "api: {}\n") == "1:1 " + switched + missing);
  CHECK(said("key-present", on, "        jobs: {up: 1}\n") == "");
  CHECK(said("key-present", on, "        {{ include \"x\" . }}\n        log: 1\n") == "");
  CHECK(said("key-present", on, "        jobs: ${JOBS}\n") == "");
  CHECK(said("key-present", on, "        jobs: [\n") == "");
  // `when` and `unless` see it, too.
  CHECK(said("switch-on", R"({path: web.enabled, when: 'api.config.files["config.yaml"].a'})",
             "        a: 1\nweb: {enabled: false}\n") == "6:16 web.enabled: web.enabled is false\n");
  CHECK(said("switch-on", R"({path: web.enabled, unless: 'api.config.files["config.yaml"].a'})",
             "        a: 1\nweb: {enabled: false}\n") == "");
  CHECK(said("switch-on", R"({path: web.enabled, unless: 'api.config.files["config.yaml"].a'})",
             "        a: [\nweb: {enabled: false}\n") == "");
  // A secret is not shown.
  CHECK(said("value-matches", R"({path: 'api.config.files["config.yaml"].db.password', with: {pattern: ^x}})",
             "        db: {password: hunter22}\n") ==
        R"(5:24 api.config.files["config.yaml"].db.password: )"
        R"(api.config.files["config.yaml"].db.password is (hidden))"
        "\n");
  CHECK(said("value-matches", R"({path: 'api.config.files["config.yaml"].url', with: {pattern: ^x}})",
             "        db: {password: hunter22}\n        url: http://hunter22@host\n") ==
        R"(6:14 api.config.files["config.yaml"].url: )"
        R"(api.config.files["config.yaml"].url is "http://********@host")"
        "\n");
}

TEST_CASE("checks for house rules know nothing of the chart") {
  CHECK(said_by_house_rule("number-at-least", "{path: a, with: {min: 2}}", "a: 1") == "1:4 a: a is 1\n");
  CHECK(said_by_house_rule("number-at-least", "{path: a, with: {min: 2}}", "b: 1") ==
        "1:1 a: a is not set\n");
  CHECK(said_by_house_rule("number-at-least", "{path: a, with: {min: 2, empty: 2}}", "b: 1") == "");
  CHECK(said_by_house_rule("switch-off", "{path: a}", "a: 'false'") == "1:4 a: a is \"false\"\n");
  CHECK(said_by_house_rule("switch-off", "{path: a}", "a: no") == "");
  CHECK(said_by_house_rule("key-present", "{path: a.b}", "a: {}") == "1:1 a.b: a.b is not set\n");
  CHECK(said_by_house_rule("key-present", "{path: a.b}", "a: {b: []}") == "1:5 a.b: a.b is an empty list\n");
  CHECK(said_by_house_rule("key-present", "{path: a.b}", "a: {b: false}") == "");
  CHECK(said_by_house_rule("key-absent", "{path: a}", "a: 0") == "1:4 a: a is there\n");
  CHECK(said_by_house_rule("key-absent", "{path: a}", "a: {}") == "");
  CHECK(said_by_house_rule("reminder", "{path: a}", "a: 1") == "1:4 a: a is there\n");
}

TEST_CASE("values are matched by regular expressions") {
  const std::string_view place = "{path: a, with: {pattern: '^v[0-9]+$'}}";
  CHECK(said_by_house_rule("value-matches", place, "a: v1") == "");
  CHECK(said_by_house_rule("value-matches", place, "a: latest") == "1:4 a: a is \"latest\"\n");
  CHECK(said_by_house_rule("value-matches", place, "a: 1.50") == "1:4 a: a is 1.5\n");
  CHECK(said_by_house_rule("value-matches", place, "a: ${TAG}") == "");
  CHECK(said_by_house_rule("value-matches", place, "b: x") == "");
  CHECK(said_by_house_rule("value-matches", place, "a: [v1, x, {b: 1}]") == "1:9 a[1]: a[1] is \"x\"\n");
  const std::string_view unwanted = "{path: a, with: {pattern: latest, not: true}}";
  CHECK(said_by_house_rule("value-matches", unwanted, "a: latest-1") == "1:4 a: a is \"latest-1\"\n");
  CHECK(said_by_house_rule("value-matches", unwanted, "a: v1") == "");
  CHECK(said_by_house_rule("value-matches", "{path: a.password, with: {pattern: '^x'}}",
                           "a: {password: geheim}") == "1:15 a.password: a.password is (hidden)\n");
}

TEST_CASE("every built-in rule says what its own examples promise") {
  for (const Rule& rule : builtin_tables().rules) {
    CAPTURE(rule.id);
    const Source bad{"bad.yaml", std::string(rule.bad_example)};
    const Source good{"good.yaml", std::string(rule.good_example)};
    CHECK_FALSE(lint(bad, rule).findings.empty());
    CHECK(show(good, lint(good, rule).findings) == "");
  }
}

}  // namespace
}  // namespace estafette_lint
