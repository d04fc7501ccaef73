// The effective values as they are printed: read back, they are the same; no secret is in them.
#include "lint/report/effective.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/effective_release.h"
#include "lint/values/set_argument.h"
#include "lint/yaml/reader.h"
#include "lint/yaml/scalar_text.h"
#include "tests/tree_json.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

struct Argument {
  SetKind kind;
  std::string text;
};

/// A release with its storage.
class Release {
 public:
  Release(const std::vector<Source>& files, const std::vector<Argument>& arguments)
      : sources_(files.begin(), files.end()) {
    for (const Source& source : sources_) files_.push_back(&source);
    for (const Argument& argument : arguments) {
      const Source& source = texts_.emplace_back(Source{argument.text, argument.text});
      const auto read = [this](const std::string& name) -> Result<const Source*, std::string> {
        return &texts_.emplace_back(Source{name, "password: hunter2hunter2\n"});
      };
      Result<SetArgument> parsed = parse_set_argument(argument.kind, source, read);
      REQUIRE(parsed);
      parsed_.push_back(std::move(parsed).value());
      arguments_.push_back(&parsed_.back());
    }
    release_ = std::make_unique<EffectiveRelease>(ReleaseLayers{.files = files_, .arguments = arguments_},
                                                  builtin_tables().chart);
  }

  [[nodiscard]] const EffectiveRelease& operator*() const { return *release_; }
  [[nodiscard]] bool good() const { return release_->values() != nullptr; }
  [[nodiscard]] std::string yaml(const ShownOptions& options = {}) const {
    return render_effective_yaml(show_values(*release_, options));
  }
  /// The lines of the sections that the user wrote, without those that the chart alone decides.
  [[nodiscard]] std::string own_lines(const ShownOptions& options) const {
    ShownOptions with_origins = options;
    with_origins.origins = true;
    ShownValue shown = show_values(*release_, with_origins);
    prune(shown);
    std::string text = render_effective_yaml(shown);
    if (options.origins) return text;
    drop_origins(shown);
    return render_effective_yaml(shown);
  }

 private:
  static bool prune(ShownValue& value) {
    if (value.entries.empty() && value.items.empty()) return value.origin != "chart default";
    std::erase_if(value.entries, [](auto& entry) { return !prune(entry.value); });
    std::erase_if(value.items, [](auto& item) { return !prune(item); });
    return !value.entries.empty() || !value.items.empty();
  }
  static void drop_origins(ShownValue& value) {
    value.origin.clear();
    for (auto& [key, child] : value.entries) drop_origins(child);
    for (ShownValue& item : value.items) drop_origins(item);
  }

  std::deque<Source> sources_;
  std::deque<Source> texts_;
  std::deque<SetArgument> parsed_;
  std::vector<const Source*> files_;
  std::vector<const SetArgument*> arguments_;
  std::unique_ptr<EffectiveRelease> release_;
};

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

constexpr ShownOptions kAll = {.show_secrets = true};

/// What the printed values are to who reads them, and what they are.
void check_round_trip(const Release& release, const std::string& name) {
  REQUIRE_MESSAGE(release.good(), name);
  const std::string wanted = to_json((*release).values()->root());
  for (const bool origins : {false, true}) {
    const std::string text = release.yaml({.origins = origins, .show_secrets = true});
    const std::string found = read_as_json(text);
    if (found == wanted) continue;
    CAPTURE(name);
    FAIL_CHECK(text);
  }
  const auto json = nlohmann::json::parse(render_effective_json(show_values(*release, kAll)), nullptr, false);
  CHECK_MESSAGE(json == nlohmann::json::parse(wanted), name);
  // What is masked is YAML, too.
  const std::string masked = release.yaml();
  CHECK_MESSAGE(read_document(masked), name);
}

