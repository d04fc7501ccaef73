#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "lint/report/json.h"
#include "lint/report/rule_docs.h"

namespace estafette_lint {
namespace {

constexpr Rule kRule = {.id = "some-rule",
                        .topic = "some-topic",
                        .severity = Severity::kError,
                        .profiles = 3,
                        .summary = "A | fault",
                        .why = "it breaks",
                        .source = "the guide",
                        .url = {},
                        .check = "some-check",
                        .message = "{path} is {value}",
                        .help = "mend it",
                        .bad_example = "a: 1\n",
                        .good_example = "a:\n  b: 2\n",
                        .places = {}};

Finding finding_in(const Source& source, Span span) {
  Finding finding;
  finding.rule = &kRule;
  finding.severity = kRule.severity;
  finding.message = "a fault";
  finding.path = "a.b";
  finding.file = source.name;
  finding.source = &source;
  finding.span = span;
  finding.fingerprint = "0123456789abcdef";
  return finding;
}

TEST_CASE("the object has every field, in its order") {
  const Source source{"values.yaml", "a: 1\nb: \"é\"\n"};
  std::vector<FileResult> results(2);
  results[0].sources = {{&source, Origin::kFile, {}}};
  results[0].findings = {finding_in(source, {8, 12}), finding_in(source, {0, 1})};
  Finding& full = results[0].findings[0];
  full.component = "api";
  full.help = "mend it";
  full.yaml = "a:\n  b: 2\n";
  full.related = {{.message = "here", .file = "values.yaml", .span = {3, 4}, .source = &source}};
  results[0].findings[1].origin = Origin::kDefault;
  results[0].findings[1].severity = Severity::kInfo;
  results[1].failures = {{.file = "x.yaml", .line = 2, .column = 3, .message = "bad", .hint = "a hint"}};

  CHECK(render_json(results, "1.2.3") == R"({
  "version": 1,
  "tool": {
    "name": "estafette-lint",
    "version": "1.2.3"
  },
  "summary": {
    "files": 2,
    "errors": 1,
    "warnings": 0,
    "infos": 1,
    "suppressed": 0,
    "fixable": 0
  },
  "findings": [
    {
      "rule": "some-rule",
      "topic": "some-topic",
      "severity": "error",
      "message": "a fault",
      "path": "a.b",
      "component": "api",
      "origin": "file",
      "location": {
        "file": "values.yaml",
        "line": 2,
        "column": 4,
        "endLine": 2,
        "endColumn": 7
      },
      "related": [
        {
          "message": "here",
          "location": {
            "file": "values.yaml",
            "line": 1,
            "column": 4,
            "endLine": 1,
            "endColumn": 5
          }
        }
      ],
      "why": "it breaks",
      "help": "mend it",
      "yaml": "a:\n  b: 2\n",
      "url": null,
      "fingerprint": "0123456789abcdef",
      "fix": null
    },
    {
      "rule": "some-rule",
      "topic": "some-topic",
      "severity": "info",
      "message": "a fault",
      "path": "a.b",
      "component": null,
      "origin": "default",
      "location": {
        "file": "values.yaml",
        "line": 1,
        "column": 1,
        "endLine": 1,
        "endColumn": 2
      },
      "related": [],
      "why": "it breaks",
      "help": null,
      "yaml": null,
      "url": null,
      "fingerprint": "0123456789abcdef",
      "fix": null
    }
  ],
  "failures": [
    {
      "file": "x.yaml",
      "line": 2,
      "column": 3,
      "message": "bad"
    }
  ]
}
)");
}

TEST_CASE("nothing found is a complete object too") {
  const auto report = nlohmann::json::parse(render_json({}, "1"));
  CHECK(report["findings"].empty());
  CHECK(report["failures"].is_array());
  CHECK(report["summary"]["files"] == 0);
}

TEST_CASE("an argument is its own text, of one line") {
  const Source argument{"--set", "é.b=1"};
  std::vector<FileResult> results(1);
  results[0].sources = {{&argument, Origin::kSet, {}}};
  results[0].findings = {finding_in(argument, {5, 6})};
  results[0].findings[0].origin = Origin::kSet;
  results[0].findings[0].file = "é.b=1";
  const auto report = nlohmann::json::parse(render_json(results, "1"));
  CHECK(report["findings"][0]["origin"] == "set");
  CHECK(report["findings"][0]["location"] ==
        nlohmann::json{{"file", "é.b=1"}, {"line", 1}, {"column", 5}, {"endLine", 1}, {"endColumn", 6}});
}

TEST_CASE("any bytes come out as ASCII that parses") {
  const Source source{"\xFF\xFE\n.yaml", "a: 1\n"};
  std::vector<FileResult> results(1);
  results[0].sources = {{&source, Origin::kFile, {}}};
  results[0].findings = {finding_in(source, {0, 1})};
  results[0].findings[0].message = "\x1b[31m \u202E \x80 \"";
  const std::string text = render_json(results, "1");
  CHECK(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  const auto report = nlohmann::json::parse(text);
  CHECK(report["findings"][0]["message"] == "\x1b[31m \u202E \uFFFD \"");
  CHECK(report["findings"][0]["location"]["file"] == "\uFFFD\uFFFD\n.yaml");
}

TEST_CASE("the rules themselves") {
  CHECK(list_rules_json({&kRule, 1}) == R"({
  "version": 1,
  "rules": [
    {
      "id": "some-rule",
      "topic": "some-topic",
      "severity": "error",
      "profiles": [
        "guide",
        "production"
      ],
      "summary": "A | fault",
      "why": "it breaks",
      "source": "the guide",
      "url": null,
      "check": "some-check"
    }
  ]
}
)");
  CHECK(list_rules_text({&kRule, 1}) == "some-rule  error    some-topic  A | fault\n");
  CHECK(list_rules_markdown({&kRule, 1}) ==
        "| rule | severity | profiles | summary |\n|---|---|---|---|\n"
        "| `some-rule` | error | guide, production | A \\| fault |\n");
  CHECK(explain_rule(kRule) == R"(some-rule: A | fault

  severity  error
  topic     some-topic
  profiles  guide, production
  source    the guide

Why:
  it breaks

What to do:
  mend it

Bad:
  a: 1

Good:
  a:
    b: 2
)");
}

}  // namespace
}  // namespace estafette_lint
