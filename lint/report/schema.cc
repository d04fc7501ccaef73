#include "lint/report/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/report/key_description.h"
#include "lint/report/schema_accepted.h"
#include "lint/values/secrets.h"
#include "lint/yaml/path.h"

namespace estafette_lint {
namespace {

using Json = SchemaJson;

/// Numbers as YAML has them (type_plain_scalar()), which a template makes of text, too. Only a reader can say
/// whether 1.5e3 is whole.
constexpr std::string_view kWhole =
    R"([-+]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][-+]?[01_]+|[0-9][0-9_]*(\.[0_]*)?|[0-9][0-9_]*(\.[0-9_]*)?[eE]\+?[0-9]+|\.0+))";
constexpr std::string_view kNumber =
    R"([-+]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][-+]?[01_]+|[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.[0-9]+([eE][-+]?[0-9]+)?))";
/// A share, or a size as NATS reads it.
constexpr std::string_view kUnits = "[%kKmMgGtTbBi]*";

/// The lists of exceptions that the rules name.
class Exceptions {
 public:
  explicit Exceptions(std::span<const Rule> rules) {
    for (const Rule& rule : rules) {
      if (rule.check != "types-usable" && rule.check != "switches-boolean") continue;
      for (const Place& place : rule.places) {
        for (const Parameter& parameter : place.with) parameters_.push_back(&parameter);
      }
    }
  }

  /// `path` is written with `[]` for an index.
  [[nodiscard]] bool lists(std::string_view parameter, std::string_view path) const {
    return any_of(parameter, [&](std::string_view listed) { return listed == path; });
  }

  /// Whether a map of such a name holds texts only.
  [[nodiscard]] bool is_text_map(std::string_view name) const {
    return any_of("text-maps", [&](std::string_view ending) {
      return ending.size() <= name.size() &&
             std::equal(ending.rbegin(), ending.rend(), name.rbegin(), [](char a, char b) {
               return std::tolower(static_cast<unsigned char>(a)) ==
                      std::tolower(static_cast<unsigned char>(b));
             });
    });
  }

 private:
  template <typename Match>
  [[nodiscard]] bool any_of(std::string_view parameter, const Match& match) const {
    return std::any_of(parameters_.begin(), parameters_.end(), [&](const Parameter* each) {
      return each->name == parameter && std::any_of(each->list.begin(), each->list.end(), match);
    });
  }

  std::vector<const Parameter*> parameters_;
};

class SchemaWriter {
 public:
  SchemaWriter(const ChartModel& chart, std::span<const Rule> rules) : chart_(chart), exceptions_(rules) {}

  [[nodiscard]] Json write() {
    const Key root = chart_.root_key();
    Json properties = properties_of(root);
    for (auto section = properties.begin(); section != properties.end(); ++section) {
      make_optional(section.key(), section.value());
    }
    // For whatever other tool; not looked into.
    properties["global"] = {{"description", "Given to all of the charts."}};
    properties["sops"] = {{"description", "What SOPS keeps beside the values that it has encrypted."}};
    return {{"$schema", "http://json-schema.org/draft-07/schema#"},
            {"title", fmt::format("Values of the Helm chart estafette-ci {}", chart_.version)},
            {"type", {"object", "null"}},
            {"properties", std::move(properties)},
            {"patternProperties", {{"^(x-|[._])", Json::object()}}},
            {"additionalProperties", false}};
  }

 private:
  [[nodiscard]] Json properties_of(const Key& map) {
    Json properties = Json::object();
    for (std::size_t i = 0; i < map.child_count(); ++i) {
      const Key key = map.child(i);
      if (!key.exists()) continue;
      const std::size_t length = written_.size();
      path_.emplace_back(key.name());
      const std::string step = format_path(std::span(path_).last(1));
      if (!written_.empty() && !step.starts_with('[')) written_ += '.';
      written_ += step;
      properties[std::string(key.name())] = schema_of(key);
      path_.pop_back();
      written_.resize(length);
    }
    return properties;
  }

  [[nodiscard]] Json schema_of(const Key& key) {
    Json schema = Json::object();
    const bool secret = is_secret_path(path_);
    if (const std::string text = describe_key(chart_, key, secret); !text.empty())
      schema["description"] = text;
    if (const NodeId node = default_of(key); node != kNoNode && !secret) {
      const Json value = default_json(node);
      if (!value.is_null()) schema["default"] = value;
    }
    if (!key.is_dead()) add_type(key, schema);
    return schema;
  }

