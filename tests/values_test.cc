// One file over the chart's defaults, and files over each other: the values, and who decided each of them
// where. What belongs to --set is in layers_values_test.cc.
#include "lint/values/values.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/yaml/reader.h"
#include "tests/tree_json.h"

namespace estafette_lint {
namespace {

/// The files over the defaults of an umbrella chart with one subchart, `sub`.
class Release {
 public:
  Release(std::initializer_list<std::string_view> files, std::string_view umbrella = "",
          std::string_view sub = "") {
    defaults_.umbrella = layer(umbrella, Origin::kDefault);
    subchart_ = {"sub", layer(sub, Origin::kDefault)};
    if (!sub.empty()) defaults_.subcharts = std::span(&subchart_, 1);
    for (const std::string_view text : files) {
      layers_.push_back(layer(text, Origin::kFile));
      user_.push_back(&layers_.back());
    }
    values_ = merge_values(user_, defaults_);
  }
  Release(const Release&) = delete;
  Release& operator=(const Release&) = delete;

  [[nodiscard]] Lookup look(std::string_view path) const { return values_.lookup(parse_path(path).value()); }
  [[nodiscard]] Value at(std::string_view path) const { return look(path).value; }
  [[nodiscard]] std::string json(std::string_view path) const { return to_json(at(path)); }

  /// The bytes that decide a value: `file 0: «text»`, with the key's before it.
  [[nodiscard]] std::string site(std::string_view path) const {
    const Value value = at(path);
    if (!value) return "nothing";
    if (value.origin() == Origin::kDefault) return "default";
    return fmt::format("{} {}={}", file_of(value), text(value, value.key_span()),
                       text(value, value.site().span));
  }
  [[nodiscard]] std::string merged_at(std::string_view path) const {
    const Value value = at(path);
    return text(value, value.merged_at());
  }
  /// The nearest value that a user wrote: its file, its text, and the depth.
  [[nodiscard]] std::string nearest(std::string_view path) const {
    const Lookup found = look(path);
    if (!found.nearest) return "nothing";
    return fmt::format("{} {}={} at {}", file_of(found.nearest),
                       text(found.nearest, found.nearest.key_span()),
                       text(found.nearest, found.nearest.site().span), found.nearest_depth);
  }

 private:
  Layer layer(std::string_view text, Origin origin) {
    const Source& source = sources_.emplace_back(Source{"f", std::string(text)});
    Result<Document> document = read_document(source.text);
    REQUIRE_MESSAGE(document, source.text);
    documents_.push_back(std::move(document).value());
    return {documents_.back().tree, origin, origin == Origin::kDefault ? nullptr : &source};
  }
  [[nodiscard]] std::size_t file_of(const Value& value) const {
    for (std::size_t i = 0; i < user_.size(); ++i) {
      if (user_[i] == value.layer()) return i;
    }
    return 99;
  }
  [[nodiscard]] static std::string text(const Value& value, Span span) {
    return value.layer()->source->text.substr(span.begin, span.length());
  }

