// The templates of a chart and of all charts in it, each read once. They share their named templates, as in
// Helm.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/go_template.h"

namespace estafette_lint {

class TemplateSet {
 public:
  using Body = std::vector<TemplateStatement>;

  /// Reads a text that stays where it is; null where it is no template. Its named templates are known from
  /// then on.
  [[nodiscard]] const Template* read(const std::string& text);
  /// The same for a text that need not stay.
  [[nodiscard]] const Template* read_copy(std::string_view text);

  /// All of a name: in Helm one of them counts, and which one is a matter of the order of files.
  [[nodiscard]] std::vector<const Body*> named(std::string_view name) const;
  [[nodiscard]] std::vector<const Body*> all_named() const;

 private:
  std::deque<Template> templates_;
  std::map<const std::string*, const Template*> read_;
  std::set<std::string, std::less<>> texts_;
  std::multimap<std::string, const Body*, std::less<>> definitions_;
};

}  // namespace estafette_lint
