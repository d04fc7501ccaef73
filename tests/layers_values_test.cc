#include <doctest/doctest.h>

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/values/set_apply.h"
#include "lint/values/values.h"
#include "lint/yaml/reader.h"
#include "tests/show_value.h"

namespace estafette_lint {
namespace {

/// A release of an umbrella chart with the subchart `sub`; what it is given is what the real Helm 3.22 was
/// given, and what it must give is what Helm gave.
class Release {
 public:
  Release(std::string umbrella, std::string sub) {
    defaults_.umbrella = read("", std::move(umbrella), Origin::kDefault);
    subchart_.alias = "sub";
    subchart_.values = read("", std::move(sub), Origin::kDefault);
    defaults_.subcharts = std::span(&subchart_, 1);
  }

  Release& file(std::string text, std::string name = "values.yaml") {
    files_.push_back(&layers_.emplace_back(read(std::move(name), std::move(text), Origin::kFile)));
    return *this;
  }

  Release& set(std::string text, SetKind kind = SetKind::kTyped) {
    const Source& source = sources_.emplace_back(Source{text, text});
    Result<SetArgument> argument = parse_set_argument(kind, source, {});
    REQUIRE(argument);
    arguments_.push_back(&parsed_.emplace_back(std::move(argument).value()));
    return *this;
  }

  [[nodiscard]] Values merge() const {
    Result<Values, SetFault> values = merge_release(files_, arguments_, defaults_);
    REQUIRE(values);
    return std::move(values).value();
  }

  /// The effective values at a path, or `removed` or `missing`.
  [[nodiscard]] std::string at(std::string_view path) const {
    const Values values = merge();
    const Value value = values.lookup(parse_path(path).value()).value;
    if (!value) return "missing";
    return value.is_set() ? show(value) : "removed";
  }

  /// Who sets a path, lowest first: `umbrella or file:span begin`.
  [[nodiscard]] std::string chain(std::string_view path) const {
    const Values values = merge();
    std::string out;
    for (const auto& [value, depth] : values.chain(parse_path(path).value())) {
      const Source* const source = value.layer()->source;
      out += fmt::format("{}{}@{}: {}", out.empty() ? "" : "; ", source == nullptr ? "chart" : source->name,
                         depth, show(value));
    }
    return out;
  }

 private:
  Layer read(std::string name, std::string text, Origin origin) {
    const Source& source = sources_.emplace_back(Source{std::move(name), std::move(text)});
    Result<Document> document = read_document(source.text);
    REQUIRE(document);
    documents_.push_back(std::move(document).value());
    return {documents_.back().tree, origin, origin == Origin::kDefault ? nullptr : &source};
  }

