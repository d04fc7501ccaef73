#include "lint/rules/checks/null_overrides.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/rules/key_faults.h"
#include "lint/values/merge.h"

namespace estafette_lint {
namespace {

Violation violation_of(const CheckInput& input, const KeyFault& fault, std::string effect) {
  Violation violation = violation_at_value(input, fault.path, fault.value);
  if (input.subject.chart.component(fault.path.front().key) != nullptr) {
    violation.component = fault.path.front().key;
  }
  violation.facts = {{"effect", std::move(effect)}};
  return violation;
}

/// The release without anything of the user's.
class Defaults {
 public:
  explicit Defaults(const ChartModel& chart) : chart_(chart), values_(merge_values({}, *chart.defaults)) {}

  [[nodiscard]] Value find(const Path& path) const { return values_.lookup(path).value; }
  [[nodiscard]] Value umbrella() const { return Merger::root_of(chart_.defaults->umbrella); }
  /// Whether the default is the subchart's own alone.
  [[nodiscard]] bool is_of_subchart(const Path& path) const {
    Value value = umbrella();
    for (const Step& step : path) value = value.find(step.key);
    return !value;
  }

 private:
  const ChartModel& chart_;
  Values values_;
};

// ---- A null on a whole component

/// The switches of the umbrella's that the subchart's own defaults turn around.
class Comeback {
 public:
  Comeback(const CheckInput& input, const Defaults& defaults) : input_(input), defaults_(defaults) {}

  [[nodiscard]] std::optional<std::string> run(const Path& alias) {
    const Value section = defaults_.umbrella().find(alias.front().key);
    for (const auto& [key, value] : section.entries()) compare(join(alias, {key}), value);
    if (!starts_ && changed_.empty() && !others_) return std::nullopt;
    std::string effect =
        "drops what the umbrella chart sets there, and the subchart's own defaults come back";
    if (starts_) effect += ": it is on, which by default it is not";
    if (!changed_.empty()) effect += fmt::format("{} {}", starts_ ? "; also" : ":", show_changed());
    return effect;
  }

  [[nodiscard]] bool starts() const { return starts_; }

 private:
  [[nodiscard]] std::string show_changed() const {
    constexpr std::size_t kMaxShown = 4;
    if (changed_.size() <= kMaxShown) return join_words(changed_);
    std::vector<std::string> shown(changed_.begin(), changed_.begin() + kMaxShown);
    shown.push_back(fmt::format("{} more", changed_.size() - kMaxShown));
    return join_words(shown);
  }

  void compare(const Path& path, const Value& umbrella) {
    if (umbrella.is_map()) {
      for (const auto& [key, value] : umbrella.entries()) compare(join(path, {key}), value);
      return;
    }
    const Value now = input_.subject.values.lookup(path).value;
    const bool is_condition = path.size() == 2 && path.back().key == "enabled";
    if (is_condition) {
      starts_ = umbrella.type() == Type::kBool && !umbrella.node().boolean;
    } else if (umbrella.type() == Type::kBool && now.type() == Type::kBool) {
      if (now.node().boolean == umbrella.node().boolean) return;
      // What is started matters more than what else is switched.
      const bool first = path.back().key == "enabled";
      std::string change = fmt::format("{} is {}", format_path(path), now.node().boolean ? "true" : "false");
      changed_.insert(first ? changed_.begin() + static_cast<std::ptrdiff_t>(started_++) : changed_.end(),
                      std::move(change));
    } else if (describe(now, path) != describe(umbrella, path)) {
      others_ = true;
    }
  }

  const CheckInput& input_;
  const Defaults& defaults_;
  bool starts_ = false;
  bool others_ = false;
  std::vector<std::string> changed_;
  std::size_t started_ = 0;  // how many of them are `enabled`
};

std::optional<Violation> look_at_component(const CheckInput& input, const KeyFault& fault,
                                           const Defaults& defaults) {
  Comeback comeback(input, defaults);
  std::optional<std::string> effect = comeback.run(fault.path);
  if (!effect) return std::nullopt;
  Violation violation = violation_of(input, fault, std::move(*effect));
  if (comeback.starts()) violation.severity = Severity::kError;
  return violation;
}

// ---- A null on a key

/// Up to this Helm a default that is the subchart's own is safe from a null.
constexpr ToolVersion kLastSafeHelm = {3, 16, 4};

std::optional<Violation> look_at_key(const CheckInput& input, const KeyFault& fault,
                                     const Defaults& defaults) {
  const Value default_value = defaults.find(fault.path);
  // Nothing in place of nothing: a template sees no difference.
  if (!default_value.truthy()) return std::nullopt;
  const std::string shown = describe(default_value, fault.path);
  const bool of_subchart = defaults.is_of_subchart(fault.path);
  if (of_subchart && input.subject.helm_version <= kLastSafeHelm) return std::nullopt;
  const std::string_view since = of_subchart ? " (since Helm 3.17.4; up to 3.16.4 the default stays)" : "";

  if (lists_key(input, "cast", fault.path)) {
    Violation violation = violation_of(
        input, fault, fmt::format("removes the default {}, and it renders as 0{}", shown, since));
    violation.severity = Severity::kError;
    return violation;
  }
  if (default_value.is_map()) {
    const bool breaks = !fault.key.is_open() && !lists_key(input, "optional", fault.path);
    const std::string effect =
        breaks ? fmt::format(
                     "removes all of its defaults, and a template that looks into it fails: nothing is "
                     "rendered{}",
                     since)
               : fmt::format("removes all of its defaults{}", since);
    Violation violation = violation_of(input, fault, effect);
    if (breaks) violation.severity = Severity::kError;
    return violation;
  }
  if (default_value.type() == Type::kBool) {
    return violation_of(
        input, fault, fmt::format("removes the default true, and a template takes that for false{}", since));
  }
  return violation_of(input, fault, fmt::format("removes the default {}, and renders empty{}", shown, since));
}

}  // namespace

std::vector<Violation> check_defaults_kept(const CheckInput& input) {
  std::vector<Violation> result;
  std::optional<Defaults> defaults;  // merged only where there is a null
  for (const KeyFault& fault : input.subject.key_faults) {
    // A null in place of a component's condition is a matter of that switch.
    if (fault.kind != KeyFaultKind::kNull || fault.key.is_condition()) continue;
    if (!defaults) defaults.emplace(input.subject.chart);
    std::optional<Violation> violation = fault.path.size() == 1 ? look_at_component(input, fault, *defaults)
                                                                : look_at_key(input, fault, *defaults);
    if (violation) result.push_back(std::move(*violation));
  }
  return result;
}

}  // namespace estafette_lint
