// Findings in values that an object of Kubernetes, an umbrella chart or a named key holds.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/lint.h"
#include "lint/engine/selection.h"
#include "lint/report/text.h"
#include "lint/values/set_argument.h"
#include "tests/fixture_runner.h"
#include "tests/show_lines.h"

namespace estafette_lint {
namespace {

struct Asked {
  std::vector<std::string> rules;
  std::optional<std::string_view> release_name = std::nullopt;
  bool version_given = false;
};

LintOptions options_of(const Asked& asked, const SelectedRules& selected) {
  return {.rules = selected.rules,
          .release_name = asked.release_name,
          .reading = {.history = asked.version_given ? nullptr : builtin_tables().history}};
}

SelectedRules selected_of(const Asked& asked) {
  Selection selection;
  selection.select = asked.rules;
  return select_rules(builtin_tables().rules, selection);
}

FileResult lint(const Source& source, const Asked& asked) {
  const SelectedRules selected = selected_of(asked);
  REQUIRE(selected.unknown.empty());
  return lint_source(source, builtin_tables().chart, options_of(asked, selected));
}

std::vector<std::string> found(const std::string& text, const Asked& asked) {
  const Source source{"x.yaml", text};
  const FileResult result = lint(source, asked);
  std::vector<std::string> lines = show_findings(result, false);
  for (const Note& note : result.notes) lines.push_back("note " + note.text);
  return lines;
}

/// Of chart release 1.5.9 where it is not said otherwise.
std::string flux(std::string_view name, std::string_view values, std::string_view version = "1.5.9") {
  std::string text = fmt::format(
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: {}}}\nspec:\n"
      "  chart: {{spec: {{chart: estafette-ci, version: {}}}}}\n  values:\n",
      name, version);
  for (std::size_t at = 0; at < values.size();) {
    const std::size_t end = values.find('\n', at);
    text += fmt::format("    {}\n", values.substr(at, end - at));
    at = end + 1;
  }
  return text;
}

TEST_CASE("each release of a file has findings of its own") {
  CHECK(
      found(flux("a", "db-client:\n  enabled: true\n") + "---\nkind: Secret\napiVersion: v1\n---\n" +
                flux("b", "db-client: {enabled: true}\n") + "---\n" +
                flux("c", "db-client: {enabled: false}\n"),
            {.rules = {"db-client-enabled", "several-documents", "unknown-key"}}) ==
      std::vector<std::string>{
          "8:16-8:20 error file db-client.enabled db-client | db-client.enabled is true; a pod with the root "
          "certificate of the database runs for good",
          "19:26-19:30 error file db-client.enabled db-client | db-client.enabled is true; a pod with the "
          "root "
          "certificate of the database runs for good"});
}

TEST_CASE("what is missing is told at the key that holds the values") {
  CHECK(found(flux("a", "api: {}\n"), {.rules = {"queue-not-clustered"}}) ==
        std::vector<std::string>{
            "6:3-6:9 error default queue.cluster.enabled queue | queue.cluster.enabled is false "
            "by default; the queue runs as a single pod, whatever queue.cluster.replicas says"});
}

TEST_CASE("the checks that walk a file keep to the values") {
  const std::string text =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a, name: <name>}\nspec:\n"
      "  chart: {spec: {chart: estafette-ci}}\n  suspend:\n  values:\n    api: {x: 1, x: <x>}\n";
  CHECK(found(text, {.rules = {"duplicate-key", "placeholder-left", "unknown-key", "null-override"}}) ==
        std::vector<std::string>{
            "8:17-8:18 error file api.x api | api.x is written twice in one map; this last one wins, what "
            "stands at "
            "line 8 is lost",
            "8:17-8:18 error file api.x api | api.x is read by no template of chart 1.5.14",
            "8:20-8:23 error file api.x api | api.x still holds the placeholder <x>"});
}

TEST_CASE("an object names the release of the chart, unless the command line does") {
  const Asked asked{.rules = {"key-from-another-release", "unknown-key"}};
  const std::string values = "api:\n  deployment:\n    env: {}\n";
  CHECK(found(flux("a", values, "1.0.5"), asked).empty());
  CHECK(found(flux("a", values, "v1.0.5"), asked).empty());
  const std::vector<std::string> newest = {
      "9:9-9:12 error file api.deployment.env api | api.deployment.env is read by no template of chart "
      "1.5.14; since "
      "1.0.8 it is api.deployment.extraEnv"};
  CHECK(found(flux("a", values, "1.5.14"), asked) == newest);
  CHECK(found(flux("a", values, "1.0.5"), {.rules = asked.rules, .version_given = true}) == newest);
  std::vector<std::string> noted = newest;
  noted.emplace_back(
      "note the chart's version 1.x is none of the releases that are known; judged as 1.5.14 "
      "('--chart-version' names another)");
  CHECK(found(flux("a", values, "1.x"), asked) == noted);
}

