// compile_rules RULES-DIRECTORY OUT.cc: turns the rule files and the chart's facts into C++ tables.
//
// Runs when the project is built. Every fault is printed as "file:line:column: error: message", and then
// nothing is written. What it writes are constant-initialised arrays: the program parses nothing when it
// starts.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/chart_loader.h"
#include "lint/rules/rule.h"
#include "lint/rules/rule_loader.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrologue = R"(// Made by compile_rules from the files in rules/: change those.
#include "lint/cli/builtin_tables.h"

namespace estafette_lint {
namespace {

constexpr Node make_node(Type type, std::string_view text = {}, double number = 0, bool boolean = false) {
  Node node;
  node.type = type;
  node.style = Style::kPlain;
  node.text = text;
  node.number = number;
  node.boolean = boolean;
  return node;
}
constexpr Node make_group(Type type, std::uint32_t first, std::uint32_t count) {
  Node node;
  node.type = type;
  node.style = Style::kBlock;
  node.first = first;
  node.count = count;
  return node;
}
constexpr Entry make_entry(std::string_view key, NodeId value) {
  Entry entry;
  entry.key = key;
  entry.value = value;
  return entry;
}

)";

/// A C++ string literal; octal escapes, for they end after three digits whatever follows.
std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte >= 0x7F || c == '?') {  // `?` could start a trigraph
      out += fmt::format("\\{:03o}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string_view to_code(bool value) { return value ? "true" : "false"; }

/// Writes arrays one after the other, each under a name of its own; what uses one is written after it.
class TableWriter {
 public:
  /// The model of the newest release, ready for use, and what the others are made from.
  [[nodiscard]] std::string write(const ChartHistory& history, const ChartModel& newest,
                                  std::span<const Rule> rules) {
    // The trees of the newest release share one set of nodes, which begins with the pool of all defaults.
    nodes_ = tree_nodes(newest.defaults->umbrella.tree);
    const std::string keys = key_table(history.keys);
    const std::string all_components = components(history.components);
    code_ += fmt::format("constexpr ChartHistory kHistory = {{{}, {}}};\n", keys, all_components);
    const std::string umbrella = layer(newest.defaults->umbrella);
    const std::string subcharts =
        array("ChartDefaults::Subchart", newest.defaults->subcharts,
              [this](const ChartDefaults::Subchart& subchart) {
                return fmt::format("{{{}, {}}}", quote(subchart.alias), layer(subchart.values));
              });
    code_ += fmt::format("constexpr ChartDefaults kDefaults = {{{}, {}}};\n", umbrella, subcharts);
    const std::string own_components = components(newest.components);
    const std::string rule_table = array("Rule", rules, [this](const Rule& item) { return rule(item); });
    code_ += fmt::format(
        "constexpr Tables kTables = {{{{{}, {}, &kDefaults, &kHistory.keys, {}}}, {}, &kHistory}};\n",
        quote(newest.version), own_components, newest.release, rule_table);
    return fmt::format(
        "{}{}\n}}  // namespace\n\nconst Tables& builtin_tables() {{ return kTables; }}\n\n"
        "}}  // namespace estafette_lint\n",
        kPrologue, code_);
  }

 private:
  /// Writes an array of what `to_text` makes of each item, and returns its name; `{}` where there is none.
  template <typename Items, typename ToText>
  std::string array(std::string_view type, const Items& items, ToText to_text) {
    if (std::empty(items)) return "{}";
    std::string body;
    for (const auto& item : items) body += fmt::format("    {},\n", to_text(item));
    std::string name = fmt::format("kTable{}", ++count_);
    code_ += fmt::format("constexpr {} {}[] = {{\n{}}};\n", type, name, body);
    return name;
  }

  std::string texts(std::span<const std::string_view> items) {
    return array("std::string_view", items, [](std::string_view text) { return quote(text); });
  }

  std::string paths(std::span<const KeyPath> items) {
    return array("KeyPath", items, [this](KeyPath path) { return texts(path); });
  }

  std::string components(std::span<const ComponentFact> facts) {
    return array("ComponentFact", facts, [this](const ComponentFact& fact) { return component(fact); });
  }

  std::string component(const ComponentFact& fact) {
    const std::string images = array("ImageFact", fact.images, [this](const ImageFact& image) {
      return fmt::format("{{{}, {}, {}, {}, {}, {}, {}}}", texts(image.repository), texts(image.registry),
                         paths(image.when), to_code(image.pulls_with_credentials), paths(image.pull_secrets),
                         quote(image.fixed), range(image.releases));
    });
    const std::string resources = array("ResourcesFact", fact.resources, [this](const ResourcesFact& item) {
      return fmt::format("{{{}, {}, {}}}", texts(item.path), paths(item.when), range(item.releases));
    });
    const std::string secrets = array("PullSecretFact", fact.secrets, [this](const PullSecretFact& secret) {
      return fmt::format("{{{}, {}, {}, {}}}", texts(secret.credentials), quote(secret.suffix),
                         texts(secret.when), range(secret.releases));
    });
    return fmt::format("{{{}, {}, {}, {}, {}, {}, {}, {}, {}}}", quote(fact.alias), texts(fact.condition),
                       texts(fact.credentials), texts(fact.image_pull_secrets), fact.full_name_length, images,
                       resources, secrets, range(fact.releases));
  }

  std::string key_table(const KeyTable& table) {
    const std::string releases = array("Release", table.releases, [this](const Release& release) {
      const std::string charts = array("SubchartVersion", release.charts, [](const SubchartVersion& chart) {
        return fmt::format("{{{}, {}}}", quote(chart.alias), quote(chart.version));
      });
      return fmt::format("{{{}, {}, {}, {}, {}}}", quote(release.version), quote(release.date),
                         quote(release.kubernetes_min), quote(release.kubernetes_max), charts);
    });
    const std::string nodes = array("KeyNode", table.nodes, [](const KeyNode& key) {
      return fmt::format("{{{}, {}, {}, {}, {}, {}}}", quote(key.name), key.first_child, key.child_count,
                         key.first_variant, key.variant_count, key.items);
    });
    const std::string variants = array("KeyVariant", table.variants, [](const KeyVariant& variant) {
      return fmt::format("{{{}, {}, {}, {}, {}, {}, {}, {}, {}}}", range(variant.releases),
                         key_type(variant.type), key_type(variant.values), to_code(variant.open),
                         to_code(variant.dead), to_code(variant.condition), variant.own_default,
                         variant.umbrella_default, quote(variant.renamed_to));
    });
    return fmt::format("{{{}, {}, {}, {}}}", releases, nodes, variants, tree(table.defaults));
  }

  static std::string range(ReleaseRange releases) {
    return fmt::format("{{{}, {}}}", releases.first, releases.last);
  }

  static std::string key_type(KeyType type) {
    return fmt::format("static_cast<KeyType>({})", static_cast<unsigned>(type));
  }

  [[nodiscard]] std::string layer(const Layer& layer) const {
    return fmt::format("{{{}, Origin::kDefault, nullptr}}", tree(layer.tree));
  }

  [[nodiscard]] std::string tree(const Tree& tree) const {
    return fmt::format("{{{}, {}}}", nodes_, tree.root);
  }

  std::string tree_nodes(const Tree& tree) {
    const std::string nodes = array("Node", tree.nodes, node);
    const std::string entries = array("Entry", tree.entries, [](const Entry& entry) {
      return fmt::format("make_entry({}, {})", quote(entry.key), entry.value);
    });
    const std::string items =
        array("NodeId", tree.items, [](NodeId item) { return fmt::format("{}", item); });
    return fmt::format("{}, {}, {}", nodes, entries, items);
  }

  static std::string node(const Node& node) {
    switch (node.type) {
      case Type::kBool:
        return fmt::format("make_node(Type::kBool, {}, 0, {})", quote(node.text), to_code(node.boolean));
      case Type::kInt:
        return fmt::format("make_node(Type::kInt, {}, {})", quote(node.text), node.number);
      case Type::kFloat:
        return fmt::format("make_node(Type::kFloat, {}, {})", quote(node.text), node.number);
      case Type::kString:
        return fmt::format("make_node(Type::kString, {})", quote(node.text));
      case Type::kList:
        return fmt::format("make_group(Type::kList, {}, {})", node.first, node.count);
      case Type::kMap:
        return fmt::format("make_group(Type::kMap, {}, {})", node.first, node.count);
      case Type::kNull:
      case Type::kAlias:  // a library's trees have none
        break;
    }
    return "make_node(Type::kNull)";
  }

  std::string parameters(std::span<const Parameter> with) {
    return array("Parameter", with, [this](const Parameter& parameter) {
      return fmt::format("{{{}, {}, {}, {}, {}}}", quote(parameter.name), parameter.number,
                         to_code(parameter.boolean), quote(parameter.text), texts(parameter.list));
    });
  }

  std::string fix(const FixFact& fact) {
    const std::string holds = array("FixHold", fact.holds, [this](const FixHold& hold) {
      return fmt::format("{{{}, {}, {}}}", texts(hold.when), paths(hold.unless), quote(hold.because));
    });
    return fmt::format("{{{}, static_cast<FixSafety>({}), {}, {}}}", to_code(fact.declared),
                       static_cast<unsigned>(fact.safety), fact.impacts, holds);
  }

  std::string rule(const Rule& rule) {
    const std::string places = array("Place", rule.places, [this](const Place& place) {
      return fmt::format("{{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}}}", texts(place.path),
                         quote(place.component), texts(place.when), texts(place.unless),
                         parameters(place.with), quote(place.message), quote(place.help),
                         to_code(place.affirm), fix(place.fix), place.line);
    });
    return fmt::format(
        "{{{}, {}, static_cast<Severity>({}), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}}",
        quote(rule.id), quote(rule.topic), static_cast<unsigned>(rule.severity), rule.profiles,
        quote(rule.summary), quote(rule.why), quote(rule.source), quote(rule.url), quote(rule.check),
        quote(rule.message), quote(rule.help), quote(rule.bad_example), quote(rule.good_example), places,
        texts(rule.yields_to));
  }

  std::string code_;
  std::string nodes_;  // the arrays of every tree
  std::size_t count_ = 0;
};

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

/// The .yaml files directly in a directory, by name; false where one cannot be read.
bool read_directory(const fs::path& directory, std::vector<Source>& sources) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".yaml") files.push_back(it->path());
  }
  if (error) {
    fmt::print(stderr, "{}: error: {}\n", directory.string(), error.message());
    return false;
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::optional<std::string> text = read_file(file);
    if (!text) {
      fmt::print(stderr, "{}: error: the file cannot be read\n", file.string());
      return false;
    }
    sources.push_back({file.string(), std::move(*text)});
  }
  return true;
}

