// Values set at a path: the exact bytes of the text afterwards.
#include <doctest/doctest.h>

#include "tests/edit_change.h"

namespace estafette_lint {
namespace {

TEST_CASE("a scalar gives way to another, and nothing else") {
  check_changes(std::to_array<ChangeRow>({
      {"a: 1\n", "set a = 3", "a: 3\n"},
      {"a: 1", "set a = 3", "a: 3"},
      {"a:   1   # one\nb: 2\n", "set a = 3", "a:   3   # one\nb: 2\n"},
      {"a: 1\t# one\n", "set a = 3", "a: 3\t# one\n"},
      {"a: 1\r\nb: 2\r\n", "set a = 3", "a: 3\r\nb: 2\r\n"},
      {"\uFEFFa: 1\n", "set a = 3", "\uFEFFa: 3\n"},
      {"é: 日本 # ü\na: x\n", "set a = 3", "é: 日本 # ü\na: 3\n"},
      {"\"a: b\":\n  'c # d': 1\n", "set [\"a: b\"][\"c # d\"] = 3", "\"a: b\":\n  'c # d': 3\n"},
      {"- 1\n", "set a = 3", "refused: the document is a list, not a map"},
      {"a: [1, 2, 3]\n", "set a[1] = 5", "a: [1, 5, 3]\n"},
      {"a:\n- 1\n-  2\n", "set a[1] = 5", "a:\n- 1\n-  5\n"},
      {"a:\n- - 1\n  - 2\n", "set a[0][1] = 5", "a:\n- - 1\n  - 5\n"},
      {"a: {b: 1, c: 2}\n", "set a.b = 3", "a: {b: 3, c: 2}\n"},
      {"{\"a\":1}\n", "set a = 3", "{\"a\":3}\n"},
      {"a: !!str 1\n", "set a = 3", "a: 3\n"},
      {"a: &x 1\n", "set a = 3", "a: &x 3\n"},
      {"a: &x !!str 1 # c\n", "set a = 3", "a: &x 3 # c\n"},
      {"a: &x 1\nb: *x\n", "set b = 3", "a: &x 1\nb: 3\n"},
      {"a: one\n  two\nb: 2\n", "set a = 3", "a: 3\nb: 2\n"},
      {"a: \"one\n  two\" # c\nb: 2\n", "set a = 3", "a: 3 # c\nb: 2\n"},
      {"a:\n  3\nb: 2\n", "set a = 4", "a:\n  4\nb: 2\n"},
  }));
}

TEST_CASE("what is already there is left as it is") {
  for (const std::string_view text : {"a: 3\n", "a: 0x3 # c\n", "a: 3.0\n", "b: &x 3\na: *x\n"}) {
    const Result<ChangedText, Refusal> result = apply_change({text}, parse_change("set a = 3"));
    REQUIRE(result);
    CHECK(result.value().edits.empty());
    CHECK(result.value().text == text);
  }
  // Text is no number.
  CHECK(changed("a: '3'\n", "set a = 3") == "a: 3\n");
}

TEST_CASE("text keeps the quotes of the text before it; what is no text has none") {
  check_changes(std::to_array<ChangeRow>({
      {"a: \"x\"\n", "set a = z", "a: \"z\"\n"},
      {"a: 'x'\n", "set a = z", "a: 'z'\n"},
      {"a: 'x'\n", "set a = \"it's\"", "a: 'it''s'\n"},
      {"a: x\n", "set a = z", "a: z\n"},
      {"a: x\n", "set a = 'y: z'", "a: 'y: z'\n"},
      {"a: \"1\"\n", "set a = 3", "a: 3\n"},
      {"a: \"1\"\n", "set a = '3'", "a: \"3\"\n"},
      {"a: 'false'\n", "set a = false", "a: false\n"},
      {"a: 1\n", "set a = '3'", "a: '3'\n"},
      {"a: 'x'\n", "set a = \"\\t\"", "a: \"\\t\"\n"},
      {"a: [x]\n", "set a[0] = 'y, z'", "a: ['y, z']\n"},
      {"a: [x]\n", "set a[0] = y, z", "a: ['y, z']\n"},
      // As all its neighbours have it.
      {"{\"a\": \"x\"}\n", "set b = z", "{\"a\": \"x\", \"b\": \"z\"}\n"},
      {"a: \"x\"\nb: \"y\"\n", "set c = z", "a: \"x\"\nb: \"y\"\nc: \"z\"\n"},
      {"'a': 'x'\nb: 1\n", "set c = z", "'a': 'x'\nb: 1\nc: 'z'\n"},
  }));
}

TEST_CASE("a value of several lines gives way as a whole") {
  check_changes(std::to_array<ChangeRow>({
      {"a: |\n  x\n  y\nb: 2\n", "set a = 3", "a: 3\nb: 2\n"},
      {"a: |- # c\n  x\n\n\nb: 2\n", "set a = 3", "a: 3 # c\n\n\nb: 2\n"},
      {"a: >2\n    x\n  y", "set a = 3", "a: 3"},
      {"a:\n  b: 1\n  c:\n    d: 2\ne: 3\n", "set a = 3", "a: 3\ne: 3\n"},
      {"a: # c\n  b: 1\ne: 3\n", "set a = 3", "a: 3 # c\ne: 3\n"},
      {"a:\n- 1\n- 2\n", "set a = [3]", "a: [3]\n"},
      {"a:\n- b: 1\n  c: 2\n- 3\n", "set a[0] = x", "a:\n- x\n- 3\n"},
      {"a: {b: 1}\n", "set a = 3", "a: 3\n"},
      {"a: {\n  b: 1,\n}\nc: 2\n", "set a = 3", "a: 3\nc: 2\n"},
      {"a:\n  # why\n  b: 1\n", "set a = 3", "refused: a comment within the old value would be lost"},
      {"a: {\n  b: 1 # why\n}\n", "set a = 3", "refused: a comment within the old value would be lost"},
      {"a:\n  b: &x 1\nc: *x\n", "set a = 3", "refused: its anchor is needed for *x"},
  }));
}

TEST_CASE("text of several lines is written as a literal") {
  const auto text = [](std::string_view before, std::string path, std::string value) {
    TreeChange change = set_value(parse_path(path).value(), std::move(value));
    change.multi_line = true;
    return changed(before, change);
  };
  CHECK(text("a: 1 # c\nb: 2\n", "a", "x\ny\n") == "a: | # c\n  x\n  y\nb: 2\n");
  CHECK(text("a: 1\n", "a", "x\n\n y") == "a: |-\n  x\n\n   y\n");
  CHECK(text("a: 1", "a", "x\n") == "a: |\n  x\n");
  CHECK(text("a: 1\r\n", "a", "x\ny\n") == "a: |\r\n  x\r\n  y\r\n");
  CHECK(text("a: |\n    old\n\nb: 2\n", "a", "x\n") == "a: |\n  x\n\nb: 2\n");
  CHECK(text("a:\nb: 2\n", "a", " x\ny\n") == "a: |2\n   x\n  y\nb: 2\n");
  CHECK(text("a:\n    b: 1\n", "a.c", "x\ny\n") == "a:\n    b: 1\n    c: |\n        x\n        y\n");
  CHECK(text("a:\n- 1\n", "a[1]", "x\ny\n") == "a:\n- 1\n- |\n  x\n  y\n");
  CHECK(text("a:\n- 1\n", "a[0]", "x\ny\n") == "a:\n- |\n  x\n  y\n");
  CHECK(text("a: {b: 1}\n", "a.b", "x\ny\n") == "a: {b: \"x\\ny\\n\"}\n");
  CHECK(text("a: 1\n", "a", "x\n\n\n") == "a: \"x\\n\\n\\n\"\n");
  CHECK(text("a: 1\n", "a", "one line") == "a: one line\n");
  CHECK(text("{}", "a", "x\n") == "a: |\n  x\n");
}

TEST_CASE("a comment is written behind a value, or above what takes more lines") {
  check_changes(std::to_array<ChangeRow>({
      {"a: 1\n", "set b = 2 # why", "a: 1\nb: 2 # why\n"},
      {"a: 1\n", "set a = 2 # why", "a: 2 # why\n"},
      {"a: 1  \n", "set a = 2 # why", "a: 2 # why\n"},
      {"x:\n  a: 1 # one\n", "set x.a = 2 # why", "x:\n  # why\n  a: 2 # one\n"},
      {"x:\n- a: 1 # one\n", "set x[0].a = 2 # why", "x:\n# why\n- a: 2 # one\n"},
      {"x: {a: 1}\n", "set x.b = 2 # why", "# why\nx: {a: 1, b: 2}\n"},
      {"x: {a: 1}\n", "set x.a = 2 # why", "# why\nx: {a: 2}\n"},
      {"x:\n-\n", "set x[0].a = 2 # why", "x:\n- a: 2 # why\n"},
      {"x:\n- # old\n", "set x[0].a = 2 # why", "x:\n# why\n- a: 2 # old\n"},
      {"a: 1\r\n", "set b.c = 2 # why", "a: 1\r\nb:\r\n  c: 2 # why\r\n"},
  }));
  TreeChange change = parse_change("set a.b = 3");
  change.comment = "one\n\ntwo";
  CHECK(changed("a:\n  c: 1\n", change) == "a:\n  c: 1\n  # one\n  #\n  # two\n  b: 3\n");
  CHECK(changed("a:\r\n  b: 1\r\n", change) == "a:\r\n  # one\r\n  #\r\n  # two\r\n  b: 3\r\n");
  change = parse_change("text a = x");
  change.yaml = "x\ny\n";
  change.comment = "why";
  CHECK(changed("", change) == "# why\na: |\n  x\n  y\n");
}

TEST_CASE("a new key goes behind the last one of its map") {
  check_changes(std::to_array<ChangeRow>({
      {"a: 1\n", "set b = 3", "a: 1\nb: 3\n"},
      {"a: 1", "set b = 3", "a: 1\nb: 3"},
      {"a: 1\r\n", "set b = 3", "a: 1\r\nb: 3\r\n"},
      {"a: 1\r\nb: 2", "set c = 3", "a: 1\r\nb: 2\r\nc: 3"},
      {"a:\n    b: 1\nc: 2\n", "set a.d = 3", "a:\n    b: 1\n    d: 3\nc: 2\n"},
      {"a:\n  b: 1\n\n\nc: 2\n", "set a.d = 3", "a:\n  b: 1\n  d: 3\n\n\nc: 2\n"},
      {"a:\n  b: 1 # one\nc: 2\n", "set a.d = 3", "a:\n  b: 1 # one\n  d: 3\nc: 2\n"},
      // Comments to the left, and behind a blank line, are of what follows.
      {"a:\n  b: 1\n# of c\nc: 2\n", "set a.d = 3", "a:\n  b: 1\n  d: 3\n# of c\nc: 2\n"},
      {"a:\n  b: 1\n\n  # of c\nc: 2\n", "set a.d = 3", "a:\n  b: 1\n  d: 3\n\n  # of c\nc: 2\n"},
      {"a:\n  b: 1\n  # of b\nc: 2\n", "set a.d = 3", "a:\n  b: 1\n  # of b\n  d: 3\nc: 2\n"},
      {"a:\n  b:\n    x: 1\n    # of x\nc: 2\n", "set a.d = 3",
       "a:\n  b:\n    x: 1\n    # of x\n  d: 3\nc: 2\n"},
      {"a: 1\n\n# the end\n", "set b = 3", "a: 1\nb: 3\n\n# the end\n"},
      {"a: 1\n...\n", "set b = 3", "a: 1\nb: 3\n...\n"},
      {"---\na: 1\n---\nb: 2\n", "set c = 3", "---\na: 1\nc: 3\n---\nb: 2\n"},
      {"a: |\n  x\n\nb: >\n  y\n", "set c = 3", "a: |\n  x\n\nb: >\n  y\nc: 3\n"},
      {"a: |+\n  x\n\n", "set c = 3", "a: |+\n  x\n\nc: 3\n"},
      // The text at the end has no line break, and gets none.
      {"a: |\n  x", "set c = 3", "a: |-\n  x\nc: 3"},
      {"a: >2+\n    x", "set c = 3", "a: >2-\n    x\nc: 3"},
      {"a:\n- 1\n# of b\nb: 2\n", "set c = 3", "a:\n- 1\n# of b\nb: 2\nc: 3\n"},
      {"- a\n", "set [0].b = 3", "refused: [0] is text, not a map"},
  }));
}

TEST_CASE("as many levels as are missing are made, as deep as the file has them") {
  check_changes(std::to_array<ChangeRow>({
      {"a:\n  b: 1\n", "set a.c.d.e = 3", "a:\n  b: 1\n  c:\n    d:\n      e: 3\n"},
      {"a:\n    b: 1\n", "set c.d = 3", "a:\n    b: 1\nc:\n    d: 3\n"},
      {"a:\n   b: 1\nx:\n  y: 1\n  z:\n    q: 1\n", "set x.c.m = 3",
       "a:\n   b: 1\nx:\n  y: 1\n  z:\n    q: 1\n  c:\n    m: 3\n"},
      {"a:\n  b: 1\n", "set c[0].d = 3", "a:\n  b: 1\nc:\n- d: 3\n"},
      {"a:\n  - b: 1\n", "set c[0].d.e = 3", "a:\n  - b: 1\nc:\n  - d:\n      e: 3\n"},
      {"a:\n    - 1\n", "set c[0] = 3", "a:\n    - 1\nc:\n    - 3\n"},
      {"", "set a.b[0].c = 3", "a:\n  b:\n  - c: 3\n"},
      {"a: 1\n", "set [\"x: y\"].on = yes", "a: 1\n'x: y':\n  'on': yes\n"},
      {"a: 1\n", "set b[1] = 3", "refused: it would change other values, too"},
  }));
}

TEST_CASE("what is empty is filled") {
  check_changes(std::to_array<ChangeRow>({
      {"api:\n", "set api.a = 3", "api:\n  a: 3\n"},
      {"api:", "set api.a = 3", "api:\n  a: 3"},
      {"api:  # why\nb: 2\n", "set api.a.b = 3", "api:  # why\n  a:\n    b: 3\nb: 2\n"},
      {"api:\n\n# of b\nb: 2\n", "set api.a = 3", "api:\n  a: 3\n\n# of b\nb: 2\n"},
      {"api:\n  # shown\n# of b\nb: 2\n", "set api.a = 3", "api:\n  # shown\n  a: 3\n# of b\nb: 2\n"},
      {"x:\n    y: 1\napi:\n", "set api.a = 3", "x:\n    y: 1\napi:\n    a: 3\n"},
      {"api: null # why\n", "set api.a = 3", "api: # why\n  a: 3\n"},
      {"api: ~\n", "set api[0] = 3", "api:\n- 3\n"},
      {"api: {}\nb: 2\n", "set api.a = 3", "api:\n  a: 3\nb: 2\n"},
      {"api: { } # why\r\n", "set api.a = 3", "api: # why\r\n  a: 3\r\n"},
      {"api: []\n", "set api[0].a = 3", "api:\n- a: 3\n"},
      {"api: []\n", "set api.a = 3", "refused: api is a list, not a map"},
      {"api: {}\n", "set api[0] = 3", "refused: api is a map, not a list"},
      {"api: &x\n", "set api.a = 3", "api: &x\n  a: 3\n"},
      {"api: &x\nb: *x\n", "set api.a = 3",
       "refused: api has an anchor, and its other uses would change too"},
      {"api: {\n  # why\n}\n", "set api.a = 3", "refused: a comment stands between the empty brackets"},
      {"{}\n", "set a.b = 3", "a:\n  b: 3\n"},
      {"{} # why\n", "set a.b = 3", "a: # why\n  b: 3\n"},
      {"a:\n-\n- 1\n", "set a[0].b.c = 3", "a:\n- b:\n    c: 3\n- 1\n"},
      {"a:\n- ~ # c\n", "set a[0].b = 3", "a:\n- b: 3 # c\n"},
      {"a:\n- {}\n", "set a[0].b = 3", "a:\n- b: 3\n"},
      {"a: {b: , c: 1}\n", "set a.b.d = 3", "a: {b: {d: 3}, c: 1}\n"},
      {"a: {b, c: 1}\n", "set a.b.d = 3", "a: {b: {d: 3}, c: 1}\n"},
      {"a: {b: {}, c: 1}\n", "set a.b.d = 3", "a: {b: {d: 3}, c: 1}\n"},
      {"a: [{ }]\n", "set a[0].d = 3", "a: [{ d: 3 }]\n"},
      {"a: {b: ~}\n", "set a.b[0].c = 3", "a: {b: [{c: 3}]}\n"},
      {"a:\n", "set a = 3", "a: 3\n"},
      {"a: # c\nb:\n", "set a = 3", "a: 3 # c\nb:\n"},
      {"a: {b}\n", "set a.b = 3", "a: {b: 3}\n"},
  }));
}

TEST_CASE("an empty file, and one of comments only") {
  check_changes(std::to_array<ChangeRow>({
      {"", "set a = 3", "a: 3\n"},
      {"\n", "set a = 3", "\na: 3\n"},
      {"\uFEFF", "set a = 3", "\uFEFFa: 3\n"},
      {"# c", "set a = 3", "# c\na: 3"},
      {"# c\r\n\r\n", "set a = 3", "# c\r\n\r\na: 3\r\n"},
      {"---\n", "set a = 3", "---\na: 3\n"},
      {"---", "set a = 3", "---\na: 3"},
      {"# c\n--- # d\n...\n", "set a = 3", "# c\n--- # d\na: 3\n...\n"},
      {"%YAML 1.1\n---\n# c\n", "set a = 3", "%YAML 1.1\n---\n# c\na: 3\n"},
      {"---\n---\nb: 1\n", "set a = 3", "---\na: 3\n---\nb: 1\n"},
      {"null\n", "set a = 3", "refused: the document is null"},
  }));
}

TEST_CASE("within brackets") {
  check_changes(std::to_array<ChangeRow>({
      // A comma at once behind a colon would be a part of the key.
      {"a: {b: }\n", "set a.c = 3", "a: {b: , c: 3 }\n"},
      {"a: {\n  b:  # one\n }\n", "set a.c = 3", "a: {\n  b: ,  # one\n  c: 3\n }\n"},
      {"a: {b: 1}\n", "set a.c = 3", "a: {b: 1, c: 3}\n"},
      {"a: { b: 1 }\n", "set a.c.d = 3", "a: { b: 1, c: {d: 3} }\n"},
      {"a: {b: 1,}\n", "set a.c = 3", "a: {b: 1, c: 3,}\n"},
      {"a: {b: 1, }\n", "set a.c = 3", "a: {b: 1, c: 3, }\n"},
      {"a: [1]\n", "set a[1].b = 3", "a: [1, {b: 3}]\n"},
      {"a: {\n  b: 1\n}\n", "set a.c = 3", "a: {\n  b: 1,\n  c: 3\n}\n"},
      {"a: {\n  b: 1,\n}\n", "set a.c = 3", "a: {\n  b: 1,\n  c: 3,\n}\n"},
      {"a: {\r\n  b: 1 # one\r\n}\r\n", "set a.c = 3", "a: {\r\n  b: 1, # one\r\n  c: 3\r\n}\r\n"},
      {"a: {\n  b: 1, # one\n}\n", "set a.c = 3", "a: {\n  b: 1, # one\n  c: 3,\n}\n"},
      {"a: {b: 1,\n    c: 2}\n", "set a.d = 3", "a: {b: 1,\n    c: 2,\n    d: 3}\n"},
      {"a: {b: 1 # one\n  }\n", "set a.c = 3", "a: {b: 1, c: 3 # one\n  }\n"},
      {"{\"a\":{\"b\":1}}", "set a.c = x", "{\"a\":{\"b\":1, \"c\": x}}"},
      {"a: {\n\tb: 1\n}\n", "set a.c = 3", "refused: a tab indents the line beside it"},
      {"a: [b: 1]\n", "set a[0].c = 3", "refused: a pair without braces"},
  }));
}

TEST_CASE("lists of maps") {
  check_changes(std::to_array<ChangeRow>({
      {"a:\n- name: x\n", "set a[0].b = 3", "a:\n- name: x\n  b: 3\n"},
      {"a:\n  -   name: x\n", "set a[0].b = 3", "a:\n  -   name: x\n      b: 3\n"},
      {"a:\n- name: x\n", "set a[1].name = y", "a:\n- name: x\n- name: y\n"},
      {"a:\n  - name: x\nb: 1\n", "set a[1].name = y", "a:\n  - name: x\n  - name: y\nb: 1\n"},
      {"a:\n- 1\n# of b\nb: 1\n", "set a[1] = 2", "a:\n- 1\n- 2\n# of b\nb: 1\n"},
      {"a:\n  - 1\n  # of 1\nb: 1\n", "set a[1] = 2", "a:\n  - 1\n  # of 1\n  - 2\nb: 1\n"},
      {"a:\n- name: x\n", "set a[2] = y", "refused: a has only 1 items"},
      {"a:\n-\n  name: x\n", "set a[0].b = 3", "a:\n-\n  name: x\n  b: 3\n"},
      {"a:\n- - x\n", "set a[0][1] = y", "a:\n- - x\n  - y\n"},
  }));
}

}  // namespace
}  // namespace estafette_lint