  void add_type(const Key& key, Json& schema) {
    switch (key.type()) {
      case KeyType::kAny:
        if (key.child_count() > 0) schema["properties"] = properties_of(key);
        add_items(key, schema);
        return;
      case KeyType::kBool:
        return add_bool(key, schema);
      case KeyType::kInt:
      case KeyType::kNumber:
        return add_number(key, schema);
      case KeyType::kString:
        return add_string(key, schema);
      case KeyType::kList:
        return add_list(key, schema);
      case KeyType::kMap:
        return add_map(key, schema);
    }
  }

  void add_bool(const Key& key, Json& schema) {
    if (key.is_condition()) {
      Json kinds = Json::array({{{"type", "boolean"}}, {{"type", "string"}, {"pattern", kFilledInLater}}});
      if (!key.has_default()) kinds.push_back({{"type", "null"}});
      schema["anyOf"] = std::move(kinds);
      return;
    }
    Accepted accepted;
    accepted.type("boolean");
    accepted.type("number");
    if (exceptions_.lists("printed", written_)) {
      accepted.any_string();
    } else {
      accepted.string_like("^$");
    }
    accepted.falsy({"boolean", "number"});
    std::move(accepted).add_to(schema);
  }

  void add_number(const Key& key, Json& schema) {
    const bool whole = key.type() == KeyType::kInt;
    const bool cast = exceptions_.lists("cast", written_);
    Accepted accepted;
    accepted.type(whole ? "integer" : "number");
    const std::string_view number = whole ? kWhole : kNumber;
    if (cast) {
      accepted.string_like(fmt::format("^{}$", number));
    } else if (key.name() == "targetPort") {
      accepted.any_string();
    } else {
      accepted.string_like(fmt::format("^$|^{}{}$", number, kUnits));
    }
    if (!cast && !key.has_default()) accepted.falsy({"number"});
    std::move(accepted).add_to(schema);
  }

  void add_string(const Key& key, Json& schema) {
    Accepted accepted;
    accepted.any_string();
    if (!exceptions_.lists("text-only", written_)) {
      accepted.type("number");
      accepted.type("boolean");
    }
    const NodeId node = default_of(key);
    const bool replaces_text = node != kNoNode && !chart_.keys->defaults.node(node).text.empty();
    if (!replaces_text) accepted.falsy({"boolean", "number"});
    std::move(accepted).add_to(schema);
  }

  void add_list(const Key& key, Json& schema) {
    Accepted accepted;
    accepted.type("array");
    if (exceptions_.lists("joined", written_)) {
      accepted.any_string();
    } else {
      accepted.string_like("^$");
    }
    if (exceptions_.lists("iterated", written_)) {
      accepted.type("object");
      accepted.falsy({"array", "object"});
    } else if (key.items() && key.items().child_count() > 0) {
      accepted.type("object");
      accepted.set("additionalProperties", {{"type", "object"}});
      accepted.falsy({"array", "object"});
    } else {
      accepted.falsy({"array"});
    }
    std::move(accepted).add_to(schema);
    add_items(key, schema);
  }

  /// Whether path_ leads to a list whose items Kubernetes takes as maps only.
  [[nodiscard]] bool is_pull_secrets() const {
    const auto is_key = [](const Step& step, std::string_view key) {
      return !step.is_index && step.key == key;
    };
    return std::ranges::any_of(chart_.components, [&](const ComponentFact& component) {
      return !path_.empty() && std::ranges::equal(path_, component.image_pull_secrets, is_key);
    });
  }

  void add_items(const Key& key, Json& schema) {
    if (is_pull_secrets()) {
      Accepted accepted;
      accepted.type("object");
      accepted.string_like({});
      std::move(accepted).add_to(schema["items"]);
      return;
    }
    const Key items = key.items();
    if (!items) return;
    const std::size_t length = written_.size();
    path_.emplace_back(std::size_t{0});
    written_ += "[]";
    Json item = Json::object();
    add_type(items, item);
    if (!item.empty()) schema["items"] = std::move(item);
    path_.pop_back();
    written_.resize(length);
  }

