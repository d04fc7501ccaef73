#include "lint/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "lint/cli/output.h"
#include "lint/cli/version.h"
#include "lint/text/escape.h"
#include "lint/text/nearest.h"

namespace estafette_lint {
namespace {

constexpr const char* kOtherGroup = "Other";

std::string_view without_dashes(std::string_view word) {
  return word.substr(std::min(word.find_first_not_of('-'), word.size()));
}

/// Prints the options by group between the description, which holds the usage, and the footer.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(26); }
  std::string make_help(const CLI::App* app, std::string /*name*/, CLI::AppFormatMode mode) const override {
    const std::string footer = app->get_footer();
    std::string help = app->get_description() + make_groups(app, mode);
    // CLI11 parts the groups with two empty lines.
    help = CLI::detail::find_and_replace(help, "\n\n\n", "\n\n");
    return footer.empty() ? help : help + "\n" + footer;
  }
};

}  // namespace

void misuse(std::string message) { throw Misuse{std::move(message)}; }

struct CommandLine::Parser {
  CLI::App app;
};

CommandLine::CommandLine(const char* help, const char* notes) : parser_(std::make_unique<Parser>()) {
  parser_->app.description(help);
  parser_->app.footer(notes);
  parser_->app.formatter(std::make_shared<HelpFormatter>());
  // What is no option is read by read_positional(): CLI11 would unwrap a file name like "[a]".
  parser_->app.allow_extras();
}

CommandLine::~CommandLine() = default;

std::vector<std::string>& CommandLine::value(const char* name, const char* text, const char* description,
                                             const char* group) {
  std::vector<std::string>& words = *words_.emplace_back(std::make_unique<std::vector<std::string>>());
  // Without allow_extra_args(false) a list option would take the files behind it too.
  parser_->app.add_option(name, words, description)->allow_extra_args(false)->option_text(text)->group(group);
  return words;
}

void CommandLine::flag(const char* name, bool& value, const char* description, const char* group) {
  parser_->app.add_flag(name, value, description)->disable_flag_override()->group(group);
}

void CommandLine::version() {
  parser_->app
      .set_version_flag("--version", fmt::format("estafette-lint {}", kVersion), "Print the version and exit")
      ->disable_flag_override()
      ->group(kOtherGroup);
}

void CommandLine::parse(std::span<const std::string> arguments) {
  parser_->app.set_help_flag("-h,--help", "Print this and exit")->disable_flag_override()->group(kOtherGroup);
  refuse_misread(arguments);
  try {
    parser_->app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    throw Printed{parser_->app.help()};
  } catch (const CLI::CallForVersion& version) {
    throw Printed{fmt::format("{}\n", version.what())};
  } catch (const CLI::ArgumentMismatch& error) {
    // "--format: 1 required TEXT missing", "quiet was given a disallowed flag override"
    const std::string_view what = error.what();
    const std::string_view name = what.substr(0, what.find_first_of(": "));
    misuse(fmt::format("'{}{}' {}", name.starts_with('-') ? "" : "--", name,
                       what.ends_with(" missing") ? "needs a value" : "takes no value"));
  } catch (const CLI::ParseError& error) {
    misuse(escape_for_display(error.what()));
  }
  positional_ = read_positional();
}

std::vector<std::string> CommandLine::read_positional() const {
  std::vector<std::string> found;
  bool only_names = false;
  for (std::string& word : parser_->app.remaining()) {
    if (!only_names && word == "--") {
      only_names = true;
    } else if (!only_names && word.size() > 1 && word.starts_with('-')) {
      refuse_unknown(word);
    } else {
      found.push_back(std::move(word));
    }
  }
  return found;
}

/// CLI11 takes `--output= values.yaml` for `--output values.yaml`, and would write over that file; and
/// `-format` for
/// `-f ormat`.
void CommandLine::refuse_misread(std::span<const std::string> arguments) const {
  for (const std::string& argument : arguments) {
    if (argument == "--") return;
    const std::string_view word = argument;
    const std::string_view name = word.substr(0, word.find('='));
    if (word.size() > 2 && word.starts_with('-') && word[1] != '-' &&
        parser_->app.get_option_no_throw(fmt::format("-{}", name)) != nullptr) {
      refuse_unknown(word);
    }
    if (!word.starts_with("--") || !word.ends_with('=')) continue;
    if (name.size() + 1 == word.size() && parser_->app.get_option_no_throw(std::string(name)) != nullptr) {
      misuse(fmt::format("{} needs a value", in_quotes(name)));
    }
  }
}

void CommandLine::refuse_unknown(std::string_view word) const {
  word = word.substr(0, word.find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : std::as_const(parser_->app).get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back(name);
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string_view near = nearest_name(without_dashes(word), known);
  misuse(fmt::format("unknown option {}{}", in_quotes(word),
                     near.empty() ? "; --help lists them all" : fmt::format("; did you mean '--{}'?", near)));
}

}  // namespace estafette_lint
