// The files of the chart's facts: what good ones become, and what is said of faulty ones.
#include "lint/rules/chart_loader.h"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/source.h"
#include "tests/leaves.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kReleases =
    R"(releases:
- {version: 1.0.0, date: 2021-08-13, kubernetes_max: '1.24', charts: {web: 0.9.0}}
- {version: 1.0.1, charts: {web: 1.0.0}}
- {version: 1.0.2, kubernetes_min: '1.21'}
)";

constexpr std::string_view kComponents =
    R"(components:
- alias: web
  condition: web.enabled
  credentials: web.image.credentials
  full_name_length: 63
  images:
  - {repository: web.image.repository, when: [web.enabled]}
  resources:
  - {path: web.resources}
  secrets:
  - {credentials: web.image.credentials, suffix: .registry}
)";

constexpr std::string_view kUmbrellaKeys =
    R"(alias: umbrella
keys:
  web.enabled: {type: bool, default: true, condition: true}
)";

constexpr std::string_view kWebKeys =
    R"(alias: web
keys:
  image.repository: {type: string, default: web}
  image.credentials: {type: map, open: true, default: {}}
  files["a.yaml"]: {type: string, default: text}
  resources: {type: map, open: true}
  pdb: {type: map, default: null}
  hosts: {type: list, default: [a, {b: [1, 2]}]}
  hosts[].name: {type: string}
  old: {type: string, default: x, until: 1.0.1, renamed_to: new}
  new: {type: int, since: 1.0.2}
  mode:
  - {type: string, default: a, until: 1.0.0}
  - {type: bool, default: true, since: 1.0.2}
)";

struct Files {
  std::string releases{kReleases};
  std::string components{kComponents};
  std::string umbrella{kUmbrellaKeys};
  std::string web{kWebKeys};

  [[nodiscard]] LoadedChart load() const {
    const std::vector<Source> keys = {{"keys/umbrella.yaml", umbrella}, {"keys/web.yaml", web}};
    return load_chart({"releases.yaml", releases}, {"components.yaml", components}, keys);
  }
};

void replace(std::string& text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  text.replace(at, from.size(), to);
}

struct Case {
  std::string_view from;
  std::string_view to;
  std::string_view errors;
};

void check_cases(std::span<const Case> cases, std::string Files::*file) {
  for (const Case& item : cases) {
    CAPTURE(item.from);
    CAPTURE(item.to);
    Files files;
    replace(files.*file, item.from, item.to);
    CHECK(show(files.load().errors) == item.errors);
  }
}

}  // namespace

TEST_CASE("the defaults of a chart become trees of their own") {
  LoadedChart loaded = Files().load();
  CHECK(show(loaded.errors) == "");
  const ChartLibrary library = std::move(loaded.library);
  const ChartModel& model = library.model();
  CHECK(model.version == "1.0.2");
  REQUIRE(model.defaults != nullptr);
  CHECK(model.defaults->umbrella.origin == Origin::kDefault);
  CHECK(model.defaults->umbrella.source == nullptr);

  Leaves umbrella;
  const Tree& tree = model.defaults->umbrella.tree;
  collect(tree, tree.root, {}, umbrella);
  CHECK(umbrella == Leaves{{"", "map"}, {"web", "map"}, {"web.enabled", "true"}});

  REQUIRE(model.defaults->subcharts.size() == 1);
  CHECK(model.defaults->subcharts[0].alias == "web");
  Leaves web;
  const Tree& web_tree = model.defaults->subcharts[0].values.tree;
  collect(web_tree, web_tree.root, {}, web);
  CHECK(web == Leaves{{"", "map"},
                      {"image", "map"},
                      {"image.repository", "text web"},
                      {"image.credentials", "map"},
                      {"files", "map"},
                      {"files[\"a.yaml\"]", "text text"},
                      {"pdb", "null"},
                      {"hosts", "list of 2"},
                      {"hosts[0]", "text a"},
                      {"hosts[1]", "map"},
                      {"hosts[1].b", "list of 2"},
                      {"hosts[1].b[0]", "number 1"},
                      {"hosts[1].b[1]", "number 2"},
                      {"mode", "true"}});
  for (const Node& node : web_tree.nodes) CHECK(node.span == Span{});
}

