#include "lint/cli/release_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "lint/cli/input.h"
#include "lint/report/columns.h"
#include "lint/text/escape.h"

namespace estafette_lint {
namespace {

bool is_url(std::string_view name) { return name.starts_with("https://") || name.starts_with("http://"); }

/// The message of a usage error with the argument and a caret under it.
std::string with_caret(SetKind kind, std::string_view argument, const TextError& error) {
  // Nothing behind what may be a secret is shown; the caret then stands at its end.
  const std::string masked = mask_unparsed_argument(argument);
  const std::string_view shown = masked;
  const std::string before =
      escape_for_display(shown.substr(0, std::min<std::size_t>(error.span.begin, shown.size())));
  const std::string inside = escape_for_display(
      shown.substr(std::min<std::size_t>(error.span.begin, shown.size()), error.span.length()));
  std::string text = fmt::format("'{}': {}", option_name(kind), escape_for_display(error.message));
  if (!error.hint.empty()) text += fmt::format(" ({})", escape_for_display(error.hint));
  return fmt::format("{}\n  {}\n  {:{}}^{:~>{}}", text, escape_for_display(shown), "", columns_of(before), "",
                     std::max<std::size_t>(columns_of(inside), 1) - 1);
}

}  // namespace

std::string ReleaseReader::read_arguments(std::span<const SetOption> sets) {
  for (const SetOption& option : sets) {
    const Source& source = sources_.emplace_back(Source{option.text, option.text});
    const std::size_t failures = failures_.size();
    const auto read_content = [this](const std::string& name) -> Result<const Source*, std::string> {
      if (const Source* const file = read(name, name)) return file;
      return std::string("this file cannot be read");
    };
    Result<SetArgument> argument = parse_set_argument(option.kind, source, read_content);
    if (argument) {
      parsed_.push_back(std::move(argument).value());
      arguments_.push_back(&parsed_.back());
    } else if (failures_.size() == failures) {
      return with_caret(option.kind, option.text, argument.error());
    }
  }
  return {};
}

void ReleaseReader::read_files(std::span<const std::string> names, const std::string& stdin_name) {
  for (const std::string& name : names) {
    if (const Source* const file = read(name, name == kStandardStream ? stdin_name : name))
      files_.push_back(file);
  }
}

const Source* ReleaseReader::read(const std::string& file, const std::string& name) {
  const auto fail = [&](std::string message, std::string hint) -> const Source* {
    failures_.push_back({.file = name, .message = std::move(message), .hint = std::move(hint)});
    return nullptr;
  };
  if (file == kStandardStream && std::exchange(standard_input_read_, true)) {
    return fail("standard input (-) is given twice", {});
  }
  Result<std::string, InputError> text = file == kStandardStream ? read_standard_input() : read_file(file);
  if (text) return &sources_.emplace_back(Source{name, std::move(text).value()});
  const InputError& error = text.error();
  return fail(error.message, error.missing && is_url(file)
                                 ? "nothing is read from the network: download it first"
                                 : error.hint);
}

}  // namespace estafette_lint
