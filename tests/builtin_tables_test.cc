// The tables that the build makes say the same as the files that they are made from.
#include "lint/cli/builtin_tables.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/chart_loader.h"
#include "lint/rules/rule_loader.h"
#include "lint/text/source.h"
#include "tests/leaves.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

Source read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream, path.string());
  return {path.string(), {std::istreambuf_iterator<char>(stream), {}}};
}

std::vector<Source> read_all(const fs::path& directory) {
  std::vector<Source> sources;
  for (const fs::directory_entry& file : fs::directory_iterator(directory))
    sources.push_back(read(file.path()));
  return sources;
}

std::string show(std::span<const KeyPath> paths) { return fmt::format("{}", fmt::join(paths, " ")); }

std::string show(const Parameter& parameter) {
  return fmt::format("{} {} {} '{}' {}\n", parameter.name, parameter.number, parameter.boolean,
                     parameter.text, parameter.list);
}

std::string show(const Rule& rule) {
  std::string text =
      fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}\n", rule.id, rule.topic, to_string(rule.severity),
                  rule.profiles, rule.summary, rule.why, rule.source, rule.url, rule.check, rule.message,
                  rule.help, rule.bad_example, rule.good_example);
  for (const Place& place : rule.places) {
    text += fmt::format("{}|{}|{}|{}|{}|{}|{}\n", place.path, place.component, place.when, place.unless,
                        place.message, place.help, place.line);
    for (const Parameter& parameter : place.with) text += show(parameter);
  }
  return text;
}

std::string show(ReleaseRange releases) { return fmt::format("{}-{}", releases.first, releases.last); }

std::string show(const ComponentFact& component) {
  std::string text =
      fmt::format("{}|{}|{}|{}|{}|{}\n", component.alias, component.condition, component.credentials,
                  component.image_pull_secrets, component.full_name_length, show(component.releases));
  for (const ImageFact& image : component.images) {
    text += fmt::format("{}|{}|{}|{}|{}|{}|{}\n", image.repository, image.registry, show(image.when),
                        image.pulls_with_credentials, show(image.pull_secrets), image.fixed,
                        show(image.releases));
  }
  for (const ResourcesFact& item : component.resources)
    text += fmt::format("{}|{}|{}\n", item.path, show(item.when), show(item.releases));
  for (const PullSecretFact& secret : component.secrets) {
    text +=
        fmt::format("{}|{}|{}|{}\n", secret.credentials, secret.suffix, secret.when, show(secret.releases));
  }
  return text;
}

std::string show(const Release& release) {
  std::string text = fmt::format("{}|{}|{}|{}", release.version, release.date, release.kubernetes_min,
                                 release.kubernetes_max);
  for (const SubchartVersion& chart : release.charts)
    text += fmt::format("|{} {}", chart.alias, chart.version);
  return text;
}

std::string show(const KeyVariant& variant) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", show(variant.releases), to_string(variant.type),
                     to_string(variant.values), variant.open, variant.dead, variant.condition,
                     variant.own_default, variant.umbrella_default, variant.renamed_to);
}

std::string show(const KeyNode& key) {
  return fmt::format("{}|{}|{}|{}|{}|{}", key.name, key.first_child, key.child_count, key.first_variant,
                     key.variant_count, key.items);
}

template <typename Item>
void check_same(std::span<const Item> made, std::span<const Item> read) {
  REQUIRE(made.size() == read.size());
  for (std::size_t i = 0; i < made.size(); ++i) CHECK(show(made[i]) == show(read[i]));
}

Leaves leaves_of(const Layer& layer) {
  Leaves leaves;
  collect(layer.tree, layer.tree.root, {}, leaves);
  return leaves;
}

}  // namespace

TEST_CASE("the built-in tables are those of the files") {
  const fs::path rules = fs::path(ESTAFETTE_LINT_SOURCE_DIR) / "rules";
  const LoadedChart chart = load_chart(read(rules / "chart/releases.yaml"),
                                       read(rules / "chart/components.yaml"), read_all(rules / "chart/keys"));
  std::vector<Source> files;
  for (const fs::directory_entry& topic : fs::directory_iterator(rules)) {
    if (!topic.is_directory() || topic.path().filename() == "chart") continue;
    for (Source& file : read_all(topic.path())) files.push_back(std::move(file));
  }
  const LoadedRules loaded = load_rules(files, {}, &chart.library.model(), rules.string());
  REQUIRE(chart.errors.empty());
  REQUIRE(loaded.errors.empty());

  const Tables& tables = builtin_tables();
  REQUIRE(tables.rules.size() == files.size());
  for (std::size_t i = 0; i < tables.rules.size(); ++i) {
    CHECK(show(tables.rules[i]) == show(loaded.library.rules()[i]));
  }

  const ChartModel& model = chart.library.model();
  CHECK(tables.chart.version == model.version);
  CHECK(tables.chart.release == model.release);
  check_same(tables.chart.components, model.components);
  const ChartHistory& history = chart.library.history();
  REQUIRE(tables.history != nullptr);
  CHECK(tables.chart.keys == &tables.history->keys);
  check_same(tables.history->components, history.components);
  check_same(tables.history->keys.releases, history.keys.releases);
  check_same(tables.history->keys.nodes, history.keys.nodes);
  check_same(tables.history->keys.variants, history.keys.variants);
  for (std::size_t i = 0; i < history.keys.releases.size(); ++i) {
    const auto release = static_cast<ReleaseIndex>(i);
    const ReleaseModel from_table(*tables.history, release);
    const ReleaseModel from_files(history, release);
    CHECK(leaves_of(from_table.chart().defaults->umbrella) ==
          leaves_of(from_files.chart().defaults->umbrella));
  }
  CHECK(leaves_of(tables.chart.defaults->umbrella) == leaves_of(model.defaults->umbrella));
  REQUIRE(tables.chart.defaults->subcharts.size() == model.defaults->subcharts.size());
  for (const ChartDefaults::Subchart& made : tables.chart.defaults->subcharts) {
    CAPTURE(made.alias);
    bool found = false;
    for (const ChartDefaults::Subchart& read : model.defaults->subcharts) {
      if (read.alias != made.alias) continue;
      found = true;
      CHECK(leaves_of(made.values) == leaves_of(read.values));
    }
    CHECK(found);
  }
}

TEST_CASE("all nodes of the built-in defaults stand in no file") {
  for (const ChartDefaults::Subchart& subchart : builtin_tables().chart.defaults->subcharts) {
    CHECK(subchart.values.origin == Origin::kDefault);
    CHECK(subchart.values.source == nullptr);
    for (const Node& node : subchart.values.tree.nodes) CHECK(node.span == Span{});
  }
}

}  // namespace estafette_lint
