#include "lint/rules/checks/value_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/rules/checks/numbers.h"
#include "lint/rules/key_faults.h"
#include "lint/values/secrets.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

Violation violation_of(const CheckInput& input, const KeyFault& fault) {
  Violation violation = violation_at_value(input, fault.path, fault.value);
  if (input.subject.chart.component(fault.path.front().key) != nullptr) {
    violation.component = fault.path.front().key;
  }
  return violation;
}

/// A long text is no help in a message, and a secret has no place in one.
std::string show(const KeyFault& fault) {
  const Value& value = fault.value;
  const bool scalar = !value.is_map() && !value.is_list() && !value.is_null();
  if (value.is_string() && value.node().text.find('\n') != std::string_view::npos)
    return "text of several lines";
  if (!scalar || !is_secret_path(fault.path)) return describe(value, fault.path);
  if (value.is_number()) return "a number (hidden)";
  return value.is_string() ? "text (hidden)" : "a boolean";
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// ---- types-usable

std::string_view name_of(KeyType type) {
  switch (type) {
    case KeyType::kBool:
      return "true or false";
    case KeyType::kInt:
      return "a whole number";
    case KeyType::kNumber:
      return "a number";
    case KeyType::kString:
      return "text";
    case KeyType::kList:
      return "a list";
    case KeyType::kMap:
      return "a map";
    case KeyType::kAny:
      break;
  }
  return "another type";
}

bool has_default_below(const Key& key) {
  for (std::size_t i = 0; i < key.child_count(); ++i) {
    const Key child = key.child(i);
    if (child.exists() && child.has_default()) return true;
  }
  return false;
}

class TypeJudge {
 public:
  TypeJudge(const CheckInput& input, const KeyFault& fault) : input_(input), fault_(fault) {}

  [[nodiscard]] bool is_wrong() const {
    switch (fault_.wanted) {
      case KeyType::kAny:
        return false;
      case KeyType::kBool:
        return is_collection() && is_filled() && !fault_.key.is_condition();
      case KeyType::kInt:
      case KeyType::kNumber:
        return is_wrong_number();
      case KeyType::kString:
        return is_wrong_text();
      case KeyType::kList:
        return is_filled() && !is_usable_list();
      case KeyType::kMap:
        return is_filled() || is_looked_into();
    }
    return false;
  }

  /// What a template makes of it, where that is known.
  [[nodiscard]] std::string effect() const {
    if (!is_cast()) return {};
    return fmt::format(", and it renders as {}", format_go_number(cast_to_whole_number(value())));
  }

 private:
  [[nodiscard]] const Value& value() const { return fault_.value; }
  [[nodiscard]] bool is_collection() const { return value().is_map() || value().is_list(); }
  /// What is false to a template is mostly only asked for that.
  [[nodiscard]] bool is_filled() const { return value().truthy(); }
  [[nodiscard]] bool has_default() const { return fault_.key && fault_.key.has_default(); }
  [[nodiscard]] bool is_cast() const { return lists_key(input_, "cast", fault_.path); }

  /// A `range` goes through the values of a map, too, and a `join` leaves text as it is.
  [[nodiscard]] bool is_usable_list() const {
    if (value().is_string()) return lists_key(input_, "joined", fault_.path);
    if (!value().is_map()) return false;
    if (lists_key(input_, "iterated", fault_.path)) return true;
    const auto entries = value().entries();
    const Key items = fault_.key ? fault_.key.items() : Key();
    return items && items.child_count() > 0 &&
           std::all_of(entries.begin(), entries.end(),
                       [](const auto& entry) { return entry.second.is_map(); });
  }

  [[nodiscard]] bool is_wrong_number() const {
    if (!value().is_string()) return is_cast() || is_filled() || has_default();
    std::string_view text = value().node().text;
    if (text.empty()) return is_cast();
    if (is_cast()) return !is_number(text);
    // Blanks around it are lost when the template has printed it.
    while (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);
    while (text.size() > 1 && text.back() == ' ') text.remove_suffix(1);
    // A share, or a port by its name, where Kubernetes takes either; NATS reads 64K.
    constexpr std::string_view kUnits = "%kKmMgGtTbBi";
    while (kUnits.find(text.back()) != std::string_view::npos && text.size() > 1) text.remove_suffix(1);
    return !is_number(text) && fault_.path.back().key != "targetPort";
  }

  [[nodiscard]] bool is_number(std::string_view text) const {
    const TypedScalar typed = type_plain_scalar(text);
    if (typed.type != Type::kInt && typed.type != Type::kFloat) return false;
    return fault_.wanted == KeyType::kNumber || typed.number == std::trunc(typed.number);
  }

  [[nodiscard]] bool is_wrong_text() const {
    if (!fault_.key) return is_of_texts(Path(fault_.path.begin(), fault_.path.end() - 1));
    if (!is_collection()) return lists_key(input_, "text-only", fault_.path);
    return is_filled() || replaces_text();
  }

  /// Whether all values of the open map must be text.
  [[nodiscard]] bool is_of_texts(const Path& map) const {
    if (input_.subject.chart.find_key(map).value_type() == KeyType::kString) return true;
    const Parameter* const endings = input_.parameter("text-maps");
    if (endings == nullptr || map.back().is_index || lists_key(input_, "quoted", map)) return false;
    const std::string name = lower_case(map.back().key);
    return std::any_of(endings->list.begin(), endings->list.end(),
                       [&name](std::string_view ending) { return name.ends_with(lower_case(ending)); });
  }

  /// An empty map or list in place of a text that the chart sets.
  [[nodiscard]] bool replaces_text() const {
    const KeyVariant& variant = fault_.key.variant();
    const Tree& defaults = input_.subject.chart.keys->defaults;
    for (const NodeId id : {variant.umbrella_default, variant.own_default}) {
      if (id != kNoNode) return !defaults.node(id).text.empty();
    }
    return false;
  }

  /// A template that reads the keys below finds none in what is no map, and fails.
  [[nodiscard]] bool is_looked_into() const {
    if (!fault_.key || fault_.key.is_open() || lists_key(input_, "optional", fault_.path)) return false;
    return has_default_below(fault_.key);
  }

  const CheckInput& input_;
  const KeyFault& fault_;
};

/// Templates print these lists as they stand, and Kubernetes takes no names alone in them.
void add_bare_pull_secrets(const CheckInput& input, KeyPath path, std::vector<Violation>& result) {
  const Value list = input.subject.values.lookup(path).value;
  if (!list.is_list()) return;
  std::size_t index = 0;
  for (const Value& item : list.items()) {
    const std::size_t at = index++;
    if (item.is_map() || item.is_null() || item.is_unknown() || item.origin() == Origin::kDefault) continue;
    Violation violation = violation_at_value(input, join(to_path(path), {at}), item);
    violation.component = path.front();
    violation.facts = {{"value", describe(item, violation.path)},
                       {"wanted", "a map with the name of a secret"},
                       {"effect", std::string()}};
    if (is_filled_string(item)) {
      violation.change = {{join(violation.path, {"name"}), std::string(item.node().text)}};
    }
    result.push_back(std::move(violation));
  }
}

// ---- switches-boolean

enum class Word : std::uint8_t { kFalse, kTrue, kOther };

Word meaning_of(std::string_view text) {
  constexpr std::string_view kFalseWords[] = {"",  "0", "false",    "no",   "off",
                                              "n", "f", "disabled", "null", "~"};
  constexpr std::string_view kTrueWords[] = {"1", "true", "yes", "on", "y", "t", "enabled"};
  const std::string lower = lower_case(text);
  if (std::find(std::begin(kFalseWords), std::end(kFalseWords), lower) != std::end(kFalseWords))
    return Word::kFalse;
  if (std::find(std::begin(kTrueWords), std::end(kTrueWords), lower) != std::end(kTrueWords))
    return Word::kTrue;
  return Word::kOther;
}

Word meaning_of(const Value& value) {
  if (value.is_string()) return meaning_of(value.node().text);
  if (value.is_number()) return value.truthy() ? Word::kTrue : Word::kFalse;
  return Word::kOther;
}

bool is_condition(const KeyFault& fault) { return fault.key && fault.key.is_condition(); }

/// Whether pods keep their data by the switch.
bool is_volume_switch(const Path& path) {
  if (path.size() < 2 || path.back() != Step("enabled")) return false;
  const Step& holder = path[path.size() - 2];
  return holder == Step("persistentVolume") || holder == Step("fileStorage");
}

std::optional<Violation> look_at_switch(const CheckInput& input, const KeyFault& fault) {
  const bool condition = is_condition(fault);
  const bool type_fault = fault.kind == KeyFaultKind::kType && fault.wanted == KeyType::kBool;
  if (!type_fault && !(condition && fault.kind == KeyFaultKind::kNull)) return std::nullopt;
  const bool filled_text = fault.value.is_string() && !fault.value.node().text.empty();
  if (!condition && (!filled_text || lists_key(input, "printed", fault.path))) return std::nullopt;
  if (fault.value.is_unknown()) return std::nullopt;

  Violation violation = violation_of(input, fault);
  const Word word = meaning_of(fault.value);
  std::string effect;
  if (condition) {
    effect = "and only the boolean false switches it off, so it is on";
  } else if (word == Word::kTrue) {
    effect = "which is text: true to a template, as \"false\" would be";
    // It does what it says, until somebody changes it.
    violation.severity = Severity::kWarning;
  } else {
    effect = "which is text, and to a template no text is false";
  }
  violation.facts = {{"value", show(fault)}, {"effect", std::move(effect)}};
  if (word != Word::kOther) {
    violation.change = {{violation.path, word == Word::kTrue ? "true" : "false"}};
    violation.repair.at_site = true;
    // db-client exists to be switched off again; what else runs today is not switched off by a program.
    if (condition && word == Word::kFalse && violation.path.front().key != "db-client") {
      violation.repair.hold = "it would switch off what runs today";
    }
    if (word == Word::kFalse && is_volume_switch(violation.path)) {
      violation.repair.hold = "the pods would lose their volume";
    }
  }
  return violation;
}

}  // namespace

std::vector<Violation> check_types_usable(const CheckInput& input) {
  std::vector<Violation> result;
  for (const KeyFault& fault : input.subject.key_faults) {
    if (fault.kind != KeyFaultKind::kType) continue;
    const TypeJudge judge(input, fault);
    if (!judge.is_wrong()) continue;
    Violation violation = violation_of(input, fault);
    violation.facts = {
        {"value", show(fault)}, {"wanted", std::string(name_of(fault.wanted))}, {"effect", judge.effect()}};
    result.push_back(std::move(violation));
  }
  for (const ComponentFact& component : input.subject.chart.components) {
    if (component.image_pull_secrets.empty() || !input.subject.is_on(component.alias)) continue;
    add_bare_pull_secrets(input, component.image_pull_secrets, result);
  }
  return result;
}

std::vector<Violation> check_switches_boolean(const CheckInput& input) {
  std::vector<Violation> result;
  for (const KeyFault& fault : input.subject.key_faults) {
    if (std::optional<Violation> violation = look_at_switch(input, fault)) {
      result.push_back(std::move(*violation));
    }
  }
  return result;
}

}  // namespace estafette_lint
