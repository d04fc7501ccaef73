#include "lint/yaml/edit_locate.h"

#include <fmt/format.h>

#include <algorithm>

namespace estafette_lint {
namespace {

std::string_view describe(const Node& node) {
  switch (node.type) {
    case Type::kNull:
      return "null";
    case Type::kBool:
      return "a switch";
    case Type::kInt:
    case Type::kFloat:
      return "a number";
    case Type::kString:
      return "text";
    case Type::kList:
      return "a list";
    case Type::kMap:
      return "a map";
    case Type::kAlias:
      return "an alias";
  }
  return "";
}

/// The written form of a path for a reason; the root has none.
std::string name_of(std::span<const Step> path) {
  return path.empty() ? std::string("the document") : format_path(path);
}

class RouteFinder {
 public:
  RouteFinder(const EditText& edited, std::span<const Step> path, const RouteOptions& options)
      : edited_(edited), path_(path), options_(options) {}

  Result<Route, Refusal> run() {
    route_.node = edited_.tree().root;
    while (route_.node != kNoNode && !route_.is_complete(path_)) {
      const Node& node = edited_.node(route_.node);
      if (auto refusal = check_entering(node)) return *std::move(refusal);
      if (node.type == Type::kNull) break;
      if (node.type == Type::kString && node.style != Style::kPlain) {
        route_.into_text = true;
        break;
      }
      const Step& step = path_[route_.places.size()];
      if (node.type != (step.is_index ? Type::kList : Type::kMap)) {
        return refuse(fmt::format("{} is {}, not {}", name_of(here()), describe(node),
                                  step.is_index ? "a list" : "a map"));
      }
      const Result<std::optional<std::size_t>, Refusal> position =
          step.is_index ? find_item(step) : find_key(step);
      if (!position) return position.error();
      if (!position.value()) break;
      if (auto refusal = step_to(*position.value())) return *std::move(refusal);
    }
    return std::move(route_);
  }

 private:
  [[nodiscard]] std::span<const Step> here() const { return path_.first(route_.places.size()); }
  [[nodiscard]] std::span<const Step> next() const { return path_.first(route_.places.size() + 1); }
  [[nodiscard]] Refusal refuse(std::string reason) const {
    return {std::move(reason), route_.node == kNoNode ? Span{} : edited_.node(route_.node).span};
  }

  [[nodiscard]] std::optional<Refusal> check_entering(const Node& node) const {
    if (node.type == Type::kAlias) {
      return refuse(fmt::format("{} is the alias {}: what it stands for is written elsewhere",
                                name_of(here()), edited_.text.substr(node.span.begin, node.span.length())));
    }
    const auto& nodes = edited_.tree().nodes;
    const bool aliased = std::any_of(nodes.begin(), nodes.end(), [this](const Node& other) {
      return other.type == Type::kAlias && other.target == route_.node;
    });
    if (!aliased) return std::nullopt;
    return refuse(fmt::format("{} has an anchor, and its other uses would change too", name_of(here())));
  }

  [[nodiscard]] Result<std::optional<std::size_t>, Refusal> find_item(const Step& step) const {
    const std::uint32_t count = edited_.node(route_.node).count;
    if (step.index < count) return std::optional<std::size_t>(step.index);
    if (step.index == count) return std::optional<std::size_t>();
    return refuse(fmt::format("{} has only {} items", name_of(here()), count));
  }

