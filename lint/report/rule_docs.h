// What is said of the rules themselves: `explain`, `rules`, and the table in the README, all from the rule
// files.
#pragma once

#include <span>
#include <string>

#include "lint/rules/rule.h"

namespace estafette_lint {

/// What the rule wants, why, a bad and a good example, the source.
[[nodiscard]] std::string explain_rule(const Rule& rule);
/// One line a rule: id, severity, topic, summary, in columns.
[[nodiscard]] std::string list_rules_text(std::span<const Rule> rules);
/// A JSON object: {"version": 1, "rules": [{id, topic, severity, profiles, summary, why, source, url,
/// check}]}.
[[nodiscard]] std::string list_rules_json(std::span<const Rule> rules);
/// A Markdown table: id, severity, profiles, summary.
[[nodiscard]] std::string list_rules_markdown(std::span<const Rule> rules);

}  // namespace estafette_lint
