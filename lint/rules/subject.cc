#include "lint/rules/subject.h"

#include <algorithm>
#include <array>

namespace estafette_lint {
namespace {

constexpr std::array<std::string_view, 3> kFiles = {"api", "config", "files"};
/// How many steps lead to one of the files.
constexpr std::size_t kFileDepth = kFiles.size() + 1;

/// The file into which a path leads; null where a user wrote none of that name.
const ConfigFile* file_on(KeyPath path, std::span<const ConfigFile> files) {
  if (!leads_into_file(path)) return nullptr;
  const auto file = std::ranges::find(files, path[kFiles.size()], &ConfigFile::name);
  return file == files.end() ? nullptr : &*file;
}

/// `root` is the document's, found by the key that holds its text.
Lookup lookup_in(const Value& root, KeyPath path) {
  Lookup found{.value = root, .nearest = root, .nearest_depth = kFileDepth};
  for (const std::string_view name : path.subspan(kFileDepth)) {
    found.value = found.value.find(name);
    if (!found.value) break;
    found.nearest = found.value;
    ++found.nearest_depth;
  }
  return found;
}

}  // namespace

Value ConfigFile::root() const {
  if (layer == nullptr || layer->tree.root == kNoNode) return {};
  return {*layer, layer->tree.root, Span{}};
}

Lookup Subject::lookup(KeyPath path) const {
  const ConfigFile* const file = file_on(path, config_files);
  if (file == nullptr || !file->root()) return values.lookup(path);
  return lookup_in({*file->layer, file->layer->tree.root, file->value.key_span()}, path);
}

bool Subject::can_tell(KeyPath path) const {
  const ConfigFile* const file = file_on(path, config_files);
  if (file == nullptr) return true;
  if (file->error) return false;
  const Lookup found = lookup(path);
  const bool may_hold_more = file->document && file->document->may_hold_more;
  return found.value || (!may_hold_more && !found.nearest.is_unknown());
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

bool leads_into_file(KeyPath path) {
  return path.size() > kFileDepth && std::equal(kFiles.begin(), kFiles.end(), path.begin());
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
  return read_config_files(values.lookup(kFiles).value);
}

}  // namespace estafette_lint
