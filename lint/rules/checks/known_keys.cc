#include "lint/rules/checks/known_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/rules/checks/misplaced_key.h"
#include "lint/rules/key_faults.h"

namespace estafette_lint {
namespace {

/// What the user wrote for the key that was probably meant; holds nothing where that is not written.
Value written_for(const CheckInput& input, const LikelyKey& likely) {
  if (likely.likeness == Likeness::kNone || likely.likeness == Likeness::kCredentials) return {};
  return input.subject.values.lookup(likely.path).value.written();
}

/// What was probably meant, as the end of a message.
std::string show_likely(const ChartModel& chart, const LikelyKey& likely, bool is_written) {
  std::string path = format_path(likely.path);
  if (is_written) path += ", which is set already";
  switch (likely.likeness) {
    case Likeness::kNone:
      break;
    case Likeness::kSlip:
      return fmt::format("; did you mean {}?", path);
    case Likeness::kElsewhere:
      return fmt::format("; it belongs at {}", path);
    case Likeness::kRenamed: {
      const std::string_view since = chart.find_key(likely.path).since();
      return since.empty() ? fmt::format("; it is {} now", path)
                           : fmt::format("; since {} it is {}", since, path);
    }
    case Likeness::kOldName:
      return fmt::format("; until then it is {}", path);
    case Likeness::kCredentials:
      return fmt::format("; the chart makes a pull secret of {}", path);
  }
  return {};
}

/// "since 1.0.8", "until 1.0.5", "from 1.0.9 to 1.0.12", "in 1.0.6 only".
std::string show_releases(const Key& key) {
  if (key.until().empty()) return fmt::format("since {}", key.since());
  if (key.since().empty()) return fmt::format("until {}", key.until());
  if (key.since() == key.until()) return fmt::format("in {} only", key.since());
  return fmt::format("from {} to {}", key.since(), key.until());
}

std::string component_of(const ChartModel& chart, const Path& path) {
  return chart.component(path.front().key) == nullptr ? std::string() : path.front().key;
}

/// Whether the value can stand there as it is: it is no map in place of a text.
bool can_move(const CheckInput& input, const KeyFault& fault) {
  const Likeness likeness = fault.likely.likeness;
  if (likeness == Likeness::kNone || likeness == Likeness::kCredentials) return false;
  const Path& to = fault.likely.path;
  if (std::any_of(to.begin(), to.end(), [](const Step& step) { return step.is_index; })) return false;
  const KeyType type = input.subject.chart.find_key(to).type();
  if (type == KeyType::kAny) return true;
  return fault.value.is_map() == (type == KeyType::kMap) && fault.value.is_list() == (type == KeyType::kList);
}

TreeChange relocation(const Path& from, const Path& to) {
  const bool same_map = from.size() == to.size() && std::equal(from.begin(), from.end() - 1, to.begin());
  return same_map ? rename_key(from, to.back().key) : move_key(from, to);
}

bool runs(const Subject& subject, const Path& condition) {
  if (condition.size() == 2) return subject.is_on(condition.front().key);
  const Value now = subject.values.lookup(condition).value;
  return now.type() != Type::kBool || now.node().boolean;
}

/// Why a condition must not get the value; empty where nothing speaks against it.
std::string switch_fault(const Subject& subject, const Path& condition, const Value& value) {
  if (value.is_unknown()) return "whether it would switch anything on or off cannot be told";
  const bool now = runs(subject, condition);
  const bool then = value.type() != Type::kBool || value.node().boolean;
  if (now == then) return {};
  return now ? "it would switch off what runs today" : "it would switch on what does not run today";
}

/// Why the key must not come to life: it, or a key below it, may be the switch of a component.
std::string switch_fault(const CheckInput& input, const KeyFault& fault) {
  const Path& to = fault.likely.path;
  const Key key = input.subject.chart.find_key(to);
  if (key.is_condition()) return switch_fault(input.subject, to, fault.value);
  for (std::size_t i = 0; i < key.child_count(); ++i) {
    const Value held = fault.value.find(key.child(i).name());
    if (!held || !key.child(i).is_condition()) continue;
    return switch_fault(input.subject, join(to, {key.child(i).name()}), held);
  }
  return {};
}

Violation violation_of(const CheckInput& input, const KeyFault& fault) {
  const ChartModel& chart = input.subject.chart;
  Violation violation;
  violation.path = fault.path;
  violation.component = component_of(chart, fault.path);
  const Located located = locate_written_key(fault.value);
  violation.site = located.site;
  violation.related = located.related;
  const Path& to = fault.likely.path;
  const Value there = written_for(input, fault.likely);
  violation.facts = {{"version", std::string(chart.version)},
                     {"likely", show_likely(chart, fault.likely, static_cast<bool>(there))}};
  if (there) {
    violation.related.push_back({format_path(to) + " is set here", locate_written_key(there).site});
  }
  if (!can_move(input, fault)) return violation;
  violation.repair.changes = {relocation(fault.path, to)};
  violation.repair.at_site = true;
  if (there) {
    violation.repair.hold = format_path(to) + " is there already";
  } else {
    violation.change = settings_that_move(fault.value, to);
    violation.repair.hold = switch_fault(input, fault);
  }
  return violation;
}

std::vector<Violation> violations_of(const CheckInput& input, KeyFaultKind kind) {
  std::vector<Violation> result;
  for (const KeyFault& fault : input.subject.key_faults) {
    if (fault.kind == kind) result.push_back(violation_of(input, fault));
  }
  return result;
}

}  // namespace

std::vector<Violation> check_keys_known(const CheckInput& input) {
  return violations_of(input, KeyFaultKind::kUnknown);
}

std::vector<Violation> check_keys_alive(const CheckInput& input) {
  return violations_of(input, KeyFaultKind::kDead);
}

std::vector<Violation> check_keys_of_release(const CheckInput& input) {
  std::vector<Violation> result;
  for (const KeyFault& fault : input.subject.key_faults) {
    if (fault.kind != KeyFaultKind::kOtherRelease) continue;
    result.push_back(violation_of(input, fault));
    result.back().facts.push_back({"releases", show_releases(fault.key)});
  }
  return result;
}

}  // namespace estafette_lint