TEST_CASE("every fault of a file of keys is said with its place") {
  const Case cases[] = {
      {"alias: web", "alias:", "keys/web.yaml:1:1: 'alias' must be text, not nothing []\n"},
      {"alias: web\n", "", "keys/web.yaml:1:1: field 'alias' is missing [alias: web]\n"},
      {"alias: web", "alias: wob", "keys/web.yaml:1:8: the alias 'wob' is not the file's name 'web' []\n"},
      {"alias:", "alas: web\nalias:", "keys/web.yaml:1:1: unknown field 'alas' [did you mean 'alias'?]\n"},
      {"type: string, default: web", "typ: string, default: web",
       "keys/web.yaml:3:21: field 'type' of a key is missing [bool, int, number, string, list, map or any]\n"
       "keys/web.yaml:3:22: unknown field 'typ' of a key [did you mean 'type'?]\n"},
      {"type: string, default: web", "type: strin, default: web",
       "keys/web.yaml:3:28: unknown type 'strin' [did you mean 'string'?]\n"},
      {"type: string, default: web", "type: string, default: 12",
       "keys/web.yaml:3:45: the default is a number, the type is string []\n"},
      {"type: string, default: web", "type: int, default: 1.5",
       "keys/web.yaml:3:42: the default is a number, the type is int []\n"},
      {"type: map, open: true, default: {}", "type: map, open: true, default: []",
       "keys/web.yaml:4:55: the default is a list, the type is map []\n"},
      {"type: string, default: web", "type: string, open: true, default: web",
       "keys/web.yaml:3:42: only a map can be open, not 'string' []\n"},
      {"open: true", "open: yep",
       "keys/web.yaml:4:40: 'open' must be a switch (true or false), not text [write it without quotes]\n"},
      {"type: string, default: web", "type: string, dead: 1, default: web",
       "keys/web.yaml:3:42: 'dead' must be a switch (true or false), not a number []\n"},
      {"{type: string, default: web}", "text",
       "keys/web.yaml:3:21: the key 'image.repository' has text behind it "
       "[what is known of a key is a map, or a list of them: {type: string, default: x}]\n"},
      {" {type: string, default: web}", "",
       "keys/web.yaml:3:3: the key 'image.repository' has nothing behind it "
       "[what is known of a key is a map, or a list of them: {type: string, default: x}]\n"},
      {"pdb:", "image.repository:",
       "keys/web.yaml:7:3: the key 'image.repository' is given twice [it stands in line 3 too]\n"},
      {"pdb:", "image[\"repository\"]:",
       "keys/web.yaml:7:3: the key 'image[\"repository\"]' is given twice [it stands in line 3 too]\n"},
      {"pdb:", "a b:", "keys/web.yaml:7:3: 'a b' is no path: expected '.' or '[' between keys []\n"},
      {"pdb:", "pdb[0]:",
       "keys/web.yaml:7:3: 'pdb[0]' is one item of a list [all items of a list are written []]\n"},
      {"pdb:", "image:",
       "keys/web.yaml:3:3: 'web.image.repository' has a default, and so has 'web.image' above it "
       "[take the default of 'web.image' away: its keys make it]\n"
       "keys/web.yaml:4:3: 'web.image.credentials' has a default, and so has 'web.image' above it "
       "[take the default of 'web.image' away: its keys make it]\n"},
      {"pdb:", "image.credentials.user:",
       "keys/web.yaml:7:3: 'web.image.credentials.user' has a default, and so has 'web.image.credentials' "
       "above "
       "it [take the default of 'web.image.credentials' away: its keys make it]\n"},
      {"keys:\n", "keys: 1\nrest:\n",
       "keys/web.yaml:2:7: 'keys' must be a map, not a number []\n"
       "keys/web.yaml:3:1: unknown field 'rest' [the fields are: alias, since, until, keys]\n"},
  };
  check_cases(cases, &Files::web);
}

