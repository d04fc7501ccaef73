#include "lint/engine/selection.h"

#include <algorithm>

namespace estafette_lint {
namespace {

bool names(const std::vector<std::string>& words, const Rule& rule) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return word == rule.id || word == rule.topic; });
}

}  // namespace

SelectedRules select_rules(std::span<const Rule> rules, const Selection& selection) {
  SelectedRules selected;
  for (const Rule& rule : rules) {
    const bool asked = selection.select.empty() ? rule.in(selection.profile) : names(selection.select, rule);
    if (asked && !names(selection.ignore, rule)) selected.rules.push_back(&rule);
  }
  const std::vector<std::string_view> known = selectable_names(rules);
  for (const std::vector<std::string>* words : {&selection.select, &selection.ignore}) {
    for (const std::string& word : *words) {
      if (std::find(known.begin(), known.end(), word) == known.end()) selected.unknown.push_back(word);
    }
  }
  return selected;
}

std::vector<std::string_view> selectable_names(std::span<const Rule> rules) {
  std::vector<std::string_view> known;
  for (const Rule& rule : rules) {
    known.push_back(rule.id);
    known.push_back(rule.topic);
  }
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  return known;
}

}  // namespace estafette_lint
