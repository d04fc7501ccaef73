// Which of the rules a run asks.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "lint/rules/rule.h"

namespace estafette_lint {

struct Selection {
  Profile profile = Profile::kProduction;
  std::vector<std::string>
      select;  ///< rule ids or topics; if there are any, they alone are asked, whatever the profile
  std::vector<std::string> ignore;  ///< rule ids or topics, taken away from either
};

struct SelectedRules {
  std::vector<const Rule*> rules;    ///< ordered by id
  std::vector<std::string> unknown;  ///< names in `select` or `ignore` that are neither a rule nor a topic
};

[[nodiscard]] SelectedRules select_rules(std::span<const Rule> rules, const Selection& selection);

/// Ids and topics, for suggestions.
[[nodiscard]] std::vector<std::string_view> selectable_names(std::span<const Rule> rules);

}  // namespace estafette_lint
