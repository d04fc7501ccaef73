#include "lint/report/key_description.h"

#include <fmt/format.h>

#include <string_view>

#include "lint/yaml/scalar_text.h"

namespace estafette_lint {
namespace {

constexpr std::size_t kLongDefault = 60;

std::string_view name_of(KeyType type) {
  switch (type) {
    case KeyType::kBool:
      return "True or false.";
    case KeyType::kInt:
      return "A whole number.";
    case KeyType::kNumber:
      return "A number.";
    case KeyType::kString:
      return "Text.";
    case KeyType::kList:
      return "A list.";
    case KeyType::kMap:
      return "A map.";
    case KeyType::kAny:
      break;
  }
  return "A value of several types.";
}

/// The default as it would be written on one line; empty where it is longer, or nothing.
std::string show_default(const Tree& defaults, const Key& key) {
  const KeyVariant& variant = key.variant();
  const NodeId id = variant.umbrella_default != kNoNode ? variant.umbrella_default : variant.own_default;
  if (id == kNoNode) return {};
  const Node& node = defaults.node(defaults.resolve(id));
  switch (node.type) {
    case Type::kBool:
      return node.boolean ? "true" : "false";
    case Type::kInt:
    case Type::kFloat:
      return number_text(node.number);
    case Type::kString: {
      const std::string text = scalar_text(node.text, Style::kPlain);
      return text.size() <= kLongDefault ? text : std::string();
    }
    case Type::kList:
      return node.count == 0 ? "[]" : "";
    case Type::kMap:
      return node.count == 0 ? "{}" : "";
    case Type::kNull:
    case Type::kAlias:
      break;
  }
  return {};
}

/// "In the chart since 1.0.8, until 1.0.31 (then web.x)."
std::string show_releases(const Key& key) {
  const std::string_view since = key.since();
  const std::string_view until = key.until();
  std::string text;
  if (!since.empty()) text = fmt::format(" In the chart since {}.", since);
  if (!until.empty()) text = fmt::format(" In the chart until {}.", until);
  if (!since.empty() && !until.empty()) text = fmt::format(" In the chart from {} to {}.", since, until);
  if (!key.renamed_to().empty()) text += fmt::format(" Later it is {}.", key.renamed_to());
  return text;
}

}  // namespace

std::string describe_key(const ChartModel& chart, const Key& key, bool secret) {
  if (key.is_dead()) return fmt::format("No template reads it.{}", show_releases(key));
  std::string text(key.is_condition() ? "Switches it on or off: only the boolean false does the latter."
                                      : name_of(key.type()));
  if (key.is_open() && key.type() == KeyType::kMap) text = "A map of any keys.";
  const std::string value = secret ? std::string() : show_default(chart.keys->defaults, key);
  if (!value.empty()) text += fmt::format(" Default: {}.", value);
  return text + show_releases(key);
}

}  // namespace estafette_lint
