#include "lint/rules/template_set.h"

#include <optional>
#include <utility>

namespace estafette_lint {

const Template* TemplateSet::read(const std::string& text) {
  const auto [at, is_new] = read_.try_emplace(&text, nullptr);
  if (!is_new) return at->second;
  std::optional<Template> parsed = parse_template(text);
  if (!parsed) return nullptr;
  const Template& kept = templates_.emplace_back(std::move(*parsed));
  for (const TemplateDefinition& definition : kept.definitions)
    definitions_.emplace(definition.name, &definition.body);
  at->second = &kept;
  return &kept;
}

const Template* TemplateSet::read_copy(std::string_view text) { return read(*texts_.emplace(text).first); }

std::vector<const TemplateSet::Body*> TemplateSet::named(std::string_view name) const {
  std::vector<const Body*> bodies;
  const auto [first, last] = definitions_.equal_range(name);
  for (auto at = first; at != last; ++at) bodies.push_back(at->second);
  return bodies;
}

std::vector<const TemplateSet::Body*> TemplateSet::all_named() const {
  std::vector<const Body*> bodies;
  for (const auto& [name, body] : definitions_) bodies.push_back(body);
  return bodies;
}

}  // namespace estafette_lint
