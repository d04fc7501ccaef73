#include "lint/rules/checks/duplicate_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/text/line_index.h"
#include "lint/yaml/plain_value.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

/// Below this a search is faster than an index; every map of a chart is that small.
constexpr std::size_t kSmallMap = 16;

/// The order of keys is no matter to Helm.
void sort_keys(PlainValue& value) {
  std::ranges::sort(value.entries, {}, &PlainEntry::key);
  for (PlainEntry& entry : value.entries) sort_keys(entry.value);
  for (PlainValue& item : value.items) sort_keys(item);
}

/// Looks through the maps of one file.
class FileWalk {
 public:
  FileWalk(const CheckInput& input, const Layer& layer, std::vector<Violation>& found)
      : input_(input), layer_(layer), tree_(layer.tree), found_(found) {}

  void run() {
    if (tree_.root != kNoNode) walk(tree_.root);
  }

 private:
  // An alias is not followed: what it stands for is looked at in its own place.
  void walk(NodeId id) {
    const Node& node = tree_.node(id);
    if (node.type == Type::kMap) {
      if (!is_off()) look_at(id);
      for (const Entry& entry : tree_.entries_of(id)) {
        path_.emplace_back(entry.key);
        walk(entry.value);
        path_.pop_back();
      }
    } else if (node.type == Type::kList) {
      std::size_t index = 0;
      for (const NodeId item : tree_.items_of(id)) {
        path_.emplace_back(index++);
        walk(item);
        path_.pop_back();
      }
    }
  }

  /// In a component that is off only its own keys matter, its switch being one of them.
  [[nodiscard]] bool is_off() const { return path_.size() > 1 && !input_.subject.is_on(path_.front().key); }

