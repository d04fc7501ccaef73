#include "lint/rules/checks/generic.h"

#include <re2/re2.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "lint/rules/checks/common.h"
#include "lint/values/placeholders.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

std::vector<Violation> switch_violation(const CheckInput& input, const Lookup& found,
                                        std::string_view wanted) {
  Violation violation = violation_at_place(input);
  violation.facts = {{"value", describe(found, violation.path)}};
  violation.change = change_to(input, std::string(wanted));
  return {std::move(violation)};
}

bool is_empty(const Value& value) {
  if (value.is_null()) return true;
  if (value.is_string()) return value.node().text.empty();
  return (value.is_map() || value.is_list()) && !value.truthy();
}

/// Patterns live as long as the process: a run asks each of them many times. RE2 itself is safe to share.
const RE2& compiled(std::string_view pattern) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<RE2>, std::less<>> cache;
  const std::lock_guard lock(mutex);
  const auto known = cache.find(pattern);
  if (known != cache.end()) return *known->second;
  RE2::Options options;
  options.set_log_errors(false);  // the loader has reported it with its place in the rule file
  auto regex = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  return *cache.emplace(pattern, std::move(regex)).first->second;
}

std::string scalar_text(const Value& value) {
  if (value.is_number()) return format_go_number(value.node().number);
  if (value.type() == Type::kBool) return value.node().boolean ? "true" : "false";
  return std::string(value.node().text);
}

bool is_known_scalar(const Value& value) {
  return !value.is_null() && !value.is_map() && !value.is_list() && !value.is_unknown();
}

}  // namespace

std::vector<Violation> check_switch_on(const CheckInput& input) {
  const Lookup found = input.subject.lookup(input.place.path);
  if (found.value.truthy() || found.value.is_unknown()) return {};
  return switch_violation(input, found, "true");
}

std::vector<Violation> check_switch_off(const CheckInput& input) {
  const Lookup found = input.subject.lookup(input.place.path);
  if (!found.value.truthy() || found.value.is_unknown()) return {};
  return switch_violation(input, found, "false");
}

std::vector<Violation> check_component_off(const CheckInput& input) {
  const Lookup found = input.subject.lookup(input.place.path);
  if (found.value.is_unknown()) return {};
  const bool boolean = found.value.type() == Type::kBool;
  if (boolean && !found.value.node().boolean) return {};
  std::vector<Violation> result = switch_violation(input, found, "false");
  std::string& value = result.front().facts.front().text;
  if (!boolean) value += ", and only the boolean false switches a component off";
  return result;
}

std::vector<Violation> check_key_present(const CheckInput& input) {
  const Lookup found = input.subject.lookup(input.place.path);
  if (!is_empty(found.value)) return {};
  Violation violation = violation_at_place(input);
  violation.facts = {{"value", describe(found, violation.path)}};
  return {std::move(violation)};
}

std::vector<Violation> check_key_absent(const CheckInput& input) {
  const Value value = input.subject.lookup(input.place.path).value;
  const bool written = value.is_set() && value.written();
  if (!written || is_empty(value) || value.is_unknown()) return {};
  // Another rule speaks of a placeholder.
  if (value.is_string() && is_placeholder(value.node().text)) return {};
  if (boolean_parameter(input, "only-files") && value.origin() != Origin::kFile) return {};
  return {violation_at_place(input)};
}

std::vector<Violation> check_value_matches(const CheckInput& input) {
  const std::string_view pattern = text_parameter(input, "pattern");
  const bool wanted = !boolean_parameter(input, "not");
  const auto matches = [&](const Value& value) {
    return RE2::PartialMatch(scalar_text(value), compiled(pattern)) == wanted;
  };
  const Lookup found = input.subject.lookup(input.place.path);
  std::vector<Violation> result;
  const auto add = [&](Violation violation, const std::string& value) {
    violation.facts = {{"value", value}, {"pattern", std::string(pattern)}};
    result.push_back(std::move(violation));
  };
  if (is_known_scalar(found.value) && !matches(found.value)) {
    add(violation_at_place(input), describe(found, to_path(input.place.path)));
  }
  std::size_t index = 0;
  for (const Value& item : found.value.items()) {
    const Path path = join(to_path(input.place.path), {index++});
    if (!is_known_scalar(item) || matches(item)) continue;
    // The chart's own items have no bytes to point at.
    Violation violation =
        found.value.written() ? violation_at_value(input, path, item) : violation_at_place(input);
    violation.path = path;
    add(std::move(violation), describe(item, path));
  }
  return result;
}

std::vector<Violation> check_reminder(const CheckInput& input) { return {violation_at_place(input)}; }

}  // namespace estafette_lint
