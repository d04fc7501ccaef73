#include "lint/rules/checks/left_placeholders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/values/placeholders.h"
#include "lint/values/secrets.h"

namespace estafette_lint {
namespace {

/// Whether the placeholder is all that stands behind a key in a file of several lines.
bool is_whole_value(std::string_view text, Span placeholder) {
  if (text.find('\n') == std::string_view::npos) return false;
  constexpr std::string_view kAround = "\"' \t\r,";
  const std::size_t before = text.substr(0, placeholder.begin).find_last_not_of(kAround);
  const std::size_t behind = text.find_first_not_of(kAround, placeholder.end);
  return before != std::string_view::npos && text[before] == ':' && before + 1 < placeholder.begin &&
         (behind == std::string_view::npos || text[behind] == '\n');
}

/// Extends `path`, which leads to `from`, to where `target` stands below it, without a way through an alias.
bool find_path(const Tree& tree, NodeId from, NodeId target, Path& path) {
  if (from == target) return true;
  const auto is_below = [&](Step step, NodeId id) {
    path.push_back(std::move(step));
    if (find_path(tree, id, target, path)) return true;
    path.pop_back();
    return false;
  };
  if (tree.node(from).type == Type::kMap) {
    return std::ranges::any_of(tree.entries_of(from),
                               [&](const Entry& entry) { return is_below(entry.key, entry.value); });
  }
  if (tree.node(from).type != Type::kList) return false;
  std::size_t index = 0;
  return std::ranges::any_of(tree.items_of(from), [&](NodeId item) { return is_below(index++, item); });
}

class Walker {
 public:
  Walker(const CheckInput& input, const Layer& layer)
      : input_(input), layer_(layer), visited_(layer.tree.nodes.size()) {}

  std::vector<Violation> run() {
    const Tree& tree = layer_.tree;
    if (tree.root == kNoNode) return {};
    // What --set-file has read: only config files are looked into.
    if (tree.node(tree.root).type == Type::kString) visit_string(tree.node(tree.root));
    for (const Entry& entry : tree.entries_of(tree.root)) {
      if (!input_.subject.is_on(entry.key)) continue;
      const bool known = input_.subject.chart.component(entry.key) != nullptr;
      component_ = known ? entry.key : std::string_view();
      path_ = {entry.key};
      walk(entry.value);
    }
    // An anchor that stands in a component which is off can be used in one that is on.
    while (!aliases_.empty()) {
      const Alias alias = std::move(aliases_.back());
      aliases_.pop_back();
      component_ = alias.component;
      path_ = alias.path;
      way_in_ = {tree.node(alias.node).target, path_.size()};
      walk(tree.node(alias.node).target);
    }
    return std::move(violations_);
  }

 private:
  struct Alias {
    NodeId node;
    Path path;
    std::string_view component;
  };

  /// The alias through which path_ leads.
  struct WayIn {
    NodeId target = kNoNode;      // none: it leads through no alias
    std::size_t alias_depth = 0;  // steps of path_ up to the alias
  };

  /// path_, but from where the target of the alias stands.
  [[nodiscard]] Path written_path() const {
    if (way_in_.target == kNoNode) return path_;
    Path path;
    find_path(layer_.tree, layer_.tree.root, way_in_.target, path);
    path.insert(path.end(), path_.begin() + static_cast<std::ptrdiff_t>(way_in_.alias_depth), path_.end());
    return path;
  }

  /// Visits a value of path_ and all that it holds; path_ is the same again then.
  void walk(NodeId id) {
    if (visited_[id]) return;
    visited_[id] = true;
    const Tree& tree = layer_.tree;
    const Node& node = tree.node(id);
    switch (node.type) {
      case Type::kAlias:
        aliases_.push_back({id, path_, component_});
        break;
      case Type::kMap:
        for (const Entry& entry : tree.entries_of(id)) {
          if (entry.merge) {
            walk(entry.value);
          } else {
            within(entry.key, [&] { walk(entry.value); });
          }
        }
        break;
      case Type::kList: {
        std::size_t index = 0;
        for (const NodeId item : tree.items_of(id)) within(index++, [&] { walk(item); });
        break;
      }
      case Type::kString:
        visit_string(node);
        break;
      default:
        break;
    }
  }

  /// Does something one step further down.
  template <typename Something>
  void within(Step step, const Something& something) {
    path_.push_back(std::move(step));
    something();
    path_.pop_back();
  }

