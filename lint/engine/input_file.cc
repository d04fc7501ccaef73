#include "lint/engine/input_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/text/line_index.h"
#include "lint/yaml/limits.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kOtherRoot = "'--values-root' names the place of the values";

/// "a list", for a value that should be a map.
std::string_view name_of(Type type) {
  switch (type) {
    case Type::kNull:
      return "null";
    case Type::kBool:
      return "a boolean";
    case Type::kInt:
    case Type::kFloat:
      return "a number";
    case Type::kList:
      return "a list";
    case Type::kString:
      return "a text";
    case Type::kMap:
    case Type::kAlias:
      break;
  }
  return "a map";
}

std::vector<std::string> first_of(const std::vector<std::string>& words) {
  constexpr std::size_t kMaxShown = 4;
  if (words.size() <= kMaxShown + 1) return words;
  std::vector<std::string> shown(words.begin(), words.begin() + kMaxShown);
  shown.push_back(fmt::format("{} more", words.size() - kMaxShown));
  return shown;
}

}  // namespace

InputFile::InputFile(const Source& source, const ChartModel& chart, const Path* values_root)
    : source_(source), chart_(chart) {
  read(values_root);
}

void InputFile::read(const Path* values_root) {
  Result<Document> first = read_document(source_.text);
  if (!first) {
    error_ = first.error();
    return;
  }
  documents_.push_back(std::move(first).value());
  whole_.push_back({documents_.back().tree, Origin::kFile, &source_});
  if (values_root != nullptr) {
    if (read_behind()) add_given(*values_root);
  } else if (read_objects()) {
    add_objects();
  } else if (!error_) {
    add_plain();
  }
}

bool InputFile::read_objects() {
  if (is_kubernetes_object(root_of(0))) return read_behind();
  // The first of several may be empty, as tools write them.
  const std::vector<DroppedText>& behind = documents_.front().dropped;
  if (documents_.front().tree.root != kNoNode || behind.empty() || !behind.front().split) return false;
  const bool read = read_behind();
  for (std::size_t i = 1; i < documents_.size(); ++i) {
    if (is_kubernetes_object(root_of(i))) return read;
  }
  // Values after all, and to Helm the first document is all there is.
  error_.reset();
  documents_.resize(1);
  whole_.resize(1);
  return false;
}

bool InputFile::read_behind() {
  Result<std::vector<Document>> behind = read_documents_behind(source_.text, documents_.front());
  if (!behind) {
    error_ = behind.error();
    return false;
  }
  for (Document& document : behind.value()) {
    documents_.push_back(std::move(document));
    whole_.push_back({documents_.back().tree, Origin::kFile, &source_});
  }
  return true;
}

Value InputFile::root_of(std::size_t document) const {
  const Layer& layer = whole_[document];
  return layer.tree.root == kNoNode ? Value() : Value(layer, layer.tree.root, {});
}

void InputFile::add_plain() {
  const Value root = root_of(0);
  FileRelease release;
  if (const Value section = umbrella_section(root, chart_)) {
    add_umbrella(std::move(release), {}, root, section);
  } else {
    release.layers.push_back(&whole_.front());
    releases_.push_back(std::move(release));
  }
  if (!releases_.empty()) {
    for (const DroppedText& text : documents_.front().dropped) {
      releases_.front().dropped.push_back({&whole_.front(), text});
    }
  }
}

// ---- A place that was named

void InputFile::add_given(const Path& path) {
  PathEnd nearest;
  std::optional<TextError> fault;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    PathEnd end = follow(root_of(i), path);
    ValuesRoot root{.document = i, .path = path, .in_string = {}, .key = end.key};
    Opened opened;
    // The path may run on into the document that a string holds.
    if (end.depth == path.size() || end.value.is_string()) {
      opened =
          open(end.value, Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(end.depth)), end.key);
    }
    if (opened.in_string) {
      const auto inner = path.begin() + static_cast<std::ptrdiff_t>(end.depth);
      root.path.assign(path.begin(), inner);
      root.in_string = Path(inner, path.end());
      const PathEnd within = follow(opened.root, *root.in_string);
      opened.root = within.value.is_map() ? within.value : Value();
      end.value = within.value;
      end.depth += within.depth;
      if (!within.key.empty()) end.key = root.key = within.key;
    }
    if (end.depth == path.size() && opened.root && !opened.error) {
      FileRelease release;
      add_dropped(release, i);
      add_dropped(release, opened);
      add_release(std::move(release), std::move(root), opened.root);
      continue;
    }
    if (opened.error && !fault) fault = opened.error;
    if (i == 0 || end.depth > nearest.depth) nearest = end;
  }
  if (!releases_.empty()) return;
  if (fault) {
    error_ = std::move(fault);
    return;
  }
  const std::string wanted = format_path(path);
  const std::span<const Step> steps = path;
  if (nearest.depth == path.size()) {
    return fail(
        nearest.key,
        fmt::format("'--values-root' {}: {} is no map of values", wanted, name_of(nearest.value.type())),
        "it must lead to a map of keys, or to a text that holds one");
  }
  const std::string there = format_path(steps.first(nearest.depth));
  fail(nearest.key,
       fmt::format("'--values-root' {}: {} has no {}", wanted, there.empty() ? "the file" : there,
                   format_path(steps.subspan(nearest.depth, 1))),
       "the path leads from the start of the file to the values");
}

