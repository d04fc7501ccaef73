// Reads the places of a rule and the parameters that they give to its check.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "lint/rules/check.h"
#include "lint/rules/fix_reader.h"
#include "lint/rules/rule_fields.h"

namespace estafette_lint {

/// What the places of a rule are read with.
struct PlaceContext {
  FileReader& file;
  const Check* check = nullptr;       ///< null: its name was wrong; what depends on it is not verified
  const ChartModel* chart = nullptr;  ///< null: no component is looked up
  TextStore store;
  std::deque<std::vector<Parameter>>& parameters;
  FixFact fix;  ///< the rule's, for places that say nothing of it
  FixStore fixes;
};

class PlaceReader {
 public:
  explicit PlaceReader(const PlaceContext& context) : context_(context) {}

  /// The field `places`; without one a check that needs no path gets a single place that says nothing.
  [[nodiscard]] std::vector<Place> read(FieldMap& rule);

  /// A text with {fact} slots, each of which the check gives.
  [[nodiscard]] std::string_view read_template(FieldMap& fields, std::string_view name, Need need);

 private:
  [[nodiscard]] Place read_place(NodeId map);
  [[nodiscard]] std::string_view read_component(FieldMap& fields);
  [[nodiscard]] std::vector<Parameter> read_parameters(NodeId map);
  [[nodiscard]] Parameter read_parameter(FieldMap& fields, const ParameterSpec& spec);
  void read_list(FieldMap& fields, Parameter& parameter);
  void read_regex(FieldMap& fields, Parameter& parameter);
  /// Faults for required parameters where no `with` is given at all.
  void require_parameters(Span at);
  [[nodiscard]] std::string check_name() const;

  PlaceContext context_;
};

}  // namespace estafette_lint
