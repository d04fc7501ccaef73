#include "lint/rules/place_reader.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>

namespace estafette_lint {
namespace {

constexpr std::string_view kPlaceFields[] = {"path",    "component", "when", "unless", "with",
                                             "message", "help",      "fix",  "affirm"};
/// The slots that any message may use.
constexpr std::string_view kCommonFacts[] = {"path", "component"};

struct Slot {
  std::string_view name;
  Span span;  ///< with its braces
  bool is_closed = true;
};

/// `{name}` is a slot, and so is `{name` without its brace; braces around anything that is not one word are
/// text.
std::vector<Slot> find_slots(std::string_view text) {
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  std::vector<Slot> slots;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && in_name(text[end])) ++end;
    if (end == at + 1) continue;
    const bool is_closed = end < text.size() && text[end] == '}';
    slots.push_back(
        {.name = text.substr(at + 1, end - at - 1),
         .span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(is_closed ? end + 1 : end)},
         .is_closed = is_closed});
  }
  return slots;
}

std::vector<std::string_view> names_of(std::span<const ParameterSpec> parameters) {
  std::vector<std::string_view> names;
  for (const ParameterSpec& parameter : parameters) names.push_back(parameter.name);
  return names;
}

}  // namespace

std::string PlaceReader::check_name() const {
  return context_.check == nullptr ? "the check" : fmt::format("check '{}'", context_.check->name);
}

std::vector<Place> PlaceReader::read(FieldMap& rule) {
  const bool must_be_there = context_.check != nullptr && context_.check->needs_path;
  const NodeId list =
      rule.find_typed("places", Type::kList, must_be_there ? Need::kRequired : Need::kOptional,
                      fmt::format("{} needs a path to look at", check_name()));
  if (list == kNoNode) {
    const Span at = context_.file.tree().node(context_.file.tree().root).span;
    if (!must_be_there) require_parameters(at);
    return {Place{.fix = context_.fix, .line = context_.file.line_of(at)}};
  }
  std::vector<Place> places;
  for (const NodeId item : context_.file.tree().items_of(context_.file.tree().resolve(list))) {
    const Node& node = context_.file.node(item);
    if (node.type == Type::kMap) {
      places.push_back(read_place(item));
    } else {
      context_.file.fault(context_.file.tree().node(item).span,
                          fmt::format("a place is a map, not {}", describe(node.type)),
                          "such as {path: api.deployment.replicaCount, component: api}");
    }
  }
  if (context_.file.node(list).count == 0)
    context_.file.fault(rule.value_span("places"), "'places' is empty");
  return places;
}

Place PlaceReader::read_place(NodeId map) {
  FieldMap fields(context_.file, map, {.known = kPlaceFields, .owner = "a place"});
  const bool needs_path = context_.check != nullptr && context_.check->needs_path;
  const Span at = context_.file.tree().node(map).span;
  Place place;
  place.line = context_.file.line_of(at);
  place.path = fields.path("path", needs_path ? Need::kRequired : Need::kOptional, context_.store);
  if (context_.check != nullptr && !context_.check->reads_files && leads_into_file(place.path)) {
    context_.file.fault(fields.value_span("path"),
                        fmt::format("{} does not look into the text of a file", check_name()),
                        "value-matches, key-present and the other checks of one value do");
  }
  place.component = read_component(fields);
  place.when = fields.path("when", Need::kOptional, context_.store);
  place.unless = fields.path("unless", Need::kOptional, context_.store);
  place.message = read_template(fields, "message", Need::kOptional);
  place.help = read_template(fields, "help", Need::kOptional);
  place.affirm = fields.boolean("affirm", false);
  place.fix = read_fix(context_.file, fields, context_.store, context_.fixes).value_or(context_.fix);
  const bool has_parameters = fields.find("with", Need::kOptional) != kNoNode;
  const NodeId with = fields.find_typed("with", Type::kMap, Need::kOptional);
  if (with != kNoNode) {
    std::vector<Parameter> parameters = read_parameters(with);
    if (!parameters.empty()) place.with = context_.parameters.emplace_back(std::move(parameters));
  } else if (!has_parameters) {
    require_parameters(at);
  }
  return place;
}

std::string_view PlaceReader::read_component(FieldMap& fields) {
  const std::string_view component = fields.text("component", Need::kOptional);
  if (!component.empty() && context_.chart != nullptr && context_.chart->component(component) == nullptr) {
    std::vector<std::string_view> aliases;
    for (const ComponentFact& known : context_.chart->components) aliases.push_back(known.alias);
    context_.file.fault(fields.value_span("component"), fmt::format("unknown component '{}'", component),
                        suggest(component, aliases, "components"));
  }
  return context_.store.keep(component);
}