  std::deque<Source> sources_;
  std::deque<Document> documents_;
  std::deque<Layer> layers_;
  std::deque<SetArgument> parsed_;
  ChartDefaults::Subchart subchart_;
  ChartDefaults defaults_;
  std::vector<const Layer*> files_;
  std::vector<const SetArgument*> arguments_;
};

TEST_CASE("maps merge, lists and scalars replace, whatever was there") {
  Release release("", "{a: {x: 1, q: 1}, l: [1, 2], s: {t: 1}, m: 1}");
  release.file("sub: {a: {x: 2}, l: [3], s: 5, m: {k: 1}}");
  CHECK(release.at("sub") == "{a: {x: 2, q: 1}, l: [3], s: 5, m: {k: 1}, global: {}}");
  release.file("sub: {a: {z: 3}, l: [], s: {u: 1}}");
  CHECK(release.at("sub") == "{a: {z: 3, x: 2, q: 1}, l: [], s: {u: 1, t: 1}, m: {k: 1}, global: {}}");
}

TEST_CASE("a null removes a default, of the umbrella or of the subchart, and stays where there is none") {
  Release release("sub: {u: 1, d: {u: 1}}", "{a: 1, d: {b: 1, k: null}, k: null}");
  CHECK(release.at("sub") == "{u: 1, d: {u: 1, b: 1, k: null}, a: 1, global: {}}");
  CHECK(release.at("sub.k") == "removed");
  release.file("sub: {a: null, d: {b: null, k: null, z: null, u: null}, z: null, u: null}");
  CHECK(release.at("sub.a") == "removed");
  CHECK(release.at("sub.d.b") == "removed");
  CHECK(release.at("sub.d.k") == "null");
  CHECK(release.at("sub.d.z") == "null");
  CHECK(release.at("sub.z") == "null");
  // What only the umbrella sets is hidden, but stays as a null.
  CHECK(release.at("sub.u") == "null");
  CHECK(release.at("sub.d.u") == "null");
  release.file("sub: {a: 5}");
  CHECK(release.at("sub.a") == "5");
  release.set("sub.a=null");
  CHECK(release.at("sub.a") == "removed");
}

TEST_CASE("a null of the umbrella removes the subchart's default") {
  const Release release("sub: {a: null, d: {b: null}}", "{a: 1, d: {b: 1}}");
  CHECK(release.at("sub.a") == "removed");
  CHECK(release.at("sub.d.b") == "removed");
}

TEST_CASE("a null for an alias drops what the umbrella sets") {
  Release release("sub: {a: 2, u: 1, enabled: false}", "{a: 1, k: null}");
  release.file("sub:\n");
  CHECK(release.at("sub") == "{a: 1, k: null, global: {}}");
  CHECK_FALSE(release.merge().is_left_out("sub"));
}

TEST_CASE("a subchart that is left out has no defaults of its own") {
  Release release("sub: {u: 1}", "{a: 1}");
  release.file("sub: {enabled: false}");
  CHECK(release.at("sub") == "{enabled: false, u: 1}");
  CHECK(release.merge().is_left_out("sub"));
  for (const std::string_view on : {"null", "0", "\"false\"", "true"}) {
    release.file(fmt::format("sub: {{enabled: {}}}", on));
    CHECK(release.at("sub.a") == "1");
    CHECK_FALSE(release.merge().is_left_out("sub"));
  }
  CHECK(Release("", "enabled: false").merge().is_left_out("sub"));
  CHECK(Release("sub: {enabled: true}", "enabled: false").at("sub.enabled") == "true");
}

TEST_CASE("globals go into each subchart, the top level's first") {
  Release release("{global: {a: 1, m: {x: 1}}, sub: {global: {b: 2}}}", "global: {a: 9, c: 3, m: {q: 1}}");
  CHECK(release.at("sub.global") == "{a: 1, m: {x: 1, q: 1}, b: 2, c: 3}");
  release.file("{global: {a: 5}, sub: {global: {a: 6, b: 7}}}");
  CHECK(release.at("sub.global") == "{a: 5, m: {x: 1, q: 1}, b: 7, c: 3}");
  CHECK(release.at("global") == "{a: 5, m: {x: 1}}");
  // What is removed at the top is still there below: so it is in Helm.
  release.file("global: {a: null}");
  CHECK(release.at("global.a") == "removed");
  CHECK(release.at("sub.global.a") == "6");
}

TEST_CASE("the order of the kinds is Helm's, whatever the order of the arguments") {
  Release release("", "a: 0");
  release.set("sub.a=literal", SetKind::kLiteral).set("sub.a=string", SetKind::kString);
  release.set("sub.a=typed").set("sub.a=\"json\"", SetKind::kJson).file("sub: {a: file}");
  CHECK(release.at("sub.a") == "\"literal\"");
  CHECK(release.chain("sub.a") ==
        "chart@2: 0; values.yaml@2: \"file\"; sub.a=\"json\"@2: \"json\"; sub.a=typed@2: \"typed\"; "
        "sub.a=string@2: \"string\"; sub.a=literal@2: \"literal\"");
  CHECK(Release("", "").set("a=1").set("a=2").at("a") == "2");
}

TEST_CASE("--set changes what the files give in place; --set-json replaces") {
  Release release("", "l: [9]");
  release.file("sub: {l: [{k: a, v: 1}, {k: b}], m: {x: 1}}");
  release.set("sub.l[0].v=2,sub.l[3]=z");
  CHECK(release.at("sub.l") == R"([{k: "a", v: 2}, {k: "b"}, null, "z"])");
  CHECK(release.at("sub.l[2]") == "null");
  release.set(R"(sub.m={"q": 2})", SetKind::kJson);
  CHECK(release.at("sub.m") == "{q: 2}");
}

TEST_CASE("--set into a list that only the chart has begins a new one") {
  CHECK(Release("", "l: [{k: a}]").set("sub.l[0].v=1").at("sub.l") == "[{v: 1}]");
}

TEST_CASE("what is set in place leaves the other uses of an anchor alone") {
  Release release("", "");
  release.file("{a: &x {k: 1}, b: *x, c: {<<: *x, l: 1}}").set("b.k=2");
  CHECK(release.at("a.k") == "1");
  CHECK(release.at("b.k") == "2");
  CHECK(release.at("c.k") == "1");
}

TEST_CASE("every value knows who decided it") {
  Release release("sub: {d: {u: 1}}", "d: {a: 1, b: 1}");
  release.file("sub: {d: {a: 2}}", "base.yaml").file("sub: {d: {c: 3}}", "production.yaml").set("sub.d.e=5");
  const Values values = release.merge();
  const auto origin = [&](std::string_view path) {
    const Value value = values.lookup(parse_path(path).value()).value;
    return value.layer()->source == nullptr ? std::string("chart") : value.layer()->source->name;
  };
  CHECK(origin("sub.d.a") == "base.yaml");
  CHECK(origin("sub.d.b") == "chart");
  CHECK(origin("sub.d.c") == "production.yaml");
  CHECK(origin("sub.d.e") == "sub.d.e=5");
  // What is missing belongs to the file on top that has the map.
  const Lookup missing = values.lookup(parse_path("sub.d.x").value());
  CHECK_FALSE(missing.value);
  CHECK(missing.nearest_depth == 2);
  CHECK(missing.nearest.layer()->source->name == "production.yaml");
}

TEST_CASE("the chain of a path") {
  Release release("sub: {a: {b: 1}}", "{a: {b: 0}, l: [1]}");
  release.file("sub: {a: {b: 2}}", "one.yaml")
      .file("sub: {a: null}", "two.yaml")
      .file("sub: {a: {c: 1}}", "three.yaml");
  release.set("sub.a.b=3,sub.l[0]=x");
  CHECK(release.chain("sub.a.b") ==
        "chart@3: 0; chart@3: 1; one.yaml@3: 2; two.yaml@2: null; sub.a.b=3,sub.l[0]=x@3: 3");
  CHECK(release.chain("sub.l[0]") == "chart@3: 1; sub.a.b=3,sub.l[0]=x@3: \"x\"");
  CHECK(release.chain("sub.nothing").empty());
}

TEST_CASE("maps of many keys take no longer than they must") {
  std::string keys;
  for (int i = 0; i < 50'000; ++i) keys += fmt::format("k{}: 1\n", i);
  Release release(keys, keys);
  release.file(keys).file(keys).file(keys).set("k49999=2");
  CHECK(release.at("k49999") == "2");
  CHECK(release.at("k25000") == "1");
}

}  // namespace
}  // namespace estafette_lint
