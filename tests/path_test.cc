// The written form of a path, both ways.
#include "lint/yaml/path.h"

#include <doctest/doctest.h>

#include <string_view>

namespace estafette_lint {
namespace {

using std::string_view_literals::operator""sv;

TEST_CASE("a path and its written form") {
  const struct {
    Path path;
    std::string_view text;
  } rows[] = {
      {{}, ""},
      {{"api"}, "api"},
      {{"api", "deployment", "replicaCount"}, "api.deployment.replicaCount"},
      {{"db-client", "Enabled_2"}, "db-client.Enabled_2"},
      {{"api", "config", "files", "credentials.yaml", "credentials", std::size_t{0}, "username"},
       R"(api.config.files["credentials.yaml"].credentials[0].username)"},
      {{std::size_t{0}}, "[0]"},
      {{std::size_t{12}, std::size_t{0}, "a"}, "[12][0].a"},
      {{"0"}, "0"},
      {{"a", "0"}, "a.0"},
      {{""}, R"([""])"},
      {{"a", "", "b"}, R"(a[""].b)"},
      {{"a b", "c"}, R"(["a b"].c)"},
      {{R"(q"uo\te)"}, R"(["q\"uo\\te"])"},
      {{"a]", "[0]"}, R"(["a]"]["[0]"])"},
      {{"é"}, R"(["é"])"},
      {{"a\nb"}, "[\"a\nb\"]"},
      {{"-"}, "-"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(format_path(row.path) == row.text);
    const Result<Path> parsed = parse_path(row.text);
    REQUIRE(parsed);
    CHECK(parsed.value() == row.path);
  }
}

TEST_CASE("more ways to write a path") {
  CHECK(!parse_path(R"(["api"].["x"])"));
  CHECK(parse_path(R"(["api"]["x"])").value() == Path{"api", "x"});
  CHECK(parse_path(R"(a["\x"])").value() == Path{"a", "x"});
  CHECK(parse_path("a[007]").value() == Path{"a", std::size_t{7}});
}

TEST_CASE("a path that is none says where") {
  const struct {
    std::string_view text;
    Span span;
  } rows[] = {
      {".", {0, 1}},          {".a", {0, 1}},
      {"a.", {2, 2}},         {"a..b", {2, 3}},
      {"a b", {1, 2}},        {"a.é", {2, 3}},
      {"a[", {1, 2}},         {"a[]", {1, 3}},
      {"a[0", {1, 3}},        {"a[x]", {2, 3}},
      {"a[-1]", {2, 4}},      {"a[+1]", {2, 4}},
      {"a[0x1]", {2, 5}},     {"a[99999999999999999999]", {2, 22}},
      {R"(a["x)", {1, 4}},    {R"(a["x")", {1, 5}},
      {R"(a["x\"])", {1, 7}}, {"a[0]b", {4, 5}},
      {R"(["a"]b)", {5, 6}},  {"a/b", {1, 2}},
      {"\0"sv, {0, 1}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const Result<Path> parsed = parse_path(row.text);
    REQUIRE(!parsed);
    CHECK(parsed.error().span.begin == row.span.begin);
    CHECK(parsed.error().span.end == row.span.end);
    CHECK(!parsed.error().message.empty());
  }
}

TEST_CASE("steps of a path") {
  CHECK(join({"a"}, {"b", std::size_t{1}}) == Path{"a", "b", std::size_t{1}});
  CHECK(join({}, {}).empty());
  // A key that looks like an index is none.
  CHECK(Step("1") != Step(std::size_t{1}));
  CHECK(Step("a") < Step("b"));
}

}  // namespace
}  // namespace estafette_lint
