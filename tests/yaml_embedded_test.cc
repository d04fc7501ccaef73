// Documents held by strings: read, and placed in the outer file, whatever the style of the string. The marks
// are those of marked_text.h, around what the inner tree says of the outer text.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "lint/text/line_index.h"
#include "lint/yaml/embedded.h"
#include "lint/yaml/reader.h"
#include "tests/marked_text.h"
#include "tests/tree_json.h"

namespace estafette_lint {
namespace {

/// The node of the last key at the top of a document.
const Node& last_value(const Document& document) {
  REQUIRE(document.tree.root != kNoNode);
  const auto entries = document.tree.entries_of(document.tree.root);
  REQUIRE(!entries.empty());
  return document.tree.node(document.tree.resolve(entries.back().value));
}

/// The outer text marked by the tree that its last value holds, or the fault.
std::string read_and_mark(std::string_view marked) {
  const std::string text = without_marks(marked);
  const Result<Document> outer = read_document(text);
  if (!outer) return "outer fault: " + outer.error().message;
  const Result<EmbeddedDocument> inner = read_embedded(text, last_value(outer.value()));
  if (!inner) return "fault: " + inner.error().message;
  return with_marks(text, inner.value().document.tree, inner.value().document.comments);
}

/// The inner document as JSON, or `fault LINE:COLUMN` in the outer text.
std::string inner_json(std::string_view text) {
  const Result<Document> outer = read_document(text);
  if (!outer) return "outer fault: " + outer.error().message;
  const Result<EmbeddedDocument> inner = read_embedded(text, last_value(outer.value()));
  if (inner) return to_json(inner.value().document.tree);
  const Position at = LineIndex(text).position(inner.error().span.begin);
  return fmt::format("fault {}:{}", at.line, at.column);
}

template <std::size_t count>
void check_all(const std::string_view (&texts)[count]) {
  for (const std::string_view text : texts) CHECK(read_and_mark(text) == text);
}

TEST_CASE("in a literal") {
  check_all({
      "f: |\n  ⟦‹a›: «1» ⟨# c⟩\n  ‹b›:\n  ⟦- «x»\n  - «y»⟧⟧\n",
      "f: |\n  ⟨# c⟩\n\n  ⟦‹a›: «1»⟧\n\n",
      "f: |-\n    ⟦‹a›:\n      ⟦‹b›: «1»⟧⟧\n",
      "f: |+\n  ⟦‹a›:«»⟧\n\n\n",
      "f: |2-\n    ⟦‹a›: «1»\n    ‹b›: «2»⟧",
      "f: |-2\n      ⟦‹a›: «1»⟧\n",
      "f: |\n  ---\n  ⟦‹a›: «1»⟧\n  ---\n  b: 2\n",
      "x: 1\nf: | # c\n  ⟦‹a›: «1»⟧",
      "f: |\n\n\n  ⟦‹a›: «1»⟧\n",
      "f: |\r\n  ⟦‹a›: «1»\r\n  ‹b›: ⟦[«2», «3»]⟧⟧\r\n",
      "f: |\r  ⟦‹a›: «1»\r  ‹b›: «2»⟧\r",
      "\uFEFFf: |\n  ⟦‹é›: «日本» ⟨# ü⟩\n  ‹b›: «1»⟧\n",
      "f: &x !!str |\n  ⟦‹a›: «1»⟧\n",
      "f: |\n  ⟦- «a»\n  - ⟦‹b›: ⟪&x⟫ «\"c\"»⟧\n  - «*x»⟧\n",
      "f: |\n  ⟦‹a›: «|\n    x\n\n    y»\n  ‹b›: «1»⟧\n",
      "f: |\n  «just text»\n",
      "f: |\n  ⟦‹a›: «1»⟧\n   \n",
  });
}

TEST_CASE("in a folded text") {
  check_all({
      "f: >\n  ⟦‹a›: «1»\n\n  ‹b›: «2»⟧\n",
      "f: >-\n\n  ⟦‹a›: «x\n  y»\n\n  ‹b›: «2»⟧\n",
      "f: >\n  ⟦‹a›:\n    ⟦‹b›: «1»\n    ‹c›: «2»⟧\n  ‹d›: «3»⟧\n",
      "f: >2\n    ⟦‹a›: «1»\n    ‹b›: «2»⟧\n",
      "f: >+\n  ⟦‹a›: «1»⟧\n\n\n",
      "f: >\r\n  ⟦‹a›: «1»\r\n\r\n  ‹b›: «2»⟧\r\n",
      "f: >\n  ⟦‹a›: «1» ⟨# c\n  d⟩\n\n  ‹b›: «2»⟧\n",
  });
}

TEST_CASE("in double quotes") {
  check_all({
      R"(f: "⟦‹a›: «1»\n‹b›: «2»⟧")",
      R"(f: "⟦‹a›: «\u00e9\x41\U0001F600» ⟨# c⟩\n‹\"b\"›: «2»⟧\n")",
      R"(f: "⟦‹a›:\n  ⟦‹b›: «\"x\\ny\"»⟧⟧")",
      "f: \"⟦‹a›: «1»\\n\\\n   ‹b›: «2»⟧\"",
      "f: \"⟦‹a›: «1»\n\n  ‹b›: «x\n  y»⟧\"",
      "f: \"⟦‹a›: «é€» ⟨# ü⟩\\n‹b›: «1»⟧\"",
      R"(f: "⟦{‹a›: ⟦[«1», «2»]⟧}⟧" # c)",
      R"(f: "⟦‹a›:\t«1»⟧")",
      R"(f: "«text»")",
      R"(x: {f: 1, g: 2}
f: "⟦‹a›:«»⟧")",
      R"(f: "⟦‹\u0061›: «1»⟧")",
  });
}

