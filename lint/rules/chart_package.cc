#include "lint/rules/chart_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "lint/text/line_index.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

/// Charts in charts in charts; the deepest of Estafette CI are 2 levels.
constexpr std::size_t kMaxDepth = 8;
constexpr std::size_t kMaxCharts = 500;

/// The first fault ends the reading.
struct Fault {
  RuleFileError error;
};

std::string_view text_of(const Tree& tree, NodeId map, std::string_view key) {
  std::string_view text;
  for (const Entry& entry : tree.entries_of(map)) {
    const Node& value = tree.node(tree.resolve(entry.value));
    // A version such as 1.0 is a number to YAML, and text to Helm.
    const bool is_text =
        value.type == Type::kString || value.type == Type::kInt || value.type == Type::kFloat;
    if (entry.key == key) text = is_text ? value.text : std::string_view();
  }
  return text;
}

NodeId list_of(const Tree& tree, NodeId map, std::string_view key) {
  NodeId list = kNoNode;
  for (const Entry& entry : tree.entries_of(map)) {
    const NodeId value = tree.resolve(entry.value);
    if (entry.key == key) list = tree.node(value).type == Type::kList ? value : kNoNode;
  }
  return list;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    std::string_view part = text.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// An entry of `dependencies`.
struct Dependency {
  std::string_view name;
  std::string_view alias;
  std::string_view condition;
  bool has_tags = false;
  std::vector<std::vector<std::string>> imported;
};

std::vector<std::vector<std::string>> read_imported(const Tree& tree, NodeId map) {
  std::vector<std::vector<std::string>> paths;
  const NodeId list = list_of(tree, map, "import-values");
  if (list == kNoNode) return paths;
  for (const NodeId item : tree.items_of(list)) {
    const NodeId id = tree.resolve(item);
    const Node& node = tree.node(id);
    if (node.type == Type::kString) paths.push_back({"exports", std::string(node.text)});
    if (node.type == Type::kMap) paths.push_back(split(text_of(tree, id, "child"), '.'));
  }
  return paths;
}

std::vector<Dependency> read_dependencies(const Tree& tree) {
  std::vector<Dependency> found;
  if (tree.root == kNoNode) return found;
  const NodeId list = list_of(tree, tree.root, "dependencies");
  if (list == kNoNode) return found;
  for (const NodeId item : tree.items_of(list)) {
    const NodeId map = tree.resolve(item);
    if (tree.node(map).type != Type::kMap) continue;
    Dependency dependency;
    dependency.name = text_of(tree, map, "name");
    dependency.alias = text_of(tree, map, "alias");
    if (dependency.alias.empty()) dependency.alias = dependency.name;
    dependency.condition = text_of(tree, map, "condition");
    dependency.has_tags = list_of(tree, map, "tags") != kNoNode;
    dependency.imported = read_imported(tree, map);
    if (!dependency.name.empty()) found.push_back(std::move(dependency));
  }
  return found;
}

/// The files below a folder, sorted into what they are.
class PackageReader {
 public:
  /// `prefix` ends with a slash, or is empty.
  using Files = std::vector<std::pair<std::string_view, const Source*>>;

  ChartPackage read(const Files& files, std::string_view prefix, std::size_t depth) {
    if (depth > kMaxDepth) fail(prefix, fmt::format("charts in charts in charts, {} deep", depth));
    if (++count_ > kMaxCharts) fail(prefix, fmt::format("more than {} subcharts", kMaxCharts));
    const Source* chart_file = nullptr;
    const Source* values_file = nullptr;
    const Source* requirements_file = nullptr;
    ChartPackage package;
    std::map<std::string_view, Files> folders;
    for (const auto& [name, source] : files) {
      if (name == "Chart.yaml") chart_file = source;
      if (name == "values.yaml") values_file = source;
      if (name == "requirements.yaml") requirements_file = source;
      if (name.starts_with("templates/")) package.templates.push_back(source);
      constexpr std::string_view kCharts = "charts/";
      if (!name.starts_with(kCharts)) continue;
      const std::string_view inside = name.substr(kCharts.size());
      const std::size_t slash = inside.find('/');
      // Helm passes over these, and over single files.
      if (slash == std::string_view::npos || inside.starts_with('_') || inside.starts_with('.')) continue;
      folders[inside.substr(0, slash)].emplace_back(inside.substr(slash + 1), source);
    }
    if (chart_file == nullptr) fail(prefix, "there is no Chart.yaml, so this is no chart");
    const Document chart = read_file(*chart_file);
    if (chart.tree.root != kNoNode) {
      package.name = text_of(chart.tree, chart.tree.root, "name");
      package.version = text_of(chart.tree, chart.tree.root, "version");
      package.is_library = text_of(chart.tree, chart.tree.root, "type") == "library";
    }
    if (package.name.empty()) fail(chart_file->name, "it does not say the chart's 'name'");
    if (package.version.empty()) {
      fail(chart_file->name, "it does not say the chart's 'version'");
    }
    if (values_file != nullptr) package.values = read_file(*values_file);
    std::vector<Dependency> dependencies = read_dependencies(chart.tree);
    Document requirements;
    if (requirements_file != nullptr && dependencies.empty()) {
      requirements = read_file(*requirements_file);
      dependencies = read_dependencies(requirements.tree);
    }
    read_subcharts(package, dependencies, folders, prefix, depth);
    return package;
  }

 private:
  [[noreturn]] static void fail(std::string_view file, std::string message, std::string hint = {}) {
    if (file.ends_with('/')) file.remove_suffix(1);
    throw Fault{{.file = std::string(file), .message = std::move(message), .hint = std::move(hint)}};
  }

  static Document read_file(const Source& source) {
    Result<Document> document = read_document(source.text);
    if (document) return std::move(document).value();
    const TextError& error = document.error();
    const Position at = LineIndex(source.text).position(error.span.begin);
    throw Fault{{.file = source.name,
                 .line = at.line,
                 .column = at.column,
                 .message = error.message,
                 .hint = error.hint}};
  }

  void read_subcharts(ChartPackage& package, const std::vector<Dependency>& dependencies,
                      const std::map<std::string_view, Files>& folders, std::string_view prefix,
                      std::size_t depth) {
    std::map<std::string, std::string_view> folder_of;  // by the chart's name
    for (const auto& [folder, files] : folders) {
      const auto chart_file = std::find_if(files.begin(), files.end(),
                                           [](const auto& file) { return file.first == "Chart.yaml"; });
      if (chart_file == files.end())
        fail(fmt::format("{}charts/{}", prefix, folder), "there is no Chart.yaml");
      const Document chart = read_file(*chart_file->second);
      if (chart.tree.root == kNoNode) continue;
      folder_of.try_emplace(std::string(text_of(chart.tree, chart.tree.root, "name")), folder);
    }
    std::vector<std::string> named;
    for (const Dependency& dependency : dependencies) {
      const auto folder = folder_of.find(std::string(dependency.name));
      if (folder == folder_of.end()) {
        fail(prefix, fmt::format("its charts/ lacks the chart '{}', which Chart.yaml names", dependency.name),
             "run 'helm dependency build' first");
      }
      named.emplace_back(dependency.name);
      Subchart subchart;
      subchart.alias = dependency.alias;
      for (const std::string& path : split(dependency.condition, ',')) {
        subchart.conditions.push_back(split(path, '.'));
      }
      std::erase_if(subchart.conditions, [](const auto& path) { return path.empty(); });
      subchart.has_tags = dependency.has_tags;
      subchart.imported = dependency.imported;
      add(package, std::move(subchart), folders, folder->second, prefix, depth);
    }
    for (const auto& [name, folder] : folder_of) {
      if (std::find(named.begin(), named.end(), name) != named.end()) continue;
      Subchart subchart;
      subchart.alias = name;
      add(package, std::move(subchart), folders, folder, prefix, depth);
    }
  }

  void add(ChartPackage& package, Subchart subchart, const std::map<std::string_view, Files>& folders,
           std::string_view folder, std::string_view prefix, std::size_t depth) {
    const std::string below = fmt::format("{}charts/{}/", prefix, folder);
    std::shared_ptr<const ChartPackage>& known = known_[below];
    if (known == nullptr) {
      known = std::make_shared<const ChartPackage>(read(folders.find(folder)->second, below, depth + 1));
    }
    subchart.chart = known;
    package.subcharts.push_back(std::move(subchart));
  }

  std::size_t count_ = 0;
  std::map<std::string, std::shared_ptr<const ChartPackage>> known_;  // by folder
};

}  // namespace

Result<ChartPackage, RuleFileError> read_chart_package(std::span<const Source> files) {
  PackageReader::Files all;
  for (const Source& file : files) all.emplace_back(file.name, &file);
  try {
    return PackageReader().read(all, "", 0);
  } catch (Fault& fault) {
    return std::move(fault.error);
  }
}

}  // namespace estafette_lint
