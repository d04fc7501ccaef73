// A chart on disk as a model: its keys, defaults, components and place among the releases.
#include "lint/rules/chart_reader.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/lint.h"
#include "lint/rules/chart_package.h"
#include "lint/yaml/reader.h"
#include "tests/leaves.h"
#include "tests/linted.h"

namespace estafette_lint {
namespace {

using Files = std::vector<Source>;

/// A fork with four of the components, one of its own, and one that it does not name.
Files fork_files(std::string version = "1.6.0") {
  return {
      {"Chart.yaml",
       "name: estafette-ci\nversion: " + version +
           "\napiVersion: v2\ndependencies:\n"
           "- {name: estafette-ci-api, alias: api, version: ^1, condition: api.enabled}\n"
           "- {name: estafette-ci-web, alias: web, version: ^1}\n"
           "- {name: cockroachdb, alias: db, version: 10.0.6, condition: 'storage.db,db.enabled'}\n"
           "- {name: scanner, condition: scanner.enabled, tags: [extra]}\n"},
      {"values.yaml",
       "api: {deployment: {replicaCount: 2, extraVolumes: 'a: {{ .Values.fromText }}'}}\n"
       "scanner: {enabled: false}\nstorage: {db: true}\n"},
      {"charts/api/Chart.yaml", "name: estafette-ci-api\nversion: 1.6.0\n"},
      {"charts/api/values.yaml",
       "image: {repository: acme/api, tag: null, credentials: {}}\n"
       "imagePullSecrets: []\n"
       "deployment: {replicaCount: 1, resources: {}, extraVolumes: '', env: []}\n"
       "limits: {memory: 1, switch: false, shown: false, word: x, list: [], odd: {a: 1}}\n"
       "left: {over: 1}\n"
       "annotations: {}\nstructured: ''\n"},
      {"charts/api/templates/a.yaml",
       "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.Version }}\n"
       "{{ with .Values.image.credentials }}{{ .registry }}{{ .username }}{{ .password }}{{ end }}\n"
       "{{ range .Values.imagePullSecrets }}{{ .name }}{{ end }}\n"
       "{{ .Values.deployment.replicaCount }}{{ toYaml .Values.deployment.resources }}\n"
       "{{ tpl .Values.deployment.extraVolumes . }}{{ toYaml .Values.deployment.env }}\n"
       "{{ .Values.limits.memory }}{{ if .Values.limits.switch }}{{ end }}{{ .Values.limits.shown }}\n"
       "{{ .Values.limits.word }}{{ range .Values.limits.list }}{{ .x }}{{ end }}{{ .Values.limits.odd.a }}\n"
       "{{ .Values.unset.below }}{{ .Values.bare }}{{ toYaml .Values.annotations }}{{ toYaml "
       ".Values.structured }}\n"},
      {"charts/web/Chart.yaml", "name: estafette-ci-web\nversion: 1.0\n"},
      {"charts/web/templates/broken.yaml", "{{ if }}"},
      {"charts/cockroach/Chart.yaml", "name: cockroachdb\nversion: 10.0.6\n"},
      {"charts/cockroach/values.yaml", "statefulset: {replicas: 3}\nmonitor: {level: 5, only: null}\n"},
      {"charts/cockroach/templates/a.yaml", "{{ .Values.statefulset.replicas | int64 }}"},
      {"charts/cockroach/charts/monitor/Chart.yaml", "name: monitor\nversion: 1.0.0\n"},
      {"charts/cockroach/charts/monitor/values.yaml", "level: 1\ndepth: 2\nonly: 3\n"},
      {"charts/cockroach/charts/monitor/templates/a.yaml",
       "{{ .Values.level }}{{ .Values.depth }}{{ .Values.only }}"},
      {"charts/scanner-1.tgz/Chart.yaml", "name: scanner\nversion: 0.1.0\n"},
      {"charts/scanner-1.tgz/templates/a.yaml", "{{ .Values.target }}"},
      {"charts/extra/Chart.yaml", "name: extra\nversion: 0.1.0\n"},
      {"charts/extra/templates/a.yaml", "{{ .Values.target }}"},
      {"charts/_ignored/Chart.yaml", "no: chart\n"},
  };
}

ChartReading read(const Files& files) {
  Result<ChartReading, RuleFileError> chart = read_chart(files, *builtin_tables().history);
  REQUIRE_MESSAGE(chart, (chart ? "" : chart.error().message));
  return std::move(chart).value();
}

ReleaseModel model_of(const ChartReading& chart) { return {chart.history(), chart.release()}; }

std::string error_of(Files files) {
  const Result<ChartReading, RuleFileError> chart = read_chart(files, *builtin_tables().history);
  if (chart) return "none";
  const RuleFileError& error = chart.error();
  return fmt::format("{}:{}:{}: {}{}", error.file, error.line, error.column, error.message,
                     error.hint.empty() ? "" : " (" + error.hint + ")");
}

void show(const Key& key, const std::string& path, std::string& out) {
  for (std::size_t i = 0; i < key.child_count(); ++i) {
    const Key child = key.child(i);
    if (!child.exists()) continue;
    const std::string below = path + "." + std::string(child.name());
    out += fmt::format("{} {}{}{}{}{}\n", below.substr(1), to_string(child.type()),
                       child.is_open() ? " open" : "", child.is_dead() ? " dead" : "",
                       child.is_condition() ? " condition" : "", child.items() ? " items" : "");
    show(child, below, out);
  }
}

std::string keys_of(const ChartModel& chart) {
  std::string out;
  show(chart.root_key(), "", out);
  return out;
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

FileResult lint(const ChartModel& chart, const Source& source, std::string_view rule) {
  const auto& rules = builtin_tables().rules;
  const auto found =
      std::find_if(rules.begin(), rules.end(), [rule](const Rule& known) { return known.id == rule; });
  REQUIRE(found != rules.end());
  const std::vector<const Rule*> selected = {&*found};
  return lint_source(source, chart, {.rules = selected});
}

}  // namespace

TEST_CASE("the keys of a chart on disk") {
  const ChartReading chart = read(fork_files());
  const ReleaseModel model = model_of(chart);
  CHECK(model.chart().version == "1.6.0");
  CHECK(model.chart().is_read);
  const std::string keys = keys_of(model.chart());
  for (const std::string line :
       {// As the built-in model knows them
        "api.deployment.replicaCount int", "api.deployment.resources map open", "api.image.credentials map",
        "api.image.credentials.username string", "api.image.tag string", "api.imagePullSecrets list",
        "api.deployment.extraVolumes string",
        // As the chart's own files show them
        "api map", "api.enabled bool condition", "api.limits map", "api.limits.memory int",
        "api.limits.switch bool", "api.limits.shown any", "api.limits.word string", "api.limits.list list",
        "api.limits.odd map", "api.limits.odd.a int", "api.left map", "api.left.over int dead",
        "api.unset map", "api.unset.below any", "api.bare any", "api.annotations map open",
        "api.structured any", "api.fromText any",
        // It is called `env` again, and lists what it lists.
        "api.deployment.env list",
        // One template of it is none that can be read.
        "web map open", "web.enabled bool",
        // Several conditions; a chart in a chart
        "storage.db bool condition", "db.enabled bool condition", "db.statefulset.replicas int",
        "db.monitor.level int", "db.monitor.depth int", "db.monitor.only any",
        // Packed, and not named in Chart.yaml
        "scanner.enabled bool condition", "scanner.target any", "extra.target any", "extra.enabled any",
        "tags any", "global map open"}) {
    CAPTURE(line);
    CHECK(has_line(keys, line));
  }
  for (const std::string_view absent : {"queue", "api.autoscaling", "_ignored", "db.image", "metrics"}) {
    CAPTURE(absent);
    CHECK(("\n" + keys).find(fmt::format("\n{} ", absent)) == std::string::npos);
  }
}

TEST_CASE("the defaults of a chart on disk") {
  const ChartReading chart = read(fork_files());
  const ReleaseModel model = model_of(chart);
  const Source source = {"values.yaml", "db: {statefulset: {replicas: 5}}\n"};
  const Result<Document> document = read_document(source.text);
  REQUIRE(document);
  const Layer layer = {document.value().tree, Origin::kFile, &source};
  const Layer* layers[] = {&layer};
  const Values values = merge_values(layers, *model.chart().defaults);
  const auto number = [&values](std::string_view path) {
    const Value value = values.lookup(parse_path(path).value()).value;
    return value.is_number() ? value.node().number : -1;
  };
  CHECK(number("api.deployment.replicaCount") == 2);  // the umbrella over the subchart
  CHECK(number("api.limits.memory") == 1);
  CHECK(number("db.statefulset.replicas") == 5);
  CHECK(number("db.monitor.level") == 5);  // a chart over those in it
  CHECK(number("db.monitor.depth") == 2);
  CHECK(number("db.monitor.only") == -1);
  // With nothing under the alias only the umbrella's part goes.
  const ChartDefaults& defaults = *model.chart().defaults;
  REQUIRE(defaults.subcharts.size() == 5);
  CHECK(defaults.subcharts[0].alias == "api");
  Leaves own;
  collect(defaults.subcharts[0].values.tree, defaults.subcharts[0].values.tree.root, {}, own);
  CHECK(own["deployment.replicaCount"] == "number 1");
}

TEST_CASE("the components of a chart on disk") {
  const ChartReading chart = read(fork_files());
  const ReleaseModel model = model_of(chart);
  const ComponentFact* const api = model.chart().component("api");
  REQUIRE(api != nullptr);
  CHECK(api->images.size() == 1);
  CHECK(api->resources.size() == 1);
  CHECK(api->secrets.size() == 1);
  CHECK(!api->credentials.empty());
  const ComponentFact* const db = model.chart().component("db");
  REQUIRE(db != nullptr);
  // It has no key for an image, and so no fact about one.
  CHECK(db->images.empty());
  CHECK(db->credentials.empty());
  REQUIRE(db->condition.size() == 2);
  CHECK(db->condition[0] == "storage");
  const ComponentFact* const web = model.chart().component("web");
  REQUIRE(web != nullptr);
  CHECK(web->condition.empty());
  CHECK(model.chart().component("scanner") != nullptr);
  CHECK(model.chart().component("extra") != nullptr);
  CHECK(model.chart().component("queue") == nullptr);
}

TEST_CASE("findings on a chart on disk") {
  const ChartReading chart = read(fork_files());
  const ReleaseModel model = model_of(chart);
  const ChartModel& fork = model.chart();
  const Source source = {"values.yaml",
                         "api:\n"
                         "  limits: {memory: three, switch: 'false', shown: 'no', word: [1], nope: 1}\n"
                         "  left: {over: 2}\n"
                         "  image: {credentials: {user: x}}\n"
                         "  deployment: {extraEnv: []}\n"
                         "scanner: {target: x, tarjet: y}\n"
                         "web: {anything: goes}\n"
                         "queue: {cluster: {enabled: true}}\n"
                         "extra: {target: 1}\n"};
  CHECK(messages(lint(fork, source, "unknown-key")) ==
        std::vector<std::string>{
            "api.limits.nope is read by no template of chart 1.6.0",
            "api.image.credentials.user is read by no template of chart 1.6.0; did you mean "
            "api.image.credentials.username?"});
  CHECK(messages(lint(fork, source, "key-from-another-release")) ==
        std::vector<std::string>{"api.deployment.extraEnv is not in chart 1.6.0: the chart has it from 1.0.8 "
                                 "to 1.5.14; did you mean "
                                 "api.deployment.env?",
                                 "queue is not in chart 1.6.0: the chart has it until 1.5.14"});
  CHECK(messages(lint(fork, source, "dead-key")) ==
        std::vector<std::string>{
            "api.left.over is in the chart's own values, but no template of chart 1.6.0 reads it"});
  CHECK(rules_and_paths(lint(fork, source, "wrong-type")) ==
        std::vector<std::string>{"wrong-type api.limits.memory", "wrong-type api.limits.word"});
  CHECK(rules_and_paths(lint(fork, source, "quoted-boolean")) ==
        std::vector<std::string>{"quoted-boolean api.limits.switch"});
  // No rule speaks of what the chart does not have.
  CHECK(rules_and_paths(lint(fork, source, "queue-not-clustered")).empty());
  CHECK(rules_and_paths(lint(fork, source, "autoscaling-disabled")).empty());
  CHECK(rules_and_paths(lint(fork, source, "replicas-below-ha")) ==
        std::vector<std::string>{"replicas-below-ha api.deployment.replicaCount"});
}

TEST_CASE("what is off in a chart on disk") {
  const ChartReading chart = read(fork_files());
  const ReleaseModel model = model_of(chart);
  const auto faults = [&](std::string text) {
    return rules_and_paths(lint(model.chart(), {"values.yaml", std::move(text)}, "wrong-type"));
  };
  const std::vector<std::string> wrong = {"wrong-type db.statefulset.replicas"};
  CHECK(faults("db: {statefulset: {replicas: three}}") == wrong);
  CHECK(faults("storage: {db: false}\ndb: {statefulset: {replicas: three}}").empty());
  // Not the switch that its condition names first
  CHECK(faults("db: {enabled: false, statefulset: {replicas: three}}") == wrong);
}

TEST_CASE("where a chart on disk stands among the releases") {
  struct Case {
    std::string version;
    std::size_t release;
    std::size_t releases;
  };
  const std::size_t known = builtin_tables().history->keys.releases.size();
  const Case cases[] = {
      {"1.5.14", known - 1, known}, {"1.0.0", 0, known},
      {"1.6.0", known, known + 1},  {"1.5.14-acme.1", known, known + 1},
      {"0.3.0", known, known + 1},  {"1.5.13-main-1", known - 1, known + 1},
      {"acme", known, known + 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.version);
    const ChartReading chart = read(fork_files(c.version));
    CHECK(chart.release() == c.release);
    REQUIRE(chart.history().keys.releases.size() == c.releases);
    CHECK(chart.history().keys.releases[c.release].version == c.version);
    CHECK(has_line(keys_of(model_of(chart).chart()), "api.limits.memory int"));
  }
}

TEST_CASE("keys of other releases stay known beside a chart on disk") {
  // The chart is one release among the others, which go on as they were.
  for (const std::string version : {"1.6.0", "1.0.7-acme", "1.0.8", "1.5.14"}) {
    CAPTURE(version);
    const ChartReading chart = read(fork_files(version));
    const KeyTable& table = chart.history().keys;
    const ChartHistory& builtin = *builtin_tables().history;
    for (std::size_t i = 0; i < table.releases.size(); ++i) {
      if (i == chart.release()) continue;
      const std::string_view name = table.releases[i].version;
      const std::optional<ReleaseIndex> old = find_release(builtin.keys.releases, name);
      REQUIRE(old);
      std::string now;
      std::string before;
      show(Key(table, 0, static_cast<ReleaseIndex>(i)), "", now);
      show(Key(builtin.keys, 0, *old), "", before);
      CHECK(now == before);
    }
  }
}

TEST_CASE("charts that cannot be used") {
  const auto with = [](std::string_view name, std::string text) {
    Files files = fork_files();
    const auto found =
        std::find_if(files.begin(), files.end(), [name](const Source& file) { return file.name == name; });
    if (found == files.end()) {
      files.push_back({std::string(name), std::move(text)});
    } else {
      found->text = std::move(text);
    }
    return files;
  };
  const auto without = [](std::string_view start) {
    Files files = fork_files();
    std::erase_if(files, [start](const Source& file) { return file.name.starts_with(start); });
    return files;
  };
  CHECK(error_of(fork_files()) == "none");
  CHECK(error_of({}) == ":1:1: there is no Chart.yaml, so this is no chart");
  CHECK(error_of(without("charts/cockroach/")) ==
        ":1:1: its charts/ lacks the chart 'cockroachdb', which Chart.yaml names (run 'helm dependency "
        "build' first)");
  CHECK(error_of(without("charts/cockroach/Chart.yaml")) == "charts/cockroach:1:1: there is no Chart.yaml");
  CHECK(error_of(with("Chart.yaml", "version: 1.0.0")) ==
        "Chart.yaml:1:1: it does not say the chart's 'name'");
  CHECK(error_of(with("Chart.yaml", "name: x")) == "Chart.yaml:1:1: it does not say the chart's 'version'");
  CHECK(error_of(with("charts/api/values.yaml", "a: 1\nb: [\n")).starts_with("charts/api/values.yaml:2:4: "));
  CHECK(error_of({{"Chart.yaml", "name: nats\nversion: 0.8.9\n"}}) ==
        ":1:1: the chart 'nats' has no component of Estafette CI (it takes the chart estafette-ci, or a fork "
        "of it)");
  Files umbrella = {{"Chart.yaml", "name: all\nversion: 1.0.0\n"}};
  for (Source& file : fork_files()) umbrella.push_back({"charts/ci/" + file.name, file.text});
  CHECK(error_of(umbrella) ==
        ":1:1: the chart 'all' has no component of Estafette CI (its subchart 'estafette-ci' has: name that "
        "one)");
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += fmt::format("k{}: 1\n", i);
  CHECK(error_of(with("charts/api/values.yaml", many)) == ":1:1: more keys than a chart can have");
}

TEST_CASE("requirements.yaml of an older chart") {
  Files files = fork_files();
  files[0].text = "name: estafette-ci\nversion: 1.6.0\napiVersion: v1\n";
  files.push_back(
      {"requirements.yaml",
       "dependencies: [{name: estafette-ci-api, alias: api, condition: api.on}, {name: cockroachdb, "
       "alias: db}]\n"});
  const ChartReading chart = read(files);
  const ReleaseModel model = model_of(chart);
  CHECK(has_line(keys_of(model.chart()), "api.on bool condition"));
  // Not named there: on under its own name
  CHECK(model.chart().component("estafette-ci-web") != nullptr);
}

}  // namespace estafette_lint
