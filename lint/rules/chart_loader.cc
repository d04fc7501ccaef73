#include "lint/rules/chart_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "lint/rules/chart_release_file.h"
#include "lint/rules/key_file.h"
#include "lint/rules/key_model_builder.h"
#include "lint/rules/rule_fields.h"
#include "lint/text/nearest.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kFileFields[] = {"components"};
constexpr std::string_view kComponentFields[] = {
    "alias",  "since",     "until",  "condition", "credentials", "image_pull_secrets", "full_name_length",
    "images", "resources", "secrets"};
constexpr std::string_view kImageFields[] = {
    "repository", "registry", "fixed", "when", "pulls_with_credentials", "pull_secrets", "since", "until"};
constexpr std::string_view kResourcesFields[] = {"path", "when", "since", "until"};
constexpr std::string_view kSecretFields[] = {"credentials", "suffix", "when", "since", "until"};
/// Kubernetes allows no longer name of an object that becomes a label or a host name.
constexpr double kMaxNameLength = 63;

/// The written form of every key.
void collect_names(const Key& key, const Path& path, std::vector<std::string>& names) {
  for (std::size_t i = 0; i < key.child_count(); ++i) {
    const Key child = key.child(i);
    Path below = path;
    below.emplace_back(child.name());
    names.push_back(format_path(below));
    collect_names(child, below, names);
  }
}

/// Whether a release has a key, or an open map above it.
bool has_key(const Key& root, KeyPath keys) {
  Key key = root;
  for (const std::string_view name : keys) {
    const Key child = key.find(name);
    if (!child || !child.exists()) return key.is_open();
    key = child;
  }
  return true;
}

bool overlap(ReleaseRange a, ReleaseRange b) { return a.first <= b.last && b.first <= a.last; }

}  // namespace

struct ChartLibrary::Storage {
  std::deque<std::string> texts;
  std::deque<std::vector<std::string_view>> lists;
  std::deque<std::vector<KeyPath>> paths;
  std::deque<std::vector<ImageFact>> images;
  std::deque<std::vector<ResourcesFact>> resources;
  std::deque<std::vector<PullSecretFact>> secrets;
  std::vector<ComponentFact> components;
  std::vector<Release> releases;
  std::deque<std::vector<SubchartVersion>> charts;
  KeyStorage keys;
  ChartHistory history;
  std::optional<ReleaseModel> newest;
  ChartModel none;  // where there is no release
};

ChartLibrary::ChartLibrary() : storage_(std::make_unique<Storage>()) {}
ChartLibrary::ChartLibrary(ChartLibrary&& other) noexcept = default;
ChartLibrary& ChartLibrary::operator=(ChartLibrary&& other) noexcept = default;
ChartLibrary::~ChartLibrary() = default;

const ChartModel& ChartLibrary::model() const {
  return storage_->newest ? storage_->newest->chart() : storage_->none;
}

const ChartHistory& ChartLibrary::history() const { return storage_->history; }

/// Reads all files: the releases first, then the keys, for the components name them.
class ChartLoader {
 public:
  /// False where any is faulty: then the faults of the other files may only be echoes.
  [[nodiscard]] bool load_releases(const Source& source) {
    ReleaseFileReader reader(source, store(), loaded_.errors);
    storage().releases = reader.read(storage().charts);
    storage().history.keys.releases = storage().releases;
    return loaded_.errors.empty();
  }

  void load_keys(std::span<const Source> sources) {
    KeyTableBuilder builder(releases(), store());
    // In one order, however a directory lists them: it is the order of the keys.
    std::vector<const Source*> sorted;
    for (const Source& source : sources) sorted.push_back(&source);
    std::sort(sorted.begin(), sorted.end(),
              [](const Source* a, const Source* b) { return a->name < b->name; });
    for (const Source* source : sorted) {
      readers_.emplace_back(*source, releases(), store(), loaded_.errors).read(builder);
    }
    builder.build(storage().keys);
    KeyTable& table = storage().history.keys;
    table.nodes = storage().keys.nodes;
    table.variants = storage().keys.variants;
    const TreeStorage& defaults = storage().keys.defaults;
    table.defaults = {defaults.nodes, defaults.entries, defaults.items, kNoNode};
    keys_are_whole_ = loaded_.errors.empty();
  }

