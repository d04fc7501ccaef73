#include "lint/cli/rule_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "lint/cli/input.h"
#include "lint/cli/messages.h"
#include "lint/cli/output.h"
#include "lint/text/escape.h"

namespace estafette_lint {
namespace {

void print_faults(std::span<const RuleFileError> faults) {
  for (const RuleFileError& fault : faults) {
    print_fault(fault.file, fault.line, fault.column, fault.message, fault.hint);
  }
}

}  // namespace

RuleWords::RuleWords(CommandLine& line, const char* group)
    : directories_(line.value("--rules", "DIR", "Add the rule files (*.yaml) in DIR; repeatable", group)) {}

std::vector<std::string> RuleWords::read() const {
  if (std::ranges::find(directories_, "") != directories_.end()) misuse("'--rules' needs a value");
  return directories_;
}

RuleBook::RuleBook(const Tables& builtin) : chart_(builtin.chart), builtin_(builtin.rules) {}

bool RuleBook::add_all(std::span<const std::string> directories) {
  bool good = true;
  std::vector<std::filesystem::path> known;
  for (const std::string& directory : directories) {
    std::error_code unreadable;
    const std::filesystem::path folder = std::filesystem::canonical(directory, unreadable);
    if (!unreadable && std::ranges::find(known, folder) != known.end()) continue;
    if (!unreadable) known.push_back(folder);
    good = add(directory) && good;
  }
  return good;
}

bool RuleBook::add(const std::string& directory) {
  const Result<RuleFiles, InputError> read = read_rule_files(directory);
  if (!read) {
    const InputError& error = read.error();
    const std::string hint = error.hint.empty() ? "" : "; " + escape_for_display(error.hint);
    say(fmt::format("'--rules' {}: {}{}", in_quotes(directory), error.message, hint));
    return false;
  }
  const RuleFiles& found = read.value();
  const LoadedRules& loaded = loaded_.emplace_back(load_rules(found.files, rules(), &chart_, directory));
  print_faults(found.errors);
  print_faults(loaded.errors);
  const std::span<const Rule> added = loaded.library.rules();
  if (all_.empty()) all_.assign(builtin_.begin(), builtin_.end());
  all_.insert(all_.end(), added.begin(), added.end());
  std::ranges::sort(all_, {}, &Rule::id);
  return found.errors.empty() && loaded.errors.empty();
}

}  // namespace estafette_lint
