#include "lint/cli/option_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/cli/command_line.h"
#include "lint/cli/output.h"
#include "lint/text/nearest.h"

namespace estafette_lint {

std::string single(std::string_view option, const std::vector<std::string>& words,
                   std::string_view fallback) {
  for (const std::string& word : words) {
    if (word.empty()) misuse(fmt::format("'{}' needs a value", option));
    if (word != words.front()) {
      misuse(fmt::format("'{}' is given twice, with {} and {}", option, in_quotes(words.front()),
                         in_quotes(word)));
    }
  }
  return words.empty() ? std::string(fallback) : words.front();
}

std::size_t choice(std::string_view option, const std::vector<std::string>& words,
                   std::span<const std::string_view> known, std::string_view fallback) {
  const std::string word = single(option, words, fallback);
  const auto found = std::ranges::find(known, word);
  if (found == known.end()) {
    misuse(fmt::format("unknown value {} for '{}'{}", in_quotes(word), option,
                       suggestion(word, known, fmt::format("; it is one of {}", fmt::join(known, ", ")))));
  }
  return static_cast<std::size_t>(found - known.begin());
}

std::vector<std::string> names(std::string_view option, const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (std::string_view rest : words) {
    for (;;) {
      const std::size_t comma = rest.find(',');
      const std::string_view name = rest.substr(0, comma);
      if (name.empty()) misuse(fmt::format("'{}' has an empty name", option));
      found.emplace_back(name);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return found;
}

std::optional<ToolVersion> tool_version(std::string_view option, const std::vector<std::string>& words,
                                        std::string_view example) {
  const std::string word = single(option, words, "");
  const std::optional<ToolVersion> version = parse_tool_version(word);
  if (!version && !word.empty()) {
    misuse(fmt::format("{} for '{}' is no version such as {}", in_quotes(word), option, example));
  }
  return version;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known,
                       std::string_view otherwise) {
  const std::string_view near = nearest_name(word, known);
  return near.empty() ? std::string(otherwise) : fmt::format("; did you mean '{}'?", near);
}

}  // namespace estafette_lint