  void load_components(const Source& source) {
    FileReader& file = file_.emplace(source, loaded_.errors);
    if (!file.read()) return;
    FieldMap fields(file, file.tree().root, {.known = kFileFields});
    for_each_map(fields, "components", Need::kRequired, [this](NodeId map) { read_component(map); });
    storage().history.components = storage().components;
    if (!keys_are_whole_) return;
    const auto has_alias = [](std::string_view alias) {
      return [alias](const auto& item) { return item.alias == alias; };
    };
    bool has_umbrella = false;
    for (KeyFileReader& reader : readers_) {
      has_umbrella = has_umbrella || reader.alias() == kUmbrella;
      if (reader.alias() == kUmbrella) continue;
      if (std::none_of(storage().components.begin(), storage().components.end(), has_alias(reader.alias()))) {
        reader.file().fault(reader.alias_span(), fmt::format("there is no component '{}'", reader.alias()),
                            fmt::format("{} must name it", source.name));
      }
    }
    if (!has_umbrella) file.fault(file.tree().node(file.tree().root).span, "there is no keys/umbrella.yaml");
  }

  LoadedChart finish() && {
    if (loaded_.errors.empty()) {
      storage().newest.emplace(storage().history, releases().all().last);
    }
    sort_errors(loaded_.errors);
    return std::move(loaded_);
  }

 private:
  [[nodiscard]] ChartLibrary::Storage& storage() { return *loaded_.library.storage_; }
  [[nodiscard]] ReleaseNames releases() { return ReleaseNames(storage().releases); }
  [[nodiscard]] TextStore store() { return {storage().texts, storage().lists}; }
  [[nodiscard]] std::string_view keep(std::string_view text) { return store().keep(text); }

  /// Calls `read` for each map in a list.
  template <typename Read>
  void for_each_map(FieldMap& fields, std::string_view name, Need need, Read read) {
    const NodeId list = fields.find_typed(name, Type::kList, need);
    if (list == kNoNode) return;
    for (const NodeId item : file_->tree().items_of(file_->tree().resolve(list))) {
      const Node& node = file_->node(item);
      if (node.type == Type::kMap) {
        read(item);
      } else {
        file_->fault(file_->tree().node(item).span,
                     fmt::format("'{}' lists maps, not {}", name, describe(node.type)));
      }
    }
  }

  void read_component(NodeId map) {
    FieldMap fields(*file_, map, {.known = kComponentFields, .owner = "a component"});
    ComponentFact component;
    component.releases = range_ = releases().read_range(*file_, fields, releases().all());
    component.alias = read_alias(fields);
    component.condition = path(fields, "condition", Need::kRequired);
    component.credentials = path(fields, "credentials", Need::kOptional);
    component.image_pull_secrets = path(fields, "image_pull_secrets", Need::kOptional);
    component.full_name_length = read_name_length(fields, component.full_name_length);
    const ReleaseRange whole = range_;
    std::vector<ImageFact> images;
    for_each_map(fields, "images", Need::kRequired,
                 [&](NodeId item) { images.push_back(read_image(item, whole)); });
    component.images = storage().images.emplace_back(std::move(images));
    std::vector<ResourcesFact> resources;
    for_each_map(fields, "resources", Need::kOptional,
                 [&](NodeId item) { resources.push_back(read_resources(item, whole)); });
    component.resources = storage().resources.emplace_back(std::move(resources));
    std::vector<PullSecretFact> secrets;
    for_each_map(fields, "secrets", Need::kOptional,
                 [&](NodeId item) { secrets.push_back(read_secret(item, whole)); });
    component.secrets = storage().secrets.emplace_back(std::move(secrets));
    storage().components.push_back(component);
  }

  std::string_view read_alias(FieldMap& fields) {
    const std::string_view alias =
        fields.text("alias", Need::kRequired, "the component's name in the values");
    if (alias.empty()) return {};
    const auto same = [this, alias](const ComponentFact& component) {
      return component.alias == alias && overlap(component.releases, range_);
    };
    if (std::any_of(storage().components.begin(), storage().components.end(), same)) {
      file_->fault(fields.value_span("alias"), fmt::format("the component '{}' is given twice", alias));
    }
    const auto has_alias = [alias](const KeyFileReader& reader) { return reader.alias() == alias; };
    if (keys_are_whole_ && std::none_of(readers_.begin(), readers_.end(), has_alias)) {
      file_->fault(fields.value_span("alias"), fmt::format("there is no keys/{}.yaml", alias),
                   "each component has a file of its keys");
    }
    return keep(alias);
  }

