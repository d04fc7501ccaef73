// Rule files: what a good one becomes, and what is said, and where, about each way to get one wrong.
#include "lint/rules/rule_loader.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/chart_model.h"
#include "lint/text/source.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kFile = "rules/availability/too-few.yaml";

constexpr std::string_view kGoodRule =
    R"(id: too-few
severity: error
profiles: [production, strict]
summary: Too few replicas
why: one node less, and nothing runs
source: the house's policy
url: https://example.org/policy
check: number-at-least
places:
- {path: api.deployment.replicaCount, component: api, unless: api.autoscaling.enabled, with: {min: 3}}
- path: 'db.statefulset["replicas"]'
  when: db.enabled
  with: {min: 1.5, integer-cast: true}
  message: "{path} is {value}"
  help: ask {component}
message: "{path} is {value}; at least {min}, not {so few} or {}"
help: |
  one
  two
examples: {bad: "a: 1", good: "a: 3"}
)";

std::string show(const std::vector<RuleFileError>& errors) {
  std::string text;
  for (const RuleFileError& error : errors) {
    text += fmt::format("{}:{}: {} [{}]\n", error.line, error.column, error.message, error.hint);
  }
  return text;
}

/// The good rule with a part replaced. REQUIRES: it has the part.
std::string edited(std::string_view from, std::string_view to) {
  std::string text(kGoodRule);
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

LoadedRules load(std::string text, std::string name = std::string(kFile), const ChartModel* chart = nullptr) {
  const std::vector<Source> files = {{std::move(name), std::move(text)}};
  return load_rules(files, {}, chart, "rules");
}

std::vector<std::string> strings(KeyPath path) { return {path.begin(), path.end()}; }

}  // namespace

TEST_CASE("a good rule is read whole") {
  const LoadedRules loaded = load(std::string(kGoodRule));
  CHECK(show(loaded.errors) == "");
  REQUIRE(loaded.library.rules().size() == 1);
  const Rule& rule = loaded.library.rules().front();
  CHECK(rule.id == "too-few");
  CHECK(rule.topic == "availability");
  CHECK(rule.severity == Severity::kError);
  CHECK_FALSE(rule.in(Profile::kGuide));
  CHECK(rule.in(Profile::kProduction));
  CHECK(rule.in(Profile::kStrict));
  CHECK(rule.summary == "Too few replicas");
  CHECK(rule.why == "one node less, and nothing runs");
  CHECK(rule.source == "the house's policy");
  CHECK(rule.url == "https://example.org/policy");
  CHECK(rule.check == "number-at-least");
  CHECK(rule.message == "{path} is {value}; at least {min}, not {so few} or {}");
  CHECK(rule.help == "one\ntwo\n");
  CHECK(rule.bad_example == "a: 1");
  CHECK(rule.good_example == "a: 3");

  REQUIRE(rule.places.size() == 2);
  const Place& first = rule.places[0];
  CHECK(strings(first.path) == std::vector<std::string>{"api", "deployment", "replicaCount"});
  CHECK(first.component == "api");
  CHECK(first.when.empty());
  CHECK(strings(first.unless) == std::vector<std::string>{"api", "autoscaling", "enabled"});
  REQUIRE(first.with.size() == 1);
  CHECK(first.with[0].name == "min");
  CHECK(first.with[0].number == 3);
  CHECK(first.line == 10);

  const Place& second = rule.places[1];
  CHECK(strings(second.path) == std::vector<std::string>{"db", "statefulset", "replicas"});
  CHECK(second.component.empty());
  CHECK(strings(second.when) == std::vector<std::string>{"db", "enabled"});
  REQUIRE(second.with.size() == 2);
  CHECK(second.with[0].number == 1.5);
  CHECK(second.with[1].name == "integer-cast");
  CHECK(second.with[1].boolean);
  CHECK(second.message == "{path} is {value}");
  CHECK(second.help == "ask {component}");
  CHECK(second.line == 11);
}