TEST_CASE("in single quotes and plain") {
  check_all({
      "f: '⟦‹a›: «1»\n\n  ‹b›: «2»⟧'",
      "f: '⟦‹a›: «''x''''y''» ⟨# it''s⟩\n\n  ‹''b''›: «2»⟧'",
      "f: '⟦{‹a›: «\"é\"», ‹b›: «1»}⟧'",
      "f: '⟦[«1», «2»]⟧'",
      "f: «text of\n  several\n\n  lines»",
      "f: «text»",
  });
}

TEST_CASE("what an inner document says") {
  const struct {
    std::string_view text;
    std::string_view json;
  } rows[] = {
      {"f: |\n  a: 0777\n  b: yes\n", R"({"a":511,"b":true})"},
      {"f: |\n  a: |\n    x\n    y\n  c: >\n    p\n    q\n", R"({"a":"x\ny\n","c":"p q\n"})"},
      {"f: \"a: \\\"x\\\\ty\\\"\"", R"({"a":"x\ty"})"},
      {"f: 'a: ''b'''", R"({"a":"b"})"},
      {"f: |\n  - a\n", R"(["a"])"},
      {"f: |\n  text\n", R"("text")"},
      {"f: ''", "{}"},
      {"f: \"\"", "{}"},
      {"f: |\n", "{}"},
      {"f: |\n  # only a comment\n", "{}"},
      {"f: |\n  a: 1\n  ---\n  b: 2\n", R"({"a":1})"},
      // Faults, at their place in the outer file.
      {"f: |\n  a: b: c\n", "fault 2:7"},
      {"x: 1\nf: |2-\n    a: 1\n    b\n", "fault 4:5"},
      {"f: \"a: \\\"x\"", "fault 1:8"},
      {"f: \"\\u0061: [1\\n\"", "fault 1:13"},
      {"f: 'a: ''x'", "fault 1:8"},
      {"f: >\n  a: 1\n\n  a: b: c\n", "fault 4:7"},
      {"f: |\n  é: \"ü\" x\n", "fault 2:10"},
      {"f: |\n  a: 1\n  \tb: 2\n", "fault 3:3"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(inner_json(row.text) == row.json);
  }
}

TEST_CASE("a template is opaque") {
  const struct {
    std::string_view text;
    std::string_view json;
    bool may_hold_more;
  } rows[] = {
      {"a: {{ .x }}", R"({"a":"{{ .x }}"})", false},
      {"a: pre-{{ .x }}-post", R"({"a":"pre-{{ .x }}-post"})", false},
      {"a: \"{{ .x }}\"", R"({"a":"{{ .x }}"})", false},
      {"a: '{{ .x | quote }}'", R"({"a":"{{ .x | quote }}"})", false},
      {"a: {{ printf \"%s: %s\" .x .y }} # c", R"({"a":"{{ printf \"%s: %s\" .x .y }}"})", false},
      {"- {{ .x }}\n- b", R"(["{{ .x }}","b"])", false},
      {"a: [{{ .x }}, {{ .y }}]", R"({"a":["{{ .x }}","{{ .y }}"]})", false},
      {"{{ .k }}: 1\nb: 2", R"({"b":2,"{{ .k }}":1})", false},
      {"\"{{ .k }}\": 1", R"({"{{ .k }}":1})", false},
      {"a: x{{ .x\n  }}y\nb: 1", R"({"a":"x{{ .x\n  }}y","b":1})", false},
      // Lines that print nothing themselves.
      {"{{ if .x }}\na: 1\n{{ else }}\na: 2\n{{ end }}\nb: 1", R"({"a":2,"b":1})", false},
      {"{{- range .x }}\n  {{- with . }}\na: 1\n{{ end -}}\n{{end}}", R"({"a":1})", false},
      {"{{/* a comment: \" */}}\na: 1", R"({"a":1})", false},
      {"{{- /*\nof two lines\n*/ -}}\na: 1", R"({"a":1})", false},
      {"{{ $x := .y }}\na: 1\n{{ $x = 2 }}", R"({"a":1})", false},
      {"{{ define \"x\" }}{{ end }}\na: 1", R"({"a":1})", false},
      {"{{ if .x }} {{ end }}  \na: 1", R"({"a":1})", false},
      {"{{- end }} # end of if\na: 1", R"({"a":1})", false},
      {"a:\n  {{- if .x }}\n  b: 1\n  {{- end }}\n  c: 2", R"({"a":{"b":1,"c":2}})", false},
      // Lines that print what nobody sees here.
      {"{{ include \"x\" . }}\na: 1", R"({"a":1})", true},
      {"a:\n{{ toYaml .x | indent 2 }}\nb: 1", R"({"a":null,"b":1})", true},
      {"a: 1\n{{ .x }}", R"({"a":1})", true},
      {"{{ $x }}", "{}", true},
      {"{{ if .x }}{{ .y }}{{ end }}\na: 1", R"({"a":1})", true},
      {"{{ endOfLife }}\na: 1", R"({"a":1})", true},
      // Within block scalars and texts of several lines.
      {"a: |\n  x\n  {{ .y }}\n  z\nb: 1", R"({"a":"x\n{{ .y }}\nz\n","b":1})", false},
      {"a: \"x\n  {{ .y }}\n  z\"", R"({"a":"x {{ .y }} z"})", false},
      // Not closed: to the end.
      {"a: 1\nb: {{ .x\nc: 2", R"({"a":1,"b":"{{ .x\nc: 2\n"})", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    std::string text = "f: |\n  ";
    for (const char c : row.text) text += c == '\n' ? std::string("\n  ") : std::string(1, c);
    const Result<Document> outer = read_document(text + "\n");
    REQUIRE(outer);
    const Result<EmbeddedDocument> inner = read_embedded(text, last_value(outer.value()));
    REQUIRE_MESSAGE(inner, inner.error().message);
    CHECK(to_json(inner.value().document.tree) == row.json);
    CHECK(inner.value().may_hold_more == row.may_hold_more);
  }
}

TEST_CASE("templates keep their place") {
  check_all({
      "f: |\n  ⟦‹host›: «{{ $.Values.baseHost }}»\n  ‹b›: «x-{{ .y }}-z» ⟨# c⟩\n  ‹d›: «\"{{ .e }}\"»⟧\n",
      "f: |\n  {{- if .x }}\n  ⟦‹a›: «1»\n  {{- end }}\n  ‹b›: «2»⟧ ⟨# {{ c }}⟩\n",
      "f: \"⟦‹a›: «{{ .x | default \\\"y\\\" }}»\\n‹b›: «1»⟧\"",
      "f: '⟦‹a›: «{{ ''x'' }}»\n\n  ‹{{ b }}›: «1»⟧'",
      "f: >\n  ⟦‹a›: «{{ .x }}»\n\n  ‹b›: «{{ y\n  }}»⟧\n",
  });
}

TEST_CASE("a scalar with a template is there, but unknown") {
  const std::string_view text =
      "f: |\n  a: {{ .x }}\n  b: \"{{ .y }}\"\n  c: plain\n  {{ z }}\n  d: ${E}\n  e: |\n    {{ w }}\n";
  const Result<Document> outer = read_document(text);
  REQUIRE(outer);
  const Result<EmbeddedDocument> inner = read_embedded(text, last_value(outer.value()));
  REQUIRE(inner);
  const Tree& tree = inner.value().document.tree;
  std::string unknown;
  for (const Entry& entry : tree.entries_of(tree.root)) {
    if (tree.node(entry.value).unknown) unknown += entry.key;
    CHECK(tree.node(entry.value).type == Type::kString);
  }
  CHECK(unknown == "abde");
}

TEST_CASE("templates in a text") {
  const struct {
    std::string_view text;
    std::string_view found;  // each template, w: whole line, c: control
  } rows[] = {
      {"", ""},
      {"a { b } }}", ""},
      {"{{ .x }}", "{{ .x }}w "},
      {"a {{ .x }}", "{{ .x }} "},
      {"{{ .x }} a", "{{ .x }} "},
      {"  {{ .x }}\t\n", "{{ .x }}w "},
      {"{{ if x }}{{ .y }}{{ end }}", "{{ if x }}wc {{ .y }}w {{ end }}wc "},
      {"{{ if x }}a{{ end }}", "{{ if x }}c {{ end }}c "},
      {"a\n{{x}}\nb{{y}}", "{{x}}w {{y}} "},
      {"{{x", "{{xw "},
      {"a{{", "{{ "},
      {"{{}}", "{{}}w "},
      {"{{-end-}}", "{{-end-}}wc "},
      {"{{ $x := 1 }}", "{{ $x := 1 }}wc "},
      {"{{ $x }}", "{{ $x }}w "},
      {"{{ ended }}", "{{ ended }}w "},
      {"{{ a\n}} {{ b }}", "{{ a\n}}w {{ b }}w "},
      {"{{ a\n}} x {{ b }}", "{{ a\n}} {{ b }} "},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    std::string found;
    for (const TemplateSpan& each : find_templates(row.text)) {
      found += row.text.substr(each.span.begin, each.span.length());
      found += each.whole_line ? "w" : "";
      found += each.control ? "c " : " ";
    }
    CHECK(found == row.found);
  }
}

TEST_CASE("from decoded bytes to those of the source") {
  const std::string_view text = "f: \"a\\u00e9b\\n\\\n  c\"";
  const Result<Document> outer = read_document(text);
  REQUIRE(outer);
  const Node& node = last_value(outer.value());
  REQUIRE(node.text == "aéb\nc");
  const ScalarMap map = map_scalar(text, node);
  CHECK(map.to_source({0, 1}) == Span{4, 5});   // a
  CHECK(map.to_source({1, 3}) == Span{5, 11});  // é, as a whole
  CHECK(map.to_source({1, 2}) == Span{5, 11});
  CHECK(map.to_source({3, 4}) == Span{11, 12});  // b
  CHECK(map.to_source({4, 5}) == Span{12, 14});  // the line break
  CHECK(map.to_source({5, 6}) == Span{18, 19});  // c, behind the continuation
  CHECK(map.to_source({0, 6}) == Span{4, 19});
  CHECK(map.to_source({6, 6}) == Span{19, 19});
  CHECK(map.to_source({99, 99}) == Span{19, 19});
  CHECK(ScalarMap().to_source({3, 4}) == Span{});
}

}  // namespace
}  // namespace estafette_lint
