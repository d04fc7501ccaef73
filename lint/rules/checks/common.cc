#include "lint/rules/checks/common.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lint/text/utf8.h"
#include "lint/values/secrets.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

constexpr std::size_t kMaxCharacters = 60;

/// Long texts are cut: a message is one line.
std::string quote(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++count) {
    if (count == kMaxCharacters) return fmt::format("\"{}…\"", text.substr(0, end));
    end += std::max<std::size_t>(1, decode_code_point(text.substr(end)).size);
  }
  return fmt::format("\"{}\"", text);
}

}  // namespace

std::string describe(const Value& value, std::span<const Step> path) {
  if (!value) return "not set";
  if (value.is_null()) return "null";
  const Node& node = value.node();
  if (value.is_list()) return value.item_count() == 0 ? "an empty list" : "a list";
  if (value.is_map()) return value.entries().empty() ? "an empty map" : "a map";
  if (is_secret_path(path) || !find_private_keys(node.text).empty()) return "(hidden)";
  if (value.is_number()) return format_go_number(node.number);
  if (value.type() == Type::kBool) return node.boolean ? "true" : "false";
  // Cut within a secret, nothing would mask what is left of it.
  return quote(node.text.size() > kMaxCharacters ? SecretMask().mask_value(node.text) : node.text);
}

std::string describe(const Lookup& lookup, std::span<const Step> path) {
  std::string text = describe(lookup.value, path);
  const bool by_default = lookup.value.is_set() && !lookup.value.written();
  return by_default ? text + " by default" : text;
}

Path to_path(KeyPath keys) { return {keys.begin(), keys.end()}; }

std::string format_keys(KeyPath keys) { return format_path(to_path(keys)); }

std::vector<std::string_view> join_keys(KeyPath keys, std::initializer_list<std::string_view> more) {
  std::vector<std::string_view> result(keys.begin(), keys.end());
  result.insert(result.end(), more);
  return result;
}

std::string join_words(std::span<const std::string> words, std::string_view last_glue) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? last_glue : ", ";
    text += words[i];
  }
  return text;
}

bool is_filled_string(const Value& value) { return value.is_string() && !value.node().text.empty(); }

Violation violation_at(const CheckInput& input, KeyPath keys) {
  Located located = locate(input.subject.lookup(keys), keys.size());
  Violation violation;
  violation.path = to_path(keys);
  violation.component = input.place.component;
  violation.site = located.site;
  violation.related = std::move(located.related);
  return violation;
}

Violation violation_at_place(const CheckInput& input) { return violation_at(input, input.place.path); }

Violation violation_at_value(const CheckInput& input, Path path, const Value& value) {
  Located located = locate_value(value);
  Violation violation;
  violation.path = std::move(path);
  violation.component = input.place.component;
  violation.site = located.site;
  violation.related = std::move(located.related);
  return violation;
}

std::vector<Setting> change_to(const CheckInput& input, std::string yaml) {
  if (leads_into_file(input.place.path)) return {};
  return {{to_path(input.place.path), std::move(yaml)}};
}

bool boolean_parameter(const CheckInput& input, std::string_view name, bool otherwise) {
  const Parameter* parameter = input.parameter(name);
  return parameter == nullptr ? otherwise : parameter->boolean;
}

bool lists_key(const CheckInput& input, std::string_view parameter, std::span<const Step> path) {
  const Parameter* const found = input.parameter(parameter);
  if (found == nullptr) return false;
  std::string written;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    if (i < path.size() && !path[i].is_index) continue;
    const std::string part = format_path(path.subspan(begin, i - begin));
    if (!written.empty() && !part.empty() && part.front() != '[') written += '.';
    written += part;
    if (i < path.size()) written += "[]";
    begin = i + 1;
  }
  return std::find(found->list.begin(), found->list.end(), written) != found->list.end();
}

std::string_view text_parameter(const CheckInput& input, std::string_view name) {
  const Parameter* parameter = input.parameter(name);
  return parameter == nullptr ? std::string_view() : parameter->text;
}

}  // namespace estafette_lint
