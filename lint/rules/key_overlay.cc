#include "lint/rules/key_overlay.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <vector>

namespace estafette_lint {
namespace {

/// A key of the table, of the chart, or of both.
struct Pair {
  const KeyNode* known = nullptr;
  const KeyDraft* draft = nullptr;
};

class Overlay {
 public:
  Overlay(const KeyTable& table, OverlaidRelease release, KeyStorage& out)
      : table_(table), release_(release), out_(out) {}

  bool run(const KeyDraft& chart) {
    // Level by level, so that the children of a key stand side by side.
    std::deque<Pair> level = {{table_.nodes.data(), &chart}};
    out_.nodes.emplace_back();
    for (std::size_t at = 0; !level.empty(); ++at) {
      const Pair pair = level.front();
      level.pop_front();
      KeyNode node;
      node.name = pair.draft != nullptr ? pair.draft->name : pair.known->name;
      node.first_child = static_cast<std::uint16_t>(out_.nodes.size());
      std::vector<Pair> below = children_of(pair);
      node.child_count = static_cast<std::uint16_t>(below.size());
      level.insert(level.end(), below.begin(), below.end());
      out_.nodes.resize(out_.nodes.size() + below.size());
      if (const Pair items = items_of(pair); items.known != nullptr || items.draft != nullptr) {
        node.items = static_cast<std::uint16_t>(out_.nodes.size());
        level.push_back(items);
        out_.nodes.emplace_back();
      }
      add_variants(pair, node);
      out_.nodes[at] = node;
      if (out_.nodes.size() > kMax || out_.variants.size() > kMax) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kMax = std::numeric_limits<std::uint16_t>::max();

  [[nodiscard]] std::vector<Pair> children_of(const Pair& pair) const {
    std::vector<Pair> found;
    if (pair.known != nullptr) {
      for (const KeyNode& known : table_.nodes.subspan(pair.known->first_child, pair.known->child_count)) {
        const KeyDraft* draft = nullptr;
        if (pair.draft != nullptr) {
          const auto same = pair.draft->by_name.find(known.name);
          if (same != pair.draft->by_name.end()) draft = same->second;
        }
        if (draft != nullptr || is_elsewhere(known)) found.push_back({&known, draft});
      }
    }
    if (pair.draft == nullptr) return found;
    const auto known_end = found.size();
    for (const KeyDraft* draft : pair.draft->children) {
      const auto is_same = [draft](const Pair& other) { return other.draft == draft; };
      const auto end = found.begin() + static_cast<std::ptrdiff_t>(known_end);
      if (std::none_of(found.begin(), end, is_same)) found.push_back({nullptr, draft});
    }
    return found;
  }

  [[nodiscard]] Pair items_of(const Pair& pair) const {
    Pair items;
    if (pair.draft != nullptr) items.draft = pair.draft->items;
    if (pair.known != nullptr && pair.known->items != 0) {
      const KeyNode& known = table_.nodes[pair.known->items];
      if (is_elsewhere(known)) items.known = &known;
    }
    return items;
  }

  /// Whether a release that stays has the key.
  [[nodiscard]] bool is_elsewhere(const KeyNode& known) const {
    if (!release_.replaces) return true;
    const auto variants = table_.variants.subspan(known.first_variant, known.variant_count);
    const ReleaseRange own = {release_.index, release_.index};
    return std::any_of(variants.begin(), variants.end(),
                       [own](const KeyVariant& variant) { return !(variant.releases == own); });
  }

  void add_variants(const Pair& pair, KeyNode& node) {
    node.first_variant = static_cast<std::uint16_t>(out_.variants.size());
    const std::size_t at = release_.index;
    // The first of the old releases that stands behind the new one.
    const std::size_t behind = at + (release_.replaces ? 1 : 0);
    const std::size_t moved = release_.replaces ? 0 : 1;
    std::vector<KeyVariant> later;
    if (pair.known != nullptr) {
      for (const KeyVariant& variant :
           table_.variants.subspan(pair.known->first_variant, pair.known->variant_count)) {
        add_part(variant, variant.releases.first, std::min<std::size_t>(variant.releases.last + 1, at), 0,
                 out_.variants);
        add_part(variant, std::max<std::size_t>(variant.releases.first, behind), variant.releases.last + 1,
                 moved, later);
      }
    }
    if (pair.draft != nullptr) {
      KeyVariant own = pair.draft->variant;
      own.releases = {release_.index, release_.index};
      out_.variants.push_back(own);
    }
    out_.variants.insert(out_.variants.end(), later.begin(), later.end());
    node.variant_count = static_cast<std::uint16_t>(out_.variants.size() - node.first_variant);
  }

  /// The variant for the releases from `first` to before `end`, which may be none.
  static void add_part(KeyVariant variant, std::size_t first, std::size_t end, std::size_t moved,
                       std::vector<KeyVariant>& to) {
    if (first >= end) return;
    variant.releases = {static_cast<ReleaseIndex>(first + moved), static_cast<ReleaseIndex>(end - 1 + moved)};
    to.push_back(variant);
  }

  const KeyTable& table_;
  OverlaidRelease release_;
  KeyStorage& out_;
};

}  // namespace

bool overlay_keys(const KeyTable& table, const KeyDraft& chart, OverlaidRelease release, KeyStorage& out) {
  return Overlay(table, release, out).run(chart);
}

}  // namespace estafette_lint
