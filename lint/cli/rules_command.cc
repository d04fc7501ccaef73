#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lint/cli/command_line.h"
#include "lint/cli/commands.h"
#include "lint/cli/messages.h"
#include "lint/cli/option_values.h"
#include "lint/cli/output.h"
#include "lint/cli/report_file.h"
#include "lint/cli/rule_book.h"
#include "lint/report/rule_docs.h"

namespace estafette_lint {
namespace {

constexpr const char* kExplainHelp =
    R"(Usage: estafette-lint explain [options] RULE

What the rule wants, why, a bad and a good example, the source.
)";
constexpr const char* kRulesHelp =
    R"(Usage: estafette-lint rules [options]

Every rule, one line each.
)";
constexpr const char* kOptions = "Options";

enum class RulesFormat : std::uint8_t { kText, kJson, kMarkdown };

struct ExplainRequest {
  std::string rule;
  std::vector<std::string> rule_directories;
};

struct RulesRequest {
  RulesFormat format = RulesFormat::kText;
  std::vector<std::string> rule_directories;
};

ExplainRequest parse_explain(std::span<const std::string> arguments) {
  CommandLine line(kExplainHelp, "");
  const RuleWords rules(line, kOptions);
  line.parse(arguments);
  const std::vector<std::string>& words = line.positional();
  if (words.empty()) misuse("'explain' needs the name of a rule; 'estafette-lint rules' lists them");
  if (words.size() > 1)
    misuse(fmt::format("'explain' takes one rule; {} is one too many", in_quotes(words[1])));
  return {.rule = words.front(), .rule_directories = rules.read()};
}

RulesRequest parse_rules(std::span<const std::string> arguments) {
  constexpr std::string_view kFormats[] = {"text", "json", "markdown"};
  CommandLine line(kRulesHelp, "For a file called 'rules' write ./rules.\n");
  const auto& format = line.value("--format", "FORMAT", "text (default), json or markdown", kOptions);
  const RuleWords rules(line, kOptions);
  line.parse(arguments);
  const std::vector<std::string>& words = line.positional();
  if (!words.empty()) {
    misuse(fmt::format("'rules' takes no argument, and {} is one; for a file called 'rules' write ./rules",
                       in_quotes(words.front())));
  }
  return {.format = static_cast<RulesFormat>(choice("--format", format, kFormats, "text")),
          .rule_directories = rules.read()};
}

std::string list(std::span<const Rule> rules, RulesFormat format) {
  switch (format) {
    case RulesFormat::kJson:
      return list_rules_json(rules);
    case RulesFormat::kMarkdown:
      return list_rules_markdown(rules);
    case RulesFormat::kText:
      break;
  }
  return list_rules_text(rules);
}

}  // namespace

ExitStatus run_explain(std::span<const std::string> arguments, const Tables& builtin) {
  const ExplainRequest request = parse_explain(arguments);
  RuleBook book(builtin);
  if (!book.add_all(request.rule_directories)) return ExitStatus::kUsage;
  const std::span<const Rule> rules = book.rules();
  const auto rule = std::ranges::find(rules, request.rule, &Rule::id);
  if (rule != rules.end()) return write_report({}, explain_rule(*rule));
  std::vector<std::string_view> ids;
  for (const Rule& known : rules) ids.push_back(known.id);
  return wrong_usage(fmt::format("unknown rule {}{}", in_quotes(request.rule),
                                 suggestion(request.rule, ids, "; 'estafette-lint rules' lists them all")));
}

ExitStatus run_rules(std::span<const std::string> arguments, const Tables& builtin) {
  const RulesRequest request = parse_rules(arguments);
  RuleBook book(builtin);
  if (!book.add_all(request.rule_directories)) return ExitStatus::kUsage;
  return write_report({}, list(book.rules(), request.format));
}

}  // namespace estafette_lint