TEST_CASE("the library keeps its texts when it is moved") {
  LoadedRules loaded = load(std::string(kGoodRule));
  const LoadedRules moved = std::move(loaded);
  CHECK(moved.library.rules().front().places[1].help == "ask {component}");
}

TEST_CASE("a check that needs no path needs no places") {
  const LoadedRules loaded = load(
      "id: too-few\nseverity: info\nprofiles: [strict]\nsummary: s\nwhy: w\nsource: s\n"
      "check: placeholders-filled\nmessage: '{placeholder}'\nexamples: {bad: b, good: g}\n");
  CHECK(show(loaded.errors) == "");
  REQUIRE(loaded.library.rules().size() == 1);
  CHECK(loaded.library.rules().front().places.size() == 1);
}

TEST_CASE("every fault is said with its place and a way out") {
  struct Case {
    std::string_view from;
    std::string_view to;
    std::string_view errors;
  };
  const Case cases[] = {
      // Fields
      {"severity: error", "sevrity: error",
       "1:1: field 'severity' is missing [error, warning or info]\n"
       "2:1: unknown field 'sevrity' [did you mean 'severity'?]\n"},
      {"url: https", "homepage: https",
       "7:1: unknown field 'homepage' [the fields are: id, topic, severity, profiles, summary, why, source, "
       "url, "
       "check, places, message, help, examples, yields_to, fix]\n"},
      {"url:", "why:", "7:1: field 'why' is given twice [it stands in line 5 too]\n"},
      {"why: one node less, and nothing runs\n", "",
       "1:1: field 'why' is missing [what goes wrong otherwise, in one line]\n"},
      {"Too few replicas", "12", "4:10: 'summary' must be text, not a number [put it in quotes]\n"},
      {"Too few replicas", "[a]", "4:10: 'summary' must be text, not a list []\n"},
      {" Too few replicas", "", "4:1: 'summary' must be text, not nothing []\n"},
      {"Too few replicas", "''", "4:10: 'summary' is empty [the fault, in a few words]\n"},
      {"Too few replicas", "|\n  a\n  b",
       "4:10: 'summary' must be one line ['>-' folds several lines into one]\n"},
      // Names
      {"id: too-few", "id: tooFew",
       "1:5: the id 'tooFew' is not in kebab-case [lower-case words with hyphens, such as "
       "replicas-below-ha]\n"},
      {"id: too-few", "id: too--few",
       "1:5: the id 'too--few' is not in kebab-case [lower-case words with hyphens, such as "
       "replicas-below-ha]\n"},
      {"id: too-few", "id: too-many",
       "1:5: the id 'too-many' is not the file's name 'too-few' [name the file too-many.yaml]\n"},
      {"id: too-few\n", "", "1:1: field 'id' is missing [id: too-few]\n"},
      {"url:", "topic: security\nurl:",
       "7:8: the topic 'security' is not the folder's name 'availability' [leave 'topic' out: the folder "
       "says it]\n"},
      {"url:", "topic: A B\nurl:",
       "7:8: the topic 'A B' is not in kebab-case [lower-case words with hyphens, such as "
       "high-availability]\n"},
      {"severity: error", "severity: eror", "2:11: unknown severity 'eror' [did you mean 'error'?]\n"},
      {"severity: error", "severity: fatal",
       "2:11: unknown severity 'fatal' [the severities are: error, warning, info]\n"},
      {"[production, strict]", "[prodution, 3]",
       "3:12: unknown profile 'prodution' [did you mean 'production'?]\n"
       "3:23: a profile is a name, not a number []\n"},
      {"[production, strict]", "production", "3:11: 'profiles' must be a list, not text []\n"},
      {"[production, strict]", "[]", "3:11: 'profiles' is empty [name one at least: strict has all rules]\n"},
      // Checks and parameters
      {"number-at-least", "number-at-lest",
       "8:8: unknown check 'number-at-lest' [did you mean 'number-at-least'?]\n"},
      {"with: {min: 3}", "with: {mni: 3}",
       "10:94: parameter 'min' of check 'number-at-least' is missing []\n"
       "10:95: unknown parameter 'mni' of check 'number-at-least' [did you mean 'min'?]\n"},
      {", with: {min: 3}", "",
       "10:3: parameter 'min' of check 'number-at-least' is missing [with: {min: …}]\n"},
      {"with: {min: 3}", "with: 3", "10:94: 'with' must be a map, not a number []\n"},
      {"min: 3", "min: '3'", "10:100: 'min' must be a number, not text [write it without quotes]\n"},
      {"min: 3", "min: ", "10:95: 'min' must be a number, not nothing []\n"},
      {"integer-cast: true", "integer-cast: 1",
       "13:34: 'integer-cast' must be a switch (true or false), not a number []\n"},
      // Fixes
      {"url:", "fix: {safety: save}\nurl:", "7:15: unknown safety 'save' [did you mean 'safe'?]\n"},
      {"url:", "fix: safe\nurl:", "7:6: 'fix' must be a map, not text []\n"},
      {"url:", "fix: {impact: []}\nurl:",
       "7:6: field 'safety' of 'fix' is missing [safe, unsafe or manual]\n"},
      {"url:", "fix: {safety: safe, impact: [more pod]}\nurl:",
       "7:30: unknown impact 'more pod' [did you mean 'more pods'?]\n"},
      {"url:", "fix: {safety: safe, hold: [{because: it is late}]}\nurl:",
       "7:28: a hold that always holds [write safety: manual instead]\n"},
      {"url:", "fix: {safety: safe, hold: [{when: db.enabled}]}\nurl:",
       "7:28: field 'because' of 'hold' is missing [why a person has to do it]\n"},
      {"url:", "fix: {safety: safe, hold: [db.enabled]}\nurl:",
       "7:28: a hold is a map [{when: a.switch, because: the reason}]\n"},
      // Places
      {"path: api.deployment.replicaCount, ", "", "10:3: field 'path' of a place is missing []\n"},
      {"api.deployment.replicaCount", "api..replicaCount",
       "10:14: 'path' is no path: a key with this character is written [\"…\"] []\n"},
      {"'db.statefulset[\"replicas\"]'", "db.env[0].name",
       "11:9: 'path' leads into a list [a path names keys only: a check looks at the items of a list "
       "itself]\n"},
      {"when: db.enabled", "when: [db.enabled]", "12:9: 'when' must be text, not a list []\n"},
      {"unless: ", "unles: ", "10:55: unknown field 'unles' of a place [did you mean 'unless'?]\n"},
      {"places:\n- {", "places:\n- api\n- {",
       "10:3: a place is a map, not text [such as {path: api.deployment.replicaCount, component: api}]\n"},
      // Slots
      {"at least {min}", "at least {mim}",
       "16:39: check 'number-at-least' gives no fact 'mim' [did you mean 'min'?]\n"},
      {"help: ask {component}", "help: ask {boss}",
       "15:13: check 'number-at-least' gives no fact 'boss' [the facts are: path, component, value, min]\n"},
      {"  two", "  {two}",
       "17:7: check 'number-at-least' gives no fact 'two' [the facts are: path, component, value, min]\n"},
      {"at least {min}", "at least {min", "16:39: the slot '{min' is not closed [write {min}]\n"},
      // Examples
      {", good: \"a: 3\"", "", "20:11: field 'good' of 'examples' is missing [the same without the fault]\n"},
      {"good:", "goood:",
       "20:11: field 'good' of 'examples' is missing [the same without the fault]\n"
       "20:25: unknown field 'goood' of 'examples' [did you mean 'good'?]\n"},
      // Files
      {"examples:", "---\nexamples:",
       "21:1: what stands from here on is not read [one file holds one document]\n"},
  };
  for (const Case& item : cases) {
    CAPTURE(item.from);
    CAPTURE(item.to);
    const LoadedRules loaded = load(edited(item.from, item.to));
    CHECK(show(loaded.errors) == item.errors);
    CHECK(loaded.library.rules().empty());
  }
}