TEST_CASE("an object names the release, unless the command line does") {
  const std::string values =
      "api:\n  image: {credentials: {registry: r, username: u, password: p}}\nqueue:\n  imagePullSecrets:\n"
      "  - name: estafette-ci-api.registry\n";
  const auto count = [&](std::string_view name, std::optional<std::string_view> given) {
    return found(flux(name, values), {.rules = {"pull-secret-not-created"}, .release_name = given}).size();
  };
  CHECK(count("estafette-ci", std::nullopt) == 0);
  CHECK(count("other", std::nullopt) == 1);
  CHECK(count("other", "estafette-ci") == 0);
  CHECK(count("estafette-ci", "other") == 1);
  CHECK(count("'${NAME}'", std::nullopt) == 0);  // cannot be known
}

TEST_CASE("documents that `---` parts are no fault where each is a release; text that is lost is one") {
  const Asked asked{.rules = {"several-documents"}};
  CHECK(found(flux("a", "api: {}\n") + "---\n" + flux("b", "api: {}\n"), asked).empty());
  CHECK(found(flux("a", "api: {}\n") + "...\nlost: 1\n---\n" + flux("b", "api: {}\n"), asked) ==
        std::vector<std::string>{
            "9:1-9:8 error file  - | the document ended before this: Helm 3 and Helm 4 drop the "
            "text from here on without a word"});
  CHECK(
      found("apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    chart: estafette-ci\n"
            "    helm:\n      values: |\n        api: {}\n        ---\n        web: {}\n",
            asked) == std::vector<std::string>{
                          "10:9-10:16 error file  - | a second document starts here: Helm 3 reads only the "
                          "first and drops the rest without a word; Helm 4 merges them in order"});
}

TEST_CASE("an umbrella's switch of the chart is no key of the chart") {
  CHECK(found("estafette-ci:\n  enabled: true\n  x: 1\n", {.rules = {"unknown-key"}}) ==
        std::vector<std::string>{"3:3-3:4 error file x - | x is read by no template of chart 1.5.14"});
}

TEST_CASE("Helm hands an umbrella's globals down to the chart") {
  const Asked asked{.rules = {"docker-hub-anonymous-pull"}};
  const auto names_cert_manager = [&](const std::string& globals) {
    const std::vector<std::string> lines =
        found(globals + "estafette-ci:\n  cert-manager: {enabled: true, image: {repository: acme/manager}}\n",
              asked);
    return std::ranges::any_of(
        lines, [](const std::string& line) { return line.find("cert-manager pulls") != std::string::npos; });
  };
  CHECK(names_cert_manager(""));
  CHECK(!names_cert_manager("global: {imagePullSecrets: [{name: mine}]}\n"));
}

TEST_CASE("a secret of any document is shown nowhere") {
  const std::string text =
      "apiVersion: v1\nkind: Secret\nstringData: {plain: opensesame}\n---\n"
      "kind: ConfigMap\napiVersion: v1\ndata: {my-password: swordfish}\n---\n" +
      flux("a", "db-client: {enabled: 1} # opensesame swordfish\n");
  const Source source{"x.yaml", text};
  const FileResult results[] = {lint(source, {.rules = {"db-client-enabled"}})};
  REQUIRE(results[0].findings.size() == 1);
  const std::string report = render_text(results, {});
  CHECK(report.find("opensesame") == std::string::npos);
  CHECK(report.find("swordfish") == std::string::npos);
  CHECK(report.find("# ******** ********") != std::string::npos);
}

TEST_CASE("a password that is a word of the rule or of the chart spoils no message") {
  for (const std::string_view password : {"is", "fixed", "enabled", "autoscaling", "api"}) {
    CAPTURE(password);
    const Source source{"x.yaml",
                        fmt::format("web:\n  image: {{credentials: {{password: {}}}}}\n", password)};
    const FileResult result = lint(source, {.rules = {"autoscaling-disabled"}});
    REQUIRE(!result.findings.empty());
    CHECK(result.findings.front().message ==
          "api.autoscaling.enabled is false by default; api runs a fixed number of pods");
  }
  // What a slot brings in may be the password itself, and so may a key that the chart does not know.
  const Source source{"x.yaml", "web: {password: hunter2}\napi: {hunter2: 1}\n"};
  const FileResult result = lint(source, {.rules = {"unknown-key"}});
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings.back().message.starts_with("api.******** is read by no template"));
}