  [[nodiscard]] Result<std::optional<std::size_t>, Refusal> find_key(const Step& step) const {
    const auto entries = edited_.tree().entries_of(route_.node);
    const bool last_step = route_.places.size() + 1 == path_.size();
    std::optional<std::size_t> found;
    std::size_t count = 0;
    bool merged_behind = false;
    bool merged = false;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].merge) {
        if (!merges(entries[i], step.key)) continue;
        merged = true;
        merged_behind = true;
      } else if (entries[i].key == step.key) {
        if (last_step && options_.key_span) {
          if (entries[i].key_span == *options_.key_span) return std::optional<std::size_t>(i);
          continue;
        }
        found = i;
        ++count;
        merged_behind = false;
      }
    }
    const std::string name = format_path(next());
    if (last_step && options_.key_span) return refuse(fmt::format("the key {} is not where it was", name));
    if (count > 1) return refuse(fmt::format("{} stands here {} times", name, count));
    if (found && merged_behind) return refuse(fmt::format("a '<<' behind {} overrides it", name));
    if (!found && merged && !(last_step && options_.may_override)) {
      return refuse(fmt::format("{} comes from elsewhere, by '<<'", name));
    }
    return found;
  }

  [[nodiscard]] bool merges(const Entry& entry, std::string_view key) const {
    const NodeId merged = edited_.tree().resolve(entry.value);
    if (edited_.node(merged).type == Type::kMap) return has_key(edited_.tree(), merged, key);
    const auto items = edited_.tree().items_of(merged);
    return std::any_of(items.begin(), items.end(), [&](NodeId item) {
      return has_key(edited_.tree(), edited_.tree().resolve(item), key);
    });
  }

  std::optional<Refusal> step_to(std::size_t position) {
    const NodeId collection = route_.node;
    const Node& parent = edited_.node(collection);
    const Member member = member_at(edited_, collection, position);
    if (parent.style == Style::kBlock && !has_plain_start(member.begin)) {
      return Refusal{fmt::format("{} is written in an unusual way ('?', or an anchor or alias as its key)",
                                 format_path(next())),
                     {member.begin, member.head_end}};
    }
    if (parent.style == Style::kFlow && parent.type == Type::kMap && edited_.text[parent.span.begin] != '{') {
      return Refusal{fmt::format("{} is a pair without braces", name_of(here())), parent.span};
    }
    route_.places.push_back({collection, position});
    route_.node = member.value;
    return std::nullopt;
  }

  /// Before a key or dash stand only spaces, and the dashes of the lists whose first item it begins.
  [[nodiscard]] bool has_plain_start(std::uint32_t at) const {
    const std::uint32_t line = line_begin(edited_.text, at);
    const std::string_view before = edited_.text.substr(line, at - line);
    if (before.find_first_not_of("- ") != std::string_view::npos) return false;
    return edited_.text[at] != '*' && before.find("--") == std::string_view::npos;
  }

  const EditText& edited_;
  std::span<const Step> path_;
  const RouteOptions& options_;
  Route route_;
};

}  // namespace

Refusal refuse_unread(const TextError& error) {
  if (error.message.find("alias") != std::string::npos) {
    return {"an alias would stand before its anchor, within it, or without it", {}};
  }
  return {"it would no longer parse: " + error.message, {}};
}

bool has_key(const Tree& tree, NodeId map, std::string_view key) {
  const auto entries = tree.entries_of(map);
  return merges_key(tree, map, key) || std::any_of(entries.begin(), entries.end(), [key](const Entry& entry) {
           return !entry.merge && entry.key == key;
         });
}

bool merges_key(const Tree& tree, NodeId map, std::string_view key) {
  for (const Entry& entry : tree.entries_of(map)) {
    if (!entry.merge) continue;
    const NodeId merged = tree.resolve(entry.value);
    if (tree.node(merged).type == Type::kMap) {
      if (has_key(tree, merged, key)) return true;
      continue;
    }
    for (const NodeId item : tree.items_of(merged)) {
      if (has_key(tree, tree.resolve(item), key)) return true;
    }
  }
  return false;
}

std::optional<Refusal> find_needed_anchor(const EditText& edited, NodeId node) {
  const Node& whole = edited.node(node);
  const Span span{whole.properties.empty() ? whole.span.begin : whole.properties.begin,
                  std::max(whole.span.end, whole.properties.end)};
  for (const Node& alias : edited.tree().nodes) {
    if (alias.type != Type::kAlias || span.contains(alias.span.begin)) continue;
    const Node& target = edited.node(alias.target);
    const std::uint32_t begin = target.properties.empty() ? target.span.begin : target.properties.begin;
    if (alias.target != node && !span.contains(begin)) continue;
    return Refusal{
        fmt::format("its anchor is needed for {}", edited.text.substr(alias.span.begin, alias.span.length())),
        target.properties};
  }
  return std::nullopt;
}

bool is_in_flow(const EditText& edited, const Route& route) {
  return !route.places.empty() && edited.node(route.places.back().collection).style == Style::kFlow;
}

Result<Route, Refusal> find_route(const EditText& edited, std::span<const Step> path,
                                  const RouteOptions& options) {
  return RouteFinder(edited, path, options).run();
}

}  // namespace estafette_lint