TEST_CASE("files that hold no rule") {
  CHECK(show(load("").errors) == "1:1: the file is empty []\n");
  CHECK(show(load("# nothing\n").errors) == "1:1: the file is empty []\n");
  CHECK(load("- a\n").errors.size() == 1);
  const LoadedRules broken = load(edited("examples: {", "examples: ["));
  REQUIRE(broken.errors.size() == 1);
  CHECK(broken.errors.front().file == kFile);
  CHECK(broken.errors.front().line == 20);
  CHECK(broken.errors.front().column == 37);
}

TEST_CASE("places are needed by a check that needs a path") {
  std::string text(kGoodRule);
  const std::size_t places = text.find("places:");
  text.erase(places, text.find("message: \"{path} is {value}; ") - places);
  CHECK(show(load(text).errors) ==
        "1:1: field 'places' is missing [check 'number-at-least' needs a path to look at]\n");
  text.insert(places, "places: []\n");
  CHECK(show(load(text).errors) == "9:9: 'places' is empty []\n");
}

TEST_CASE("a place in the text of a file is for the checks that look there") {
  const auto load_with = [](std::string_view check, std::string_view path) {
    return show(load(fmt::format("id: too-few\nseverity: error\nprofiles: [production]\nsummary: s\nwhy: w\n"
                                 "source: s\ncheck: {}\nplaces:\n- path: {}\nmessage: m\n"
                                 "examples: {{bad: a, good: b}}\n",
                                 check, path))
                    .errors);
  };
  const std::string_view file = R"(api.config.files["config.yaml"])";
  const std::string_view within = R"(api.config.files["config.yaml"].jobs.namespace)";
  CHECK(load_with("key-present", within) == "");
  CHECK(load_with("component-off", file) == "");
  CHECK(
      load_with("component-off", within) ==
      "9:9: check 'component-off' does not look into the text of a file [value-matches, key-present and the "
      "other checks of one value do]\n");
}