  void look_at(NodeId map) {
    const std::span<const Entry> entries = tree_.entries_of(map);
    if (entries.size() > kSmallMap) {
      std::unordered_map<std::string_view, std::size_t> last;
      for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].merge) {
          look_at_merge(entries, i);
          continue;
        }
        const auto [place, is_new] = last.try_emplace(entries[i].key, i);
        if (!is_new) place->second = i;
        if (!is_new && is_last(entries, i)) report_twice(entries, i);
      }
      return;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].merge) {
        look_at_merge(entries, i);
      } else if (first_of(entries, i) != i && is_last(entries, i)) {
        report_twice(entries, i);
      }
    }
  }

  [[nodiscard]] static bool same(const Entry& a, const Entry& b) {
    return !a.merge && !b.merge && a.key == b.key;
  }

  [[nodiscard]] static std::size_t first_of(std::span<const Entry> entries, std::size_t at) {
    std::size_t first = 0;
    while (!same(entries[first], entries[at])) ++first;
    return first;
  }

  [[nodiscard]] static bool is_last(std::span<const Entry> entries, std::size_t at) {
    return std::none_of(entries.begin() + static_cast<std::ptrdiff_t>(at) + 1, entries.end(),
                        [&](const Entry& later) { return same(later, entries[at]); });
  }

  void report_twice(std::span<const Entry> entries, std::size_t at) {
    const Entry& last = entries[at];
    bool certain = true;
    std::vector<const Entry*> others;
    for (const Entry& entry : entries.first(at)) {
      if (!same(entry, last)) continue;
      others.push_back(&entry);
      certain = certain && type_of(entry) == type_of(last);
    }
    const std::string lines = lines_of(others);
    std::string problem;
    if (certain) {
      problem = fmt::format(
          "is written {} in one map; this last one wins, what stands at {} is lost",
          others.size() == 1 ? std::string("twice") : fmt::format("{} times", others.size() + 1), lines);
    } else {
      problem =
          fmt::format("is the same key to Helm as the one at {}, {} and {}; which of them wins is chance",
                      lines, written(*others.front()), written(last));
    }
    report(last.key, last.key_span, std::move(problem), others);
    Repair& repair = found_.back().repair;
    repair.at_site = true;
    if (!certain) {
      repair.hold = "which of them is meant only a person can say";
    } else if (others.size() > 1) {
      repair.hold = "there are more than two of them";
    } else if (!is_scalar(others.front()->value) || !is_scalar(last.value)) {
      repair.hold = hold_of(others.front()->value, last.value);
    } else {
      repair.changes = {remove_key(found_.back().path)};
      repair.changes.front().key_span = others.front()->key_span;
    }
  }

  [[nodiscard]] PlainValue sorted_value(NodeId id) const {
    PlainValue value = plain_value(tree_, id);
    sort_keys(value);
    return value;
  }

  /// Why of two values that are not both scalars none is taken out.
  [[nodiscard]] std::string hold_of(NodeId first, NodeId last) const {
    if (is_equal(sorted_value(first), sorted_value(last))) return "both say the same: take one of them out";
    const auto is_collection = [this](NodeId id) {
      const Type type = tree_.node(tree_.resolve(id)).type;
      return type == Type::kMap || type == Type::kList;
    };
    return is_collection(first) && is_collection(last)
               ? "both hold settings of their own: only a person can say which are meant"
               : "which of them is meant only a person can say";
  }

  [[nodiscard]] bool is_scalar(NodeId id) const {
    const Type type = tree_.node(id).type;
    return type != Type::kMap && type != Type::kList && type != Type::kAlias;
  }

  /// Helm merges a `<<` where it stands: over the keys before it.
  void look_at_merge(std::span<const Entry> entries, std::size_t at) {
    const Entry& merge = entries[at];
    for (std::size_t i = 0; i < at; ++i) {
      const Entry& before = entries[i];
      if (before.merge || !is_last(entries, i) || !brings(merge.value, before.key)) continue;
      report(before.key, merge.key_span,
             fmt::format(
                 "is written at {}, and the `<<` behind it takes its place (YAML says that it does not, Helm "
                 "does it all the same)",
                 lines_of({&before})),
             {&before});
    }
  }

  [[nodiscard]] bool brings(NodeId merged, std::string_view key) const {
    const NodeId id = tree_.resolve(merged);
    const Node& node = tree_.node(id);
    if (node.type == Type::kList) {
      const std::span<const NodeId> items = tree_.items_of(id);
      return std::any_of(items.begin(), items.end(), [&](NodeId item) { return brings(item, key); });
    }
    if (node.type != Type::kMap) return false;
    const std::span<const Entry> entries = tree_.entries_of(id);
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
      return entry.merge ? brings(entry.value, key) : entry.key == key;
    });
  }

  void report(std::string_view key, Span span, std::string problem, const std::vector<const Entry*>& others) {
    Violation violation;
    violation.path = join(path_, {key});
    const std::string& top = violation.path.front().key;
    if (input_.subject.chart.component(top) != nullptr) violation.component = top;
    violation.site = {&layer_, span, layer_.origin};
    for (const Entry* other : others) {
      violation.related.push_back({"also written here", {&layer_, other->key_span, layer_.origin}});
    }
    violation.facts = {{"key", std::string(key)}, {"problem", std::move(problem)}};
    found_.push_back(std::move(violation));
  }

  [[nodiscard]] std::string_view written(const Entry& entry) const {
    return std::string_view(layer_.source->text).substr(entry.key_span.begin, entry.key_span.length());
  }

  /// What Helm takes the key for before it makes text of it: keys of one type are one key from the start.
  [[nodiscard]] Type type_of(const Entry& entry) const {
    return entry.key_style == Style::kPlain ? type_plain_scalar(written(entry)).type : Type::kString;
  }

  [[nodiscard]] std::string lines_of(const std::vector<const Entry*>& entries) const {
    const LineIndex lines(layer_.source->text);
    std::vector<std::string> numbers;
    for (const Entry* entry : entries) {
      std::string number = std::to_string(lines.position(entry->key_span.begin).line);
      if (numbers.empty() || numbers.back() != number) numbers.push_back(std::move(number));
    }
    return fmt::format("{} {}", numbers.size() == 1 ? "line" : "lines", join_words(numbers));
  }

  const CheckInput& input_;
  const Layer& layer_;
  const Tree& tree_;
  std::vector<Violation>& found_;
  Path path_;
};

}  // namespace

std::vector<Violation> check_keys_unique(const CheckInput& input) {
  std::vector<Violation> result;
  for (const Layer* layer : input.subject.layers) {
    if (layer->origin == Origin::kFile && layer->source != nullptr) FileWalk(input, *layer, result).run();
  }
  return result;
}

}  // namespace estafette_lint
