#include "lint/rules/checks/misplaced_key.h"

#include <string>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/rules/checks/config_files.h"

namespace estafette_lint {
namespace {

/// Settings that write a value at another path; gives up where that would take more than copying.
class Mover {
 public:
  explicit Mover(const Source& source) : source_(source) {}

  [[nodiscard]] bool move(const Value& value, const Path& to) {
    if (value.is_map() && value.truthy()) {
      for (const auto& [key, child] : value.entries()) {
        if (!move(child, join(to, {key}))) return false;
      }
      return true;
    }
    // An alias, or a value that `<<` brought in, would lose its anchor; other layers have other bytes.
    const bool copied =
        value.layer()->source == &source_ && value.site().type != Type::kAlias && value.merged_at().empty();
    if (!copied) return false;
    if (value.is_string() && value.node().text.find('\n') != std::string_view::npos) {
      settings_.push_back({to, std::string(value.node().text), true});
      return true;
    }
    const Span span = value.node().span;
    const std::string_view yaml = std::string_view(source_.text).substr(span.begin, span.length());
    if (yaml.find('\n') != std::string_view::npos) return false;
    settings_.push_back({to, std::string(yaml.empty() ? "null" : yaml)});
    return true;
  }

  [[nodiscard]] std::vector<Setting> take() { return std::move(settings_); }

 private:
  const Source& source_;
  std::vector<Setting> settings_;
};

}  // namespace

std::vector<Setting> settings_that_move(const Value& value, const Path& to) {
  if (!value || value.layer()->source == nullptr || !value.truthy()) return {};
  Mover mover(*value.layer()->source);
  if (!mover.move(value, to)) return {};
  return mover.take();
}

std::vector<Violation> check_key_misplaced(const CheckInput& input) {
  const Value value = input.subject.values.lookup(input.place.path).value;
  if (!value || !value.written()) return {};
  Violation violation = violation_at_place(input);
  const std::string_view to = text_parameter(input, "to");
  violation.facts = {{"to", std::string(to)}};
  const Result<Path> target = parse_path(to);
  if (!target) return {std::move(violation)};
  violation.change = settings_that_move(value, target.value());
  violation.repair.changes = {move_key(violation.path, target.value())};
  violation.repair.at_site = true;
  const std::string_view type = text_parameter(input, "safe-type");
  if (!type.empty() && holds_only_credentials(value, type)) violation.repair.safety = FixSafety::kSafe;
  return {std::move(violation)};
}

}  // namespace estafette_lint