TEST_CASE("every fault of what changes between releases is said with its place") {
  const Case cases[] = {
      {"alias: web\n", "alias: web\nsince: 1.1.0\n",
       "keys/web.yaml:2:8: there is no release '1.1.0' [the nearest is 1.0.2]\n"},
      {"alias: web\n", "alias: web\nsince: soon\n",
       "keys/web.yaml:2:8: there is no release 'soon' [releases.yaml lists them]\n"},
      {"since: 1.0.2}\n  mode", "since: 1.0}\n  mode",
       "keys/web.yaml:11:27: 'since' must be text, not a number [put it in quotes]\n"},
      {"new: {type: int, since: 1.0.2}", "new: {type: int, since: 1.0.2, until: 1.0.1}",
       "keys/web.yaml:11:41: 'until' is 1.0.1, before 'since', 1.0.2 []\n"},
      {"pdb:", "image.credentials[].x:",
       "keys/web.yaml:7:3: 'web.image.credentials[0].x' is of a list that 1.0.0 does not have []\n"},
      {"type: bool, default: true, since: 1.0.2", "type: bool, default: true, since: 1.0.0",
       "keys/web.yaml:14:5: 'web.mode' is described twice for 1.0.0 []\n"},
      {"- {type: bool, default: true, since: 1.0.2}", "- text",
       "keys/web.yaml:14:5: the key 'mode' has text behind it "
       "[what is known of a key is a map, or a list of them: {type: string, default: x}]\n"},
      {"  mode:\n", "  mode: []\n  mood:\n",
       "keys/web.yaml:12:9: the key 'mode' has a list behind it "
       "[what is known of a key is a map, or a list of them: {type: string, default: x}]\n"},
      {"renamed_to: new", "renamed_to: nex", "keys/web.yaml:10:61: 1.0.2 has no key 'web.nex' []\n"},
      {"renamed_to: new", "renamed_to: old", "keys/web.yaml:10:61: 1.0.2 has no key 'web.old' []\n"},
      {"until: 1.0.1, renamed_to: new", "renamed_to: new",
       "keys/web.yaml:10:47: a key that the newest release has is not renamed [say 'until' too]\n"},
      {"resources: {type: map, open: true}", "resources: {type: map, values: string}",
       "keys/web.yaml:6:34: only an open map has 'values' []\n"},
      {"resources: {type: map, open: true}", "resources: {type: map, open: true, values: lst}",
       "keys/web.yaml:6:46: unknown type 'lst' [did you mean 'list'?]\n"},
      {"resources: {type: map, open: true}", "resources: {type: map, open: true, values: string}", ""},
      {"pdb:", "old.x:",
       "keys/web.yaml:7:3: 'web.old.x' stands below 'web.old', whose type is string in 1.0.0 []\n"},
      {"pdb:", "mode.x:",
       "keys/web.yaml:7:3: 'web.mode.x' stands below 'web.mode', whose type is string in 1.0.0 []\n"},
  };
  check_cases(cases, &Files::web);
  const Case umbrella[] = {
      {"keys:\n", "keys:\n  web.image.repository: {type: list, default: []}\n",
       "keys/umbrella.yaml:3:3: the type is list, in the subchart's file string []\n"},
      {"keys:\n", "keys:\n  web.image.repository: {type: string, default: mine}\n", ""},
  };
  check_cases(umbrella, &Files::umbrella);
}

