#include "lint/report/rule_docs.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "lint/rules/check.h"
#include "lint/text/escape.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

std::vector<std::string_view> profiles_of(const Rule& rule) {
  std::vector<std::string_view> names;
  for (const std::string_view name : kProfileNames) {
    if (rule.in(*parse_profile(name))) names.push_back(name);
  }
  return names;
}

std::string joined_keys(KeyPath path) {
  Path steps;
  for (const std::string_view key : path) steps.emplace_back(key);
  return format_path(steps);
}

std::string parameter_value(const Parameter& parameter, ParameterType type) {
  switch (type) {
    case ParameterType::kNumber:
      return format_go_number(parameter.number);
    case ParameterType::kBoolean:
      return parameter.boolean ? "true" : "false";
    case ParameterType::kList:
      return fmt::format("{}", fmt::join(parameter.list, ", "));
    case ParameterType::kText:
    case ParameterType::kRegex:
      break;
  }
  return std::string(parameter.text);
}

/// `min: 3`: the parameters of a place, as far as the check knows them.
std::string parameters_of(const Rule& rule, const Place& place) {
  const Check* const check = find_check(rule.check);
  if (check == nullptr) return {};
  std::string text;
  for (const Parameter& parameter : place.with) {
    const auto spec = std::ranges::find(check->parameters, parameter.name, &ParameterSpec::name);
    if (spec == check->parameters.end()) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", parameter.name,
                        parameter_value(parameter, spec->type));
  }
  return text;
}

/// `api.deployment.replicaCount (min: 3), unless api.autoscaling.enabled`.
std::string place_line(const Rule& rule, const Place& place) {
  std::string text = !place.path.empty()        ? joined_keys(place.path)
                     : !place.component.empty() ? std::string(place.component)
                                                : "the whole file";
  const std::string parameters = parameters_of(rule, place);
  if (!parameters.empty()) text += fmt::format(" ({})", parameters);
  if (!place.when.empty()) text += fmt::format(", when {} is on", joined_keys(place.when));
  if (!place.unless.empty()) text += fmt::format(", unless {} is on", joined_keys(place.unless));
  return text;
}

/// `safe (more pods), by --fix`, and when it is withheld.
std::string fix_lines(const FixFact& fix) {
  if (fix.safety == FixSafety::kManual) return "by hand\n";
  const bool safe = fix.safety == FixSafety::kSafe;
  std::string text = fmt::format("{}, by {}", to_string(fix.safety), safe ? "--fix" : "--fix --unsafe-fixes");
  if (fix.impacts != 0) text += fmt::format(" ({})", describe_impacts(fix.impacts));
  text += '\n';
  for (const FixHold& hold : fix.holds) {
    std::string while_text = hold.when.empty() ? std::string() : joined_keys(hold.when) + " is on";
    for (const KeyPath& path : hold.unless) {
      while_text += fmt::format("{}{} is not", while_text.empty() ? "" : " and ", joined_keys(path));
      if (hold.when.empty()) while_text += " set";
    }
    text += fmt::format("  withheld while {}: {}\n", while_text, hold.because);
  }
  return text;
}

/// What is said of fixes, once where all places say the same. House rules need not say anything.
std::string fixes_of(const Rule& rule) {
  std::vector<std::string> texts;
  if (rule.places.empty()) return {};
  for (const Place& place : rule.places) {
    if (!place.fix.declared) return {};
    texts.push_back(fix_lines(place.fix));
  }
  if (std::ranges::all_of(texts, [&](const std::string& text) { return text == texts.front(); })) {
    return texts.front();
  }
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Place& place = rule.places[i];
    out += fmt::format("{}: {}", place.path.empty() ? std::string(place.component) : joined_keys(place.path),
                       texts[i]);
  }
  return out;
}

/// The lines of `text`, indented; house rules may hold any character.
std::string indented(std::string_view text) {
  std::string out;
  if (text.ends_with('\n')) text.remove_suffix(1);
  for (;;) {
    const std::size_t end = text.find('\n');
    const std::string shown = escape_for_display(text.substr(0, end));
    out += shown.empty() ? "\n" : fmt::format("  {}\n", shown);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::string section(std::string_view title, std::string_view text) {
  return text.empty() ? std::string() : fmt::format("\n{}:\n{}", title, indented(text));
}

/// Text for a cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : escape_for_display(text)) {
    if (c == '|' || c == '<' || c == '*' || c == '_' || c == '`') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string explain_rule(const Rule& rule) {
  std::string places;
  for (const Place& place : rule.places) places += place_line(rule, place) + '\n';
  std::string out = fmt::format("{}: {}\n\n", rule.id, escape_for_display(rule.summary));
  out += fmt::format("  severity  {}\n", to_string(rule.severity));
  out += fmt::format("  topic     {}\n", escape_for_display(rule.topic));
  out += fmt::format("  profiles  {}\n", fmt::join(profiles_of(rule), ", "));
  out += fmt::format("  source    {}\n", escape_for_display(rule.source));
  if (!rule.url.empty()) out += fmt::format("  see       {}\n", escape_for_display(rule.url));
  out += section("Why", rule.why);
  out += section("Where", places);
  out += section("What to do", rule.help);
  out += section("Fix", fixes_of(rule));
  out += section("Bad", rule.bad_example);
  out += section("Good", rule.good_example);
  return out;
}

std::string list_rules_text(std::span<const Rule> rules) {
  std::size_t id_width = 0;
  std::size_t topic_width = 0;
  for (const Rule& rule : rules) {
    id_width = std::max(id_width, display_width(rule.id));
    topic_width = std::max(topic_width, display_width(rule.topic));
  }
  std::string out;
  for (const Rule& rule : rules) {
    out += fmt::format("{:<{}}  {:<7}  {:<{}}  {}\n", escape_for_display(rule.id), id_width,
                       to_string(rule.severity), escape_for_display(rule.topic), topic_width,
                       escape_for_display(rule.summary));
  }
  return out;
}

std::string list_rules_json(std::span<const Rule> rules) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const Rule& rule : rules) {
    list.push_back({{"id", rule.id},
                    {"topic", rule.topic},
                    {"severity", to_string(rule.severity)},
                    {"profiles", profiles_of(rule)},
                    {"summary", rule.summary},
                    {"why", rule.why},
                    {"source", rule.source},
                    {"url", rule.url.empty() ? Json(nullptr) : Json(rule.url)},
                    {"check", rule.check}});
  }
  const Json report = {{"version", 1}, {"rules", std::move(list)}};
  return report.dump(2, ' ', true, Json::error_handler_t::replace) + '\n';
}

std::string list_rules_markdown(std::span<const Rule> rules) {
  std::string out = "| rule | severity | profiles | summary |\n|---|---|---|---|\n";
  for (const Rule& rule : rules) {
    out += fmt::format("| `{}` | {} | {} | {} |\n", rule.id, to_string(rule.severity),
                       fmt::join(profiles_of(rule), ", "), cell(rule.summary));
  }
  return out;
}

}  // namespace estafette_lint
