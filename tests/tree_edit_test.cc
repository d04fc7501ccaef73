// Renaming, moving and removing keys, changes within texts, and what is refused: exact bytes.
#include <doctest/doctest.h>

#include "lint/yaml/reader.h"
#include "tests/edit_change.h"

namespace estafette_lint {
namespace {

TEST_CASE("a key is renamed where it stands") {
  check_changes(std::to_array<ChangeRow>({
      {"x:\n  a : 1 # c\n  b: 2\n", "rename x.a = c", "x:\n  c : 1 # c\n  b: 2\n"},
      {"'a': 1\n", "rename a = c", "'c': 1\n"},
      {"{\"a\":1}\n", "rename a = c", "{\"c\":1}\n"},
      {"a:\n  b: 1\n", "rename a = on", "'on':\n  b: 1\n"},
      {"a: 1\nb: 2\n", "rename a = b", "refused: b is there already"},
      {"a: 1\n", "rename b = c", "refused: b is not there"},
      {"a: &x\n  b: 1\nc: *x\n", "rename a.b = d",
       "refused: a has an anchor, and its other uses would change too"},
      {"b: &x {a: 1}\nc:\n  a: 2\n  <<: *x\n", "rename c.a = d", "refused: a '<<' behind c.a overrides it"},
      {"b: &x {a: 1}\nc:\n  <<: *x\n  a: 2\n", "rename c.a = d", "refused: a '<<' brings a in, too"},
  }));
}

TEST_CASE("a key is removed, its comments stay") {
  check_changes(std::to_array<ChangeRow>({
      {"a: 1\nb: 2\nc: 3\n", "remove b", "a: 1\nc: 3\n"},
      {"a: 1\nb: 2\n", "remove a", "b: 2\n"},
      {"a: 1\r\nb: 2", "remove b", "a: 1"},
      {"\uFEFFa: 1\nb: 2\n", "remove a", "\uFEFFb: 2\n"},
      {"x:\n  # of a\n  a: 1 # one\n  b: 2\n", "remove x.a", "x:\n  # of a\n  # one\n  b: 2\n"},
      {"x:\n  a:\n    # in\n    b: 1\n  c: 2\n", "remove x.a", "x:\n  # in\n  c: 2\n"},
      {"x:\n  a: 1 # one\ny: 2\n", "remove x.a", "x: {}\n  # one\ny: 2\n"},
      {"x: # c\n  a: 1\ny: 2\n", "remove x.a", "x: {} # c\ny: 2\n"},
      {"a: 1\n", "remove a", "{}\n"},
      {"# c\na: 1\n...\n", "remove a", "# c\n{}\n...\n"},
      {"x:\n- a: 1\n  b: 2\n", "remove x[0].a", "x:\n- b: 2\n"},
      {"x:\n- a: 1 # one\n  b: 2\n", "remove x[0].a", "x:\n- # one\n  b: 2\n"},
      {"x:\n- a: 1\n  b: 2\n", "remove x[0].b", "x:\n- a: 1\n"},
      {"x:\n- a: 1\n- 2\n", "remove x[0].a", "x:\n- {}\n- 2\n"},
      {"x:\n- 1\n- 2\n- 3\n", "remove x[1]", "x:\n- 1\n- 3\n"},
      {"x:\n- 1\n", "remove x[0]", "x: []\n"},
      {"x:\n- - 1\n  - 2\n", "remove x[0][0]", "x:\n- - 2\n"},
      {"x: {a: 1, b: 2, c: 3}\n", "remove x.b", "x: {a: 1, c: 3}\n"},
      {"x: {a: 1, b: 2, c: 3}\n", "remove x.c", "x: {a: 1, b: 2}\n"},
      {"x: { a: 1 }\n", "remove x.a", "x: {  }\n"},
      {"x: {a: 1,}\n", "remove x.a", "x: {}\n"},
      {"x: {\n  a: 1, # one\n  b: 2,\n}\n", "remove x.b", "x: {\n  a: 1, # one\n}\n"},
      {"x: {\n  a: 1, # one\n  b: 2,\n}\n", "remove x.a", "x: {\n   # one\n  b: 2,\n}\n"},
      {"a: |\n  x\n\nb: 1\n", "remove a", "\nb: 1\n"},
      {"a: &x 1\nb: *x\n", "remove a", "refused: its anchor is needed for *x"},
      {"a: 1\n", "remove b.c", "refused: b.c is not there"},
  }));
}

TEST_CASE("of equal keys the one that is named is removed") {
  const std::string_view text = "x:\n  a: 1 # one\n  b: 2\n  a: 3\n";
  const Document document = read_document(text).value();
  const NodeId map = document.tree.entries_of(document.tree.root)[0].value;
  TreeChange change = parse_change("remove x.a");
  CHECK(changed(text, change) == "refused: x.a stands here 2 times");
  change.key_span = document.tree.entries_of(map)[0].key_span;
  CHECK(changed(text, change) == "x:\n  # one\n  b: 2\n  a: 3\n");
  change.key_span = document.tree.entries_of(map)[2].key_span;
  CHECK(changed(text, change) == "x:\n  a: 1 # one\n  b: 2\n");
  change.key_span->begin += 1;
  CHECK(changed(text, change) == "refused: the key x.a is not where it was");
}

TEST_CASE("a key moves with its comments, indented anew") {
  check_changes(std::to_array<ChangeRow>({
      {"config:\n  a: 1\napi:\n  x: 1\n", "move config = api.config", "api:\n  x: 1\n  config:\n    a: 1\n"},
      {"api:\n  x: 1\nconfig:\n  a: 1\n", "move config = api.config", "api:\n  x: 1\n  config:\n    a: 1\n"},
      {"x: 1\n# of a\n# more\na: 1 # one\nb:\n  c: 2\n", "move a = b.d",
       "x: 1\nb:\n  c: 2\n  # of a\n  # more\n  d: 1 # one\n"},
      // What opens a document speaks of all of it.
      {"# yaml-language-server: $schema=a.json\n# of a?\na: 1 # one\nb:\n  c: 2\n", "move a = b.d",
       "# yaml-language-server: $schema=a.json\n# of a?\nb:\n  c: 2\n  d: 1 # one\n"},
      {"\uFEFF\n# c\na: 1\nb:\n  c: 2\n", "move a = b.d", "\uFEFF\n# c\nb:\n  c: 2\n  d: 1\n"},
      {"---\n\n# c\na: 1\nb:\n  c: 2\n", "move a = b.d", "---\n\n# c\nb:\n  c: 2\n  d: 1\n"},
      {"# c\na: 1\n", "move a = b.d", "# c\nb:\n  d: 1\n"},
      {"# the file\n\n# of a\na: 1\nb: 2\n", "move a = c.a", "# the file\n\nb: 2\nc:\n  # of a\n  a: 1\n"},
      {"x:\n    a:\n        b: 1\n\n        # in\n        c: 2\ny: 1\n", "move x.a = a",
       "y: 1\na:\n    b: 1\n\n    # in\n    c: 2\n"},
      {"a:   1   # one\nb: 2\n", "move a = c.a", "b: 2\nc:\n  a:   1   # one\n"},
      {"a: 1\r\nb: 2\r\n", "move a = c.a", "b: 2\r\nc:\r\n  a: 1\r\n"},
      {"a: 1\r\n", "move a = c.a", "c:\r\n  a: 1\r\n"},
      {"a: 1\nb: 2", "move a = c.a", "b: 2\nc:\n  a: 1"},
      // Text of several lines.
      {"a: |\n  x\n\n    y\nb: 2\n", "move a = c.a", "b: 2\nc:\n  a: |\n    x\n\n      y\n"},
      {"a: |2-\n    x\n  y\nb: 2\n", "move a = c.d.a", "b: 2\nc:\n  d:\n    a: |2-\n        x\n      y\n"},
      {"c:\n  a: >+\n    x\n\nb: 2\n", "move c.a = a", "b: 2\na: >+\n  x\n\n"},
      {"a: one\n  two\nb: 2\n", "move a = c.a", "b: 2\nc:\n  a: one\n    two\n"},
      {"c:\n  a: \"one\n two\"\n  x: 1\n", "move c.a = a", "c:\n  x: 1\na: \"one\ntwo\"\n"},
      {"b: 2\na: |\n  x", "move a = c.a", "b: 2\nc:\n  a: |-\n    x"},
      {"a:\n- 1\n- b: 2\n  c: 3\nd: 1\n", "move a = e.f", "d: 1\ne:\n  f:\n  - 1\n  - b: 2\n    c: 3\n"},
      // From and to an item.
      {"x:\n- a: 1 # one\n  b: 2\n", "move x[0].a = x[0].c.a", "x:\n- b: 2\n  c:\n    a: 1 # one\n"},
      {"x:\n- a: 1\n  b: 2\n", "move x[0].b = b", "x:\n- a: 1\nb: 2\n"},
      // Brackets stay brackets.
      {"a: {b: 1}\nc: 2\n", "move a = d.a", "c: 2\nd:\n  a: {b: 1}\n"},
      {"x: {a: {b: 1}, c: 2}\n", "move x.a = d", "x: {c: 2}\nd: {b: 1}\n"},
      {"a: foo, bar\nx: {c: 2}\n", "move a = x.a", "x: {c: 2, a: 'foo, bar'}\n"},
      {"a: [1]\nx: {c: 2}\n", "move a = x.a", "x: {c: 2, a: [1]}\n"},
      {"a:\n  b: 1\nx: {c: 2}\n", "move a = x.a", "refused: the value cannot stand between brackets"},
      {"a: {\n  b: 1, # one\n  c: 2\n}\nd: 1\n", "move a = e.a",
       "d: 1\ne:\n  a: {\n    b: 1, # one\n    c: 2\n  }\n"},
      {"a: 1\nb: 2\n", "move a = b", "refused: b is there already"},
      {"a:\n  b: 1\n", "move a = a.c", "refused: a key cannot be moved into itself"},
      {"a: 1\nb: 2\n", "move a = b.c", "refused: b is a number, not a map"},
      {"a: &x 1\nb: *x\n", "move a = c.d", "refused: its anchor is needed for *x"},
      {"a:\n  b: &x\n    c: 1\n  d: *x\n", "move a.d = a.b.d",
       "refused: an alias would stand before its anchor, within it, or without it"},
  }));
}

TEST_CASE("a map that a move leaves empty goes, unless a comment belongs to it") {
  check_changes(std::to_array<ChangeRow>({
      {"x:\n  d:\n    a: 1\nb: 2\n", "move x.d.a = a", "b: 2\na: 1\n"},
      {"x: {d: {a: 1}}\nb: 2\n", "move x.d.a = a", "b: 2\na: 1\n"},
      {"x:\n  d:\n    a: 1\n  z: 1\n", "move x.d.a = a", "x:\n  z: 1\na: 1\n"},
      {"y: 1\n# of x\nx:\n  a: 1\nb: 2\n", "move x.a = a", "y: 1\n# of x\nx: {}\nb: 2\na: 1\n"},
      {"# the file\nx:\n  a: 1\nb: 2\n", "move x.a = a", "# the file\nb: 2\na: 1\n"},
      {"x: # why\n  a: 1\nb: 2\n", "move x.a = a", "x: {} # why\nb: 2\na: 1\n"},
      {"x:\n- a: 1\nb: 2\n", "move x[0].a = a", "x:\n- {}\nb: 2\na: 1\n"},
      {"x:\n  a: 1\n", "move x.a = x.b.a", "x:\n  b:\n    a: 1\n"},
      {"x:\n  a: 1\n", "move x.a = a", "a: 1\n"},
  }));
}

TEST_CASE("within a document that a text holds") {
  check_changes(std::to_array<ChangeRow>({
      {"f: |\n  a: 1 # one\n  b: 2\ng: 1\n", "set f.a = 3", "f: |\n  a: 3 # one\n  b: 2\ng: 1\n"},
      {"f: |\n  a: 1\n\ng: 1\n", "set f.b.c = 3", "f: |\n  a: 1\n  b:\n    c: 3\n\ng: 1\n"},
      {"f: |-\n    a: 1", "set f.b = 3", "f: |-\n    a: 1\n    b: 3"},
      {"f: |2\n    a: 1\n", "set f.b = 3", "f: |2\n    a: 1\n    b: 3\n"},
      {"x:\n  f: |\r\n    - n: 1\r\n    - n: 2\r\n", "set x.f[1].m = 3",
       "x:\n  f: |\r\n    - n: 1\r\n    - n: 2\r\n      m: 3\r\n"},
      {"f: |\n  a: 1\n  b: 2\n  c: 3\n", "remove f.a", "f: |\n  b: 2\n  c: 3\n"},
      {"f: |\n  a: 1\n  b: 2\n  c: 3\n", "remove f.b", "f: |\n  a: 1\n  c: 3\n"},
      {"f: |\n  a: 1\n  b: 2\n\n\nx: 1\n", "remove f.b", "f: |\n  a: 1\n\n\nx: 1\n"},
      {"f: |\n  a: 1\n", "remove f.a", "f: |\n  {}\n"},
      {"f: |\n  a: 1\n  b:\n    c: 2\n", "move f.a = f.b.a", "f: |\n  b:\n    c: 2\n    a: 1\n"},
      {"f: |\n  a: 1\n", "rename f.a = b", "f: |\n  b: 1\n"},
      {"f: |\n", "set f.a = 3", "f: |\n  a: 3\n"},
      {"f: |\n  # c\n", "set f.a = 3", "f: |\n  # c\n  a: 3\n"},
      {"f: |\n  g: |\n    a: 1\n", "set f.g.b = 3", "f: |\n  g: |\n    a: 1\n    b: 3\n"},
      {"f: |\n  a: 1\n\n  b: 2\n", "set f.a = 3 # why", "f: |\n  a: 3 # why\n\n  b: 2\n"},
      {"f: |\n  a: 1 # one\n", "set f.a = 3 # why", "f: |\n  # why\n  a: 3 # one\n"},
      {"f: |\n  a: {{ .x }}\n  b: 1\n", "set f.b = 3", "f: |\n  a: {{ .x }}\n  b: 3\n"},
      {"f: |\n  a: {{ .x }}\n", "set f.c = 3", "f: |\n  a: {{ .x }}\n  c: 3\n"},
      {"f: |\n  {{ if .x }}\n  a: 1\n  {{ end }}\n", "set f.c = 3",
       "refused: the text around it is made by templates ('{{')"},
      {"f: \"a: 1\\n\"\n", "set f.a = 3",
       "refused: f is written as quoted or folded text; only in a block ('|') can a document be changed line "
       "by "
       "line"},
      {"f: |\n  just text\n", "set f.a = 3", "refused: f is text, not a map"},
      {"f: text\n", "set f.a = 3", "refused: f is text, not a map"},
      {"f: |\n  {\n", "set f.a = 3", "refused: the text in f does not parse"},
      {"f: |\n  a: 1\n", "move f.a = a", "refused: a key is not moved into another document"},
      {"f: &x |\n  a: 1\ng: *x\n", "set f.a = 3",
       "refused: f has an anchor, and its other uses would change too"},
  }));
  TreeChange change = parse_change("remove f.a");
  change.key_span = Span{7, 8};
  CHECK(changed("f: |\n  a: 1\n  a: 2\n", change) == "f: |\n  a: 2\n");
}

TEST_CASE("what would change more than is wanted is refused") {
  check_changes(std::to_array<ChangeRow>({
      {"b: &x {a: 1}\nc: *x\n", "set b.a = 3",
       "refused: b has an anchor, and its other uses would change too"},
      {"b: &x {a: 1}\nc: *x\n", "set c.a = 3",
       "refused: c is the alias *x: what it stands for is written elsewhere"},
      {"b: &x {a: {d: 1}}\nc:\n  <<: *x\n", "set c.a.d = 3", "refused: c.a comes from elsewhere, by '<<'"},
      {"b: &x {a: 1}\nc:\n  <<: *x\n", "set c.a = 3", "b: &x {a: 1}\nc:\n  <<: *x\n  a: 3\n"},
      {"b: &x {a: 1}\nc:\n  a: 2\n  <<: *x\n", "set c.a = 3", "refused: a '<<' behind c.a overrides it"},
      {"b: &x {a: 1}\nc:\n  <<: *x\n  a: 2\n", "remove c.a", "refused: a '<<' brings c.a in, too"},
      {"a: 1\na: 2\n", "set a = 3", "refused: a stands here 2 times"},
      {"a: {b: 1}\na: {b: 2}\n", "set a.b = 3", "refused: a stands here 2 times"},
      {"on: 1\n'true': 2\n", "set true = 3", "refused: true stands here 2 times"},
      {"? a\n: b: 1\n", "set a.c = 3",
       "refused: a is written in an unusual way ('?', or an anchor or alias as its key)"},
      {"a: 1\rb: 2\r", "set a = 3", "refused: lines end in another way than LF or CRLF"},
      {"a: [\n", "set a = 3", "refused: the file does not parse: a '[' that is not closed"},
      {"a: 1\n", "set a = [", "refused: '[' is no value"},
      {"a: 1\n", "set a = b: c: d", "refused: 'b: c: d' is no value"},
      {"a: 1\n", "set a = b: c", "refused: a value is one scalar or a collection in brackets, on one line"},
  }));
}

TEST_CASE("values that aliases nest deeply are left alone") {
  const auto nested = [](int levels) {
    std::string text = "a0: &a0 {v: 1}\n";
    for (int i = 1; i <= levels; ++i) {
      std::string brackets;
      for (int k = 0; k < 45; ++k) brackets += "[ ";
      text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + ' ' + brackets + "*a" +
              std::to_string(i - 1);
      for (int k = 0; k < 45; ++k) text += " ]";
      text += '\n';
    }
    return text;
  };
  CHECK(changed(nested(20), "set x = 3") == nested(20) + "x: 3\n");
  CHECK(changed(nested(60), "set x = 3") == "refused: aliases within aliases nest its values too deeply");
}

TEST_CASE("a document further down in the file") {
  const std::string_view text = "a: 1\n---\na: 1 # x\n---\na: 1\n";
  const Result<ChangedText, Refusal> result =
      apply_change({.text = text, .document_begin = 9}, parse_change("set a = 3"));
  REQUIRE(result);
  CHECK(result.value().text == "a: 1\n---\na: 3 # x\n---\na: 1\n");
  CHECK(result.value().edits == std::vector<Edit>{{{12, 13}, "3"}});
}

TEST_CASE("a proof finds what edits do beyond the change") {
  const auto fault = [](std::string_view text, std::string_view change, std::vector<Edit> edits) {
    const std::string after = apply_edits(text, edits);
    const auto found = find_edit_fault({text}, parse_change(change), edits, after);
    return found ? found->reason : std::string("none");
  };
  const std::string_view text = "a: 1 # x\nb: 2 # y\nc: 3\n";
  CHECK(fault(text, "set a = 9", {{{3, 4}, "9"}}) == "none");
  CHECK(fault(text, "set a = 9", {{{3, 4}, "8"}}) == "it would change other values, too");
  CHECK(fault(text, "set a = 9", {}) == "it would change other values, too");
  CHECK(fault(text, "set a = 9", {{{3, 4}, "'9'"}}) == "it would change other values, too");
  CHECK(fault(text, "set a = 9", {{{3, 4}, "9"}, {{12, 13}, "8"}}) == "it would change other values, too");
  CHECK(fault(text, "set a = 9", {{{3, 8}, "9"}}) == "a comment would be lost or would change its place");
  CHECK(fault(text, "set a = 9", {{{3, 8}, "9 # z"}}) == "a comment would be lost or would change its place");
  CHECK(fault(text, "set a = 9", {{{3, 8}, "9 # y"}, {{14, 17}, "# x"}}) ==
        "a comment would be lost or would change its place");
  CHECK(fault(text, "set a = 9", {{{3, 4}, "9"}, {{23, 23}, "---\nd: 1\n"}}) ==
        "what follows the document would change");
  CHECK(fault(text, "set a = 9", {{{3, 4}, "["}}) ==
        "it would no longer parse: a '[' that is not closed, or a ',' that is missing");
  CHECK(fault(text, "set a = 9", {{{3, 4}, "9"}, {{23, 23}, "\r\n"}}) == "lines would end in different ways");
  // Other keys in another order, and a key that appears twice.
  CHECK(fault("a: 1\nb: 2\nc: 3\n", "set a = 9", {{{3, 4}, "9"}, {{5, 15}, "c: 3\nb: 2\n"}}) ==
        "it would change other values, too");
  CHECK(fault("a: 1\nb: 2\n", "move a = c.a", {{{5, 5}, "c:\n  a: 1\n"}}) ==
        "it would change other values, too");
  // The bytes are others than the edits say.
  const std::vector<Edit> edits = {{{3, 4}, "9"}};
  const auto found = find_edit_fault({text}, parse_change("set a = 9"), edits, "a: 9 # x\nb: 2 # y\nc:  3\n");
  REQUIRE(found);
  CHECK(found->reason == "it would change other bytes, too");
  // Within a text, too.
  CHECK(fault("f: |\n  a: 1 # x\n  b: 2\n", "set f.a = 9", {{{10, 15}, "9"}}) ==
        "a comment would be lost or would change its place");
  CHECK(fault("f: |\n  a: 1\n  b: 2\n", "set f.a = 9", {{{10, 11}, "9"}, {{17, 18}, "7"}}) ==
        "it would change other values, too");
}

}  // namespace
}  // namespace estafette_lint
