// What the rules say of fixes, and what their fixes make of the fixtures, byte by byte.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/fixer.h"
#include "tests/fixture_runner.h"
#include "tests/linted.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

/// Whether a program may mend what the rule finds, in one of its places at least.
bool has_fix(const Rule& rule) {
  return std::any_of(rule.places.begin(), rule.places.end(),
                     [](const Place& place) { return place.fix.safety != FixSafety::kManual; });
}

FixOutcome fix(const Fixture& fixture, const Rule& rule) {
  const Rule* const rules[] = {&rule};
  const Source* const files[] = {&fixture.source};
  FixOutcome outcome;
  with_chart(fixture.chart_version, [&](const ChartModel& chart) {
    outcome =
        fix_release({.files = files, .arguments = {}}, chart,
                    {.rules = rules, .release_name = fixture.release_name}, {.unsafe = true, .locked = {}});
  });
  return outcome;
}

const Fixture* find(const std::vector<Fixture>& fixtures, std::string_view label) {
  const auto found = std::find_if(fixtures.begin(), fixtures.end(),
                                  [label](const Fixture& fixture) { return fixture.label == label; });
  return found == fixtures.end() ? nullptr : &*found;
}

/// `api: {deployment: {replicaCount: VALUE}}`, for any path of keys.
std::string flow_of(KeyPath path, std::string_view value) {
  std::string text(value);
  for (auto key = path.rbegin(); key != path.rend(); ++key) {
    text =
        key + 1 == path.rend() ? fmt::format("{}: {}\n", *key, text) : fmt::format("{{{}: {}}}", *key, text);
  }
  return text;
}

/// A value that the check objects to.
std::string_view bad_value(std::string_view check) {
  if (check == "key-misplaced") return "{a: 1}";
  if (check == "number-at-least") return "1";
  if (check == "component-off") return "true";
  if (check == "resources-present") return "{}";
  if (check == "pull-secret-created") return "[{name: other.registry}]";
  return "false";
}

}  // namespace

TEST_CASE("every place of every rule says whether a program may mend it, and at what cost") {
  for (const Rule& rule : builtin_tables().rules) {
    CAPTURE(rule.id);
    for (const Place& place : rule.places) {
      CHECK(place.fix.declared);
      if (place.fix.safety == FixSafety::kManual) CHECK(place.fix.impacts == 0);
      for (const FixHold& hold : place.fix.holds) CHECK(!hold.because.empty());
    }
  }
}

TEST_CASE("a declared fix exists: each place that has a path gets one, or the reason why not") {
  for (const Rule& rule : builtin_tables().rules) {
    for (const Place& place : rule.places) {
      if (place.fix.safety == FixSafety::kManual || place.path.empty()) continue;
      // The place by itself: its conditions are another test's.
      Place alone = place;
      alone.when = {};
      alone.unless = {};
      Rule rule_alone = rule;
      rule_alone.places = std::span(&alone, 1);
      const Rule* const rules[] = {&rule_alone};
      const Source source{"values.yaml", flow_of(place.path, bad_value(rule.check))};
      const FileResult result = lint_source(source, builtin_tables().chart, {.rules = rules});
      CAPTURE(rule.id);
      CAPTURE(source.text);
      REQUIRE(result.findings.size() == 1);
      const std::optional<Fix>& found = result.findings.front().fix;
      REQUIRE(found);
      CHECK((!found->changes.empty() || !found->hold.empty()));
      CHECK(!found->title.empty());
    }
  }
}

TEST_CASE("each rule with a fix makes of its fixture what fixed.yaml says") {
  for (const Rule& rule : builtin_tables().rules) {
    const std::string id(rule.id);
    CAPTURE(id);
    const std::vector<Fixture> fixtures = read_fixtures(id);
    const Fixture* const fixed = find(fixtures, id + "/fixed");
    if (!has_fix(rule)) {
      CHECK(fixed == nullptr);
      continue;
    }
    REQUIRE(fixed != nullptr);
    const Fixture* before = find(fixtures, id + "/fixable");
    if (before == nullptr) before = find(fixtures, id + "/bad");
    REQUIRE(before != nullptr);
    const FixOutcome outcome = fix(*before, rule);
    REQUIRE(outcome.texts.size() == 1);
    CHECK(outcome.texts.front().text == fixed->source.text);
    CHECK(!outcome.fixed.empty());
    // Fixing once more changes nothing.
    CHECK(fix(*fixed, rule).texts.empty());
  }
}

}  // namespace estafette_lint
