#include "tests/linted.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <optional>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/lint.h"
#include "lint/engine/selection.h"
#include "lint/rules/chart_releases.h"

namespace estafette_lint {

FileResult lint_text(const Source& source, std::initializer_list<std::string_view> rules,
                     std::string_view release) {
  Selection selection;
  for (const std::string_view rule : rules) selection.select.emplace_back(rule);
  const SelectedRules selected = select_rules(builtin_tables().rules, selection);
  REQUIRE(selected.unknown.empty());
  FileResult result;
  with_chart(release, [&](const ChartModel& chart) {
    result = lint_source(source, chart, {.rules = selected.rules});
  });
  return result;
}

void with_chart(std::string_view version, const std::function<void(const ChartModel&)>& use) {
  if (version.empty()) return use(builtin_tables().chart);
  const ChartHistory& history = *builtin_tables().history;
  const std::optional<ReleaseIndex> index = find_release(history.keys.releases, version);
  REQUIRE_MESSAGE(index, std::string(version));
  use(ReleaseModel(history, *index).chart());
}

std::vector<std::string> rules_and_paths(const FileResult& result) {
  std::vector<std::string> lines;
  for (const Finding& finding : result.findings) {
    lines.push_back(fmt::format("{} {}", finding.rule->id, finding.path));
  }
  return lines;
}

std::vector<std::string> messages(const FileResult& result) {
  std::vector<std::string> texts;
  for (const Finding& finding : result.findings) texts.push_back(finding.message);
  return texts;
}

}  // namespace estafette_lint
