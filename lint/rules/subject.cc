#include "lint/rules/subject.h"

#include <algorithm>
#include <array>

namespace estafette_lint {

Value ConfigFile::root() const {
  if (layer == nullptr || layer->tree.root == kNoNode) return {};
  return {*layer, layer->tree.root, Span{}};
}

bool Subject::is_on(std::string_view alias) const {
  const ComponentFact* component = chart.component(alias);
  if (component == nullptr) return true;
  const Value condition = values.lookup(component->condition).value;
  // Where its own defaults switch it off, Helm leaves them out with it.
  if (!condition) return !values.is_left_out(alias);
  return condition.type() != Type::kBool || condition.node().boolean;
}

bool Subject::all_true(std::span<const KeyPath> paths) const {
  return std::all_of(paths.begin(), paths.end(),
                     [this](KeyPath path) { return values.lookup(path).value.truthy(); });
}

std::vector<ConfigFile> read_config_files(const Value& files) {
  std::vector<ConfigFile> result;
  for (const auto& [name, value] : files.entries()) {
    if (value.layer() == nullptr || value.layer()->source == nullptr) continue;  // the chart's own
    ConfigFile file;
    file.name = name;
    file.value = value;
    if (value.is_string()) {
      Result<EmbeddedDocument> document = read_embedded(value.layer()->source->text, value.node());
      if (document) {
        file.document = std::move(document).value();
        file.layer = std::make_unique<Layer>(
            Layer{file.document->document.tree, value.origin(), value.layer()->source});
      } else {
        file.error = document.error();
      }
    }
    result.push_back(std::move(file));
  }
  return result;
}

std::vector<ConfigFile> read_config_files(const Values& values) {
  constexpr std::array<std::string_view, 3> kFiles = {"api", "config", "files"};
  return read_config_files(values.lookup(kFiles).value);
}

}  // namespace estafette_lint
