// What one rule says of a small values file, in a form that a test can compare.
//
//   CHECK(said("db-client-enabled", "db-client: {enabled: true}") ==
//         "1:22 db-client.enabled: db-client.enabled is true; ...\n");
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/lint.h"
#include "lint/rules/rule.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// A text, and what is said of it.
struct Said {
  std::string_view text;
  std::string_view wanted;
};

/// REQUIRES: there is a built-in rule of that name.
const Rule& rule_named(std::string_view id);

/// What the one rule finds. The source can be read.
FileResult lint_rule(const Source& source, const Rule& rule,
                     std::string_view release_name = kDefaultReleaseName);

/// One line a finding: `line:column path: message`.
std::string show_findings(const Source& source, const std::vector<Finding>& findings);

/// The findings of a built-in rule in a text, as show_findings() gives them.
std::string said(std::string_view rule, std::string text,
                 std::string_view release_name = kDefaultReleaseName);

/// The paths alone, those of one component where it is named.
std::string paths(std::string_view rule, std::string text, std::string_view component = {},
                  std::string_view release_name = kDefaultReleaseName);

/// The findings of one component, as `said` shows them.
std::string said_of(std::string_view component, std::string_view rule, std::string text);

/// The YAML that the one finding of a component says to write.
std::string wanted(std::string_view component, std::string_view rule, std::string text);

/// What a house rule of one check and one place says of a text.
std::string said_by_house_rule(std::string_view check, std::string_view place, std::string text);

}  // namespace estafette_lint