TEST_CASE("a regular expression is compiled") {
  const auto rule = [](std::string_view pattern) {
    return fmt::format(
        "id: too-few\nseverity: info\nprofiles: [strict]\nsummary: s\nwhy: w\nsource: s\ncheck: "
        "value-matches\n"
        "places:\n- {{path: a, with: {{pattern: '{}'}}}}\nmessage: m\nexamples: {{bad: b, good: g}}\n",
        pattern);
  };
  const LoadedRules good = load(rule("^a+$"));
  CHECK(show(good.errors) == "");
  CHECK(good.library.rules().front().places.front().with.front().text == "^a+$");
  CHECK(show(load(rule("a(b")).errors) ==
        "9:29: 'pattern' is no regular expression: missing ): a(b "
        "[the syntax is RE2's, which has no lookahead, lookbehind or backreference]\n");
  CHECK(show(load(rule("(?!a)")).errors) ==
        "9:29: 'pattern' is no regular expression: invalid perl operator: (?! "
        "[the syntax is RE2's, which has no lookahead, lookbehind or backreference]\n");
}

TEST_CASE("all faults of all files are said, and each names its file") {
  const std::vector<Source> files = {
      {"rules/availability/too-few.yaml", edited("severity: error", "severity: bad")},
      {"rules/security/too-few.yaml", edited("Too few replicas", "1")},
      {"rules/security/broken.yaml", "a: [\n"},
      {"rules/house.yaml", edited("id: too-few", "id: house")},
  };
  const LoadedRules loaded = load_rules(files, {}, nullptr, "rules");
  REQUIRE(loaded.errors.size() == 4);
  CHECK(loaded.errors[0].file == "rules/availability/too-few.yaml");
  CHECK(loaded.errors[1].file == "rules/security/broken.yaml");
  CHECK(loaded.errors[2].file == "rules/security/too-few.yaml");
  CHECK(loaded.errors[2].message == "the id 'too-few' is taken");
  CHECK(loaded.errors[2].hint == "by rules/availability/too-few.yaml:1");
  CHECK(loaded.errors[3].message == "'summary' must be text, not a number");
  REQUIRE(loaded.library.rules().size() == 1);
  CHECK(loaded.library.rules().front().topic == "house");
}