  std::deque<Source> sources_;
  std::deque<Document> documents_;
  std::deque<Layer> layers_;
  std::vector<const Layer*> user_;
  ChartDefaults::Subchart subchart_;
  ChartDefaults defaults_;
  Values values_;
};

TEST_CASE("a file over defaults") {
  const struct {
    std::string_view file;
    std::string_view umbrella;
    std::string_view path;
    std::string_view json;
  } rows[] = {
      // Nobody, or only the chart.
      {"", "", "", "{}"},
      {"", "", "a", "(nothing)"},
      {"", "a: {b: 1}", "", R"({"a":{"b":1}})"},
      {"# c\n", "a: {b: 1}", "a.b", "1"},
      // Maps merge, key by key.
      {"a: {b: 2}", "a: {b: 1, c: 3}", "a", R"({"b":2,"c":3})"},
      {"a: {d: {e: 1}}", "a: {d: {f: 2}, c: 3}", "a", R"({"c":3,"d":{"e":1,"f":2}})"},
      {"a: {}", "a: {b: 1}", "a", R"({"b":1})"},
      // Scalars and lists replace, whatever stands below.
      {"a: [1]", "a: [1, 2, 3]", "a", "[1]"},
      {"a: []", "a: [1, 2, 3]", "a", "[]"},
      {"a: 1", "a: {b: 1}", "a", "1"},
      {"a: 1", "a: {b: 1}", "a.b", "(nothing)"},
      {"a: {c: 1}", "a: 5", "a", R"({"c":1})"},
      {"a: [{b: 1}]", "a: [{c: 1}]", "a[0]", R"({"b":1})"},
      {"a: \"\"", "a: text", "a", R"("")"},
      {"a: false", "a: true", "a", "false"},
      // A null removes a default; without one it stays.
      {"a: null", "a: 1", "a", "(removed)"},
      {"a:", "a: 1", "a", "(removed)"},
      {"a: ~", "a: {b: 1}", "a.b", "(nothing)"},
      {"a: {b: null}", "a: {b: 1, c: 2}", "a", R"({"c":2})"},
      {"a: {b: null}", "a: {b: 1, c: 2}", "a.b", "(removed)"},
      {"a: {b: {c: null}}", "a: {b: {c: {d: 1}}}", "a", R"({"b":{}})"},
      {"a: null", "", "a", "null"},
      {"a: {x: null}", "a: {b: 1}", "a", R"({"b":1,"x":null})"},
      {"a: {b: {x: null}}", "", "a", R"({"b":{"x":null}})"},
      {"a: [null]", "a: [1]", "a", "[null]"},
      // Steps that lead nowhere.
      {"a: [1, 2]", "", "a[1]", "2"},
      {"a: [1, 2]", "", "a[2]", "(nothing)"},
      {"a: [1, 2]", "", "a.b", "(nothing)"},
      {"a: {b: 1}", "", "a[0]", "(nothing)"},
      {"a: 1", "", "a.b.c", "(nothing)"},
      {"a: [[1, {b: 2}]]", "", "a[0][1].b", "2"},
      {"a: {\"0\": 1}", "", "a.0", "1"},
      // Keys as Helm names them.
      {"on: 1\n0x10: 2\n", "\"true\": 5\n\"16\": 6\n", "", R"({"16":2,"true":1})"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.file);
    CAPTURE(row.umbrella);
    CAPTURE(row.path);
    CHECK(Release({row.file}, row.umbrella).json(row.path) == row.json);
  }
}

TEST_CASE("files over each other") {
  const struct {
    std::initializer_list<std::string_view> files;
    std::string_view json;  // over `a: {b: 1, c: 2}`
  } rows[] = {
      {{}, R"({"a":{"b":1,"c":2}})"},
      {{"a: {b: 3}", "a: {c: 4}"}, R"({"a":{"b":3,"c":4}})"},
      {{"a: {b: 3}", "a: {b: 4}", "a: {b: 5}"}, R"({"a":{"b":5,"c":2}})"},
      {{"a: null", "a: {d: 1}"}, R"({"a":{"b":1,"c":2,"d":1}})"},
      {{"a: {b: null}", "a: {c: 5}"}, R"({"a":{"c":5}})"},
      {{"a: {b: null}", "a: {b: 7}"}, R"({"a":{"b":7,"c":2}})"},
      {{"a: {b: 7}", "a: {b: null}"}, R"({"a":{"c":2}})"},
      {{"a: {x: 7}", "a: {x: null}"}, R"({"a":{"b":1,"c":2,"x":null}})"},
      {{"a: 5", "a: {x: 1}"}, R"({"a":{"b":1,"c":2,"x":1}})"},
      {{"a: {x: 1}", "a: 5"}, R"({"a":5})"},
      {{"x: [1, 2]", "x: [3]"}, R"({"a":{"b":1,"c":2},"x":[3]})"},
      {{"a: {b: 3}", ""}, R"({"a":{"b":3,"c":2}})"},
      {{"", "", "x: 1"}, R"({"a":{"b":1,"c":2},"x":1})"},
  };
  for (const auto& row : rows) CHECK(Release(row.files, "a: {b: 1, c: 2}").json("") == row.json);
}

TEST_CASE("a subchart's section") {
  const std::string_view umbrella = "sub: {a: 1, b: {x: 1}, u: 5}";
  const std::string_view own = "{a: 0, b: {x: 0, z: 0}, own: 9}";
  const struct {
    std::string_view file;
    std::string_view path;
    std::string_view json;
  } rows[] = {
      {"", "sub.a", "1"},
      {"", "sub.b", R"({"x":1,"z":0})"},
      {"", "sub.own", "9"},
      {"sub: {a: 2}", "sub.a", "2"},
      {"sub: {a: null}", "sub.a", "(removed)"},
      {"sub: {own: null}", "sub.own", "(removed)"},
      {"sub: {b: {z: null}}", "sub.b", R"({"x":1})"},
      {"sub: {b: {x: null}}", "sub.b", R"({"z":0})"},
      {"sub: {new: null}", "sub.new", "null"},
      // Nothing under the alias drops what the umbrella sets, and the subchart stays on.
      {"sub:", "sub.a", "0"},
      {"sub:", "sub.b", R"({"x":0,"z":0})"},
      {"sub:", "sub.u", "(nothing)"},
      {"sub: null", "sub.own", "9"},
      {"sub: {}", "sub.u", "5"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.file);
    CAPTURE(row.path);
    CHECK(Release({row.file}, umbrella, own).json(row.path) == row.json);
  }
  // A later layer can set it again.
  CHECK(Release({"sub:", "sub: {a: 7}"}, umbrella, own).json("sub.a") == "7");
}

TEST_CASE("duplicates, aliases and merge keys as Helm reads them") {
  // Each text is read twice: by the values, and by the tests' own reading of the tree.
  for (const std::string_view text : {
           "a: 1\na: 2\n",
           "a: {b: 1}\na: {c: 2}\n",
           "b: &b {x: 9}\na:\n  x: 5\n  <<: *b\n",
           "a: {x: 5, <<: {x: 9}}\nb: {<<: {x: 9}, x: 5}\n",
           "a: {<<: [{a: 1, b: 2}, {a: 2, c: 3}], c: 4}\n",
           "a: {c: 4, <<: [{a: 1, b: 2}, {a: 2, c: 3}]}\n",
           "m: &m {<<: {x: 1}, y: 2}\na: {y: 0, <<: *m}\n",
           "a: {<<: {a: 1}, <<: {a: 2, b: 3}}\n",
           "a: {\"<<\": {a: 1}}\n",
           "a: &a {b: &b [1, {c: 2}]}\nd: *a\ne: *b\n",
           "a: {k: 1, <<: {}, <<: []}\n",
       }) {
    CAPTURE(text);
    const Result<Document> document = read_document(text);
    REQUIRE(document);
    const Release release({text});
    CHECK(release.json("") == to_json(document.value().tree));
    // Asking for one key must find what listing them all finds.
    for (const Entry& entry : document.value().tree.entries_of(document.value().tree.root)) {
      const Value value = release.at(format_path(Path{Step(entry.key)}));
      for (const auto& [key, child] : value.entries()) CHECK(to_json(value.find(key)) == to_json(child));
    }
  }
  CHECK(Release({"a: {x: 5, <<: {x: 9}}"}).json("a.x") == "9");
  CHECK(Release({"a: {<<: {x: 9}, x: 5}"}).json("a.x") == "5");
  CHECK(Release({"a: {<<: [{x: 1}, {x: 2}]}"}).json("a.x") == "1");
  // A null by `<<` removes a default, too.
  CHECK(Release({"n: &n {b: null}\na: {<<: *n}"}, "a: {b: 1}").json("a.b") == "(removed)");
}

TEST_CASE("who decided a value, and where") {
  const Release release({"a: {b: 1}\nl: [x, {k: z}]\ns: text\n", "\"a\":\n  c: &c 2\n  d: *c\n"},
                        "a: {e: 5}\nz: 1\nl: [1]\n");
  CHECK(release.site("a.b") == "0 b=1");
  CHECK(release.site("a.c") == "1 c=2");
  CHECK(release.site("a.d") == "1 d=*c");
  CHECK(release.json("a.d") == "2");
  CHECK(release.site("a.e") == "default");
  CHECK(release.site("z") == "default");
  CHECK(release.site("s") == "0 s=text");
  CHECK(release.site("l") == "0 l=[x, {k: z}]");
  CHECK(release.site("l[0]") == "0 =x");
  CHECK(release.site("l[1].k") == "0 k=z");
  CHECK(release.site("nowhere") == "nothing");
  // The topmost of the users' maps speaks for one that several fill.
  CHECK(release.site("a") == "1 \"a\"=c: &c 2\n  d: *c");
  CHECK(release.at("a").written().layer() == release.at("a.c").layer());
  CHECK(!release.at("z").written());
  CHECK(release.at("a.e").origin() == Origin::kDefault);
  CHECK(release.at("nowhere").origin() == Origin::kDefault);

  // The last of equal keys; the null that removed a default.
  CHECK(Release({"k: 1\n'k': 2\n"}).site("k") == "0 'k'=2");
  CHECK(Release({"k: ~"}, "k: 1").site("k") == "0 k=~");
  CHECK(Release({"k:"}, "k: 1").site("k") == "0 k=");
  CHECK(Release({"m: {k: ~}"}, "m: {k: 1}").at("m.k").removed());
}

TEST_CASE("values that an alias above them brought in") {
  const Release release(
      {"base: &base {x: 1, s: {z: 2}}\na:\n  <<: *base\n  w: 3\nb: *base\nc: {<<: [*base, {v: 4}]}\nd: {<<: "
       "{u: 5}}\n"});
  CHECK(release.merged_at("base.x").empty());
  CHECK(release.merged_at("a.x") == "*base");
  CHECK(release.at("a.x").merged_at() == Span{39, 44});
  CHECK(release.site("a.x") == "0 x=1");
  CHECK(release.merged_at("a.s.z") == "*base");
  CHECK(release.merged_at("a.w").empty());
  CHECK(release.merged_at("b").empty());
  CHECK(release.merged_at("b.x") == "*base");
  CHECK(release.merged_at("b.s.z") == "*base");
  CHECK(release.merged_at("c.x") == "*base");
  CHECK(release.merged_at("c.v") == "{v: 4}");
  CHECK(release.merged_at("d.u") == "{u: 5}");
  // The outermost alias of several.
  const Release nested({"p: &p {x: 1}\nq: &q {<<: *p}\nr: {<<: *q}\n"});
  CHECK(nested.merged_at("q.x") == "*p");
  CHECK(nested.merged_at("r.x") == "*q");
}

TEST_CASE("the nearest value that a user wrote") {
  const Release release({"a:\n  b: {c: 1}\nd: 5\nl: [{m: 1}]\nk:\n"},
                        "a: {b: {x: 1}, e: {f: 2}}\nz: {y: 1}\nk: {o: 1}\n");
  CHECK(release.nearest("a.b.c") == "0 c=1 at 3");
  CHECK(release.nearest("a.b.x") == "0 b={c: 1} at 2");
  CHECK(release.nearest("a.b.missing") == "0 b={c: 1} at 2");
  CHECK(release.nearest("a.e.f") == "0 a=b: {c: 1} at 1");
  CHECK(release.nearest("d.deeper.still") == "0 d=5 at 1");
  CHECK(release.nearest("l[0].m") == "0 m=1 at 3");
  CHECK(release.nearest("l[0].q") == "0 ={m: 1} at 2");
  CHECK(release.nearest("l[1].q") == "0 l=[{m: 1}] at 1");
  // A null decides what is below it.
  CHECK(release.nearest("k.o") == "0 k= at 1");
  CHECK(release.json("k.o") == "(nothing)");
  // Nothing on the way: the root.
  CHECK(release.look("z.y").nearest_depth == 0);
  CHECK(release.look("z.y").nearest.layer() == release.at("d").layer());
  CHECK(Release({""}, "a: 1").nearest("a") == "nothing");
  CHECK(Release({}, "a: 1").nearest("a") == "nothing");
}

TEST_CASE("the truth that a template sees") {
  for (const std::string_view value :
       {"true", "1", "-1", "0.5", "text", "\"false\"", "\"0\"", "[0]", "{a: null}", "yes", "' '"}) {
    CAPTURE(value);
    CHECK(Release({fmt::format("k: {}", value)}).at("k").truthy());
  }
  for (const std::string_view value :
       {"false", "0", "0.0", "\"\"", "null", "~", "[]", "{}", "no", "''", ""}) {
    CAPTURE(value);
    CHECK(!Release({fmt::format("k: {}", value)}).at("k").truthy());
  }
  CHECK(!Release({"k: 1"}).at("other").truthy());
  CHECK(!Release({"k: null"}, "k: 1").at("k").truthy());
  // A map whose only key a null has removed is empty, though something is written.
  CHECK(!Release({"k: {a: null}"}, "k: {a: 1}").at("k").truthy());
  CHECK(Release({"k: {}"}, "k: {a: 1}").at("k").truthy());
}

TEST_CASE("types, items and entries") {
  const Release release({"i: 3\nf: 1.5\ns: x\nb: yes\nl: [1, 2]\nm: {p: 1, q: 2}\nu: ${X}\ne: ENC[x]\nz:\n"},
                        "m: {q: 0, r: 3}");
  CHECK(release.at("i").is_number());
  CHECK(release.at("f").is_number());
  CHECK(release.at("s").is_string());
  CHECK(release.at("b").type() == Type::kBool);
  CHECK(release.at("l").is_list());
  CHECK(release.at("m").is_map());
  CHECK(release.at("z").is_null());
  CHECK(release.at("z").is_set());
  CHECK(!release.at("gone").is_set());
  CHECK(release.at("gone").is_null());
  CHECK(release.at("u").is_unknown());
  CHECK(release.at("e").is_unknown());
  CHECK(!release.at("s").is_unknown());
  CHECK(!release.at("gone").is_unknown());
  CHECK(release.at("l").items().size() == 2);
  CHECK(release.at("l").item_count() == 2);
  CHECK(to_json(release.at("l").item(1)) == "2");
  CHECK(!release.at("l").item(2));
  CHECK(release.at("m").items().empty());
  CHECK(release.at("m").item_count() == 0);
  CHECK(release.at("s").entries().empty());
  // In the order of the file, then the defaults.
  std::string keys;
  for (const auto& [key, value] : release.at("m").entries()) keys += key;
  CHECK(keys == "pqr");
}

TEST_CASE("values go on after they are moved") {
  const std::string text = "a: {b: 1}";
  const Document document = std::move(read_document(text)).value();
  const Source source{"f", text};
  const Layer layer{document.tree, Origin::kFile, &source};
  const Layer* const layers[] = {&layer};
  const ChartDefaults none;
  Values first = merge_values(layers, none);
  const Value kept = first.root();
  const Values second = std::move(first);
  CHECK(to_json(second.root()) == R"({"a":{"b":1}})");
  CHECK(to_json(kept) == R"({"a":{"b":1}})");
  constexpr std::string_view kKeys[] = {"a", "b"};
  CHECK(to_json(second.lookup(kKeys).value) == "1");
}

}  // namespace
}  // namespace estafette_lint
