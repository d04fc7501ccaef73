#include "lint/rules/checks/backups.h"

#include <string_view>

#include "lint/rules/checks/common.h"

namespace estafette_lint {
namespace {

/// A template ranges over lists and maps alike.
std::vector<Value> children(const Value& value) {
  if (!value.is_map()) return value.items();
  std::vector<Value> result;
  for (const auto& [key, child] : value.entries()) result.push_back(child);
  return result;
}

}  // namespace

std::vector<Violation> check_backup_declared(const CheckInput& input) {
  const Value provisioning = input.subject.values.lookup(input.place.path).value;
  if (provisioning.is_unknown()) return {};
  if (provisioning.find("enabled").truthy()) {
    const Value databases = provisioning.find("databases");
    if (databases.is_unknown()) return {};
    for (const Value& database : children(databases)) {
      if (database.is_unknown() || database.find("backup").truthy()) return {};
    }
  }
  return {violation_at_place(input)};
}

}  // namespace estafette_lint
