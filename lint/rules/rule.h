// A rule: what must hold, where, why, how grave, and what to write instead. Rules are data; the checks that
// they name are code (check.h).
//
// All views: the tables of the build are static, those of --rules and of tests belong to a RuleLibrary.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "lint/rules/chart_releases.h"
#include "lint/rules/fix.h"

namespace estafette_lint {

enum class Severity : std::uint8_t { kInfo, kWarning, kError };  // in rising order
[[nodiscard]] std::string_view to_string(Severity severity);     // "info", "warning", "error"
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view text);

enum class Profile : std::uint8_t { kGuide, kProduction, kStrict };
inline constexpr std::string_view kProfileNames[] = {"guide", "production", "strict"};
[[nodiscard]] std::optional<Profile> parse_profile(std::string_view text);

/// A value of `with:`: exactly the member that the check's ParameterSpec asks for is meant.
struct Parameter {
  std::string_view name;
  double number = 0;
  bool boolean = false;
  std::string_view text;
  std::span<const std::string_view> list;
};

/// One place that a rule looks at.
struct Place {
  KeyPath path;                ///< empty for checks that look at a whole component or file
  std::string_view component;  ///< an alias of the chart, or empty; a component that is off is not checked
  KeyPath when;                ///< asked only where this is true to a template; empty: always
  KeyPath unless;              ///< not asked where this is true to a template
  std::span<const Parameter> with;
  std::string_view message;  ///< in place of the rule's own, or empty
  std::string_view help;     ///< likewise
  /// Written into a file that starts from nothing, even where the default will do.
  bool affirm = false;
  FixFact fix;             ///< the place's own, or else the rule's
  std::uint32_t line = 0;  ///< of the rule file, for errors
};

struct Rule {
  std::string_view id;     ///< kebab-case, names the fault
  std::string_view topic;  ///< the folder
  Severity severity = Severity::kWarning;
  std::uint8_t profiles = 0;  ///< bit 1 << Profile
  std::string_view summary;
  std::string_view why;      ///< one line
  std::string_view source;   ///< the guide's section, or a FACTS section
  std::string_view url;      ///< where to read more, or empty
  std::string_view check;    ///< a name of the table in checks.h
  std::string_view message;  ///< with {fact} slots
  std::string_view help;     ///< what to do where nothing can be pasted, with {fact} slots; may be empty
  std::string_view bad_example;
  std::string_view good_example;
  std::span<const Place> places;
  std::span<const std::string_view>
      yields_to;  ///< rules that say more: where one speaks of a path, this one does not

  [[nodiscard]] bool in(Profile profile) const {
    return (profiles & (1U << static_cast<unsigned>(profile))) != 0;
  }
};

/// The facts and rules that a run works with.
struct Tables {
  ChartModel chart;                       ///< of the newest release
  std::span<const Rule> rules;            ///< ordered by id, ids are unique
  const ChartHistory* history = nullptr;  ///< what the other releases are made from
};

}  // namespace estafette_lint
