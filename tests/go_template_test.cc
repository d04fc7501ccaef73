// What is read of the text of a template, and what Go would refuse.
#include "lint/rules/go_template.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace estafette_lint {
namespace {

using Kind = TemplateExpression::Kind;

std::string show(const TemplateExpression& value) {
  std::string text;
  switch (value.kind) {
    case Kind::kNothing:
      return "-";
    case Kind::kDot:
      return ".";
    case Kind::kVariable:
      return "$" + value.text;
    case Kind::kText:
      return "'" + value.text + "'";
    case Kind::kLiteral:
      return "#" + value.text;
    case Kind::kField:
      text = show(value.arguments.front()) + "/" + value.text;
      break;
    case Kind::kCall:
      text = value.text;
      break;
  }
  const std::size_t first = value.kind == Kind::kField ? 1 : 0;
  if (value.arguments.size() == first) return text;
  text += '(';
  for (std::size_t i = first; i < value.arguments.size(); ++i)
    text += (i == first ? "" : ", ") + show(value.arguments[i]);
  return text + ')';
}

std::string show(const std::vector<TemplateStatement>& body) {
  constexpr std::string_view kNames[] = {"print", "set", "if", "range", "with", "template"};
  std::string text;
  for (const TemplateStatement& statement : body) {
    text += kNames[static_cast<std::size_t>(statement.kind)];
    text += ' ';
    for (const std::string& variable : statement.variables) text += "$" + variable + " ";
    if (!statement.name.empty()) text += "'" + statement.name + "' ";
    text += show(statement.value);
    if (!statement.body.empty()) text += " {" + show(statement.body) + "}";
    if (!statement.otherwise.empty()) text += " else {" + show(statement.otherwise) + "}";
    text += ';';
  }
  return text;
}

std::string read(std::string_view text) {
  const std::optional<Template> parsed = parse_template(text);
  if (!parsed) return "refused";
  std::string shown = show(parsed->body);
  for (const TemplateDefinition& definition : parsed->definitions)
    shown += " define '" + definition.name + "' {" + show(definition.body) + "}";
  return shown;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("templates") {
  struct Case {
    std::string_view text;
    std::string_view read;
  };
  const Case cases[] = {
      {"", ""},
      {"no action } }", ""},
      {"a: {{ .Values.a.b }}", "print ./Values/a/b;"},
      {"{{.Values.a}}{{$.Values.b}}", "print ./Values/a;print $/Values/b;"},
      {"{{- .Values.a -}}", "print ./Values/a;"},
      {"{{-\n .Values.a\n-}}", "print ./Values/a;"},
      {"{{ -3 }}", "print #-3;"},
      {"{{/* {{ .Values.a }} */}}{{- /* b */ -}}{{ . }}", "print .;"},
      {"{{ .Values.a | default 1 | quote }}", "print quote(default(#1, ./Values/a));"},
      {"{{ index .Values.a \"b.c\" 0 }}", "print index(./Values/a, 'b.c', #0);"},
      {"{{ (index .Values.a `b`).c }}", "print index(./Values/a, 'b')/c;"},
      {"{{ printf \"%s}}\" .x }}", "print printf('%s}}', ./x);"},
      {"{{ \"a\\\"b\" }}", "print 'a\"b';"},
      {"{{ .Files.Get \"a\" .b }}", "print ./Files/Get('a', ./b);"},
      {"{{ not (and .a (or $b nil)) }}", "print not(and(./a, or($b, #nil)));"},
      {"{{ $x := .Values.a }}{{ $x = 1 }}{{ $x.b }}", "set $x ./Values/a;set $x #1;print $x/b;"},
      {"{{ if .a }}{{ .b }}{{ end }}{{ .c }}", "if ./a {print ./b;};print ./c;"},
      {"{{ if .a }}{{ .b }}{{ else if .c }}{{ .d }}{{ else }}{{ .e }}{{ end }}",
       "if ./a {print ./b;} else {if ./c {print ./d;} else {print ./e;};};"},
      {"{{ with $x := .a }}{{ . }}{{ else with .b }}{{ .c }}{{ end }}",
       "with $x ./a {print .;} else {with ./b {print ./c;};};"},
      {"{{ range $k, $v := .a }}{{ continue }}{{ break }}{{ $k }}{{ end }}", "range $k $v ./a {print $k;};"},
      {"{{ define \"x\" }}{{ .a }}{{ end }}{{ template \"x\" .b }}{{ template \"y\" }}",
       "template 'x' ./b;template 'y' -; define 'x' {print ./a;}"},
      {"{{ block \"x\" .b }}{{ .a }}{{ end }}", "template 'x' ./b; define 'x' {print ./a;}"},
      {"{{ .Values.größe }}", "print ./Values/größe;"},
      // Refused
      {"{{ .a", "refused"},
      {"{{ \"a }}", "refused"},
      {"{{/* a }}", "refused"},
      {"{{ if .a }}", "refused"},
      {"{{ end }}", "refused"},
      {"{{ else }}", "refused"},
      {"{{ if .a }}{{ else }}{{ else }}{{ end }}", "refused"},
      {"{{ (.a }}", "refused"},
      {"{{ .a) }}", "refused"},
      {"{{ .a | }}", "refused"},
      {"{{ if }}{{ end }}", "refused"},
      {"{{ define x }}{{ end }}", "refused"},
      {"{{ \"a\" .b }}", "refused"},
      {"{{ % }}", "refused"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(read(c.text) == c.read);
  }
}

TEST_CASE("no template nests without end") {
  CHECK(read("{{ " + repeated("(", 50) + ".a" + repeated(")", 50) + " }}") != "refused");
  for (const std::string& text : {
           "{{ " + repeated("(", 100'000) + ".a" + repeated(")", 100'000) + " }}",
           "{{ .a" + repeated(" | f", 100'000) + " }}",
           "{{ " + repeated(".a", 100'000) + " }}",
           repeated("{{ if .a }}", 100'000) + repeated("{{ end }}", 100'000),
           "{{ if .a }}" + repeated("{{ else if .a }}", 100'000) + "{{ end }}",
           repeated("{{ define \"a\" }}", 100'000) + repeated("{{ end }}", 100'000),
       }) {
    CAPTURE(text.substr(0, 40));
    CHECK(read(text) == "refused");
  }
}

}  // namespace estafette_lint