  std::size_t read_name_length(FieldMap& fields, std::size_t fallback) {
    const NodeId id = fields.find_typed("full_name_length", Type::kInt, Need::kOptional);
    if (id == kNoNode) return fallback;
    const double length = file_->node(id).number;
    if (length >= 1 && length <= kMaxNameLength) return static_cast<std::size_t>(length);
    file_->fault(fields.value_span("full_name_length"),
                 fmt::format("'full_name_length' must be 1 to {}", kMaxNameLength));
    return fallback;
  }

  ImageFact read_image(NodeId map, ReleaseRange whole) {
    FieldMap fields(*file_, map, {.known = kImageFields, .owner = "an image"});
    ImageFact image;
    image.releases = range_ = releases().read_range(*file_, fields, whole);
    image.fixed = keep(fields.text("fixed", Need::kOptional));
    image.repository = path(fields, "repository", image.fixed.empty() ? Need::kRequired : Need::kOptional);
    if (!image.fixed.empty() && !image.repository.empty()) {
      file_->fault(fields.value_span("fixed"), "an image is 'fixed' or has a 'repository'");
    }
    image.registry = path(fields, "registry", Need::kOptional);
    image.when = paths(fields, "when");
    image.pulls_with_credentials = fields.boolean("pulls_with_credentials", true);
    image.pull_secrets = paths(fields, "pull_secrets");
    return image;
  }

  ResourcesFact read_resources(NodeId map, ReleaseRange whole) {
    FieldMap fields(*file_, map, {.known = kResourcesFields, .owner = "a resources map"});
    ResourcesFact resources;
    resources.releases = range_ = releases().read_range(*file_, fields, whole);
    resources.path = path(fields, "path", Need::kRequired);
    resources.when = paths(fields, "when");
    return resources;
  }

  PullSecretFact read_secret(NodeId map, ReleaseRange whole) {
    FieldMap fields(*file_, map, {.known = kSecretFields, .owner = "a secret"});
    PullSecretFact secret;
    secret.releases = range_ = releases().read_range(*file_, fields, whole);
    secret.credentials = path(fields, "credentials", Need::kRequired);
    secret.suffix = keep(fields.text("suffix", Need::kRequired, "what stands behind the full name"));
    secret.when = path(fields, "when", Need::kOptional);
    return secret;
  }

  KeyPath path(FieldMap& fields, std::string_view name, Need need) {
    const KeyPath path = fields.path(name, need, store());
    if (!path.empty()) require_known(path, fields.value_span(name));
    return path;
  }

  std::span<const KeyPath> paths(FieldMap& fields, std::string_view name) {
    std::vector<KeyPath> paths;
    for (const auto& [keys, span] : fields.paths(name, store())) {
      require_known(keys, span);
      paths.push_back(keys);
    }
    if (paths.empty()) return {};
    return storage().paths.emplace_back(std::move(paths));
  }

  /// The key must be there in every release of the fact that is being read.
  void require_known(KeyPath keys, Span at) {
    if (!keys_are_whole_) return;
    const KeyTable& table = storage().history.keys;
    const std::string written = format_path(Path(keys.begin(), keys.end()));
    for (std::size_t i = range_.first; i <= range_.last; ++i) {
      const auto release = static_cast<ReleaseIndex>(i);
      if (has_key(Key(table, 0, release), keys)) continue;
      if (find_key(Key(table, 0, release), keys)) {
        file_->fault(at, fmt::format("{} has no key '{}'", releases().name(release), written),
                     "'since' and 'until' say which releases a fact is about");
        return;
      }
      std::vector<std::string> names;
      collect_names(Key(table, 0, release), {}, names);
      std::sort(names.begin(), names.end());
      const std::vector<std::string_view> candidates(names.begin(), names.end());
      const std::string_view near = nearest_name(written, candidates);
      file_->fault(at, fmt::format("the chart has no key '{}'", written),
                   near.empty() ? "" : fmt::format("did you mean '{}'?", near));
      return;
    }
  }

  LoadedChart loaded_;
  bool keys_are_whole_ = true;  // else faults of the components may only be echoes of faults in the keys
  ReleaseRange range_;          // of the fact that is being read
  std::deque<KeyFileReader> readers_;
  std::optional<FileReader> file_;  // the file of the components
};

LoadedChart load_chart(const Source& releases, const Source& components, std::span<const Source> keys) {
  ChartLoader loader;
  if (loader.load_releases(releases)) {
    loader.load_keys(keys);
    loader.load_components(components);
  }
  return std::move(loader).finish();
}

}  // namespace estafette_lint
