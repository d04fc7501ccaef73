#include "lint/rules/key_model_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace estafette_lint {
namespace {

bool takes_keys(KeyType type) { return type == KeyType::kMap || type == KeyType::kAny; }

}  // namespace

struct KeyTableBuilder::Draft {
  explicit Draft(std::size_t releases) : own(releases), umbrella(releases), present(releases) {}

  std::string_view name;
  std::vector<std::unique_ptr<Draft>> children;  // in the order of the files
  std::unique_ptr<Draft> items;
  Lines own;
  Lines umbrella;
  std::vector<bool> present;  // by release, once resolved: a line says it, or a key below makes it

  [[nodiscard]] const StoredLine* line(ReleaseIndex release) const {
    return own[release] != nullptr ? own[release] : umbrella[release];
  }
};

KeyTableBuilder::KeyTableBuilder(ReleaseNames releases, TextStore store)
    : releases_(releases), store_(store), root_(std::make_unique<Draft>(releases.size())) {}

KeyTableBuilder::~KeyTableBuilder() = default;

void KeyTableBuilder::fault(const StoredLine* line, std::string message, std::string hint) {
  line->line.file->fault(line->line.at, std::move(message), std::move(hint));
}

void KeyTableBuilder::add(const KeyLine& line) {
  Draft* draft = root_.get();
  for (const Step& step : line.path) {
    std::unique_ptr<Draft>* next = &draft->items;
    if (!step.is_index) {
      const auto same = [&step](const std::unique_ptr<Draft>& child) { return child->name == step.key; };
      const auto found = std::find_if(draft->children.begin(), draft->children.end(), same);
      next = found != draft->children.end() ? &*found : &draft->children.emplace_back();
    }
    if (*next == nullptr) {
      *next = std::make_unique<Draft>(releases_.size());
      (*next)->name = store_.keep(step.key);
    }
    draft = next->get();
  }
  StoredLine& stored = lines_.emplace_back();
  stored.line = line;
  if (line.default_value != kNoNode) stored.default_value = copy(*line.file, line.default_value);
  if (!line.renamed_to.empty()) stored.renamed_to = store_.keep(format_path(line.renamed_to));
  Lines& slots = line.umbrella ? draft->umbrella : draft->own;
  for (std::size_t release = line.releases.first; release <= line.releases.last; ++release) {
    if (slots[release] != nullptr && !stored.faulty) {
      stored.faulty = true;
      fault(&stored, fmt::format("'{}' is described twice for {}", format_path(line.path),
                                 releases_.name(static_cast<ReleaseIndex>(release))));
    }
    slots[release] = &stored;
  }
}

void KeyTableBuilder::build(KeyStorage& out) {
  root_->present.assign(releases_.size(), true);
  resolve(*root_);
  for (const StoredLine& stored : lines_) {
    if (!stored.line.renamed_to.empty()) check_renaming(stored);
  }
  flatten(out);
  out.defaults = std::move(pool_);
}

// ---- What fits together

void KeyTableBuilder::resolve(Draft& draft) {
  for (const std::unique_ptr<Draft>& child : draft.children) resolve(*child);
  if (draft.items != nullptr) resolve(*draft.items);
  for (std::size_t i = 0; i < releases_.size(); ++i) {
    const auto release = static_cast<ReleaseIndex>(i);
    const StoredLine* line = draft.line(release);
    if (line != nullptr) draft.present[i] = true;
    for (const std::unique_ptr<Draft>& child : draft.children) {
      if (!child->present[i]) continue;
      draft.present[i] = true;
      if (line == nullptr || takes_keys(line->line.type)) continue;
      StoredLine* at = child->own[i] != nullptr ? child->own[i] : child->umbrella[i];
      if (at == nullptr || at->faulty) continue;
      at->faulty = true;
      fault(at,
            fmt::format("'{}' stands below '{}', whose type is {} in {}", format_path(at->line.path),
                        format_path(line->line.path), to_string(line->line.type), releases_.name(release)));
    }
    if (draft.items != nullptr && draft.items->present[i]) {
      const bool is_list =
          line != nullptr && (line->line.type == KeyType::kList || line->line.type == KeyType::kAny);
      for (const std::unique_ptr<Draft>& child : draft.items->children) {
        StoredLine* at = child->own[i] != nullptr ? child->own[i] : child->umbrella[i];
        if (is_list || at == nullptr || at->faulty) continue;
        at->faulty = true;
        fault(at, fmt::format("'{}' is of a list that {} does not have", format_path(at->line.path),
                              releases_.name(release)));
      }
    }
    check_default(draft, release, &Draft::own);
    check_default(draft, release, &Draft::umbrella);
    StoredLine* const umbrella = draft.umbrella[i];
    const StoredLine* const own = draft.own[i];
    if (own == nullptr || umbrella == nullptr || umbrella->faulty) continue;
    if (own->line.type != umbrella->line.type && own->line.type != KeyType::kAny) {
      umbrella->faulty = true;
      fault(umbrella, fmt::format("the type is {}, in the subchart's file {}", to_string(umbrella->line.type),
                                  to_string(own->line.type)));
    }
  }
}

