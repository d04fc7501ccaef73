// Reads rule files and the chart's facts into tables, with precise errors.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/rule.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// What is wrong with a rule file: "rules/x.yaml:12:3: unknown field 'sevrity'" and the hint "did you mean
/// 'severity'?".
struct RuleFileError {
  std::string file;
  std::uint32_t line = 1;    // 1-based
  std::uint32_t column = 1;  // 1-based, code points
  std::string message;
  std::string hint;
};

/// Owns the storage behind Rule views: strings, lists, places.
class RuleLibrary {
 public:
  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }

 private:
  friend class RuleLoader;
  std::deque<std::string> texts_;
  std::deque<std::vector<std::string_view>> lists_;
  std::deque<std::vector<Parameter>> parameters_;
  std::deque<std::vector<Place>> places_;
  std::deque<std::vector<FixHold>> holds_;
  std::deque<std::vector<KeyPath>> hold_paths_;
  std::vector<Rule> rules_;
};

struct LoadedRules {
  RuleLibrary library;
  std::vector<RuleFileError> errors;  ///< by file, line and column; the library is complete only without any
};

/// Reads rule files. Each file's name without `.yaml` is its rule's id, and the folder below `root` that it
/// stands in its topic; a file that stands in `root` itself names its topic, or its topic is "house".
/// `existing` are rules whose ids are taken. Where a chart is given, the places' components are looked up in
/// it. Rules come out ordered by id, without those that have faults. Fields, parameters, check names, message
/// slots and regular expressions are all verified here.
[[nodiscard]] LoadedRules load_rules(std::span<const Source> files, std::span<const Rule> existing,
                                     const ChartModel* chart = nullptr, std::string_view root = {});

}  // namespace estafette_lint
