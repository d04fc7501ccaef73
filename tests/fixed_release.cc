#include "tests/fixed_release.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/selection.h"

namespace estafette_lint {
namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

FixedRelease::FixedRelease(const FixCase& test) {
  const SelectedRules selected = select_rules(builtin_tables().rules, {.select = split(test.rules)});
  REQUIRE(selected.unknown.empty());
  std::vector<const Source*> files;
  for (const std::string& text : test.files) {
    sources.push_back({fmt::format("{}.yaml", files.size()), text});
    files.push_back(&sources.back());
  }
  std::vector<const SetArgument*> arguments;
  for (const std::string& text : test.sets) {
    sources.push_back({text, text});
    Result<SetArgument> argument = parse_set_argument(SetKind::kTyped, sources.back(), {});
    REQUIRE(argument);
    parsed.push_back(std::move(argument).value());
    arguments.push_back(&parsed.back());
  }
  LintOptions options{.rules = selected.rules};
  if (test.fix_in >= 0) options.fix_in = files[static_cast<std::size_t>(test.fix_in)];
  outcome = fix_release({.files = files, .arguments = arguments}, builtin_tables().chart, options,
                        {.unsafe = test.unsafe, .locked = {}});
  std::map<const Source*, std::string> changed;
  for (const FixedText& text : outcome.texts) changed[text.source] = text.text;
  for (const Source* file : files) texts.push_back(changed.contains(file) ? changed[file] : file->text);
  for (const FixReport& report : outcome.withheld) withheld.push_back(report.path + ": " + report.reason);
}

std::string join_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n---\n";
  return text;
}

void check_fixes(std::span<const FixCase> cases) {
  for (const FixCase& test : cases) {
    CAPTURE(test.label);
    const FixedRelease fixed(test);
    CHECK(join_lines(fixed.texts) == join_lines(test.expected));
    CHECK(join_lines(fixed.withheld) == join_lines(test.withheld));
    CHECK(fixed.outcome.left.failures.empty());
    // Fixing again changes nothing.
    FixCase again = test;
    again.files = fixed.texts;
    CHECK(FixedRelease(again).outcome.texts.empty());
  }
}

}  // namespace estafette_lint