  void visit_string(const Node& node) {
    for (const ConfigFile& file : input_.subject.config_files) {
      if (file.value.layer() != &layer_ || &file.value.node() != &node || !file.root()) continue;
      outer_ = &node;
      outer_found_.reset();
      const Path outer = std::exchange(path_, {"api", "config", "files", file.name});
      const WayIn way_in = std::exchange(way_in_, {});
      walk_document(file.root());
      path_ = outer;
      way_in_ = way_in;
      return;
    }
    const std::vector<Span> found = find_placeholders(node.text);
    if (found.empty() || is_overridden(node)) return;
    add(node.text, found, map_scalar(layer_.source->text, node).to_source(found.front()));
  }

  /// Whether another layer decides the value, so that Helm never sees this one.
  [[nodiscard]] bool is_overridden(const Node& node) const {
    if (input_.subject.layers.size() < 2) return false;
    const Value value = input_.subject.values.lookup(path_).value;
    return !value || value.layer() != &layer_ || &value.node() != &node;
  }

  void walk_document(const Value& value) {
    if (value.is_map()) {
      for (const auto& entry : value.entries()) within(entry.first, [&] { walk_document(entry.second); });
      return;
    }
    if (value.is_list()) {
      std::size_t index = 0;
      for (const Value& item : value.items()) within(index++, [&] { walk_document(item); });
      return;
    }
    if (!value.is_string()) return;
    const std::string_view text = value.node().text;
    const std::vector<Span> found = find_placeholders(text);
    if (found.empty()) return;
    const Span span = value.site().span;
    add(text, found, outer_place(text.substr(found.front().begin, found.front().length()), span));
  }

  /// A placeholder of the string whose document is being walked.
  struct OuterPlaceholder {
    std::string_view text;
    Span place;  // in the file
  };

  /// Where a placeholder of an inner scalar stands in the file. The inner scalar's own escapes are undone
  /// twice, so its bytes cannot be mapped back directly: the same placeholder in the outer text can.
  [[nodiscard]] Span outer_place(std::string_view placeholder, Span inner) {
    if (!outer_found_) {
      const ScalarMap map = map_scalar(layer_.source->text, *outer_);
      outer_found_.emplace();
      for (const Span& span : find_placeholders(outer_->text)) {
        outer_found_->push_back({outer_->text.substr(span.begin, span.length()), map.to_source(span)});
      }
    }
    auto candidate = std::lower_bound(
        outer_found_->begin(), outer_found_->end(), inner.begin,
        [](const OuterPlaceholder& each, std::uint32_t begin) { return each.place.begin < begin; });
    for (; candidate != outer_found_->end() && candidate->place.end <= inner.end; ++candidate) {
      if (candidate->text == placeholder) return candidate->place;
    }
    return inner;
  }

  void add(std::string_view text, const std::vector<Span>& found, Span span) {
    const std::string_view placeholder = text.substr(found.front().begin, found.front().length());
    // What stands around a placeholder in a secret may belong to the secret, and then so may the placeholder.
    const bool hide = is_secret_path(path_) && placeholder != text && !is_whole_value(text, found.front());
    const std::size_t others = found.size() - 1;
    Violation violation;
    violation.path = path_;
    violation.written = written_path();
    violation.component = component_;
    violation.site = {&layer_, span, layer_.origin};
    violation.facts = {{"placeholder", hide ? std::string("(hidden)") : std::string(placeholder)},
                       {"others", others == 0 ? std::string() : fmt::format(" and {} more", others)}};
    violations_.push_back(std::move(violation));
  }

  const CheckInput& input_;
  const Layer& layer_;
  std::vector<bool> visited_;
  Path path_;  // of what is being walked
  WayIn way_in_;
  std::vector<Alias> aliases_;
  std::vector<Violation> violations_;
  std::string_view component_;
  const Node* outer_ = nullptr;  // the string whose document is being walked
  std::optional<std::vector<OuterPlaceholder>> outer_found_;
};

}  // namespace

std::vector<Violation> check_placeholders_filled(const CheckInput& input) {
  std::vector<Violation> result;
  for (const Layer* layer : input.subject.layers) {
    if (layer->source == nullptr) continue;
    for (Violation& violation : Walker(input, *layer).run()) result.push_back(std::move(violation));
  }
  return result;
}

}  // namespace estafette_lint
