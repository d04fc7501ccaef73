// A release whose fixes are made, for tests of what becomes of its files.
//
//   const FixedRelease fixed({.files = {"db-client: {enabled: true}\n"}, .rules = "db-client-enabled"});
//   CHECK(fixed.texts == std::vector<std::string>{"db-client: {enabled: false}\n"});
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/fixer.h"
#include "lint/text/source.h"
#include "lint/values/set_argument.h"

namespace estafette_lint {

struct FixCase {
  std::string_view label = {};
  std::vector<std::string> files;  ///< their texts, lowest first
  std::vector<std::string> sets;
  std::string_view rules;  ///< with commas between them; empty: the production profile
  bool unsafe = false;
  int fix_in = -1;
  std::vector<std::string> expected;  ///< the texts afterwards
  std::vector<std::string> withheld;  ///< `PATH: REASON`
};

/// A release with its fixes made. The sources live as long.
struct FixedRelease {
  explicit FixedRelease(const FixCase& test);

  std::deque<Source> sources;
  std::deque<SetArgument> parsed;
  FixOutcome outcome;
  std::vector<std::string> texts;
  std::vector<std::string> withheld;
};

/// One text of several, so that a failure shows them line by line.
std::string join_lines(const std::vector<std::string>& lines);

/// Fixes each case and compares what comes of it; fixed again, nothing changes.
void check_fixes(std::span<const FixCase> cases);

}  // namespace estafette_lint
