// Reads the text of a Helm template into statements and expressions: as much of Go's text/template as is
// needed to follow the values through it.
//
//   const std::optional<Template> parsed = parse_template(text);
//   if (parsed) walk(parsed->body);
//
// A pipeline becomes nested calls: `.Values.a | default 1 | quote` is quote(default(1, .Values.a)).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace estafette_lint {

struct TemplateExpression {
  enum class Kind : std::uint8_t {
    kNothing,   ///< no pipeline: `{{ else }}`
    kDot,       ///< `.`
    kVariable,  ///< `$x`; `$` has an empty name
    kText,      ///< a string
    kLiteral,   ///< a number, true, nil
    kField,  ///< `.a`, `$x.a`, `(f x).a`: arguments[0] is what `text` is looked up in; what follows are the
             ///< arguments of a method, such as `.Files.Get "x"`
    kCall,   ///< the function `text` with its arguments
  };
  Kind kind = Kind::kNothing;
  std::string text;
  std::vector<TemplateExpression> arguments;
};

struct TemplateStatement {
  enum class Kind : std::uint8_t { kPrint, kAssign, kIf, kRange, kWith, kTemplate };
  Kind kind = Kind::kPrint;
  /// What is assigned: `$x := …`; `{{ range $key, $value := … }}` names two.
  std::vector<std::string> variables;
  TemplateExpression value;
  std::string name;  ///< kTemplate
  std::vector<TemplateStatement> body;
  std::vector<TemplateStatement> otherwise;  ///< `{{ else }}`
};

struct TemplateDefinition {
  std::string name;
  std::vector<TemplateStatement> body;
};

struct Template {
  std::vector<TemplateStatement> body;
  std::vector<TemplateDefinition> definitions;
};

/// Nothing where Go would refuse the text, or where it is nested beyond all reason. Text outside of `{{ }}`
/// is left out.
[[nodiscard]] std::optional<Template> parse_template(std::string_view text);

}  // namespace estafette_lint
