// What the checks share: how a message shows a value, and how a violation is begun.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/check.h"
#include "lint/rules/locate.h"

namespace estafette_lint {

/// The value as a message shows it: `3`, `true`, `null`, `"three"`, `a list`, `not set`; never one at a
/// secret path.
[[nodiscard]] std::string describe(const Value& value, std::span<const Step> path);

/// The same for a looked-up value, and whether it is the chart's: `1 by default`.
[[nodiscard]] std::string describe(const Lookup& lookup, std::span<const Step> path);

[[nodiscard]] Path to_path(KeyPath keys);
[[nodiscard]] std::string format_keys(KeyPath keys);
/// `keys` with more keys behind them.
[[nodiscard]] std::vector<std::string_view> join_keys(KeyPath keys,
                                                      std::initializer_list<std::string_view> more);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string join_words(std::span<const std::string> words,
                                     std::string_view last_glue = " and ");

/// A string with something in it: what a user name or a password must be.
[[nodiscard]] bool is_filled_string(const Value& value);

/// A violation of the place's component at a path of keys.
[[nodiscard]] Violation violation_at(const CheckInput& input, KeyPath keys);
/// The same at the place's own path.
[[nodiscard]] Violation violation_at_place(const CheckInput& input);
/// The same for a value that is at hand, written by a user; `path` leads to it.
[[nodiscard]] Violation violation_at_value(const CheckInput& input, Path path, const Value& value);

/// The place's key with another value; nothing where it stands in the text of a file, of which YAML to paste
/// would have to hold all.
[[nodiscard]] std::vector<Setting> change_to(const CheckInput& input, std::string yaml);

/// The parameter's value, or the default where the rule gives none.
[[nodiscard]] bool boolean_parameter(const CheckInput& input, std::string_view name, bool otherwise = false);
/// Whether a parameter that is a list of keys names the path; `[]` stands for all items of a list.
[[nodiscard]] bool lists_key(const CheckInput& input, std::string_view parameter, std::span<const Step> path);
[[nodiscard]] std::string_view text_parameter(const CheckInput& input, std::string_view name);

}  // namespace estafette_lint
