#include "lint/rules/key_model.h"

namespace estafette_lint {

std::string_view to_string(KeyType type) { return kKeyTypeNames[static_cast<std::size_t>(type)]; }

Key::Key(const KeyTable& table, std::uint16_t node, ReleaseIndex release)
    : table_(&table), node_(node), release_(release) {
  const std::span<const KeyVariant> all = variants();
  std::size_t at = 0;
  for (std::size_t i = 0; i < all.size() && all[i].releases.first <= release; ++i) at = i;
  exists_ = all[at].releases.contains(release);
  variant_ = static_cast<std::uint16_t>(table.nodes[node].first_variant + at);
}

std::span<const KeyVariant> Key::variants() const {
  return table_->variants.subspan(node().first_variant, node().variant_count);
}

bool Key::has_default() const {
  if (variant().own_default != kNoNode || variant().umbrella_default != kNoNode) return true;
  for (std::size_t i = 0; i < child_count(); ++i) {
    const Key key = child(i);
    if (key.exists() && key.has_default()) return true;
  }
  return false;
}

std::string_view Key::since() const {
  std::size_t at = variant_;
  while (at > node().first_variant &&
         table_->variants[at - 1].releases.last + 1 == table_->variants[at].releases.first) {
    --at;
  }
  const ReleaseIndex first = table_->variants[at].releases.first;
  return first == 0 ? std::string_view() : table_->releases[first].version;
}

std::string_view Key::until() const {
  const std::size_t end = std::size_t{node().first_variant} + node().variant_count;
  std::size_t at = variant_;
  while (at + 1 < end && table_->variants[at].releases.last + 1 == table_->variants[at + 1].releases.first) {
    ++at;
  }
  const ReleaseIndex last = table_->variants[at].releases.last;
  return std::size_t{last} + 1 >= table_->releases.size() ? std::string_view()
                                                          : table_->releases[last].version;
}

Key Key::find(std::string_view name) const {
  for (std::size_t i = 0; i < child_count(); ++i) {
    if (table_->nodes[node().first_child + i].name == name) return child(i);
  }
  return {};
}

Key Key::items() const { return node().items == 0 ? Key() : Key(*table_, node().items, release_); }

Key Key::child(std::size_t i) const {
  return {*table_, static_cast<std::uint16_t>(node().first_child + i), release_};
}

Key find_key(const Key& root, KeyPath path) {
  Key key = root;
  for (std::size_t i = 0; i < path.size() && key; ++i) key = key.find(path[i]);
  return key;
}

Key find_key(const Key& root, std::span<const Step> path) {
  Key key = root;
  for (std::size_t i = 0; i < path.size() && key; ++i) {
    key = path[i].is_index ? key.items() : key.find(path[i].key);
  }
  return key;
}

}  // namespace estafette_lint