TEST_CASE("numbers as encoding/json prints them") {
  const std::pair<double, std::string_view> rows[] = {
      {3, "3"},
      {-0.5, "-0.5"},
      {0, "0"},
      {-0.0, "-0"},
      {1.5, "1.5"},
      {1e6, "1000000"},
      {1234567.25, "1234567.25"},
      {0.000001, "0.000001"},
      {1e-7, "1e-7"},
      {1.25e-9, "1.25e-9"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {-1.5e300, "-1.5e+300"},
      {9007199254740993.0, "9007199254740992"},
      {12345678901234567890.0, "12345678901234567000"},
      {5e-324, "5e-324"},
  };
  for (const auto& [number, text] : rows) CHECK(number_text(number) == text);
}

TEST_CASE("values as YAML") {
  ShownValue root{.type = Type::kMap};
  const auto text = [](std::string value) {
    return ShownValue{.type = Type::kString, .text = std::move(value)};
  };
  ShownValue list{.type = Type::kList};
  list.items.push_back(text("a\nb\n"));
  list.items.push_back({.type = Type::kMap, .entries = {{"x", text("yes")}, {"y", {.type = Type::kMap}}}});
  ShownValue inner{.type = Type::kList};
  inner.items.push_back({.type = Type::kFloat, .number = -0.0});
  inner.items.push_back({.type = Type::kNull});
  list.items.push_back(inner);
  root.entries = {{"yes", {.type = Type::kBool, .boolean = true, .origin = "a:1"}},
                  {"a: b", text("x\n\n")},
                  {"list", list},
                  {"empty", {.type = Type::kList}}};
  root.entries[1].value.origin = "b:2";
  CHECK(render_effective_yaml(root) ==
        "'yes': true  # a:1\n"
        "'a: b': |+  # b:2\n"
        "  x\n"
        "\n"
        "list:\n"
        "- |\n"
        "  a\n"
        "  b\n"
        "- x: 'yes'\n"
        "  'y': {}\n"
        "- - -0.0\n"
        "  - null\n"
        "empty: []\n");
  CHECK(render_effective_json(root) ==
        R"({
  "yes": true,
  "a: b": "x\n\n",
  "list": [
    "a\nb\n",
    {
      "x": "yes",
      "y": {}
    },
    [
      -0,
      null
    ]
  ],
  "empty": []
}
)");
  CHECK(render_effective_yaml({.type = Type::kMap}) == "{}\n");
}

TEST_CASE("origins, and secrets masked") {
  const std::vector<Source> files = {
      {"base.yaml",
       "api:\n  deployment:\n    replicaCount: 1\n    extraEnv:\n    - name: DB_PASSWORD\n      value: "
       "topsecret1\n"
       "    - name: LOG\n      value: with topsecret1 in it\n  config:\n    files:\n      a.yaml: |\n"
       "        token: \"quoted\\tsecret\"\n        note: topsecret1\n"},
      {"prod #1.yaml",
       "web: {image: {tag: 1.50}}\napi:\n  deployment: {replicaCount: 3}\n  secret: {jwtKey: 12345678}\n"
       "x-key: 12345678\ndb: {annotations: {topsecret1: a}}\n"}};
  const std::vector<Argument> arguments = {{SetKind::kTyped, "web.password=topsecret2,web.logLevel=info"},
                                           {SetKind::kFile, "web.nameOverride=some.txt"},
                                           {SetKind::kJson, "queue.podAnnotations={\"a\": \"topsecret2\"}"}};
  const Release release(files, arguments);
  REQUIRE(release.good());
  CHECK(release.own_lines({.origins = true}) ==
        "web:\n"
        "  image:\n"
        "    tag: 1.5  # prod #1.yaml:1\n"
        "  password: '********'  # --set web.password=********,web.logLevel=info\n"
        "  logLevel: info  # --set web.password=********,web.logLevel=info\n"
        "  nameOverride: |  # --set-file web.nameOverride=some.txt\n"
        "    password: '********'\n"
        "api:\n"
        "  deployment:\n"
        "    replicaCount: 3  # prod #1.yaml:3\n"
        "    extraEnv:\n"
        "    - name: DB_PASSWORD  # base.yaml:5\n"
        "      value: '********'  # base.yaml:6\n"
        "    - name: LOG  # base.yaml:7\n"
        "      value: with ******** in it  # base.yaml:8\n"
        "  secret:\n"
        "    jwtKey: '********'  # prod #1.yaml:4\n"
        "  config:\n"
        "    files:\n"
        "      a.yaml: |  # base.yaml:11\n"
        "        token: '********'\n"
        "        note: ********\n"
        "x-key: '********'  # prod #1.yaml:5\n"
        "db:\n"
        "  annotations:\n"
        "    '********': a  # prod #1.yaml:6\n"
        "queue:\n"
        "  podAnnotations:\n"
        "    a: '********'  # --set-json queue.podAnnotations={\"a\": \"********\"}\n");
  const std::string shown = release.own_lines({.origins = true, .show_secrets = true});
  CHECK(shown.find("********") == std::string::npos);
  CHECK(shown.find("jwtKey: 12345678  # prod #1.yaml:4\n") != std::string::npos);
  CHECK(shown.find("--set web.password=topsecret2,web.logLevel=info\n") != std::string::npos);
  check_round_trip(release, "origins");
}

