#include "tests/said.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "lint/cli/builtin_tables.h"
#include "lint/rules/rule_loader.h"
#include "lint/text/line_index.h"

namespace estafette_lint {

FileResult lint_rule(const Source& source, const Rule& rule, std::string_view release_name) {
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

std::string show_findings(const Source& source, const std::vector<Finding>& findings) {
  const LineIndex lines(source.text);
  std::string text;
  for (const Finding& finding : findings) {
    const Position at = lines.position(finding.span.begin);
    text += fmt::format("{}:{} {}: {}\n", at.line, at.column, finding.path, finding.message);
  }
  return text;
}

std::string said(std::string_view rule, std::string text, std::string_view release_name) {
  const Source source{"values.yaml", std::move(text)};
  return show_findings(source, lint_rule(source, rule_named(rule), release_name).findings);
}

std::string paths(std::string_view rule, std::string text, std::string_view component,
                  std::string_view release_name) {
  const Source source{"values.yaml", std::move(text)};
  std::string result;
  for (const Finding& finding : lint_rule(source, rule_named(rule), release_name).findings) {
    if (!component.empty() && finding.component != component) continue;
    result += result.empty() ? finding.path : " " + finding.path;
  }
  return result;
}

std::string said_of(std::string_view component, std::string_view rule, std::string text) {
  const Source source{"values.yaml", std::move(text)};
  std::vector<Finding> findings = lint_rule(source, rule_named(rule)).findings;
  std::erase_if(findings, [component](const Finding& finding) { return finding.component != component; });
  return show_findings(source, findings);
}

std::string wanted(std::string_view component, std::string_view rule, std::string text) {
  const Source source{"values.yaml", std::move(text)};
  for (const Finding& finding : lint_rule(source, rule_named(rule)).findings) {
    if (finding.component == component) return finding.yaml;
  }
  return "nothing said";
}

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
  return show_findings(source, lint_rule(source, loaded.library.rules().front()).findings);
}

}  // namespace estafette_lint
