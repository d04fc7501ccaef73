// Short ways for tests to lint a text with the built-in rules.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/rules/chart_model.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// The rules of the names given, or all of the production profile's; the newest release unless one is named.
[[nodiscard]] FileResult lint_text(const Source& source, std::initializer_list<std::string_view> rules = {},
                                   std::string_view release = {});

/// Calls `use` with the model of a release; the newest where the version is empty.
void with_chart(std::string_view version, const std::function<void(const ChartModel&)>& use);

/// `RULE PATH` of each finding, in order.
[[nodiscard]] std::vector<std::string> rules_and_paths(const FileResult& result);
/// The messages of each finding, in order.
[[nodiscard]] std::vector<std::string> messages(const FileResult& result);

}  // namespace estafette_lint
