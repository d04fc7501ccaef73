// The built-in rules on small values files: how images are pulled, and with which secrets.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "tests/said.h"

namespace estafette_lint {

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

}  // namespace estafette_lint
