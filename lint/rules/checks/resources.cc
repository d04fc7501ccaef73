#include "lint/rules/checks/resources.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/rules/quantity.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

// ---- resources-present

bool is_present(const Value& map, std::string_view key) {
  const Value value = map.find(key);
  return map.is_unknown() || (value.is_set() && !value.is_null());
}

struct Missing {
  std::string_view group;
  std::string_view key;
  std::string yaml;
};

bool is_scalar_of_quantity(const Value& value) { return value.is_number() || value.is_string(); }

/// A quantity as Kubernetes gets it: a number is written out, text stays text.
std::string quantity_text(const Value& value) {
  return value.is_number() ? fmt::format("{}", value.node().number) : std::string(value.node().text);
}

/// A limit stands for its absent request; a null is not absent but 0.
bool is_requested(const Value& requests, const Value& limits, std::string_view key) {
  if (is_present(requests, key)) return true;
  return !requests.find(key).is_set() && is_present(limits, key);
}

std::string suggest(std::string_view text, ResourceKind kind) {
  const std::vector<std::string> likely = likely_quantities(text, kind);
  return likely.empty() ? std::string() : fmt::format("; did you mean {}?", join_words(likely, " or "));
}

/// What is wrong with one quantity by itself; empty where it is well.
std::string fault_of(std::string_view resource, const Value& value) {
  const ResourceKind kind = resource_kind(resource);
  if (!is_scalar_of_quantity(value)) return "which is no quantity";
  const std::string text = quantity_text(value);
  const std::optional<Quantity> quantity = parse_quantity(text);
  if (!quantity) return "which is no quantity to Kubernetes" + suggest(text, kind);
  if (quantity->negative()) return "and Kubernetes takes no negative quantity";
  const bool thousandths = text.ends_with('m');
  if (kind == ResourceKind::kBytes && (thousandths || !quantity->whole())) {
    return (thousandths ? "which is in thousandths of a byte" : "which is no whole number of bytes") +
           suggest(text, kind);
  }
  return {};
}

/// What to write beside the user's own figure: Kubernetes rejects a limit below its request, so the same
/// again, unless that is at fault itself.
std::string matching(std::string_view resource, const Value& other, const std::string& otherwise) {
  if (!is_scalar_of_quantity(other)) return otherwise;
  return other.is_unknown() || fault_of(resource, other).empty() ? quantity_text(other) : otherwise;
}

std::vector<Missing> find_missing(const CheckInput& input, const Value& resources) {
  const Value requests = resources.find("requests");
  const Value limits = resources.find("limits");
  std::vector<Missing> missing;
  for (const std::string_view key : {"cpu", "memory"}) {
    const std::string figure(text_parameter(input, key));
    if (!is_requested(requests, limits, key)) {
      missing.push_back({"requests", key, matching(key, limits.find(key), figure)});
    }
  }
  if (!is_present(limits, "memory")) {
    const std::string figure(text_parameter(input, "memory"));
    missing.push_back({"limits", "memory", matching("memory", requests.find("memory"), figure)});
  }
  return missing;
}

/// The missing key, or the lowest map that holds all missing ones.
std::vector<std::string_view> common_path(KeyPath resources, const std::vector<Missing>& missing) {
  if (missing.size() == 1) return join_keys(resources, {missing[0].group, missing[0].key});
  const bool one_group = std::all_of(missing.begin(), missing.end(),
                                     [&](const Missing& item) { return item.group == missing[0].group; });
  return one_group ? join_keys(resources, {missing[0].group}) : join_keys(resources, {});
}

// ---- quantities-valid

class ResourcesInspector {
 public:
  ResourcesInspector(const CheckInput& input, KeyPath path) : input_(input), path_(path) {}

  std::vector<Violation> run() {
    const Value resources = input_.subject.values.lookup(path_).value;
    if (resources.is_unknown() || !resources.truthy()) return {};
    if (!resources.is_map()) {
      add({}, "which is no map of requests and limits", {});
      return std::move(violations_);
    }
    const Value requests = check_group(resources, "requests");
    const Value limits = check_group(resources, "limits");
    compare(requests, limits);
    return std::move(violations_);
  }

