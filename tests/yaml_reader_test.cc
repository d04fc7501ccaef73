// The same text, two readers: what Helm's YAML library makes of each of these (the JSON that a template sees,
// or an error), although yaml-cpp reads many of them differently.
#include <doctest/doctest.h>

#include <string_view>

#include "lint/yaml/reader.h"
#include "tests/tree_json.h"

namespace estafette_lint {
namespace {

using std::string_view_literals::operator""sv;

struct Row {
  std::string_view text;
  std::string_view json;  ///< or "error LINE:COLUMN"
};

TEST_CASE("what Helm makes of a text") {
  // Literals of string_view: some hold a NUL.
  const Row rows[] = {
      // Of equal keys the last counts, and a key is what its type makes of it.
      {"a: 1\na: 2", "{\"a\":2}"},
      {"a: {b: 1}\na: {c: 2}", "{\"a\":{\"c\":2}}"},
      {"1: x", "{\"1\":\"x\"}"},
      {"0x10: x", "{\"16\":\"x\"}"},
      {"1_000: x", "{\"1000\":\"x\"}"},
      {"-0: x", "{\"0\":\"x\"}"},
      {"9007199254740993: x", "{\"9007199254740993\":\"x\"}"},
      {"9223372036854775808: x", "error 1:1"},
      {"1.50: x", "{\"1.5\":\"x\"}"},
      {"1e6: x", "{\"1e+06\":\"x\"}"},
      {"on: x\nyes: y", "{\"true\":true}"},
      {"n: x", "{\"false\":\"x\"}"},
      {"'on': x", "{\"on\":\"x\"}"},
      {"2001-12-14: x", "{\"2001-12-14\":\"x\"}"},
      // `<<` counts where it stands; in a list of maps the first counts.
      {"b: &b {x: 9}\na:\n  x: 5\n  <<: *b", "{\"a\":{\"x\":9},\"b\":{\"x\":9}}"},
      {"{x: 5, <<: {x: 9}}", "{\"x\":9}"},
      {"{<<: {x: 9}, x: 5}", "{\"x\":5}"},
      {"<<: [{a: 1, b: 2}, {a: 2, c: 3}]", "{\"a\":1,\"b\":2,\"c\":3}"},
      {"<<: {a: 1}\n<<: {a: 2, b: 3}", "{\"a\":2,\"b\":3}"},
      {"m: &m {<<: {x: 1}, y: 2}\n<<: *m", "{\"m\":{\"true\":2,\"x\":1},\"true\":2,\"x\":1}"},
      {"\"<<\": {a: 1}", "{\"<<\":{\"a\":1}}"},
      {"'<<': 1", "{\"<<\":1}"},
      {"<<: {}", "{}"},
      {"<<: []", "{}"},
      // Words for booleans and null.
      {"a: [y, Y, yes, Yes, YES, on, On, ON, true, True, TRUE]",
       "{\"a\":[true,true,true,true,true,true,true,true,true,true,true]}"},
      {"a: [n, N, no, No, NO, off, Off, OFF, false, False, FALSE]",
       "{\"a\":[false,false,false,false,false,false,false,false,false,false,false]}"},
      {"a: [yEs, oN, tRUE, nO, oFF, fALSE]", "{\"a\":[\"yEs\",\"oN\",\"tRUE\",\"nO\",\"oFF\",\"fALSE\"]}"},
      {"a: [~, null, Null, NULL, nULL]", "{\"a\":[null,null,null,null,\"nULL\"]}"},
      {"a:\nb: ~", "{\"a\":null,\"b\":null}"},
      {"'a':", "{\"a\":null}"},
      // Numbers.
      {"a: [0777, 0o777, 0b101, 1_000, -017, 0x1F, +5, 1., .5, 1e3, 685_230.15]",
       "{\"a\":[511,511,5,1000,-15,31,5,1,0.5,1000,685230.15]}"},
      {"a: [_1, 1_, 08, 1:30, 2001-12-14, 1e400]", "{\"a\":[\"_1\",1,8,\"1:30\",\"2001-12-14\",\"1e400\"]}"},
      {"a: [9007199254740993, 12345678901234567890]", "{\"a\":[9007199254740992,1.2345678901234567e+19]}"},
      {"a: [.inf]", "error 1:5"},
      {"a: -.Inf", "error 1:4"},
      {"a: .nan", "error 1:4"},
      {"a: [inf, nan, .iNF]", "{\"a\":[\"inf\",\"nan\",\".iNF\"]}"},
      // A key that is null, or no scalar.
      {"null: 1", "error 1:1"},
      {"~: 1", "error 1:1"},
      {"? \n: 1", "error 2:1"},
      {": 1", "error 1:1"},
      {"[a]: 1", "error 1:1"},
      {"{a: 1}: 2", "error 1:1"},
      {"? [a]\n: 1", "error 1:3"},
      {"a: &x ~\n*x : b", "error 2:1"},
      // Tags.
      {"a: !!str 5", "{\"a\":\"5\"}"},
      {"a: !!str ~", "{\"a\":\"~\"}"},
      {"a: !!str", "{\"a\":\"\"}"},
      {"a: !x 5", "{\"a\":\"5\"}"},
      {"a: !x yes", "{\"a\":\"yes\"}"},
      {"a: !x {b: 1}", "{\"a\":{\"b\":1}}"},
      {"a: ! 5", "{\"a\":\"5\"}"},
      {"a: !!int \"0x10\"", "{\"a\":16}"},
      {"a: !!float 5", "{\"a\":5}"},
      {"a: !!bool \"yes\"", "{\"a\":true}"},
      {"a: !!null \"\"", "{\"a\":null}"},
      {"a: !!binary aGVsbG8=", "{\"a\":\"hello\"}"},
      {"a: !!binary |\n  aGVs\n  bG8=", "{\"a\":\"hello\"}"},
      {"a: !<tag:yaml.org,2002:str> 5", "{\"a\":\"5\"}"},
      {"%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 5", "{\"a\":\"5\"}"},
      {"a: !!binary \"##\"", "error 1:4"},
      {"a: !!int yes", "error 1:4"},
      {"a: !!int 5.0", "error 1:4"},
      {"a: !!null x", "error 1:4"},
      {"a: !!bool 1", "error 1:4"},
      // Directives.
      {"%YAML 1.1\n---\na: 1", "{\"a\":1}"},
      {"%YAML 1.2\n---\na: 1", "error 1:1"},
      {"%FOO\n---\na: 1", "error 1:1"},
      {"%YAML 1.1\na: 1", "error 1:1"},
      // Several documents: the first.
      {"a: 1\n---\nb: 2", "{\"a\":1}"},
      {"---\na: 1\n---\nb: 2\n---\nc: 3", "{\"a\":1}"},
      {"---\n---\na: 1", "{}"},
      {"a: 1\n...\nb: 2", "{\"a\":1}"},
      {"a: 1\n--- \nb: 1", "{\"a\":1}"},
      {"a: 1\n---\n@", "{\"a\":1}"},
      {"--- {a: 1}", "{\"a\":1}"},
      {"--- a: 1", "error 1:6"},
      {"--- # c\na: 1", "{\"a\":1}"},
      {"a: 1\n---b: 1", "{\"---b\":1,\"a\":1}"},
      // Dedented text is dropped.
      {" a: 1\nb: 2", "{\"a\":1}"},
      {"  a: 1\n b: 2", "{\"a\":1}"},
      {"  a: 1\nb\n", "{\"a\":1}"},
      // No values.
      {"# none", "{}"},
      {"\ufeff", "{}"},
      {"# only\n# comments", "{}"},
      {"null", "{}"},
      {"~", "{}"},
      {"---", "{}"},
      {"---\n# nothing\n", "{}"},
      {"{}", "{}"},
      {"...\n", "error 1:1"},
      // Tabs.
      {"a:\n\tb: 1", "error 2:1"},
      {"\ta: 1", "error 1:1"},
      {"a: 1\t", "{\"a\":1}"},
      {"a: 1\t# c", "{\"a\":1}"},
      {"a:\t1", "{\"a\":1}"},
      {"a: 1\n\t# c", "error 2:1"},
      {"a: 1\n\t\nb: 2", "error 2:1"},
      {"a: [\n\t1,\n\t2 ]", "{\"a\":[1,2]}"},
      {"-\ta", "error 1:2"},
      {"a: |\n\tx", "error 2:1"},
      {"a: x\n\ty", "error 2:1"},
      {"a: \"x\n\ty\"", "{\"a\":\"x y\"}"},
      // Encodings and characters.
      {"\ufeffa: 1", "{\"a\":1}"},
      {"a: \xff"
       "",
       "error 1:4"},
      {"a: \xc3"
       "(",
       "error 1:4"},
      {"a: \xed"
       "\xa0"
       "\x80"
       "",
       "error 1:4"},
      {"a: \xf4"
       "\x90"
       "\x80"
       "\x80"
       "",
       "error 1:4"},
      {"a: \xc0"
       "\xaf"
       "",
       "error 1:4"},
      {"a: \x01"
       "",
       "error 1:4"},
      {"a: \x7f"
       "",
       "error 1:4"},
      {"a: \x1b"
       "[31m",
       "error 1:4"},
      {"a: b\x00"
       "c"sv,
       "error 1:5"},
      {"\x00"
       ""sv,
       "error 1:1"},
      {"a: \"€ 😀\"", "{\"a\":\"€ 😀\"}"},
      {"\xff"
       "\xfe"
       "a\x00"
       ":\x00"
       " \x00"
       "1\x00"
       ""sv,
       "error 1:1"},
      {"\xfe"
       "\xff"
       "\x00"
       "a\x00"
       ":\x00"
       " \x00"
       "1"sv,
       "error 1:1"},
      // Line breaks.
      {"a: 1\r\nb: 2\r\n", "{\"a\":1,\"b\":2}"},
      {"a: 1\rb: 2", "{\"a\":1,\"b\":2}"},
      {"a: |\r\n  x\r\n  y\r\nb: 1", "{\"a\":\"x\\ny\\n\",\"b\":1}"},
      {"a: 1\xc2\x85"
       "b: 2",
       "{\"a\":1,\"b\":2}"},
      {"a: \u00a0", "{\"a\":\"\u00a0\"}"},
      {"a: \"x\ry\"", "{\"a\":\"x y\"}"},
      // Flow collections.
      {"{\nb: 1\n}", "{\"b\":1}"},
      {"a: {\nb: 1\n}", "{\"a\":{\"b\":1}}"},
      {"{b, c: ,}", "{\"b\":null,\"c\":null}"},
      {"{a: [1,2,]}", "{\"a\":[1,2]}"},
      {"{\"b\":c}", "{\"b\":\"c\"}"},
      {"{b:c}", "{\"b:c\":null}"},
      {"{b:, c}", "{\"b:\":null,\"c\":null}"},
      {"{a: {}, b: []}", "{\"a\":{},\"b\":[]}"},
      {"a: {x: , y}", "{\"a\":{\"true\":null,\"x\":null}}"},
      {"a: [b: c, d]", "{\"a\":[{\"b\":\"c\"},\"d\"]}"},
      {"a: [b:, \"c\":, d: ]", "{\"a\":[\"b:\",{\"c\":null},{\"d\":null}]}"},
      {"a: [[1, [2]], {b: {c: d}}]", "{\"a\":[[1,[2]],{\"b\":{\"c\":\"d\"}}]}"},
      {"a: {\"x\":1,'y':2}", "{\"a\":{\"x\":1,\"y\":2}}"},
      {"{? a : b}", "{\"a\":\"b\"}"},
      {"{a: b, ? c : d}", "{\"a\":\"b\",\"c\":\"d\"}"},
      {"a: [1,,2]", "error 1:7"},
      {"a: [,]", "error 1:5"},
      {"a: { , }", "error 1:6"},
      {"a: [1 2]", "{\"a\":[\"1 2\"]}"},
      {"a: {b: [}", "error 1:9"},
      {"a: [b\nc: d", "error 2:2"},
      {"a: {b: :c}", "error 1:8"},
      {"{:b: 1}", "error 1:2"},
      // Blocks.
      {"a:\n- b\n- c", "{\"a\":[\"b\",\"c\"]}"},
      {"a:\n  - b\n  -\n  - c", "{\"a\":[\"b\",null,\"c\"]}"},
      {"a:\n- - b\n  - c\n- d: e\n  f: g", "{\"a\":[[\"b\",\"c\"],{\"d\":\"e\",\"f\":\"g\"}]}"},
      {"? a\n: b", "{\"a\":\"b\"}"},
      {"? a\n? b", "{\"a\":null,\"b\":null}"},
      {"a: |2\n    x\n", "{\"a\":\"  x\\n\"}"},
      {"a: |+\n  x\n\n\nb: 1", "{\"a\":\"x\\n\\n\\n\",\"b\":1}"},
      {"a: |-\n  x\n\n\nb: 1", "{\"a\":\"x\",\"b\":1}"},
      {"a: >\n  x\n  y\n\n  z\n    w\n  v\n", "{\"a\":\"x y\\nz\\n  w\\nv\\n\"}"},
      {"a: >+\n  x\n\n\nb: 1", "{\"a\":\"x\\n\\n\\n\",\"b\":1}"},
      {"a: >-\n  x\n  ", "{\"a\":\"x\"}"},
      {"a: >\n  x\n  ", "{\"a\":\"x\\n\"}"},
      {"a: x\n  y\n\n  z", "{\"a\":\"x y\\nz\"}"},
      {"a: 'x\n  y\n\n  it''s'", "{\"a\":\"x y\\nit's\"}"},
      {"a: \"x \\\n   y\\tz\\u00e9\"", "{\"a\":\"x y\\tzé\"}"},
      {"a: b: c", "error 1:5"},
      {"a: - b", "error 1:4"},
      {"a: \"x\" y", "error 1:8"},
      {"a: |x\n  y", "error 1:5"},
      {"a: @x", "error 1:4"},
      {"a: `x", "error 1:4"},
      {"a: %x", "error 1:4"},
      {"a: b\n  c: d", "error 2:4"},
      {"a: 1\n  b: 2", "error 2:4"},
      {"- a", "error 1:1"},
      {"just text", "error 1:1"},
      {"\"quoted\"", "error 1:1"},
      // Anchors and aliases.
      {"a: &x 1\nb: *x", "{\"a\":1,\"b\":1}"},
      {"a: &x {b: &y [1]}\nc: *x\nd: *y", "{\"a\":{\"b\":[1]},\"c\":{\"b\":[1]},\"d\":[1]}"},
      {"a: &x 1\na2: &x 2\nb: *x", "{\"a\":1,\"a2\":2,\"b\":2}"},
      {"&a b: *a", "{\"b\":\"b\"}"},
      {"a: &x\nb: *x", "{\"a\":null,\"b\":null}"},
      {"*x : 1", "error 1:1"},
      {"a: *x", "error 1:4"},
      {"a: &x.y 1", "error 1:4"},
      // Templates are no values.
      {"a: {{ .x }}", "error 1:4"},
      {"a: \"{{ .x }}\"", "{\"a\":\"{{ .x }}\"}"},
      {"{{ .x }}: 1", "error 1:1"},
      {"a: 1\n{{ include \"x\" . }}", "error 2:1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read_as_json(row.text) == row.json);
  }
}

}  // namespace
}  // namespace estafette_lint