std::vector<Parameter> PlaceReader::read_parameters(NodeId map) {
  std::vector<Parameter> parameters;
  if (context_.check == nullptr) return parameters;
  const std::vector<std::string_view> known = names_of(context_.check->parameters);
  const std::string owner = check_name();
  FieldMap fields(context_.file, map, {.known = known, .noun = "parameter", .owner = owner});
  for (const ParameterSpec& spec : context_.check->parameters) {
    const Need need = spec.required ? Need::kRequired : Need::kOptional;
    if (fields.find(spec.name, need) != kNoNode) parameters.push_back(read_parameter(fields, spec));
  }
  return parameters;
}

Parameter PlaceReader::read_parameter(FieldMap& fields, const ParameterSpec& spec) {
  // The names of the specification are static.
  Parameter parameter{.name = spec.name};
  switch (spec.type) {
    case ParameterType::kNumber: {
      const NodeId id = fields.find_typed(spec.name, Type::kFloat, Need::kOptional);
      if (id != kNoNode) parameter.number = context_.file.node(id).number;
      break;
    }
    case ParameterType::kBoolean:
      parameter.boolean = fields.boolean(spec.name, false);
      break;
    case ParameterType::kText: {
      const NodeId id = fields.find_typed(spec.name, Type::kString, Need::kOptional);
      if (id != kNoNode) parameter.text = context_.store.keep(context_.file.node(id).text);
      break;
    }
    case ParameterType::kList:
      read_list(fields, parameter);
      break;
    case ParameterType::kRegex:
      read_regex(fields, parameter);
      break;
  }
  return parameter;
}

void PlaceReader::read_list(FieldMap& fields, Parameter& parameter) {
  const NodeId list = fields.find_typed(parameter.name, Type::kList, Need::kOptional);
  if (list == kNoNode) return;
  std::vector<std::string_view> texts;
  for (const NodeId item : context_.file.tree().items_of(context_.file.tree().resolve(list))) {
    const Node& node = context_.file.node(item);
    if (node.type == Type::kString) {
      texts.push_back(context_.store.keep(node.text));
    } else {
      context_.file.fault(context_.file.tree().node(item).span,
                          fmt::format("'{}' lists texts, not {}", parameter.name, describe(node.type)),
                          node.type == Type::kList || node.type == Type::kMap ? "" : "put it in quotes");
    }
  }
  parameter.list = context_.store.keep(std::move(texts));
}

void PlaceReader::read_regex(FieldMap& fields, Parameter& parameter) {
  const std::string_view pattern = fields.text(parameter.name, Need::kOptional);
  if (pattern.empty()) return;
  const re2::RE2 compiled({pattern.data(), pattern.size()}, re2::RE2::Quiet);
  if (compiled.ok()) {
    parameter.text = context_.store.keep(pattern);
    return;
  }
  context_.file.fault(fields.value_span(parameter.name),
                      fmt::format("'{}' is no regular expression: {}", parameter.name, compiled.error()),
                      "the syntax is RE2's, which has no lookahead, lookbehind or backreference");
}

void PlaceReader::require_parameters(Span at) {
  if (context_.check == nullptr) return;
  for (const ParameterSpec& spec : context_.check->parameters) {
    if (!spec.required) continue;
    context_.file.fault(at, fmt::format("parameter '{}' of {} is missing", spec.name, check_name()),
                        fmt::format("with: {{{}: …}}", spec.name));
  }
}

std::string_view PlaceReader::read_template(FieldMap& fields, std::string_view name, Need need) {
  const bool one_line = name == "message";
  const std::string_view text =
      one_line ? fields.line(name, need, "what is wrong, with {fact} slots") : fields.text(name, need);
  if (context_.check == nullptr) return context_.store.keep(text);
  std::vector<std::string_view> facts(std::begin(kCommonFacts), std::end(kCommonFacts));
  facts.insert(facts.end(), context_.check->facts.begin(), context_.check->facts.end());
  for (const Slot& slot : find_slots(text)) {
    const bool is_known = std::find(facts.begin(), facts.end(), slot.name) != facts.end();
    // What is no fact and has no end may be text that holds a brace.
    if (is_known == slot.is_closed) continue;
    const Span at = context_.file.part_of(fields.find(name, Need::kOptional), slot.span);
    if (is_known) {
      context_.file.fault(at, fmt::format("the slot '{{{}' is not closed", slot.name),
                          fmt::format("write {{{}}}", slot.name));
      continue;
    }
    context_.file.fault(at, fmt::format("{} gives no fact '{}'", check_name(), slot.name),
                        suggest(slot.name, facts, "facts"));
  }
  return context_.store.keep(text);
}

}  // namespace estafette_lint
