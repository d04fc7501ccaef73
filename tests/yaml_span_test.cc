// The bytes of everything in a document. Each text is marked with what is expected (marked_text.h); the marks
// are taken out, the rest is read, and marked again by what the tree says.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lint/yaml/reader.h"
#include "tests/marked_text.h"

namespace estafette_lint {
namespace {

/// The text marked as it is read, or the fault.
std::string read_and_mark(std::string_view marked) {
  const std::string text = without_marks(marked);
  const Result<Document> document = read_document(text);
  if (!document) return "fault: " + document.error().message;
  return with_marks(text, document.value().tree, document.value().comments);
}

template <std::size_t count>
void check_all(const std::string_view (&texts)[count]) {
  for (const std::string_view text : texts) CHECK(read_and_mark(text) == text);
}

TEST_CASE("keys and plain scalars") {
  check_all({
      "⟦‹a›: «1»⟧",
      "⟦‹a›: «1»⟧\n",
      "⟦‹a›: «b c»\n‹d›: «e»⟧\n",
      "\n\n  ⟦‹a›: «1»\n  ‹b› : «2»⟧\n",
      "⟦‹a›: «b»   \n‹c›:     «d»⟧  \n",
      "⟦‹a›:\t«1»\t\n‹b›: «2»⟧",
      "⟦‹a›: «b:c - d ? e, [f] {g} \"h\" 'i'»⟧",
      "⟦‹a›: «-1»\n‹b›: «--- x»\n‹c›: «?d»\n‹e›: «:f»⟧",
      "⟦‹0x10›: «0x1F»\n‹on›: «yes»\n‹1.50›: «~»\n‹x y›: «null»⟧",
      "⟦‹a›: «1»\n‹a›: «2»⟧",
      "⟦‹a›: «http://x:80/#y»⟧",
      "⟦‹a›:\n  «b»\n‹c›:\n\n\n  «d e»⟧\n",
  });
}

TEST_CASE("plain scalars of several lines") {
  check_all({
      "⟦‹a›: «x\n  y»\n‹b›: «1»⟧",
      "⟦‹a›: «x\n  y\n\n\n    z»  \n\n‹b›: «1»⟧",
      "⟦‹a›:\n  «x\n  y»⟧ ⟨# c⟩\n",
      "⟦‹a›:\n⟦- «x\n  y»\n- «z»⟧⟧\n",
      "⟦‹a›: ⟦[«x\n  y», «z»]⟧⟧\n",
  });
}

TEST_CASE("nested blocks") {
  check_all({
      "⟦‹a›:\n  ⟦‹b›:\n    ⟦‹c›: «1»⟧⟧\n‹d›: «2»⟧\n",
      "⟦‹a›:\n⟦- «b»\n- «c»⟧\n‹d›: «2»⟧\n",
      "⟦‹a›:\n  ⟦- «b»\n  - «c»⟧\n‹d›: «2»⟧\n",
      "⟦‹a›:\n  ⟦-   «b»\n  -\n    «c»⟧⟧\n",
      "⟦‹a›:\n⟦- ⟦- «b»\n  - ⟦‹c›: «d»\n    ‹e›: «f»⟧⟧\n- ⟦‹g›:\n    ⟦- «h»⟧⟧⟧⟧\n",
      "⟦‹a›:\n⟦- ⟦‹b›: «1»\n  ‹c›:\n  ⟦- «d»⟧⟧\n- ⟦‹e›:\n    ⟦‹f›: «2»⟧⟧⟧⟧\n",
      "⟦‹a›:\n⟦-\n  ⟦‹b›: «1»⟧\n- ⟦- ⟦- «x»⟧⟧⟧⟧\n",
  });
}

TEST_CASE("empty values") {
  check_all({
      "⟦‹a›:«»⟧",
      "⟦‹a›:«»⟧\n",
      "⟦‹a›:«»\n‹b›:«»⟧\n\n\n",
      "⟦‹a›:«»   \n\n⟨# c⟩\n\n‹b›: «1»⟧",
      "⟦‹a›:\n  ⟦‹b›:«»⟧\n‹c›:«»⟧",
      "⟦‹a›:«»⟧ ⟨# c⟩\n⟨# d⟩\n",
      "⟦‹a› :«»\n‹\"b\"›:«»⟧",
      "⟦‹a›:\n⟦-«»\n- «b»\n-«» ⟨# c⟩\n-«»⟧⟧\n",
      "⟦‹a›:\n  ⟦-«»\n  -«»⟧\n‹b›:«»⟧\n",
      "⟦‹a›:\n  ⟦- «~»\n  - «null»\n  - «Null»⟧⟧\n",
      "⟦‹a›: «~» ⟨# c⟩\n‹b›: «NULL»⟧",
      "⟦‹a›:\n⟦- ⟦‹b›:«»⟧\n- ⟦‹c›:«»\n  ‹d›:«»⟧⟧⟧",
      "⟦‹a›:\n⟦- ⟦-«»⟧\n-«»⟧⟧",
      "⟦‹a›: ⟦{‹b›:«» }⟧⟧",
      "⟦‹a›: ⟦{‹b:›«»}⟧⟧",
      "⟦‹null-ish›:«»\n‹nullable›: «nullx»⟧",
      "⟦‹a›:«»\n‹null-ish›: «1»⟧",
  });
}

TEST_CASE("quoted scalars") {
  check_all({
      "⟦‹\"a b\"›: «\"1\"»\n‹'c'› : «'2'»⟧",
      "⟦‹a›: «\"\"»\n‹b›: «''» ⟨# c⟩\n‹c›: «1»⟧",
      "⟦‹a›: «\"x\\\"y\\\\\"»\n‹b›: «'it''s'»\n‹c›: «''''»⟧",
      "⟦‹a›: «\"x: # y\"»\n‹b›: «'- {z}'»⟧",
      "⟦‹a›: «\"x\n  y \\\n  z\"»\n‹b›: «'p\n\n  q''r'»⟧ ⟨# c⟩",
      "⟦‹a›:\n  «\"x\"»\n‹b›:\n⟦- «'y'»\n- «\"z\"»⟧⟧",
      "⟦‹\"a\\\"b\"›: «1»\n‹'c''d'›: «2»⟧",
      "⟦‹\"a: b\"›: «1»⟧",
  });
}

TEST_CASE("block scalars") {
  check_all({
      "⟦‹a›: «|\n  x\n  y»\n‹b›: «1»⟧\n",
      "⟦‹a›: «|\n  x»⟧",
      "⟦‹a›: «|\n  x»\n\n\n‹b›: «1»⟧",
      "⟦‹a›: «|-\n  x»\n\n‹b›: «1»⟧",
      // The blank lines that `+` keeps are its own.
      "⟦‹a›: «|+\n  x\n\n»\n‹b›: «1»⟧",
      "⟦‹a›: «|+\n  x»\n‹b›: «1»⟧",
      "⟦‹a›: «>+\n  x\n\n»\n‹b›: «1»⟧",
      "⟦‹a›: «|2\n    x\n   y»\n‹b›: «1»⟧",
      "⟦‹a›: «|2-\n    x»\n‹b›: «1»⟧",
      "⟦‹a›: «|-2\n    x»\n‹b›: «1»⟧",
      "⟦‹a›: «>1+\n  x»\n‹b›: «1»⟧",
      "⟦‹a›: «>\n  x\n    y\n\n  z»\n‹b›: «1»⟧",
      "⟦‹a›: «>-\n  x»\n  \n‹b›: «1»⟧",
      "⟦‹a›: «|\n\n\n  x»⟧",
      "⟦‹a›: «|»\n‹b›: «1»⟧",
      "⟦‹a›: «>-»⟧\n\n",
      // Comments: behind the header and behind the text, never within it.
      "⟦‹a›: «|  ⟨# c⟩\n  x»\n‹b›: «1»⟧",
      "⟦‹a›: «|» ⟨# c⟩\n‹b›: «1»⟧",
      "⟦‹a›: «>2- ⟨# c⟩\n    x»⟧",
      "⟦‹a›: «|\n  # no\n  x # no\n  # no»\n⟨# c⟩\n‹b›: «1»⟧",
      "⟦‹a›: «|\n  x»\n ⟨# c⟩\n\n‹b›: «1»⟧",
      // Where they may stand.
      "⟦‹a›:\n⟦- «|\n  x»\n- «>-\n  y\n\n  z»⟧⟧\n",
      "⟦‹a›:\n  ⟦‹b›: «|\n    x»\n  ‹c›: «|\n    y»⟧\n‹d›: «1»⟧\n",
      "⟦‹a›:\n  ⟦- ⟦‹b›: «|\n      x»\n    ‹c›: «1»⟧⟧⟧\n",
      "⟦‹a›:\n  «|\n  x»\n‹b›: «1»⟧\n",
      "⟦‹a›: «|\n  x: y\n  - z»⟧\n",
      "⟦‹a›: «|\n x\n  y»\n‹b›: «1»⟧",
      "⟦‹a›: «|\n  x»⟧\n...\n",
      "⟦‹a›: «|\n  x»⟧\n---\nb: 1\n",
  });
}

TEST_CASE("flow collections") {
  check_all({
      "⟦{}⟧",
      "⟦‹a›: ⟦{}⟧\n‹b›: ⟦[]⟧\n‹c›: ⟦{ }⟧\n‹d›: ⟦[\n]⟧⟧",
      "⟦‹a›: ⟦{‹b›: «1», ‹c›: ⟦[«d», ⟦{}⟧, ⟦[]⟧]⟧}⟧⟧",
      "⟦{‹a›: «1»}⟧",
      "⟦{‹a›«», ‹b›:«» ,}⟧",
      "⟦{‹a›«»}⟧",
      "⟦{ ‹a›«» , ‹b› : «1» }⟧",
      "⟦{‹\"a\"›:«b», ‹'c'›: «d», ‹\"e\"›«»}⟧",
      "⟦‹a›: ⟦[«b», ]⟧\n‹c›: ⟦{‹d›: «e» , }⟧⟧",
      "⟦‹a›: ⟦[⟦‹b›: «c»⟧, «d:», ⟦‹\"e\"›:«»⟧, ⟦‹f›:«»⟧ ]⟧⟧",
      "⟦‹a›: ⟦{ ⟨# x⟩\n  ‹b›: «1», ⟨# y⟩\n  ‹c›: ⟦[ ⟨# z⟩\n    «2» ⟨# w⟩\n  ]⟧\n}⟧⟧ ⟨# v⟩\n",
      "⟦‹a›: ⟦{‹b›: «\"}\"», ‹c›: «']'»}⟧\n‹d›: «1»⟧",
      "⟦‹a›: ⟦[ ⟨# ]⟩\n  «b»\n]⟧\n‹c›: «1»⟧",
      "⟦‹a›: ⟦{‹b›:\n  «1»}⟧\n‹c›: ⟦{\n‹d›: «2»\n}⟧⟧",
      "⟦‹a›:\n⟦- ⟦{‹b›: «1»}⟧\n- ⟦[«c», «d»]⟧⟧\n‹e›: «1»⟧",
      "⟦{? ‹a› : «b», ‹c›: «d»}⟧",
      "⟦‹a›: ⟦[«-1», «--x», «b:c», «http://d»]⟧⟧",
      "⟦‹a›: ⟦[⟦[«1»]⟧, ⟦[⟦[⟦[]⟧]⟧]⟧]⟧⟧",
  });
}

TEST_CASE("explicit keys") {
  check_all({
      "⟦? ‹a›\n: «b»⟧",
      "⟦? ‹a›«»\n? ‹b›«»⟧",
      "⟦? ‹a›\n:\n  ⟦- «b»⟧\n‹c›: «d»⟧",
      "⟦? ‹a› ⟨# x⟩\n: «b» ⟨# y⟩\n? ‹c›«»⟧",
      "⟦? ‹\"a\"›\n: «'b'»⟧",
      "⟦‹x›:\n  ⟦? ‹a›\n  : «b»⟧\n‹y›: «1»⟧",
      "⟦? ‹c›«»\n‹:d›: «e»⟧",
      "⟦? ‹|\n  a›\n: «b»⟧",
  });
}

TEST_CASE("anchors, tags, aliases") {
  check_all({
      "⟦‹a›: ⟪&x⟫ «1»\n‹b›: ⟪!!str⟫ «2»\n‹c›: ⟪&y !!str⟫ «3»\n‹d›: ⟪!t &z⟫ ⟦{‹e›: «*x»}⟧⟧",
      "⟦‹a›: ⟪&x⟫\n  ⟦‹b›: «1»⟧\n‹c›: «*x»⟧",
      "⟦‹a›: ⟪&x⟫\n  ⟦- «1»\n  - ⟪&y⟫ «2»\n  - «*y»⟧\n‹c›: ⟦[«*x», «*y»]⟧⟧",
      "⟦‹a›: ⟪&x⟫\n⟦- «1»⟧\n‹b›: «2»⟧",
      "⟦‹a›: ⟪!x⟫ ⟨# c⟩\n  ⟦‹b›: «1»⟧⟧",
      "⟦‹a›: ⟪&x⟫«»\n‹b›: ⟪!!str⟫«»\n‹c›: «*x»⟧",
      "⟦‹a›: ⟪&x⟫ «|\n  y»\n‹b›: ⟪!!str⟫ «>-\n  z»⟧",
      "⟦‹a›: ⟪&x⟫ «\"y\"»\n‹b›: ⟪!⟫ «5»\n‹c›: ⟪!<tag:yaml.org,2002:str>⟫ «6»⟧",
      "⟪&r⟫\n⟦‹a›: «1»⟧",
      "--- ⟪!!map⟫\n⟦‹a›: «1»⟧",
      "⟪&r !!map⟫ ⟦{‹a›: «1»}⟧",
      "⟦&k ‹a›: «*k»\n!!str ‹5›: «1»⟧",
      "⟦‹a›: ⟪&x⟫ «k»\n‹*x› : «v»⟧",
      "⟦‹a›: ⟪&x⟫ ⟦{‹b›: «1»}⟧\n‹<<›: «*x»\n‹c›: ⟦{‹<<›: ⟦[«*x»]⟧}⟧⟧",
      "⟦‹a›: ⟪&x⟫ «~»\n‹b›: ⟪&y⟫ «null»⟧",
  });
}

TEST_CASE("comments") {
  check_all({
      "⟨# c⟩",
      "⟨#⟩\n⟨##⟩\n\n  ⟨# d⟩\n",
      "⟨# c⟩\n⟦‹a›: «1»\n⟨# d⟩\n‹b›: «2»⟧\n⟨# e⟩\n⟨#⟩",
      "⟦‹a›: «b#c»\n‹d#e›: «f»\n‹g›: «\"# no\"» ⟨# yes⟩\n‹h›: «'# no'»⟧ ⟨# yes⟩\n",
      "⟦‹a›: ⟨# x⟩\n  ⟦‹b›: ⟨# y⟩\n    «1»⟧ ⟨# z⟩\n⟨# w⟩\n‹c›: «2»⟧",
      "⟦‹a›:\n⟨# x⟩\n⟦- «b» ⟨# y⟩\n⟨# z⟩\n- ⟨# w⟩\n  «c»⟧⟧\n",
      "⟦‹a›: «1» ⟨# b: 2⟩\n⟨# - \"⟩\n‹c›: «3»⟧",
      "⟦‹a›: «\"x\"» ⟨# '⟩\n‹b›: «1»⟧ ⟨# \"⟩",
  });
}

TEST_CASE("document markers") {
  check_all({
      "---\n⟦‹a›: «1»⟧\n...\n",
      "--- ⟦{‹a›: «1»}⟧\n",
      "⟨# c⟩\n--- ⟨# d⟩\n⟦‹a›: «1»⟧ ⟨# e⟩\n⟨# f⟩\n---\n# g\nb: 2 # h\n",
      "%YAML 1.1\n---\n⟦‹a›: «1»⟧\n",
      " ⟦‹a›: «1»⟧\nb: 2 # c\n",
      "⟦‹a›: «1»⟧\n...\n# c\n",
  });
}

TEST_CASE("line breaks and characters of several bytes") {
  check_all({
      "\uFEFF⟦‹a›: «1»⟧\n",
      "\uFEFF⟨# c⟩\n⟦‹a›: «é» ⟨# ü⟩\n‹b›:«»⟧",
      "\uFEFF⟦‹a›: «|\n  x»\n‹b›: ⟦[«c»]⟧\n‹d›:\n⟦- «e\n  f»⟧⟧",
      "\uFEFF\r\n⟦‹a›:\r\n  ⟦‹b›: «1»⟧ ⟨# c⟩\r\n‹d›:«»\r\n‹e›: «f»⟧\r\n",
      "⟦‹a›: «|\r\n  x\r\n  y»\r\n‹b›: «1»⟧\r\n",
      "⟦‹a›: «>+\r\n  x\r\n\r\n»\r\n‹b›: «1»⟧\r\n",
      "⟦‹a›: «x\r\n  y»\r\n‹b›: «\"p\r\n\r\n  q\"»⟧\r\n",
      "⟦‹a›: «1»\r‹b›:\r⟦- «c»\r- «d» ⟨# e⟩\r-«»⟧⟧\r",
      "⟦‹a›: «|\r  x\r  y»\r‹b›: «1»⟧",
      "⟦‹é€\U0001F600›: «日本» ⟨# ü⟩\n‹b›: «ü»\n‹c›: ⟦{‹é›: «\"ß\"», ‹d›: ⟦[«à», «b»]⟧}⟧⟧",
      "⟦‹ü›:\n⟦- «ä»\n- ⟪&o⟫ «x»⟧⟧",
      "⟦‹a›: «1»\xC2\x85‹b›: «2»⟧",
      "⟦‹a›: «\xC2\xA0»⟧",
  });
}

}  // namespace
}  // namespace estafette_lint
