// What the words of an option mean: one value, one of several names, a list of names. What is wrong with them
// is thrown as Misuse (command_line.h).
//
//   const auto& format = line.value("--format", "FORMAT", "text or json", "Result");
//   line.parse(arguments);
//   const std::size_t position = choice("--format", format, kFormats, "text");
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/tool_version.h"

namespace estafette_lint {

/// The value of an option that can have one only; `fallback` where it is not given.
[[nodiscard]] std::string single(std::string_view option, const std::vector<std::string>& words,
                                 std::string_view fallback);

/// The position in `known` of the option's value.
[[nodiscard]] std::size_t choice(std::string_view option, const std::vector<std::string>& words,
                                 std::span<const std::string_view> known, std::string_view fallback);

/// The names in comma-separated values.
[[nodiscard]] std::vector<std::string> names(std::string_view option, const std::vector<std::string>& words);

/// A version such as `example`; none where the option is not given.
[[nodiscard]] std::optional<ToolVersion> tool_version(std::string_view option,
                                                      const std::vector<std::string>& words,
                                                      std::string_view example);

/// "; did you mean 'json'?", or `otherwise` where no known name is near.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> known,
                                     std::string_view otherwise = {});

}  // namespace estafette_lint
