// What is left out of a text before it is parsed: only what comments say, and what scalars hold.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lint/yaml/reader.h"
#include "lint/yaml/skim.h"

namespace estafette_lint {
namespace {

TEST_CASE("what is left of a text") {
  const struct {
    std::string_view text;
    std::string_view skimmed;
  } rows[] = {
      {"", ""},
      {"a: b\n", "a: b\n"},
      // Comments keep their mark.
      {"# one\na: b # two\n  # three\nc: d\n", "#\na: b #\n  #\nc: d\n"},
      {"#\na: b#c\n", "#\na: b#c\n"},
      {"# end", "#"},
      {"a: 'b # c' # d\n", "a: '' #\n"},
      {"a: \"b \\\" # c\" # d\n", "a: \"b \\\" # c\" #\n"},
      {"a: it's # d\n", "a: it's #\n"},
      {"a: [b, 'c # d'] # e\n", "a: [b, ''] #\n"},
      {"- # a\n- b # c\n", "- #\n- b #\n"},
      {"---\n# a\nb: c\n", "---\n#\nb: c\n"},
      // Literals keep their first character.
      {"a: |\n  one\n  two\nb: c\n", "a: |\n  o\nb: c\n"},
      {"a: |- # why\n  one\n   two\n\n  three\nb: c\n", "a: |- #\n  o\nb: c\n"},
      {"a:\n  - |\n    # no comment\n    two\n  - b\n", "a:\n  - |\n    #\n  - b\n"},
      {"- a: |\n    one\n  b: |\n    two\n", "- a: |\n    o\n  b: |\n    t\n"},
      {"a: |\n  \xC3\xA9 one\nb: c\n", "a: |\n  \xC3\xA9\nb: c\n"},
      // Of keys and plain values of one line the first character is left, of quoted values the quotes.
      {"replicas: 3\nb:\n  autoscaling:\n", "r: 3\nb:\n  a:\n"},
      {"a: platform\n", "a: p\n"},
      {"a: platform", "a: p"},
      {"- platform\n- - database\n- name: c\n", "- p\n- - d\n- name: c\n"},
      {"- replicas: platform # why\n", "- r: p #\n"},
      {"kubernetes.io/name: 'office'\n", "k: ''\n"},
      {"a: \"10.0.0.0\" # b\n'replicas': c\n", "a: \"\" #\n'': c\n"},
      {"a: [b, 'office', database]\n", "a: [b, '', database]\n"},
      {"a: one two-three's [b] :c \xC3\xA9\n\n  # d\ne: f\n", "a: o\n\n  #\ne: f\n"},
      // Not short ones, nor what may be more than a plain scalar.
      {"name: null\nb: 'five'\n", "name: null\nb: 'five'\n"},
      {"a: \"one\\ntwo\"\n", "a: \"one\\ntwo\"\n"},
      {"a: &anchor platform\nb: *anchor\n", "a: &anchor platform\nb: *anchor\n"},
      {"-replicas: -platform\n", "-replicas: -platform\n"},
      {"platform\n", "platform\n"},
      {"a: platform: database\n", "a: platform: database\n"},
      {"a: platform\n  database\n", "a: platform\n  database\n"},
      {"a: platform\n\n  database: platform\n\nb: c\n", "a: platform\n\n  database: platform\n\nb: c\n"},
      {"- platform\n  \n database\n", "- platform\n  \n database\n"},
      {"a: platform - 'database # b'\n", "a: p #\n"},
      {"a: platform[b: c]\n", "a: platform[b: c]\n"},
      {"a: platform - 'b: c'\n", "a: platform - 'b: c'\n"},
      // Not where more than the lines counts.
      {"a: |\n  one", "a: |\n  one"},
      {"a: > # why\nb: c\n", "a: > #\nb: c\n"},
      {"a: | # why\nb: c\n", "a: | #\nb: c\n"},
      {"a: >\n  one\n  two\nb: c\n", "a: >\n  one\n  two\nb: c\n"},
      {"a: |+\n  one\n  two\n\nb: c\n", "a: |+\n  one\n  two\n\nb: c\n"},
      {"a: |1\n  one\n  two\nb: c\n", "a: |1\n  one\n  two\nb: c\n"},
      {"a: |\n\n  one\n  two\nb: c\n", "a: |\n\n  one\n  two\nb: c\n"},
      {"a: |\n  one\n     \n  two\nb: c\n", "a: |\n  one\n     \n  two\nb: c\n"},
      // From where it is not clear what stands there, nothing.
      {"# a\nb: 'c\n  # d'\n# e\n", "#\nb: 'c\n  # d'\n# e\n"},
      {"b: [c,\n  d] # e\n", "b: [c,\n  d] # e\n"},
      {"b: c 'd # e\n# f\n", "b: c 'd #\n#\n"},
      {"a: b\n  - |\n    c\n    d\n# e\n", "a: b\n  - |\n    c\n    d\n# e\n"},
      {"a: b\n---\n# c\n", "a: b\n---\n# c\n"},
      {"? a # b\n", "? a # b\n"},
      {"a:\t# b\n", "a:\t# b\n"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const SkimmedText skimmed = skim(row.text, 0);
    CHECK(skimmed.text == row.skimmed);
    // Every byte that is left is one of the source.
    for (std::uint32_t i = 0; i < skimmed.text.size(); ++i) {
      REQUIRE(skimmed.to_source(i) < row.text.size());
      CHECK(row.text[skimmed.to_source(i)] == skimmed.text[i]);
    }
    CHECK(skimmed.to_source(static_cast<std::uint32_t>(skimmed.text.size())) == row.text.size());
    for (const std::uint32_t comment : skimmed.comments) CHECK(row.text[comment] == '#');
    std::uint32_t behind = 0;
    for (const Span& scalar : skimmed.scalars) {
      CHECK(scalar.begin >= behind);
      behind = scalar.end;
    }
  }
}

TEST_CASE("a byte order mark is not read") {
  const std::string_view text = "\xEF\xBB\xBF# a\nb: c\n";
  const SkimmedText skimmed = skim(text, 3);
  CHECK(skimmed.text == "#\nb: c\n");
  CHECK(skimmed.to_source(0) == 3);
  CHECK(skimmed.to_source(2) == 7);
}

TEST_CASE("values and places are those of the whole text") {
  const std::string_view text =
      "# one\na: |\n  x: 1  \n\n  # no comment\n  y\nb: 'c' # two\nd: |-\n  e\n\n\n# three\nf: g\n";
  const Result<Document> read = read_document(text);
  REQUIRE(read);
  const Document& document = read.value();
  const auto entries = document.tree.entries_of(document.tree.root);
  REQUIRE(entries.size() == 4);
  CHECK(document.tree.node(entries[0].value).text == "x: 1  \n\n# no comment\ny\n");
  CHECK(document.tree.node(entries[2].value).text == "e");
  const Span last = document.tree.node(entries[3].value).span;
  CHECK(text.substr(last.begin, last.length()) == "g");
  REQUIRE(document.comments.size() == 3);
  CHECK(text.substr(document.comments[1].begin, document.comments[1].length()) == "# two");
}

TEST_CASE("a wrong guess is read again as a whole") {
  // A quote directly behind a colon opens in a flow collection only.
  const std::string_view text = "# a\nb: {'c':'d # e'}\nf: g # h\n";
  REQUIRE(skim(text, 0).text != text);
  const Result<Document> read = read_document(text);
  REQUIRE(read);
  const Tree& tree = read.value().tree;
  const Node& map = tree.node(tree.entries_of(tree.root)[0].value);
  CHECK(tree.node(tree.entries[map.first].value).text == "d # e");
  CHECK(read.value().comments.size() == 2);
}

TEST_CASE("a fault is where it is in the whole text") {
  const std::string_view text = "# one\na: |\n  b\n  c\nd: e # two\nf: 'g\n";
  const Result<Document> read = read_document(text);
  REQUIRE(!read);
  CHECK(text.substr(read.error().span.begin, 1) == "'");
}

}  // namespace
}  // namespace estafette_lint