/// A default beside those of keys below it: which of them would hold?
void KeyTableBuilder::check_default(const Draft& draft, ReleaseIndex release, Lines Draft::*which) {
  const StoredLine* const above = (draft.*which)[release];
  if (above == nullptr || above->default_value == kNoNode) return;
  for (const std::unique_ptr<Draft>& child : draft.children) {
    StoredLine* const below = line_below(*child, release, which);
    if (below == nullptr || below->faulty) continue;
    below->faulty = true;
    fault(below,
          fmt::format("'{}' has a default, and so has '{}' above it", format_path(below->line.path),
                      format_path(above->line.path)),
          fmt::format("take the default of '{}' away: its keys make it", format_path(above->line.path)));
  }
}

/// The first line at or below a key that has a default in a release.
KeyTableBuilder::StoredLine* KeyTableBuilder::line_below(const Draft& draft, ReleaseIndex release,
                                                         Lines Draft::*which) const {
  StoredLine* const line = (draft.*which)[release];
  if (line != nullptr && line->default_value != kNoNode) return line;
  for (const std::unique_ptr<Draft>& child : draft.children) {
    StoredLine* const below = line_below(*child, release, which);
    if (below != nullptr) return below;
  }
  return nullptr;
}

void KeyTableBuilder::check_renaming(const StoredLine& stored) {
  const KeyLine& line = stored.line;
  if (line.releases.last + std::size_t{1} >= releases_.size()) {
    line.file->fault(line.renamed_at, "a key that the newest release has is not renamed", "say 'until' too");
    return;
  }
  const Draft* const target = find(line.renamed_to);
  if (target == nullptr || !target->present[line.releases.last + std::size_t{1}]) {
    line.file->fault(
        line.renamed_at,
        fmt::format("{} has no key '{}'", releases_.name(static_cast<ReleaseIndex>(line.releases.last + 1)),
                    stored.renamed_to));
  }
}

const KeyTableBuilder::Draft* KeyTableBuilder::find(const Path& path) const {
  const Draft* draft = root_.get();
  for (const Step& step : path) {
    const Draft* next = step.is_index ? draft->items.get() : nullptr;
    for (const std::unique_ptr<Draft>& child : draft->children) {
      if (!step.is_index && child->name == step.key) next = child.get();
    }
    if (next == nullptr) return nullptr;
    draft = next;
  }
  return draft;
}

// ---- The table

/// Level by level, so that the children of a key stand side by side.
void KeyTableBuilder::flatten(KeyStorage& out) {
  std::deque<const Draft*> level = {root_.get()};
  out.nodes.emplace_back();
  for (std::size_t at = 0; !level.empty(); ++at) {
    const Draft& draft = *level.front();
    level.pop_front();
    KeyNode node;
    node.name = draft.name;
    node.first_child = static_cast<std::uint16_t>(out.nodes.size());
    node.child_count = static_cast<std::uint16_t>(draft.children.size());
    for (const std::unique_ptr<Draft>& child : draft.children) level.push_back(child.get());
    out.nodes.resize(out.nodes.size() + draft.children.size());
    if (draft.items != nullptr) {
      node.items = static_cast<std::uint16_t>(out.nodes.size());
      level.push_back(draft.items.get());
      out.nodes.emplace_back();
    }
    add_variants(draft, node, out);
    out.nodes[at] = node;
  }
  constexpr std::size_t kMax = std::numeric_limits<std::uint16_t>::max();
  if ((out.nodes.size() > kMax || out.variants.size() > kMax) && !lines_.empty()) {
    fault(&lines_.back(), fmt::format("more than {} keys", kMax));
  }
}