TEST_CASE("every fault of the releases is said with its place") {
  const Case cases[] = {
      {"- {version: 1.0.2", "- {version: 1.0.1",
       "releases.yaml:4:13: '1.0.1' stands behind '1.0.1' [the oldest release comes first]\n"},
      {"- {version: 1.0.2, ", "- {", "releases.yaml:4:3: field 'version' of a release is missing [1.5.14]\n"},
      {"- {version: 1.0.2, kubernetes_min: '1.21'}", "- 1.0.2",
       "releases.yaml:4:3: 'releases' lists maps, not text []\n"},
      {"'1.24'", "1.24",
       "releases.yaml:2:54: 'kubernetes_max' must be text, not a number [put it in quotes]\n"},
      {"'1.24'", "'24'", "releases.yaml:2:54: 'kubernetes_max' is no version such as '1.24' []\n"},
      {"{web: 0.9.0}", "{web: 0.9}",
       "releases.yaml:2:71: the version of 'web' must be text [put it in quotes]\n"},
      {"date:", "day:",
       "releases.yaml:2:20: unknown field 'day' of a release [the fields of a release are: version, date, "
       "kubernetes_min, kubernetes_max, charts]\n"},
  };
  for (const Case& item : cases) {
    CAPTURE(item.to);
    Files files;
    replace(files.releases, item.from, item.to);
    CHECK(show(files.load().errors) == item.errors);
  }
  Files none;
  none.releases = "releases: []\n";
  CHECK(show(none.load().errors) == "releases.yaml:1:11: there is no release []\n");
  CHECK(none.load().library.model().components.empty());
}

TEST_CASE("each release has its own model") {
  const LoadedChart loaded = Files().load();
  const ChartHistory& history = loaded.library.history();
  REQUIRE(history.keys.releases.size() == 3);
  CHECK(history.keys.releases[0].kubernetes_max == "1.24");
  CHECK(history.keys.releases[2].charts[0].version == "1.0.0");
  const auto leaves = [&history](ReleaseIndex release) {
    const ReleaseModel model(history, release);
    Leaves found;
    const Tree& tree = model.chart().defaults->subcharts[0].values.tree;
    collect(tree, tree.root, {}, found);
    std::erase_if(found, [](const auto& leaf) { return leaf.first != "mode" && leaf.first != "old"; });
    return found;
  };
  CHECK(leaves(0) == Leaves{{"mode", "text a"}, {"old", "text x"}});
  CHECK(leaves(1) == Leaves{{"old", "text x"}});
  CHECK(leaves(2) == Leaves{{"mode", "true"}});

  const ReleaseModel middle(history, 1);
  const ReleaseModel moved = ReleaseModel(history, 1);
  CHECK(moved.chart().version == "1.0.1");
  constexpr std::string_view kMode[] = {"web", "mode"};
  const Key mode = middle.chart().find_key(kMode);
  REQUIRE(mode);
  CHECK_FALSE(mode.exists());
  CHECK(mode.type() == KeyType::kString);  // the earlier stretch
  CHECK(mode.until() == "1.0.0");
}