/// The files of all topics: rules/<topic>/<rule-id>.yaml.
bool read_rules(const fs::path& rules, std::vector<Source>& sources) {
  std::error_code error;
  std::vector<fs::path> topics;
  for (fs::directory_iterator it(rules, error), end; !error && it != end; it.increment(error)) {
    if (it->is_directory() && it->path().filename() != "chart") topics.push_back(it->path());
  }
  if (error) {
    fmt::print(stderr, "{}: error: {}\n", rules.string(), error.message());
    return false;
  }
  std::sort(topics.begin(), topics.end());
  return std::all_of(topics.begin(), topics.end(),
                     [&sources](const fs::path& topic) { return read_directory(topic, sources); });
}

void print(const std::vector<RuleFileError>& errors) {
  for (const RuleFileError& error : errors) {
    fmt::print(stderr, "{}:{}:{}: error: {}{}\n", error.file, error.line, error.column, error.message,
               error.hint.empty() ? "" : fmt::format(" ({})", error.hint));
  }
}

/// Leaves a file that already says the same untouched, so that nothing is compiled anew.
bool write_if_changed(const fs::path& path, const std::string& text) {
  if (read_file(path) == text) return true;
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) fmt::print(stderr, "{}: error: the file cannot be written\n", path.string());
  return static_cast<bool>(stream);
}

