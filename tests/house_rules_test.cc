// The checks that house rules can use, on small values files; and what all built-in rules promise.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lint/cli/builtin_tables.h"
#include "tests/said.h"

namespace estafette_lint {

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
    CHECK_FALSE(lint_rule(bad, rule).findings.empty());
    CHECK(show_findings(good, lint_rule(good, rule).findings) == "");
  }
}

}  // namespace estafette_lint