void KeyTableBuilder::add_variants(const Draft& draft, KeyNode& node, KeyStorage& out) const {
  node.first_variant = static_cast<std::uint16_t>(out.variants.size());
  for (std::size_t i = 0; i < releases_.size(); ++i) {
    if (!draft.present[i]) continue;
    const auto release = static_cast<ReleaseIndex>(i);
    const auto previous = static_cast<ReleaseIndex>(i == 0 ? 0 : i - 1);
    const bool goes_on = i > 0 && draft.present[i - 1] && draft.own[i] == draft.own[i - 1] &&
                         draft.umbrella[i] == draft.umbrella[i - 1];
    if (goes_on && out.variants.back().releases.last == previous) {
      out.variants.back().releases.last = release;
    } else {
      out.variants.push_back(variant_of(draft, release));
    }
  }
  node.variant_count = static_cast<std::uint16_t>(out.variants.size() - node.first_variant);
}

KeyVariant KeyTableBuilder::variant_of(const Draft& draft, ReleaseIndex release) const {
  KeyVariant variant;
  variant.releases = {release, release};
  variant.type = KeyType::kMap;  // where only the keys below it say so
  if (const StoredLine* line = draft.line(release)) {
    variant.type = line->line.type;
    variant.values = line->line.values;
    variant.renamed_to = line->renamed_to;
  }
  for (const StoredLine* line : {draft.own[release], draft.umbrella[release]}) {
    if (line == nullptr) continue;
    variant.open = variant.open || line->line.open;
    variant.dead = variant.dead || line->line.dead;
    variant.condition = variant.condition || line->line.condition;
  }
  if (draft.own[release] != nullptr) variant.own_default = draft.own[release]->default_value;
  if (draft.umbrella[release] != nullptr) variant.umbrella_default = draft.umbrella[release]->default_value;
  return variant;
}

NodeId KeyTableBuilder::copy(FileReader& file, NodeId from) {
  const NodeId resolved = file.tree().resolve(from);
  const Node& source = file.tree().node(resolved);
  Node node;
  node.type = source.type;
  node.style = Style::kPlain;
  node.boolean = source.boolean;
  node.number = source.number;
  node.text = store_.keep(source.text);
  if (source.type == Type::kMap) {
    std::vector<Entry> entries;
    for (const Entry& entry : file.tree().entries_of(resolved)) {
      const NodeId value = copy(file, entry.value);
      entries.push_back({.key = store_.keep(entry.key), .key_span = {}, .value = value});
    }
    node.style = Style::kBlock;
    node.first = static_cast<std::uint32_t>(pool_.entries.size());
    node.count = static_cast<std::uint32_t>(entries.size());
    pool_.entries.insert(pool_.entries.end(), entries.begin(), entries.end());
  } else if (source.type == Type::kList) {
    std::vector<NodeId> items;
    for (const NodeId item : file.tree().items_of(resolved)) items.push_back(copy(file, item));
    node.style = Style::kBlock;
    node.first = static_cast<std::uint32_t>(pool_.items.size());
    node.count = static_cast<std::uint32_t>(items.size());
    pool_.items.insert(pool_.items.end(), items.begin(), items.end());
  }
  // Most defaults are false, 0, "" or {}: equal ones are kept once.
  std::string same;
  if (node.count == 0)
    same = fmt::format("{} {} {} {}", static_cast<int>(node.type), node.boolean, node.number, node.text);
  if (!same.empty()) {
    const auto known = pooled_.find(same);
    if (known != pooled_.end()) return known->second;
  }
  pool_.nodes.push_back(node);
  const auto id = static_cast<NodeId>(pool_.nodes.size() - 1);
  if (!same.empty()) pooled_.emplace(std::move(same), id);
  return id;
}

}  // namespace estafette_lint