TEST_CASE("the chart's own defaults are public, another chart's are not") {
  const Release release({{"a.yaml", "web: {x: 1}\n"}}, {});
  CHECK(release.yaml().find("********") == std::string::npos);
  const Release word({{"a.yaml", "web: {password: mydomain, x: mydomain.com}\n"}}, {});
  CHECK(word.yaml().find("x: '********.com'") != std::string::npos);
  CHECK(word.yaml().find(".mydomain.com") != std::string::npos);
  CHECK(word.yaml().find("********.mydomain") == std::string::npos);
  CHECK(release.yaml({.mask_defaults = true}).find("name: '********'") != std::string::npos);
}

TEST_CASE("what a component that is off has is what the user and the umbrella set for it") {
  const Release release({{"a.yaml", "web: {enabled: false, x: 1}\n"}}, {});
  const ShownValue shown = show_values(*release, {});
  const auto web = std::find_if(shown.entries.begin(), shown.entries.end(),
                                [](const auto& entry) { return entry.key == "web"; });
  REQUIRE(web != shown.entries.end());
  CHECK(shown.entries.front().key == "web");
  std::vector<std::string> keys;
  for (const auto& [key, value] : web->value.entries) keys.push_back(key);
  CHECK(std::find(keys.begin(), keys.end(), "x") != keys.end());
  CHECK(std::find(keys.begin(), keys.end(), "deployment") == keys.end());
}

TEST_CASE("nasty values are read back") {
  const std::string_view pieces[] = {"yes",  "0777",    "1:30", " a",       "b ",   "#",         ": ", "\n",
                                     "\n\n", "\t",      "- ",   "\xC2\x85", "\x01", "'",         "\"", "\\",
                                     "*a",   "{{ x }}", "",     "null",     "1e3",  "\r\n",      "=",  "<<",
                                     "---",  "%a",      "|",    "a",        "  c",  "2001-01-01"};
  nlohmann::json values = nlohmann::json::object();
  for (const std::string_view a : pieces) {
    for (const std::string_view b : pieces) {
      const std::string text = std::string(a).append(b);
      values[text] = {text + "z", {{"in: a list", text}}, {{{text, text + "\n"}}}, {text}};
    }
  }
  values[std::string(1500, 'k')] = {{"below", 1.5e-9}};
  values["numbers"] = {0, -0.0, 1e21, 1e-7, 1000000, 12345678901234567890U, 0.1, 5e-324};
  values["others"] = {nullptr, true, nlohmann::json::object(), nlohmann::json::array()};
  const Release release({}, {{SetKind::kJson, "x-nasty=" + values.dump()}});
  check_round_trip(release, "nasty values");
}

fs::path shared() { return fs::path(ESTAFETTE_LINT_SOURCE_DIR).parent_path() / "shared"; }

TEST_CASE("published values files, and the chart's own, are read back") {
  if (!fs::is_directory(shared())) {
    MESSAGE("skipped: there is no ../shared");
    return;
  }
  std::size_t read = 0;
  for (const fs::path& folder : {shared() / "corpus", shared() / "chart" / "defaults"}) {
    for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
      const Release release({{file.path().filename().string(), read_text(file.path())}}, {});
      if (!release.good()) continue;
      check_round_trip(release, file.path().string());
      ++read;
    }
  }
  CHECK(read >= 50);
}

TEST_CASE("generated values files are read back") {
  if (!fs::is_directory(shared())) {
    MESSAGE("skipped: there is no ../shared");
    return;
  }
  std::size_t read = 0;
  for (const std::string_view name : {"plain", "hard", "layers"}) {
    std::ifstream in(shared() / "rendered" / fmt::format("{}.jsonl", name));
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      if (number++ % 5 != 0) continue;  // the rest is of the same kind
      const auto row = nlohmann::json::parse(line);
      std::vector<Source> files;
      for (const auto& file : row["files"]) files.push_back({file["name"], file["text"]});
      const Release release(files, {});
      if (!release.good()) continue;
      check_round_trip(release, row["id"]);
      ++read;
    }
  }
  CHECK(read >= 150);
}

}  // namespace
}  // namespace estafette_lint
