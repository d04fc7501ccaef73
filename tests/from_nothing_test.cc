// A production values file out of nothing: what is written, in which order, and what is left to a person.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/fixer.h"
#include "lint/engine/selection.h"
#include "lint/yaml/reader.h"
#include "tests/fixture_runner.h"
#include "tests/leaves.h"

namespace estafette_lint {
namespace {

std::string fixed(std::string_view text, bool unsafe = true) {
  const Source source{"values.yaml", std::string(text)};
  const Source* const files[] = {&source};
  const SelectedRules selected = select_rules(builtin_tables().rules, {});
  const FixOutcome outcome = fix_release({.files = files, .arguments = {}}, builtin_tables().chart,
                                         {.rules = selected.rules}, {.unsafe = unsafe, .locked = {}});
  REQUIRE(outcome.left.failures.empty());
  for (const Finding& finding : outcome.left.findings) {
    const bool fixable =
        finding.fix && finding.fix->is_applicable() && finding.fix->safety == FixSafety::kSafe;
    CHECK_MESSAGE(!fixable, finding.message);
  }
  return outcome.texts.empty() ? std::string(text) : outcome.texts.front().text;
}

const Fixture& production() {
  static const std::vector<Fixture> fixtures = read_fixtures("guide");
  for (const Fixture& fixture : fixtures) {
    if (fixture.label == "guide/from-nothing") return fixture;
  }
  FAIL("fixtures/guide/from-nothing.yaml is missing");
  return fixtures.front();
}

/// The blocks of YAML in a text of Markdown.
std::vector<std::string> yaml_blocks(const std::string& text) {
  constexpr std::string_view kOpening = "```yaml\n";
  std::vector<std::string> blocks;
  for (std::size_t at = text.find(kOpening); at != std::string::npos; at = text.find(kOpening, at)) {
    at += kOpening.size();
    const std::size_t end = text.find("```", at);
    blocks.push_back(text.substr(at, end - at));
  }
  return blocks;
}

}  // namespace

TEST_CASE("out of nothing comes the guide's production file") {
  CHECK(fixed("") == production().source.text);
  // Its own text is all that there is to fix.
  CHECK(fixed(production().source.text) == production().source.text);
}

TEST_CASE("comments that were there stay on top") {
  const std::string_view comments = "# Estafette CI of the office.\n# Ask Jane.\n";
  CHECK(fixed(comments) == std::string(comments) + production().source.text);
  CHECK(fixed("\n\n") == "\n\n" + production().source.text);
  // No line break ends the last line, which is none to write behind.
  CHECK(fixed("---") == "---\n" + production().source.text);
  CHECK(fixed("# Ask Jane.") == "# Ask Jane.\n" + production().source.text);
}

TEST_CASE("lines end as they did") {
  std::string text = production().source.text;
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
    text.insert(at, "\r");
  }
  CHECK(fixed("# Ask Jane.\r\n") == "# Ask Jane.\r\n" + text);
}

TEST_CASE("without the unsafe fixes there are no figures and no database in it") {
  const std::string text = fixed("", false);
  CHECK(text.find("resources:") == std::string::npos);
  CHECK(text.find("statefulset:") == std::string::npos);
  CHECK(text.find("replicaCount: 3") != std::string::npos);
}

TEST_CASE("it says all that the guide says, in the order of the guide") {
  const std::filesystem::path guide =
      std::filesystem::path(ESTAFETTE_LINT_SOURCE_DIR) / ".." / "shared" / "guide.md";
  std::ifstream stream(guide, std::ios::binary);
  if (!stream) {
    MESSAGE("skipped: ../shared/guide.md is not at hand");
    return;
  }
  const std::vector<std::string> blocks = yaml_blocks({std::istreambuf_iterator<char>(stream), {}});
  REQUIRE(blocks.size() > 3);
  const Source& source = production().source;
  const Result<Document> written = read_document(source.text);
  REQUIRE(written);
  Leaves found;
  collect(written.value().tree, written.value().tree.root, {}, found);
  // The settings of "High Availability" and of "Resources"; the block before them shows the defaults.
  for (const std::size_t block : {std::size_t{1}, std::size_t{2}}) {
    const Source asked{"guide.md", blocks[block]};
    const Result<Document> document = read_document(asked.text);
    REQUIRE(document);
    Leaves wanted;
    collect(document.value().tree, document.value().tree.root, {}, wanted);
    for (const auto& [path, leaf] : wanted) {
      CAPTURE(path);
      CHECK(found[path] == leaf);
    }
    std::size_t last = 0;
    for (const Entry& entry : document.value().tree.entries_of(document.value().tree.root)) {
      CAPTURE(entry.key);
      const std::size_t at = source.text.find(fmt::format("\n{}:\n", entry.key));
      const bool is_first = source.text.starts_with(fmt::format("{}:\n", entry.key));
      REQUIRE((is_first || at != std::string::npos));
      if (!is_first) CHECK(at > last);
      last = is_first ? 0 : at;
    }
  }
}

}  // namespace estafette_lint