// ---- Objects of Kubernetes

void InputFile::add_objects() {
  for (Document& document : documents_) keep_own_dropped(document, source_.text);
  for (std::size_t i = 0; i < documents_.size() && !error_; ++i) {
    const Value root = root_of(i);
    if (!root) continue;
    if (!is_kubernetes_object(root)) {
      note_at(root.node().span, "this document is no object of Kubernetes; it is not judged");
      continue;
    }
    for (DescribedRelease& described : find_releases(root)) {
      described_.push_back(std::move(described));
      add_described(described_.back(), i);
      if (error_) return;
    }
  }
  note_other_charts();
  if (releases_.empty() && notes_.empty()) note_kinds();
}

void InputFile::add_described(const DescribedRelease& described, std::size_t document) {
  const bool unknown = described.values.is_unknown();
  const Opened opened = unknown ? Opened{} : open(described.values, described.path, described.key);
  const Value section = umbrella_section(opened.root, chart_);
  if (!section && !described.is_this_chart) {
    others_.push_back(&described);
    return;
  }
  if (opened.error) {
    error_ = opened.error;
    return;
  }
  if (unknown) {
    note_at(described.key, fmt::format("the values of {} are filled in by another tool; they are not judged",
                                       described.label));
    return;
  }
  const bool has_values = opened.root.is_map() && !opened.root.entries().empty();
  if (!described.elsewhere.empty()) {
    const std::string keys =
        join_words(std::vector<std::string>(described.elsewhere.begin(), described.elsewhere.end()));
    note_at(
        described.key,
        has_values
            ? fmt::format("{} has more values by {}, unseen here: what is said to be missing may stand "
                          "there, and what stands here may be overridden",
                          described.label, keys)
            : fmt::format("{} has its values by {}, unseen here; it is not judged", described.label, keys));
    if (!has_values) return;
  }
  FileRelease release;
  release.label = described.label;
  release.name = described.name;
  if (!section) release.version = described.version;  // else it is the umbrella's
  add_dropped(release, document);
  ValuesRoot root{.document = document, .path = described.path, .in_string = {}, .key = described.key};
  if (opened.in_string) root.in_string.emplace();
  add_dropped(release, opened);
  if (section) {
    add_umbrella(std::move(release), std::move(root), opened.root, section);
  } else {
    add_release(std::move(release), std::move(root), opened.root);
  }
}

void InputFile::add_dropped(FileRelease& release, std::size_t document) {
  keep_own_dropped(documents_[document], source_.text);
  // Of several releases in one document the first says it.
  if (std::exchange(last_dropped_, document) == document) return;
  for (const DroppedText& text : documents_[document].dropped) {
    release.dropped.push_back({&whole_[document], text});
  }
}

/// The text in a string is to Helm a file of values.
void InputFile::add_dropped(FileRelease& release, const Opened& opened) {
  if (!opened.in_string) return;
  for (const DroppedText& text : strings_.back().document.dropped) {
    release.dropped.push_back({&whole_.back(), text});
  }
}

void InputFile::note_other_charts() {
  if (others_.empty()) return;
  std::vector<std::string> names;
  for (const DescribedRelease* other : others_) {
    names.push_back(fmt::format("{} ({})", other->label,
                                other->chart.empty() ? "no chart named" : "chart " + other->chart));
  }
  note_at(others_.front()->key, fmt::format("not judged, as the chart is not {}: {}; {}", kChartName,
                                            join_words(first_of(names)), kOtherRoot));
}

void InputFile::note_kinds() {
  std::vector<std::string> kinds;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    const Value kind = root_of(i).find("kind");
    if (!kind.is_string()) continue;
    std::string text(kind.node().text);
    if (std::find(kinds.begin(), kinds.end(), text) == kinds.end()) kinds.push_back(std::move(text));
  }
  notes_.push_back(fmt::format("there are no values of {} in it, nothing is judged: it holds {}; {}",
                               kChartName, join_words(first_of(kinds)), kOtherRoot));
}

// ---- Releases