TEST_CASE("every fault of the components is said with its place") {
  const Case cases[] = {
      {"- alias: web\n  condition", "- alias: wob\n  condition",
       "components.yaml:2:10: there is no keys/wob.yaml [each component has a file of its keys]\n"
       "keys/web.yaml:1:8: there is no component 'web' [components.yaml must name it]\n"},
      {"- alias: web\n", "- alias: web\n  condition: web.enabled\n  images: []\n- alias: web\n",
       "components.yaml:5:10: the component 'web' is given twice []\n"},
      {"- alias: web\n", "- web\n- alias: web\n",
       "components.yaml:2:3: 'components' lists maps, not text []\n"},
      {"condition: web.enabled", "condition: web.enable",
       "components.yaml:3:14: the chart has no key 'web.enable' [did you mean 'web.enabled'?]\n"},
      {"condition: web.enabled", "condition: [web.enabled]",
       "components.yaml:3:14: 'condition' must be text, not a list []\n"},
      {"credentials: web.image.credentials\n", "credential: web.image.credentials\n",
       "components.yaml:4:3: unknown field 'credential' of a component [did you mean 'credentials'?]\n"},
      {"length: 63", "length: 64", "components.yaml:5:21: 'full_name_length' must be 1 to 63 []\n"},
      {"length: 63", "length: many",
       "components.yaml:5:21: 'full_name_length' must be a number, not text [write it without quotes]\n"},
      {"repository: web.image.repository", "repository: web.image.repositry",
       "components.yaml:7:18: the chart has no key 'web.image.repositry' [did you mean "
       "'web.image.repository'?]\n"},
      {"repository: web.image.repository, ", "",
       "components.yaml:7:5: field 'repository' of an image is missing []\n"},
      {"when: [web.enabled]", "when: [web.enabled, web.nothing, 3]",
       "components.yaml:7:60: the chart has no key 'web.nothing' []\n"
       "components.yaml:7:73: 'when' lists paths of keys []\n"},
      {"when: [web.enabled]", "when: web.enabled",
       "components.yaml:7:46: 'when' must be a list, not text []\n"},
      {"path: web.resources", "path: 'web.files[0]'",
       "components.yaml:9:12: 'path' leads into a list "
       "[a path names keys only: a check looks at the items of a list itself]\n"},
      {", suffix: .registry", "",
       "components.yaml:11:5: field 'suffix' of a secret is missing [what stands behind the full name]\n"},
      {"- alias: web\n", "- alias: web\n  since: 1.0.3\n",
       "components.yaml:3:10: there is no release '1.0.3' [the nearest is 1.0.2]\n"},
      {"when: [web.enabled]}", "when: [web.enabled], since: 1.0.2, until: 1.0.1}",
       "components.yaml:7:82: 'until' is 1.0.1, before 'since', 1.0.2 []\n"},
      {"- alias: web\n", "- alias: web\n  until: 1.0.1\n", ""},
      {"- alias: web\n",
       "- alias: web\n  until: 1.0.0\n  condition: web.enabled\n  images: []\n"
       "- alias: web\n  since: 1.0.1\n",
       ""},
      {"repository: web.image.repository,", "fixed: busybox,", ""},
      {"repository: web.image.repository,", "repository: web.image.repository, fixed: busybox,",
       "components.yaml:7:47: an image is 'fixed' or has a 'repository' []\n"},
      // A fact names keys that its releases have
      {"path: web.resources", "path: web.old",
       "components.yaml:9:12: 1.0.2 has no key 'web.old' ['since' and 'until' say which releases a fact is "
       "about]\n"},
      {"path: web.resources", "path: web.old, until: 1.0.1", ""},
      {"path: web.resources", "path: web.new, since: 1.0.1",
       "components.yaml:9:12: 1.0.1 has no key 'web.new' ['since' and 'until' say which releases a fact is "
       "about]\n"},
      {"path: web.resources", "path: web.new, since: 1.0.2", ""},
      // What an open map or a map around keys makes known
      {"path: web.resources", "path: web.resources.limits.cpu", ""},
      {"path: web.resources", "path: web.files", ""},
      {"path: web.resources", "path: 'web.files[\"a.yaml\"]'", ""},
      {"path: web.resources", "path: 'web.files[\"b.yaml\"]'",
       "components.yaml:9:12: the chart has no key 'web.files[\"b.yaml\"]' [did you mean "
       "'web.files[\"a.yaml\"]'?]\n"},
  };
  check_cases(cases, &Files::components);
}

TEST_CASE("there is a file of the umbrella's keys") {
  const LoadedChart loaded =
      load_chart({"releases.yaml", std::string(kReleases)}, {"components.yaml", "components: []\n"}, {});
  CHECK(show(loaded.errors) == "components.yaml:1:1: there is no keys/umbrella.yaml []\n");
}

}  // namespace estafette_lint
