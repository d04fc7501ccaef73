// Which keys templates read: what reports of unknown keys rest on, so nothing that is read may be missed.
#include "lint/rules/value_reads.h"

#include <doctest/doctest.h>

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

/// `a a.b! c[]*`: every key with how it is used: ? tested, = printed, * whole, [] gone through, - by nobody.
void show(const ReadKey& key, const std::string& path, std::string& out) {
  const auto add = [&](const ReadKey& below, const std::string& name) {
    out += name;
    if (!below.reached) out += '-';
    if (below.tested) out += '?';
    if (below.printed) out += '=';
    if (below.whole) out += '*';
    if (below.ranged) out += '~';
    out += ' ';
    show(below, name, out);
  };
  for (const auto& [name, below] : key.children()) add(below, path.empty() ? name : path + "." + name);
  if (key.items() != nullptr) add(*key.items(), path + "[]");
}

std::string show(const ChartReads& reads) {
  std::string out = reads.complete ? "" : "INCOMPLETE ";
  if (reads.values->whole) out += "ALL ";
  show(*reads.values, "", out);
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

/// The reads of one chart with a template, and helpers beside it.
std::string read(std::string text, std::string helpers = {}, std::string_view defaults = {}) {
  const Source files[] = {{"templates/a.yaml", std::move(text)}, {"templates/_b.tpl", std::move(helpers)}};
  Result<Document> document = read_document(defaults);
  REQUIRE(document);
  const Layer layer = {document.value().tree, Origin::kDefault, nullptr};
  TemplateChart chart;
  chart.templates = {&files[0], &files[1]};
  if (layer.tree.root != kNoNode) chart.defaults = {Value(layer, layer.tree.root, {})};
  return show(read_templates(std::span(&chart, 1)).front());
}

}  // namespace