InputFile::Opened InputFile::open(const Value& value, const Path& path, Span key) {
  Opened opened;
  const Type type = value.type();
  if (type == Type::kMap) opened.root = value;
  if (type == Type::kMap || type == Type::kNull) return opened;
  const auto wrong = [&](Type found, Span span) {
    opened.error = TextError{
        fmt::format("{} holds {}; values are a map of keys", format_path(path), name_of(found)), {}, span};
    return opened;
  };
  if (type != Type::kString || value.is_unknown()) return wrong(type, key);
  Result<EmbeddedDocument> embedded = read_embedded(source_.text, value.node());
  if (!embedded) {
    opened.error = embedded.error();
    opened.error->message = fmt::format("the text in {}: {}", format_path(path), opened.error->message);
    return opened;
  }
  opened.in_string = true;
  strings_.push_back(std::move(embedded).value());
  const EmbeddedDocument& held = strings_.back();
  held_.push_back({&value.node(), held.document.tree});
  const Tree& tree = held.document.tree;
  if (tree.root == kNoNode) return opened;
  if (tree.node(tree.root).type != Type::kMap) return wrong(tree.node(tree.root).type, key);
  whole_.push_back({tree, Origin::kFile, &source_});
  opened.root = Value(whole_.back(), tree.root, {});
  if (held.may_hold_more) {
    note_at(key,
            "templates in this text bring in values that are not seen here: what is said to be missing "
            "may be there");
  }
  return opened;
}

void InputFile::add_umbrella(FileRelease release, ValuesRoot root, const Value& values,
                             const Value& section) {
  const Value enabled = section.find("enabled");
  if (enabled.type() == Type::kBool && !enabled.node().boolean) {
    return note_at(section.key_span(),
                   fmt::format("{}.enabled is false, so the chart is off; nothing of it is "
                               "judged",
                               kChartName));
  }
  release.in_umbrella = true;
  if (const Layer* const globals = global_layer(values)) release.layers.push_back(globals);
  root.key = section.key_span();
  (root.in_string ? *root.in_string : root.path).emplace_back(kChartName);
  add_release(std::move(release), std::move(root), section);
}

void InputFile::add_release(FileRelease release, ValuesRoot root, const Value& values) {
  if (releases_.size() == kMaxReleases) {
    return fail(root.key, fmt::format("more than {} releases of the chart in one file", kMaxReleases),
                "give a file with less in it");
  }
  Layer& layer = layers_.emplace_back();
  layer.source = &source_;
  layer.root = &roots_.emplace_back(std::move(root));
  if (values) {
    layer.tree = values.layer()->tree;
    layer.tree.root = values.node_id();
  }
  release.layers.insert(release.layers.begin(), &layer);
  // Two of one name, such as the same release for two clusters, are told apart by their place in the file.
  const auto same = std::ranges::count(releases_, release.label, &FileRelease::label);
  if (same > 0) release.label += fmt::format("{}({})", release.label.empty() ? "" : " ", same + 1);
  releases_.push_back(std::move(release));
}

/// The `global` of an umbrella's values by itself.
const Layer* InputFile::global_layer(const Value& values) {
  const Value global = values.find("global");
  if (!global.is_map()) return nullptr;
  const Tree& tree = values.layer()->tree;
  const auto entry = std::find_if(tree.entries.begin(), tree.entries.end(), [&](const Entry& each) {
    return each.key_span == global.key_span() && tree.resolve(each.value) == global.node_id();
  });
  if (entry == tree.entries.end()) return nullptr;
  OneEntry& kept = globals_.emplace_back();
  kept.nodes.assign(tree.nodes.begin(), tree.nodes.end());
  kept.entries.assign(tree.entries.begin(), tree.entries.end());
  Node map = values.node();
  map.first = static_cast<std::uint32_t>(entry - tree.entries.begin());
  map.count = 1;
  kept.nodes.push_back(map);
  Layer& layer = layers_.emplace_back();
  layer.source = &source_;
  layer.tree = {kept.nodes, kept.entries, tree.items, static_cast<NodeId>(kept.nodes.size() - 1)};
  return &layer;
}

// ---- What is said

const SecretMask& InputFile::secrets(std::span<const HeldDocument> held) const {
  if (!secrets_) {
    std::vector<Tree> trees;
    std::vector<Span> unread;
    std::vector<DroppedDocuments> dropped;
    for (const Document& document : documents_) {
      trees.push_back(document.tree);
      dropped.push_back(read_dropped(source_.text, document));
      for (const Document& lost : dropped.back().documents) trees.push_back(lost.tree);
      if (!dropped.back().unread.empty()) unread.push_back(dropped.back().unread);
    }
    std::vector<HeldDocument> all(held.begin(), held.end());
    all.insert(all.end(), held_.begin(), held_.end());
    secrets_.emplace(source_, ReadDocuments{.trees = trees, .held = all, .unread = unread});
  }
  return *secrets_;
}

void InputFile::note_at(Span place, std::string text) {
  const std::size_t line = LineIndex(source_.text).position(place.begin).line;
  notes_.push_back(fmt::format("line {}: {}", line, text));
}

void InputFile::fail(Span span, std::string message, std::string hint) {
  if (!error_) error_ = TextError{std::move(message), std::move(hint), span};
}

}  // namespace estafette_lint
