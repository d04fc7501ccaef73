// Walks fixtures/: what each rule finds in its cases, what the whole guide finds, and what is said of inputs
// that nobody should have written. All expectations are compared line by line and counted.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/lint.h"
#include "lint/engine/selection.h"
#include "lint/rules/rule.h"
#include "tests/fixture_runner.h"
#include "tests/linted.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

/// Folders of fixtures/ that belong to no rule.
constexpr std::string_view kOtherFolders[] = {"guide", "helm-chart", "hostile", "regress"};

std::vector<std::string> rule_folders() {
  std::vector<std::string> folders = fixture_folders();
  std::erase_if(folders, [](const std::string& folder) {
    return std::find(std::begin(kOtherFolders), std::end(kOtherFolders), folder) != std::end(kOtherFolders);
  });
  return folders;
}

std::vector<std::string> rule_files() {
  std::vector<std::string> names;
  for (const fs::directory_entry& topic :
       fs::directory_iterator(fs::path(ESTAFETTE_LINT_SOURCE_DIR) / "rules")) {
    if (!topic.is_directory() || topic.path().filename() == "chart") continue;
    for (const fs::directory_entry& file : fs::directory_iterator(topic.path())) {
      names.push_back(file.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

const Rule* find_rule(std::string_view id) {
  for (const Rule& rule : builtin_tables().rules) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

FileResult lint(const Source& source, std::span<const Rule* const> rules,
                std::string_view release_name = "estafette-ci", std::string_view chart_version = {}) {
  FileResult result;
  with_chart(chart_version, [&](const ChartModel& chart) {
    result = lint_source(source, chart, {.rules = rules, .release_name = release_name});
  });
  return result;
}

std::size_t count_findings(const Rule& rule, std::string_view example) {
  const Source source{"example.yaml", std::string(example)};
  const Rule* const rules[] = {&rule};
  const FileResult result = lint(source, rules);
  CHECK_MESSAGE(result.failures.empty(), rule.id << ": the example is no YAML");
  return result.findings.size();
}

/// Runs the program on a file: the exit code, for 3 the one failure and its place, and the bounds of every
/// run.
void check_bounded(const ScratchFolder& scratch, const std::string& file, int exit_code,
                   std::string_view reason, bool by_standard_input = false) {
  CAPTURE(file);
  const ProcessResult run = by_standard_input
                                ? run_program(scratch, {"--fail-on", "never", "--format", "json", "-"}, file)
                                : run_program(scratch, {"--fail-on", "never", "--format", "json", file});
  CHECK(run.exit_code == exit_code);
  const nlohmann::json report = nlohmann::json::parse(run.output, nullptr, false);
  REQUIRE(report.is_object());
  if (exit_code == 3) {
    REQUIRE(report["failures"].size() == 1);
    const nlohmann::json& failure = report["failures"][0];
    CHECK(fmt::format("{}:{} {}", failure["line"].get<int>(), failure["column"].get<int>(),
                      failure["message"].get<std::string>()) == reason);
  }
  if (kInstrumented) return;  // instrumented code is several times slower and larger
  CHECK(run.cpu_seconds < 1.0);
  constexpr std::uint64_t kMaxKilobytes = 200 * 1024;
  CHECK(run.peak_kilobytes < kMaxKilobytes);
}

}  // namespace

TEST_CASE("rule files, rules and folders of fixtures have the same names") {
  std::vector<std::string> ids;
  for (const Rule& rule : builtin_tables().rules) ids.emplace_back(rule.id);
  check_lines("(rule files and the rules of the program)", rule_files(), ids);
  check_lines("(rules and the folders of fixtures)", ids, rule_folders());
}

TEST_CASE("each rule finds in its fixtures what is expected, and nothing else") {
  for (const std::string& folder : rule_folders()) {
    const Rule* const rule = find_rule(folder);
    if (rule == nullptr) continue;  // told above
    const Rule* const rules[] = {rule};
    for (const Fixture& fixture : read_fixtures(folder)) {
      const FileResult result = lint(fixture.source, rules, fixture.release_name, fixture.chart_version);
      check_lines(fixture.label, fixture.expected, show_findings(result, false));
    }
  }
}

TEST_CASE("each rule has a bad and a good fixture") {
  for (const std::string& folder : rule_folders()) {
    CAPTURE(folder);
    bool bad = false;
    bool good = false;
    for (const Fixture& fixture : read_fixtures(folder)) {
      if (fixture.label == folder + "/bad") bad = !fixture.expected.empty();
      if (fixture.label == folder + "/good") good = fixture.expected.empty();
    }
    CHECK(bad);
    CHECK(good);
  }
}

TEST_CASE("the examples of each rule are what they are called") {
  for (const Rule& rule : builtin_tables().rules) {
    CAPTURE(rule.id);
    CHECK(count_findings(rule, rule.bad_example) > 0);
    CHECK(count_findings(rule, rule.good_example) == 0);
  }
}

TEST_CASE("the guide: nothing, its default values, and all that it asks for") {
  const SelectedRules selected = select_rules(builtin_tables().rules, {.profile = Profile::kGuide});
  bool production = false;
  for (const Fixture& fixture : read_fixtures("guide")) {
    const FileResult result = lint(fixture.source, selected.rules, fixture.release_name);
    check_lines(fixture.label, fixture.expected, show_findings(result, true));
    if (fixture.label != "guide/production") continue;
    production = true;
    for (const Finding& finding : result.findings) CHECK(finding.severity == Severity::kInfo);
  }
  CHECK(production);
}

TEST_CASE("hostile inputs: the position and the reason, or what is passed over") {
  for (const Fixture& fixture : read_fixtures("hostile")) {
    const FileResult result = lint(fixture.source, {});
    check_lines(fixture.label, fixture.expected, show_reading(result));
  }
}

TEST_CASE("hostile inputs end soon, with little memory") {
  if (kInstrumented) MESSAGE("instrumented: time and memory are not looked at");
  const ScratchFolder scratch;
  for (const Fixture& fixture : read_fixtures("hostile")) {
    REQUIRE(!fixture.expected.empty());
    constexpr std::string_view kFailure = "failure ";
    const std::string& expected = fixture.expected.front();
    const bool fails = expected.starts_with(kFailure);
    check_bounded(scratch, (fixtures_root() / "hostile" / fixture.source.name).string(), fails ? 3 : 0,
                  fails ? std::string_view(expected).substr(kFailure.size()) : std::string_view());
  }
}

TEST_CASE("large inputs end soon, with little memory") {
  if (kInstrumented) MESSAGE("instrumented: time and memory are not looked at");
  const ScratchFolder scratch;
  constexpr std::size_t kMegabyte = 1024UL * 1024;
  constexpr std::size_t kMany = 100'000;
  constexpr std::string_view kTooLarge = "1:1 larger than 10 MiB";
  constexpr std::string_view kTemplate = "'{{' without quotes is no text but two maps";
  const auto too_deep = [](int column) {
    return fmt::format("1:{} nested more than 100 levels deep", column);
  };
  const auto check = [&](std::string_view head, std::string_view repeated, std::size_t times,
                         std::string_view reason) {
    check_bounded(scratch, scratch.write("values.yaml", head, repeated, times), 3, reason);
  };

  SUBCASE("11 MB of lines") { check("", "a: 1 # 2345678\n", 11 * kMegabyte / 15, kTooLarge); }
  SUBCASE("a scalar of 50 MB") {
    check("api: ", "x", 50 * kMegabyte, kTooLarge);
    check_bounded(scratch, scratch.write("values.yaml", "api: ", "x", 50 * kMegabyte), 3, kTooLarge, true);
  }
  SUBCASE("more values than anybody writes") {
    check("api: [", "1,", 4 * kMegabyte, "1:200003 more than 100000 values in one file");
    check("api:\n", "- 1\n", 2 * kMegabyte, "100000:3 more than 100000 values in one file");
  }
  SUBCASE("brackets") {
    check("", "[", kMany, too_deep(101));
    check("api: ", "[", kMany, too_deep(105));
  }
  SUBCASE("braces") {
    check("api: ", "{", kMany, fmt::format("1:6 {}", kTemplate));
    check("api: ", "{a: ", kMany, too_deep(402));
  }
  SUBCASE("templates") { check("api: ", "{{x}} ", kMany, fmt::format("1:6 {}", kTemplate)); }
  SUBCASE("dashes") { check("", "- ", kMany, too_deep(201)); }
  SUBCASE("question marks") { check("", "? ", kMany, "1:3 a key that is a map or a list"); }
}

TEST_CASE("what there is much of takes time in proportion") {
  if (kInstrumented) MESSAGE("instrumented: time and memory are not looked at");
  const ScratchFolder scratch;
  const auto check = [&](std::string_view head, std::string_view repeated, std::size_t times) {
    check_bounded(scratch, scratch.write("values.yaml", head, repeated, times), 0, "");
  };
  constexpr std::size_t kMany = 10'000;

  SUBCASE("documents") { check("", "---\n", 100 * kMany); }
  SUBCASE("equal keys") { check("", "api: {}\n", kMany); }
  SUBCASE("placeholders") { check("api:\n  notes:\n", "  - <a word>\n", kMany); }
  SUBCASE("placeholders in a file of the configuration") {
    check("api:\n  config:\n    files:\n      notes.yaml: |\n        notes:\n", "        - <a word>\n",
          kMany);
  }
  SUBCASE("keys that nobody reads") { check("api:\n  deployment:\n", "    replicaCoun: 1\n", kMany); }
  SUBCASE("pull secrets that do not exist") {
    check("queue:\n  imagePullSecrets:\n", "  - name: another.registry\n", kMany);
  }
}

}  // namespace estafette_lint