TEST_CASE("the topic of house rules") {
  struct Case {
    std::string_view file;
    std::string_view root;
    std::string_view topic_line;
    std::string_view topic;
  };
  const Case cases[] = {
      {"policy/too-few.yaml", "policy", "", "house"},
      {"policy/too-few.yaml", "policy/", "", "house"},
      {"policy/too-few.yaml", "policy", "topic: money\n", "money"},
      {"policy/cost/too-few.yaml", "policy", "", "cost"},
      {"policy/cost/too-few.yaml", "policy", "topic: cost\n", "cost"},
      {"/etc/policy/too-few.yaml", "/etc/policy", "", "house"},
      {"too-few.yaml", "", "", "house"},
      {"cost/too-few.yaml", "", "", "cost"},
      {"policy-two/too-few.yaml", "policy", "", "policy-two"},
  };
  for (const Case& item : cases) {
    CAPTURE(item.file);
    CAPTURE(item.root);
    const std::vector<Source> files = {
        {std::string(item.file), edited("severity:", fmt::format("{}severity:", item.topic_line))}};
    const LoadedRules loaded = load_rules(files, {}, nullptr, item.root);
    CHECK(show(loaded.errors) == "");
    REQUIRE(loaded.library.rules().size() == 1);
    CHECK(loaded.library.rules().front().topic == item.topic);
  }
}

TEST_CASE("the ids of other rules are taken") {
  Rule builtin;
  builtin.id = "too-few";
  const std::vector<Source> files = {{std::string(kFile), std::string(kGoodRule)}};
  const LoadedRules loaded = load_rules(files, {&builtin, 1}, nullptr, "rules");
  CHECK(show(loaded.errors) ==
        "1:5: the id 'too-few' is taken [by a rule that is loaded already: choose another name]\n");
}

TEST_CASE("rules come out ordered by id") {
  std::vector<Source> files;
  for (const std::string_view id : {"zebra", "ant", "mole"}) {
    files.push_back({fmt::format("rules/x/{}.yaml", id), edited("id: too-few", fmt::format("id: {}", id))});
  }
  const LoadedRules loaded = load_rules(files, {}, nullptr, "rules");
  REQUIRE(loaded.library.rules().size() == 3);
  CHECK(loaded.library.rules()[0].id == "ant");
  CHECK(loaded.library.rules()[1].id == "mole");
  CHECK(loaded.library.rules()[2].id == "zebra");
}

TEST_CASE("components are looked up in the chart") {
  ComponentFact api;
  api.alias = "api";
  ChartModel chart;
  chart.components = {&api, 1};
  CHECK(show(load(std::string(kGoodRule), std::string(kFile), &chart).errors) == "");
  CHECK(show(load(edited("component: api", "component: apo"), std::string(kFile), &chart).errors) ==
        "10:50: unknown component 'apo' [did you mean 'api'?]\n");
  CHECK(show(load(edited("component: api", "component: apo")).errors) == "");
}

TEST_CASE("names of severities and profiles") {
  for (const Severity severity : {Severity::kInfo, Severity::kWarning, Severity::kError}) {
    CHECK(parse_severity(to_string(severity)) == severity);
  }
  CHECK(parse_severity("Error") == std::nullopt);
  CHECK(parse_profile("guide") == Profile::kGuide);
  CHECK(parse_profile("strict") == Profile::kStrict);
  CHECK(parse_profile("") == std::nullopt);
}

}  // namespace estafette_lint