  void add_map(const Key& key, Json& schema) {
    Accepted accepted;
    accepted.type("object");
    if (path_.size() == 1) {
      // In place of a whole section Helm takes nothing else, and a text is not filled in.
    } else if (is_looked_into(key)) {
      accepted.string_like({});
    } else {
      accepted.string_like("^$");
      accepted.falsy({"object"});
    }
    std::move(accepted).add_to(schema);
    Json properties = properties_of(key);
    // Helm gives every subchart a `global` of its own.
    if (path_.size() == 1) properties["global"] = Json::object();
    if (!properties.empty()) schema["properties"] = std::move(properties);
    add_others(key, schema);
  }

  /// What may stand in a map beside the keys that are known.
  void add_others(const Key& map, Json& schema) const {
    if (!map.is_open()) {
      schema["additionalProperties"] = false;
    } else if (map.value_type() == KeyType::kString) {
      schema["additionalProperties"] = {{"type", {"string", "null"}}};
    } else if (!path_.back().is_index && exceptions_.is_text_map(map.name()) &&
               !exceptions_.lists("quoted", written_)) {
      schema["additionalProperties"] = {{"not", {{"type", {"number", "boolean"}}}}};
    }
  }

  [[nodiscard]] bool is_looked_into(const Key& key) const {
    if (path_.back().is_index || key.is_open() || exceptions_.lists("optional", written_)) return false;
    for (std::size_t i = 0; i < key.child_count(); ++i) {
      if (key.child(i).exists() && key.child(i).has_default()) return true;
    }
    return false;
  }

  /// What a component holds that is off is nobody's business.
  void make_optional(const std::string& alias, Json& section) const {
    const ComponentFact* const component = chart_.component(alias);
    if (component == nullptr || component->condition.size() != 2) return;
    const Key condition = chart_.find_key(component->condition);
    if (!condition || !condition.exists()) return;
    const std::string name(component->condition.back());
    const NodeId node = default_of(condition);
    const bool off = node != kNoNode && chart_.keys->defaults.node(node).type == Type::kBool &&
                     !chart_.keys->defaults.node(node).boolean;
    Json is_off = {{"type", "object"}, {"properties", {{name, {{"const", false}}}}}};
    if (!off) is_off["required"] = {name};
    Json outer = Json::object();
    for (const char* keyword : {"description", "default"}) {
      if (!section.contains(keyword)) continue;
      outer[keyword] = section[keyword];
      section.erase(keyword);
    }
    // So that an editor offers the switch of what is off.
    Json shown = Json::object();
    const Json& inner = section["properties"][name];
    for (const char* keyword : {"description", "default"}) {
      if (inner.contains(keyword)) shown[keyword] = inner[keyword];
    }
    outer["properties"] = {{name, std::move(shown)}};
    outer["if"] = std::move(is_off);
    outer["else"] = std::move(section);
    section = std::move(outer);
  }

  /// The umbrella's stands over the subchart's own.
  [[nodiscard]] static NodeId default_of(const Key& key) {
    const KeyVariant& variant = key.variant();
    return variant.umbrella_default != kNoNode ? variant.umbrella_default : variant.own_default;
  }

  [[nodiscard]] Json default_json(NodeId site) const {
    const Tree& defaults = chart_.keys->defaults;
    const NodeId id = defaults.resolve(site);
    const Node& node = defaults.node(id);
    switch (node.type) {
      case Type::kBool:
        return node.boolean;
      case Type::kInt:
      case Type::kFloat:
        if (node.number == std::trunc(node.number) && std::abs(node.number) < 1e15) {
          return static_cast<std::int64_t>(node.number);
        }
        return node.number;
      case Type::kString:
        return node.text;
      case Type::kList: {
        Json list = Json::array();
        for (const NodeId item : defaults.items_of(id)) list.push_back(default_json(item));
        return list;
      }
      case Type::kMap: {
        Json map = Json::object();
        for (const Entry& entry : defaults.entries_of(id))
          map[std::string(entry.key)] = default_json(entry.value);
        return map;
      }
      case Type::kNull:
      case Type::kAlias:
        break;
    }
    return nullptr;
  }

  const ChartModel& chart_;
  Exceptions exceptions_;
  Path path_;
  std::string written_;  ///< path_ as the rules write it: `[]` for an index
};

}  // namespace

std::string render_schema(const ChartModel& chart, std::span<const Rule> rules) {
  return SchemaWriter(chart, rules).write().dump(2, ' ', true, Json::error_handler_t::replace) + '\n';
}

}  // namespace estafette_lint
