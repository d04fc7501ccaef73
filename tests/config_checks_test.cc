// The built-in rules on small values files: configuration files, secrets, placeholders and reminders.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "tests/said.h"

namespace estafette_lint {

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
    return lint_rule(source, rule_named("config-outside-api")).findings.front().yaml;
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

}  // namespace estafette_lint