TEST_CASE("reads of one template") {
  struct Case {
    std::string_view text;
    std::string_view reads;
  };
  const Case cases[] = {
      {"{{ .Values.a.b }} {{ $.Values.c }}", "a a.b= c="},
      {"{{ .Values.a | default .Values.b | quote }}", "a= b="},
      {"{{ toYaml .Values.a | nindent 2 }}", "a=*"},
      {"{{ if .Values.a }}{{ end }}", "a?"},
      {"{{ if and .Values.a (not (eq .Values.b \"x\")) }}{{ end }}", "a? b?"},
      {"{{ if .Values.a }}{{ else if .Values.b }}{{ else }}{{ .Values.c }}{{ end }}", "a? b? c="},
      {"{{ with .Values.a }}{{ .b }}{{ $.Values.c }}{{ else }}{{ .Values.d }}{{ end }}", "a? a.b= c= d="},
      {"{{ range .Values.a }}{{ .b }}{{ end }}", "a~ a[] a[].b="},
      {"{{ range $k, $v := .Values.a }}{{ $k }}{{ $v.b }}{{ end }}", "a~ a[] a[].b="},
      {"{{ $x := .Values.a }}{{ $x.b }}", "a a.b="},
      {"{{ $x := .Values.a }}{{ if .Values.c }}{{ $x = .Values.b }}{{ end }}{{ $x.d }}", "a a.d= b b.d= c?"},
      {"{{ $root := . }}{{ range .Values.a }}{{ $root.Values.b }}{{ end }}", "a~ a[] b="},
      {"{{ $v := .Values }}{{ $v.a }}", "a="},
      {"{{ index .Values.a \"b.c\" }}", "a a.b.c="},
      {"{{ index .Values \"a\" \"b\" }}", "a a.b="},
      {"{{ (index .Values.a 0).b }}", "a~ a[] a[].b="},
      {"{{ index .Values.a .Release.Name }}", "a*~ a[]="},
      {"{{ index .Values.a (default \"b\" .Release.Name) }}", "a*~ a.b= a[]="},
      {"{{ index .Values.a (printf \"%s\" \"b\") }}", "a*~ a[]="},
      {"{{ index .Values.a .Values.which }}", "a*~ a[]= which"},
      {"{{ get .Values.a \"b\" }}{{ if hasKey .Values.a \"c\" }}{{ end }}", "a a.b= a.c"},
      {"{{ dig \"a\" \"b\" \"x\" .Values }}", "a a.b="},
      {"{{ pluck \"x\" .Values.a .Values.b | first }}", "a a.x= b b.x="},
      {"{{ range tuple \"a\" \"b\" }}{{ index $.Values . }}{{ end }}", "a= b="},
      {"{{ (default .Values.a .Values.b).c }}", "a a.c= b b.c="},
      {"{{ ternary .Values.a .Values.b .Values.c }}", "a= b= c="},
      {"{{ merge .Values.a .Values.b | toYaml }}", "a=* b=*"},
      {"{{ required \"say a\" .Values.a.b }}", "a a.b="},
      {"{{ .Files.Get .Values.a }}", "a*"},
      {"{{ range until (int .Values.a) }}{{ . }}{{ end }}", "a="},
      {"{{ someFunction .Values.a }}", "a=*"},
      {"{{ toYaml .Values }}", "ALL"},
      {"{{ range $k, $v := .Values }}{{ end }}", "[]"},
      {"{{ tpl .Values.a . }}", "a=*"},
      {"{{ tpl (.Files.Get \"x\") . }}", "INCOMPLETE"},
      {"{{ tpl \"{{ .Values.b }}\" . }}", "b="},
      {"{{ $_ := set .Values.a \"b\" .Values.c }}", "a a.b c*"},
      {"{{ $d := dict \"x\" .Values.a }}{{ $_ := set $d \"y\" .Values.b }}{{ $d.x.c }}{{ $d.y.e }}",
       "a a.c= b b.e="},
      {"{{ define \"x\" }}{{ .Values.a }}{{ end }}", "a-="},
      {"# .Values.a\n{{/* .Values.b */}}", ""},
      {"{{ if }}", "INCOMPLETE"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(read(std::string(c.text)) == c.reads);
  }
}

TEST_CASE("reads of templates that others include") {
  const std::string helpers =
      "{{ define \"port\" }}{{ .port }}{{ end }}"
      "{{ define \"name\" }}{{ .Values.name }}{{ end }}"
      "{{ define \"both\" }}{{ .root.Values.x }}{{ .part.y }}{{ template \"name\" .root }}{{ end }}"
      "{{ define \"tree\" }}{{ .leaf }}{{ include \"tree\" .below }}{{ end }}"
      "{{ define \"unused\" }}{{ .Values.old }}{{ toYaml .Values.older }}{{ end }}";
  CHECK(read("{{ include \"port\" .Values.a }}", helpers) == "a a.port= name-= old-= older-=*");
  CHECK(read("{{ include \"name\" . }}{{ include \"unused\" $ | trim }}", helpers) == "name= old= older=*");
  CHECK(read("{{ include \"both\" (dict \"root\" . \"part\" .Values.a) }}{{ include \"unused\" . }}",
             helpers) == "a a.y= name= old= older=* x=");
  CHECK(read("{{ include (print $.Template.BasePath \"/b.yaml\") . | sha256sum }}", "").empty());
  // Which one is included is not known: any.
  CHECK(read("{{ include (printf \"%s.name\" .Chart.Name) . }}",
             "{{ define \"x.name\" }}{{ .Values.a }}{{ end }}") == "ALL a=");
  // One that includes itself goes on until a key stands for all below it.
  const std::string deep =
      read("{{ include \"tree\" .Values.t }}{{ include \"name\" . }}{{ include \"unused\" . }}", helpers);
  CHECK(deep.find("t t.below t.below.below") != std::string::npos);
  CHECK(deep.find('*') != std::string::npos);
  CHECK(deep.find("INCOMPLETE") == std::string::npos);
}

TEST_CASE("default texts that are templates themselves") {
  CHECK(read("{{ tpl .Values.a . }}", "", "a: 'x{{ .Values.b }}'\nc: '{{ .Values.d }}'") == "a=* b=");
  CHECK(read("{{ range $k, $v := .Values.f }}{{ tpl $v $ }}{{ end }}", "", "f: {x: '{{ .Values.b }}'}") ==
        "b= f~ f[]=*");
  CHECK(read("{{ tpl (toYaml .Values.a) . }}", "", "a: {x: ['{{ .Values.b }}', '{{ if }}']}") ==
        "INCOMPLETE a=* b=");
}

TEST_CASE("charts share their named templates") {
  const Source web = {"templates/a.yaml", "{{ include \"db.name\" . }}"};
  const Source db = {"templates/_h.tpl", "{{ define \"db.name\" }}{{ .Values.nameOverride }}{{ end }}"};
  const Source top = {"templates/NOTES.txt", "{{ .Values.web.x }}{{ .Subcharts.web.Values.y }}"};
  std::vector<TemplateChart> charts(3);
  charts[0].templates = {&top};
  charts[0].subcharts = {{"web", 1}};
  charts[1].templates = {&web};
  charts[2].templates = {&db};
  const std::vector<ChartReads> reads = read_templates(charts);
  CHECK(show(reads[0]) == "web web.x=");
  CHECK(show(reads[1]) == "nameOverride= y=");
  CHECK(show(reads[2]).empty());
}

TEST_CASE("nothing keeps it busy") {
  // 10 templates that each include the next one 10 times, with another part of the values each time.
  std::string helpers;
  for (int i = 0; i < 10; ++i) {
    helpers += "{{ define \"t" + std::to_string(i) + "\" }}";
    for (int k = 0; k < 10; ++k)
      helpers += "{{ include \"t" + std::to_string(i + 1) + "\" (dict \"v\" .v." +
                 std::string(1, char('a' + k)) + ") }}";
    helpers += "{{ end }}";
  }
  const std::string reads = read("{{ include \"t0\" (dict \"v\" .Values) }}", helpers);
  CHECK(reads.starts_with("INCOMPLETE"));
}

}  // namespace estafette_lint