TEST_CASE("a secret in text that Helm drops is not shown") {
  for (const std::string_view text :
       {"a: 1\n---\npassword: opensesame\n", "a: 1\n...\npassword: opensesame\n",
        "  a: 1\npassword: opensesame\n", "a: 1\n---\nb: 1\n---\npassword: opensesame\nx: [\n",
        "a: 1\n---\npassword: opensesame\nx: [\n", "{a: 1} password: opensesame\n",
        "a: 1\n--- {password: opensesame}\n"}) {
    CAPTURE(text);
    const Source source{"x.yaml", std::string(text)};
    const FileResult results[] = {lint(source, {.rules = {"several-documents"}})};
    CHECK(results[0].findings.size() + results[0].failures.size() == 1);
    CHECK(render_text(results, {}).find("opensesame") == std::string::npos);
  }
}

TEST_CASE("the same finding of two releases has two fingerprints, and each keeps its own") {
  const std::string one = flux("a", "db-client: {enabled: true}\n");
  const Source alone{"x.yaml", one};
  const Source both{"x.yaml", flux("b", "db-client: {enabled: true}\n") + "---\n" + one};
  const FileResult single = lint(alone, {.rules = {"db-client-enabled"}});
  const FileResult pair = lint(both, {.rules = {"db-client-enabled"}});
  REQUIRE(single.findings.size() == 1);
  REQUIRE(pair.findings.size() == 2);
  CHECK(pair.findings[0].fingerprint != pair.findings[1].fingerprint);
  CHECK(pair.findings[1].fingerprint == single.findings[0].fingerprint);
}

// ---- Layers

std::vector<std::string> layered(std::initializer_list<std::string> texts, std::string_view argument = {}) {
  std::deque<Source> sources;
  std::vector<const Source*> files;
  for (const std::string& text : texts) {
    files.push_back(&sources.emplace_back(Source{fmt::format("{}.yaml", files.size()), text}));
  }
  std::deque<SetArgument> parsed;
  std::vector<const SetArgument*> arguments;
  if (!argument.empty()) {
    const Source& source = sources.emplace_back(Source{std::string(argument), std::string(argument)});
    parsed.push_back(parse_set_argument(SetKind::kTyped, source, {}).value());
    arguments.push_back(&parsed.back());
  }
  const Asked asked{.rules = {"db-client-enabled"}};
  const SelectedRules selected = selected_of(asked);
  const FileResult result = lint_release({.files = files, .arguments = arguments}, builtin_tables().chart,
                                         options_of(asked, selected));
  std::vector<std::string> lines;
  for (const Finding& finding : result.findings) lines.push_back(finding.file + ": " + finding.path);
  for (const Failure& failure : result.failures) {
    lines.push_back(fmt::format("{}:{}:{}: {}", failure.file, failure.line, failure.column, failure.message));
  }
  return lines;
}

TEST_CASE("an object or an umbrella's values as a layer") {
  using Lines = std::vector<std::string>;
  const std::string on = "db-client: {enabled: true}\n";
  const std::string off = "db-client: {enabled: false}\n";
  CHECK(layered({off, flux("a", on)}) == Lines{"1.yaml: db-client.enabled"});
  CHECK(layered({flux("a", on), off}).empty());
  CHECK(layered({"estafette-ci:\n  " + on}) == Lines{"0.yaml: db-client.enabled"});
  CHECK(layered({"estafette-ci:\n  " + on}, "db-client.enabled=false").empty());
  CHECK(layered({"estafette-ci:\n  " + off}, "estafette-ci.db-client.enabled=true") ==
        Lines{"estafette-ci.db-client.enabled=true:1:1: the values are those under estafette-ci already"});
  CHECK(layered({off, flux("a", on) + "---\n" + flux("b", on)}) ==
        Lines{"1.yaml:14:3: this file holds 2 releases of the chart, and a layer is of one"});
  CHECK(layered({off, "kind: Namespace\napiVersion: v1\n"}) ==
        Lines{"1.yaml:1:1: there are no values of estafette-ci in this file"});
}

}  // namespace
}  // namespace estafette_lint