int compile(const fs::path& rules, const fs::path& out) {
  std::vector<Source> facts;
  std::vector<Source> keys;
  std::vector<Source> files;
  if (!read_directory(rules / "chart", facts) || !read_directory(rules / "chart" / "keys", keys) ||
      !read_rules(rules, files)) {
    return EXIT_FAILURE;
  }
  const auto is_named = [](std::string_view name) {
    return [name](const Source& source) { return source.name.ends_with(name); };
  };
  const auto components = std::find_if(facts.begin(), facts.end(), is_named("/components.yaml"));
  const auto releases = std::find_if(facts.begin(), facts.end(), is_named("/releases.yaml"));
  if (facts.size() != 2 || components == facts.end() || releases == facts.end()) {
    fmt::print(stderr, "{}: error: must hold components.yaml, releases.yaml and no other file\n",
               (rules / "chart").string());
    return EXIT_FAILURE;
  }
  const LoadedChart chart = load_chart(*releases, *components, keys);
  const ChartModel& newest = chart.library.model();
  const LoadedRules loaded = load_rules(files, {}, &newest, rules.string());
  print(chart.errors);
  if (chart.errors.empty()) print(loaded.errors);  // else they may be echoes
  if (!chart.errors.empty() || !loaded.errors.empty()) return EXIT_FAILURE;
  const std::string code = TableWriter().write(chart.library.history(), newest, loaded.library.rules());
  return write_if_changed(out, code) ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace estafette_lint

int main(int argc, char** argv) {
  try {
    if (argc == 3) return estafette_lint::compile(argv[1], argv[2]);
    std::fputs("usage: compile_rules RULES-DIRECTORY OUT.cc\n", stderr);
  } catch (const std::exception& error) {  // out of memory, or a file system that fails half-way
    std::fputs(error.what(), stderr);
    std::fputs("\n", stderr);
  }
  return EXIT_FAILURE;
}