 private:
  void add(std::initializer_list<std::string_view> keys, std::string problem, std::vector<Setting> change) {
    const std::vector<std::string_view> path = join_keys(path_, keys);
    Violation violation = violation_at(input_, path);
    violation.facts = {{"value", describe(input_.subject.values.lookup(path), violation.path)},
                       {"problem", std::move(problem)}};
    violation.change = std::move(change);
    violations_.push_back(std::move(violation));
  }

  Value check_group(const Value& resources, std::string_view group) {
    const Value quantities = resources.find(group);
    if (quantities.is_unknown() || quantities.is_null()) return {};
    if (!quantities.is_map()) {
      add({group}, "which is no map of quantities", {});
      return {};
    }
    for (const auto& [name, value] : quantities.entries()) {
      if (value.is_null() || value.is_unknown()) continue;
      std::string problem = fault_of(name, value);
      if (problem.empty()) continue;
      std::vector<std::string> likely;
      if (is_scalar_of_quantity(value)) likely = likely_quantities(quantity_text(value), resource_kind(name));
      std::vector<Setting> change;
      // The binary unit is the last: what people mean who write memory.
      if (!likely.empty()) change = {{join(to_path(path_), {group, name}), likely.back()}};
      add({group, name}, std::move(problem), std::move(change));
      const bool ambiguous = likely.size() > 1;
      if (ambiguous)
        violations_.back().repair.hold = fmt::format("{} may be meant", join_words(likely, " or "));
    }
    return quantities;
  }

  void compare(const Value& requests, const Value& limits) {
    for (const auto& [name, limit] : limits.entries()) {
      const std::optional<Quantity> limit_quantity = sound_quantity(name, limit);
      const Value request = requests.find(name);
      const std::optional<Quantity> request_quantity = sound_quantity(name, request);
      if (!limit_quantity || !request_quantity || *limit_quantity >= *request_quantity) continue;
      const std::string wanted = quantity_text(request);
      add({"limits", name}, fmt::format("which is below its request of {}", wanted),
          {{join(to_path(path_), {"limits", name}), wanted}});
      if (!request.written()) continue;
      Located located = locate_value(request);
      violations_.back().related.push_back({"the request", located.site});
    }
  }

  /// A quantity that nothing else is wrong with.
  static std::optional<Quantity> sound_quantity(std::string_view name, const Value& value) {
    if (!value.is_set() || value.is_unknown() || !is_scalar_of_quantity(value)) return std::nullopt;
    if (!fault_of(name, value).empty()) return std::nullopt;
    return parse_quantity(quantity_text(value));
  }

  const CheckInput& input_;
  KeyPath path_;
  std::vector<Violation> violations_;
};

}  // namespace

std::vector<Violation> check_resources_present(const CheckInput& input) {
  const Value resources = input.subject.values.lookup(input.place.path).value;
  if (resources.is_unknown()) return {};
  const std::vector<Missing> missing = find_missing(input, resources);
  if (missing.empty()) return {};

  Violation violation = violation_at(input, common_path(input.place.path, missing));
  std::vector<std::string> names;
  for (const Missing& item : missing) {
    names.push_back(fmt::format("{}.{}", item.group, item.key));
    violation.change.push_back({join(to_path(input.place.path), {item.group, item.key}), item.yaml});
  }
  violation.facts = {{"resources", format_keys(input.place.path)}, {"missing", join_words(names)}};
  return {std::move(violation)};
}

std::vector<Violation> check_quantities_valid(const CheckInput& input) {
  const ComponentFact* component = input.subject.chart.component(input.place.component);
  if (component == nullptr) return {};
  std::vector<Violation> result;
  for (const ResourcesFact& resources : component->resources) {
    if (!input.subject.all_true(resources.when)) continue;
    for (Violation& violation : ResourcesInspector(input, resources.path).run()) {
      result.push_back(std::move(violation));
    }
  }
  return result;
}

}  // namespace estafette_lint
