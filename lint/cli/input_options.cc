#include "lint/cli/input_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "lint/cli/commands.h"
#include "lint/cli/option_values.h"
#include "lint/cli/output.h"
#include "lint/report/columns.h"
#include "lint/text/escape.h"
#include "lint/text/nearest.h"

namespace estafette_lint {
namespace {

/// How all that is given is written as the layers of one release.
std::string as_layers(const InputOptions& options) {
  std::string layers;
  for (const auto* names : {&options.layer_files, &options.files}) {
    for (const std::string& name : *names) layers += fmt::format(" -f {}", escape_for_display(name));
  }
  return layers + (options.sets.empty() ? "" : " --set ...");
}

/// A command's name with a slip in it looks like a file.
void refuse_misspelt_command(const std::string& word) {
  std::error_code unreadable;
  if (std::filesystem::exists(word, unreadable)) return;
  std::vector<std::string_view> names;
  for (const Command& command : kCommands) names.push_back(command.name);
  const std::string_view near = nearest_name(word, names);
  if (!near.empty()) misuse(fmt::format("unknown command {}; did you mean '{}'?", in_quotes(word), near));
}

void check_files(const InputOptions& options, bool stdin_named) {
  if (options.is_release() && !options.files.empty()) {
    refuse_misspelt_command(options.files.front());
    misuse(fmt::format("{} is a file to check by itself, but -f and --set make one release: write{}",
                       in_quotes(options.files.front()), as_layers(options)));
  }
  const std::vector<std::string>& files = options.read_files();
  if (files.empty() && !options.is_release())
    misuse("no file to check; name values files, or - for standard input");
  if (std::ranges::find(files, "") != files.end()) misuse("a file name is empty");
  const auto standard_inputs = std::ranges::count(files, kStandardStream);
  if (standard_inputs > 1) misuse("standard input (-) is given twice");
  if (stdin_named && standard_inputs == 0)
    misuse("'--stdin-filename' goes with - only: no file is standard input");
  if (standard_inputs > 0 && std::ranges::find(files, options.stdin_name) != files.end()) {
    misuse(fmt::format("{} names both a file and standard input", in_quotes(options.stdin_name)));
  }
}

/// Throws Misuse with a caret under the fault.
Path read_root(const std::string& text) {
  constexpr std::string_view kOption = "--values-root";
  if (text.empty()) misuse(fmt::format("{} needs a path, such as spec.values", in_quotes(kOption)));
  Result<Path> path = parse_path(text);
  if (path) return std::move(path).value();
  const TextError& error = path.error();
  const std::string_view before = std::string_view(text).substr(0, error.span.begin);
  misuse(fmt::format("{}: {}\n  {}\n  {:{}}^", in_quotes(kOption), error.message, escape_for_display(text),
                     "", columns_of(escape_for_display(before))));
}

}  // namespace

InputWords::InputWords(CommandLine& line) {
  constexpr const char* kLayers = "Layers (of one release, as Helm takes them)";
  files_ = &line.value("-f,--values", "FILE", "A values file, over those before it; repeatable", kLayers);
  const auto set = [&](SetKind kind, const char* name, const char* text, const char* description) {
    sets_.emplace_back(kind, &line.value(name, text, description, kLayers));
  };
  set(SetKind::kTyped, "--set", "KEY=VALUE,...",
      "Values over those of the files; repeatable, as are all of these");
  set(SetKind::kString, "--set-string", "KEY=TEXT,...",
      "The same, but nothing is a number, a boolean or null");
  set(SetKind::kJson, "--set-json", "KEY=JSON,...", "The same with JSON values");
  set(SetKind::kFile, "--set-file", "KEY=FILE,...", "The same with the contents of files");
  set(SetKind::kLiteral, "--set-literal", "KEY=TEXT",
      "One text, in which no comma or bracket means anything");
}

void InputWords::add_stdin_name(CommandLine& line, const char* group) {
  stdin_name_ =
      &line.value("--stdin-filename", "NAME", "What findings call standard input (default <stdin>)", group);
}

void InputWords::add_values_root(CommandLine& line, const char* group) {
  values_root_ =
      &line.value("--values-root", "PATH",
                  "Where in each file the values stand, such as spec.values (default: recognised)", group);
}

InputOptions InputWords::read(const CommandLine& line) const {
  InputOptions options = read_words(line);
  check_files(options, stdin_named());
  return options;
}

InputOptions InputWords::read_layers(const CommandLine& line, std::string_view command) const {
  InputOptions options = read_words(line);
  if (options.files.size() > 1 || (options.is_release() && !options.files.empty())) {
    misuse(fmt::format("'{}' takes the layers of one release: write{}", command, as_layers(options)));
  }
  if (options.files.empty() && !options.is_release()) {
    misuse(fmt::format("'{}' needs a values file, or - for standard input, or -f and --set", command));
  }
  if (!options.files.empty()) std::swap(options.files, options.layer_files);
  check_files(options, stdin_named());
  return options;
}

InputOptions InputWords::read_words(const CommandLine& line) const {
  InputOptions options;
  options.files = line.positional();
  // Helm, too, takes several file names with commas between them.
  if (!files_->empty()) options.layer_files = names("-f", *files_);
  for (const auto& [kind, words] : sets_) {
    for (const std::string& word : *words) options.sets.push_back({kind, word});
  }
  if (stdin_named()) options.stdin_name = single("--stdin-filename", *stdin_name_, options.stdin_name);
  if (values_root_ != nullptr && !values_root_->empty()) {
    options.values_root = read_root(single("--values-root", *values_root_, ""));
  }
  return options;
}

}  // namespace estafette_lint
