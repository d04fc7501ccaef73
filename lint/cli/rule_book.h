// The built-in rules and those of --rules.
//
//   RuleBook book(builtin);
//   if (!book.add_all(directories)) return ExitStatus::kUsage;
//   use(book.rules());
#pragma once

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "lint/cli/command_line.h"
#include "lint/rules/rule.h"
#include "lint/rules/rule_loader.h"

namespace estafette_lint {

/// --rules
class RuleWords {
 public:
  RuleWords(CommandLine& line, const char* group);
  [[nodiscard]] std::vector<std::string> read() const;

 private:
  const std::vector<std::string>& directories_;
};

class RuleBook {
 public:
  explicit RuleBook(const Tables& builtin);

  /// False where a directory or a file in it is no good; that has been said then, for all of them. A folder
  /// that is named twice is read once.
  [[nodiscard]] bool add_all(std::span<const std::string> directories);

  /// By name.
  [[nodiscard]] std::span<const Rule> rules() const {
    return all_.empty() ? builtin_ : std::span<const Rule>(all_);
  }

 private:
  [[nodiscard]] bool add(const std::string& directory);

  const ChartModel& chart_;
  std::span<const Rule> builtin_;
  std::deque<LoadedRules> loaded_;  // what all_ points into
  std::vector<Rule> all_;           // once there are others than the built-in ones
};

}  // namespace estafette_lint
