// What an object of Kubernetes tells of its release, and where the values of the chart stand in a file.
#include "lint/engine/values_roots.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/engine/input_file.h"
#include "lint/text/line_index.h"
#include "lint/yaml/path.h"
#include "lint/yaml/reader.h"
#include "tests/show_lines.h"

namespace estafette_lint {
namespace {

/// `LABEL | PATH | CHART this/other | VERSION | NAME | ELSEWHERE` for each release.
std::vector<std::string> described(const std::string& text) {
  const Source source{"x.yaml", text};
  const Result<Document> document = read_document(source.text);
  REQUIRE_MESSAGE(document, text);
  const Layer layer{document.value().tree, Origin::kFile, &source};
  std::vector<std::string> lines;
  for (const DescribedRelease& release : find_releases(Value(layer, layer.tree.root, {}))) {
    std::string elsewhere;
    for (const std::string_view key : release.elsewhere) elsewhere += fmt::format(" {}", key);
    lines.push_back(fmt::format("{} | {}{} | {} {} | {} | {} |{}", release.label, format_path(release.path),
                                release.values ? "" : " missing", release.chart,
                                release.is_this_chart ? "this" : "other", release.version,
                                release.name ? fmt::format("'{}'", *release.name) : "none", elsewhere));
  }
  return lines;
}

const std::string kFlux = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n";
const std::string kArgo = "apiVersion: argoproj.io/v1alpha1\nkind: Application\n";

TEST_CASE("what a HelmRelease tells") {
  const struct {
    std::string_view text;
    std::string_view expected;
  } rows[] = {
      {"metadata: {name: ci, namespace: a}\nspec: {chart: {spec: {chart: estafette-ci, version: 1.5.9}}, "
       "values: "
       "{api: {}}}",
       "HelmRelease a/ci | spec.values | estafette-ci this | 1.5.9 | 'ci' |"},
      {"metadata: {name: ci}\nspec: {chart: {spec: {chart: redis, version: 1.5.9}}, values: {}}",
       "HelmRelease ci | spec.values | redis other | 1.5.9 | 'ci' |"},
      {"metadata: {name: ci}\nspec: {chart: {spec: {chart: estafette-ci-api}}}",
       "HelmRelease ci | spec.values missing | estafette-ci-api other |  | 'ci' |"},
      {"metadata: {name: ci}\nspec: {targetNamespace: b, chart: {spec: {chart: estafette-ci}}, valuesFrom: "
       "[{kind: "
       "ConfigMap}]}",
       "HelmRelease ci | spec.values missing | estafette-ci this |  | 'b-ci' | valuesFrom"},
      {"metadata: {name: ci}\nspec: {targetNamespace: b, releaseName: c, chart: {spec: {chart: estafette-ci, "
       "valuesFiles: [a.yaml]}}}",
       "HelmRelease ci | spec.values missing | estafette-ci this |  | 'c' | valuesFiles"},
      {"metadata: {name: ci}\nspec: {releaseName: '${NAME}', chart: {spec: {chart: estafette-ci}}}",
       "HelmRelease ci | spec.values missing | estafette-ci this |  | '' |"},
      {"metadata: {name: ci}\nspec: {targetNamespace: '${NAME}', chart: {spec: {chart: estafette-ci}}}",
       "HelmRelease ci | spec.values missing | estafette-ci this |  | '' |"},
      {"spec: {chart: {spec: {chart: estafette-ci}}}",
       "HelmRelease | spec.values missing | estafette-ci this |  | none |"},
      // A path tells no version.
      {"metadata: {name: x}\nspec: {chart: {spec: {chart: ./charts/estafette-ci, version: 1.5.9}}}",
       "HelmRelease x | spec.values missing | ./charts/estafette-ci this |  | 'x' |"},
      {"metadata: {name: estafette-ci}\nspec: {chart: {spec: {chart: ./charts/fork/}}}",
       "HelmRelease estafette-ci | spec.values missing | ./charts/fork/ this |  | 'estafette-ci' |"},
      {"metadata: {name: estafette-ci}\nspec: {chart: {spec: {chart: ./charts/estafette-ci-api}}}",
       "HelmRelease estafette-ci | spec.values missing | ./charts/estafette-ci-api other |  | 'estafette-ci' "
       "|"},
      {"metadata: {name: x}\nspec: {chart: {spec: {chart: ci, sourceRef: {kind: GitRepository}}}}",
       "HelmRelease x | spec.values missing | ci other |  | 'x' |"},
      {"metadata: {name: x}\nspec: {chartRef: {kind: OCIRepository, name: my-estafette-ci}}",
       "HelmRelease x | spec.values missing | my-estafette-ci this |  | 'x' |"},
      {"metadata: {name: x}\nspec: {chartRef: {kind: OCIRepository, name: redis}}",
       "HelmRelease x | spec.values missing | redis other |  | 'x' |"},
      {"spec: text", "HelmRelease | spec.values missing |  other |  | none |"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(described(kFlux + std::string(row.text)) == std::vector<std::string>{std::string(row.expected)});
  }
}

TEST_CASE("what an Application tells") {
  const struct {
    std::string_view text;
    std::vector<std::string> expected;
  } rows[] = {
      {"metadata: {name: ci}\nspec: {source: {chart: estafette-ci, targetRevision: 1.5.9, helm: "
       "{valuesObject: {}}}}",
       {"Application ci | spec.source.helm.valuesObject | estafette-ci this | 1.5.9 | 'ci' |"}},
      {"metadata: {name: ci}\nspec: {source: {chart: estafette-ci, helm: {releaseName: r, values: 'a: 1'}}}",
       {"Application ci | spec.source.helm.values | estafette-ci this |  | 'r' |"}},
      // The object wins, though it is empty; null is none.
      {"spec: {source: {chart: estafette-ci, helm: {values: 'a: 1', valuesObject: {}}}}",
       {"Application | spec.source.helm.valuesObject | estafette-ci this |  | none |"}},
      {"spec: {source: {chart: estafette-ci, helm: {values: 'a: 1', valuesObject: null}}}",
       {"Application | spec.source.helm.values | estafette-ci this |  | none |"}},
      {"spec: {source: {chart: estafette-ci}}",
       {"Application | spec.source.helm.values missing | estafette-ci this |  | none |"}},
      {"spec: {source: {chart: charts/estafette-ci, helm: {valueFiles: [a], parameters: [{name: a, value: "
       "b}], "
       "fileParameters: []}}}",
       {"Application | spec.source.helm.values missing | charts/estafette-ci this |  | none | valueFiles "
        "parameters"}},
      // A revision of a repository is no version of a chart.
      {"spec: {source: {path: charts/estafette-ci, targetRevision: 1.5.9, helm: {values: ''}}}",
       {"Application | spec.source.helm.values | charts/estafette-ci this |  | none |"}},
      {"spec: {source: {path: ., repoURL: 'https://x/estafette-ci.git', helm: {values: ''}}}",
       {"Application | spec.source.helm.values | https://x/estafette-ci.git this |  | none |"}},
      {"spec: {source: {path: deploy, repoURL: 'https://x/shop.git', helm: {values: ''}}}",
       {"Application | spec.source.helm.values | deploy other |  | none |"}},
      {"spec: {source: {path: manifests, repoURL: 'https://x/estafette-ci.git'}}", {}},
      {"metadata: {name: ci}\nspec: {source: {chart: estafette-ci}, sources: [{ref: v, repoURL: x}, {chart: "
       "estafette-ci, "
       "helm: {values: 'a: 1'}}, {chart: redis}]}",
       {"Application ci, source 2 | spec.sources[1].helm.values | estafette-ci this |  | 'ci' |",
        "Application ci, source 3 | spec.sources[2].helm.values missing | redis other |  | 'ci' |"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(described(kArgo + std::string(row.text)) == row.expected);
  }
}

TEST_CASE("objects in a List, and those that are no releases") {
  CHECK(described("apiVersion: v1\nkind: List\nitems:\n- {kind: Secret, apiVersion: v1}\n- kind: List\n"
                  "- {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, spec: {chart: {spec: {chart: "
                  "redis}}}}\n") ==
        std::vector<std::string>{"HelmRelease | items[2].spec.values missing | redis other |  | none |"});
  for (const std::string_view text :
       {"apiVersion: helm.fluxcd.io/v1\nkind: HelmRelease\n",
        "apiVersion: app.k8s.io/v1beta1\nkind: Application\n",
        "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\n", "apiVersion: v1\nkind: List\n"}) {
    CAPTURE(text);
    CHECK(described(std::string(text)).empty());
  }
}

// ---- A whole file

/// `document N PATH >IN_STRING line KEY [LABEL] VERSION NAME: KEYS` for each release, then `note …`, or the
/// fault.
std::vector<std::string> read_file_of(const std::string& text, std::string_view root = {}) {
  const Source source{"x.yaml", text};
  const Path path = parse_path(root).value();
  const InputFile file(source, builtin_tables().chart, root.empty() ? nullptr : &path);
  const LineIndex lines(source.text);
  if (file.error()) {
    const Position at = lines.position(file.error()->span.begin);
    return {fmt::format("fault {}:{} {}", at.line, at.column, file.error()->message)};
  }
  std::vector<std::string> shown;
  for (const FileRelease& release : file.releases()) {
    const Layer& layer = *release.layers.front();
    std::string keys;
    if (layer.tree.root != kNoNode) {
      for (const Entry& entry : layer.tree.entries_of(layer.tree.root)) keys += fmt::format(" {}", entry.key);
    }
    std::string place = "whole";
    if (const ValuesRoot* const at = layer.root) {
      place = fmt::format("document {} {}{} at line {}", at->document, format_path(at->path),
                          at->in_string ? " >" + format_path(*at->in_string) : "",
                          lines.position(at->key.begin).line);
    }
    shown.push_back(fmt::format("{} [{}]{}:{}", place, release.label,
                                release.layers.size() > 1 ? " and global" : "", keys));
  }
  for (const std::string& note : file.notes()) shown.push_back("note " + note);
  return shown;
}

const std::string kRelease = kFlux + "metadata: {name: ci}\nspec:\n  chart: {spec: {chart: estafette-ci}}\n";

TEST_CASE("where the values of the chart stand in a file") {
  const std::string umbrella = "global: {a: 1}\nestafette-ci: {api: {}}\n";
  const std::string redis =
      kFlux + "metadata: {name: db}\nspec: {chart: {spec: {chart: redis}}, values: {api: 1}}\n";
  const struct {
    std::string what;
    std::string text;
    std::vector<std::string> expected;
  } rows[] = {
      {"plain", "api: {}\n", {"whole []: api"}},
      {"empty", "", {"whole []:"}},
      {"plain with a kind", "kind: x\napi: {}\n", {"whole []: kind api"}},
      {"plain of several documents", "api: {}\n---\nweb: {}\n", {"whole []: api"}},
      {"plain, then an object", "api: {}\n---\n" + kRelease, {"whole []: api"}},
      {"plain behind an empty document", "---\n---\napi: {}\n", {"whole []:"}},
      {"plain with a broken document behind it", "---\n---\napi: [\n", {"whole []:"}},
      {"an umbrella", umbrella, {"document 0 estafette-ci at line 2 [] and global: api"}},
      {"an umbrella without globals",
       "estafette-ci:\n  web: {}\nx: 1\n",
       {"document 0 estafette-ci at line 1 []: web"}},
      {"an umbrella by an alias",
       "x-a: &a\n  web: {}\nestafette-ci: *a\n",
       {"document 0 estafette-ci at line 3 []: web"}},
      {"an umbrella that is off",
       "estafette-ci: {enabled: false}\n",
       {"note line 1: estafette-ci.enabled is false, so the chart is off; nothing of it is judged"}},
      {"a key of that name beside the chart's",
       "api: {}\nestafette-ci: {web: {}}\n",
       {"whole []: api estafette-ci"}},
      {"a key of that name without a map", "estafette-ci: 1\n", {"whole []: estafette-ci"}},
      {"a HelmRelease",
       kRelease + "  values:\n    api: {}\n",
       {"document 0 spec.values at line 6 [HelmRelease ci]: api"}},
      {"a HelmRelease without values", kRelease, {"document 0 spec.values at line 4 [HelmRelease ci]:"}},
      {"a HelmRelease with null for values",
       kRelease + "  values:\n",
       {"document 0 spec.values at line 6 [HelmRelease ci]:"}},
      {"a HelmRelease of an umbrella",
       kFlux + "spec:\n  chart: {spec: {chart: ours}}\n  values:\n    estafette-ci: {api: {}}\n",
       {"document 0 spec.values.estafette-ci at line 6 [HelmRelease]: api"}},
      {"several documents",
       "---\n---\nkind: Namespace\napiVersion: v1\n---\n" + kRelease + "  values: {api: {}}\n---\n" + redis +
           "---\n" + kRelease + "  values: {web: {}}\n...\n",
       {"document 2 spec.values at line 11 [HelmRelease ci]: api",
        "document 4 spec.values at line 23 [HelmRelease ci (2)]: web",
        "note line 16: not judged, as the chart is not estafette-ci: HelmRelease db (chart redis); "
        "'--values-root' names the place of the values"}},
      {"no release",
       "kind: Namespace\napiVersion: v1\n---\nkind: Secret\napiVersion: v1\n",
       {"note there are no values of estafette-ci in it, nothing is judged: it holds Namespace and Secret; "
        "'--values-root' names the place of the values"}},
      {"an object and values",
       kRelease + "---\napi: {}\n",
       {"document 0 spec.values at line 4 [HelmRelease ci]:",
        "note line 7: this document is no object of Kubernetes; it is not judged"}},
      {"values elsewhere only",
       kRelease + "  valuesFrom: [{kind: Secret}]\n",
       {"note line 4: HelmRelease ci has its values by valuesFrom, unseen here; it is not judged"}},
      {"values elsewhere too",
       kRelease + "  valuesFrom: [{kind: Secret}]\n  values: {api: {}}\n",
       {"document 0 spec.values at line 7 [HelmRelease ci]: api",
        "note line 7: HelmRelease ci has more values by valuesFrom, unseen here: what is said to be missing "
        "may "
        "stand there, and what stands here may be overridden"}},
      {"values that another tool fills in",
       kRelease + "  values: ${VALUES}\n",
       {"note line 6: the values of HelmRelease ci are filled in by another tool; they are not judged"}},
      {"values that are no map",
       kRelease + "  values: [1]\n",
       {"fault 6:3 spec.values holds a list; values are a map of keys"}},
      {"values that are text",
       kRelease + "  values: some\n",
       {"fault 6:3 spec.values holds a text; values are a map of keys"}},
      {"values of another chart that are no map",
       kFlux + "spec: {chart: {spec: {chart: redis}}, values: [1]}\n",
       {"note line 3: not judged, as the chart is not estafette-ci: HelmRelease (chart redis); "
        "'--values-root' names the place of the values"}},
      {"a string",
       kArgo + "spec:\n  source:\n    chart: estafette-ci\n    helm:\n      values: |\n        api: {}\n",
       {"document 0 spec.source.helm.values > at line 7 [Application]: api"}},
      {"a string of an umbrella's values",
       kArgo +
           "spec:\n  source:\n    chart: ours\n    helm:\n      values: \"estafette-ci:\\n  api: {}\\n\"\n",
       {"document 0 spec.source.helm.values >estafette-ci at line 7 [Application]: api"}},
      {"a string that does not parse",
       kArgo + "spec:\n  source:\n    chart: estafette-ci\n    helm:\n      values: |\n        api: 1\n      "
               "  web: [\n",
       {"fault 9:14 the text in spec.source.helm.values: a '[' that is not closed"}},
      {"a broken document behind an object",
       kRelease + "---\na: [\n",
       {"fault 7:4 a '[' that is not closed"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CHECK(read_file_of(row.text) == row.expected);
  }
}

TEST_CASE("a place of the values that is named") {
  const std::string text =
      "a:\n  b:\n    api: {}\n  c: [{api: {}}]\n  s: |\n    x:\n      web: {}\n  e:\n  t: text\n";
  const struct {
    std::string_view root;
    std::vector<std::string> expected;
  } rows[] = {
      {"a.b", {"document 0 a.b at line 2 []: api"}},
      {"a.c[0]", {"document 0 a.c[0] at line 4 []: api"}},
      {"a.s", {"document 0 a.s > at line 5 []: x"}},
      {"a.s.x", {"document 0 a.s >x at line 6 []: web"}},
      {"a.s.y", {"fault 5:3 '--values-root' a.s.y: a.s has no y"}},
      {"a.s.x.web.k", {"fault 7:7 '--values-root' a.s.x.web.k: a.s.x.web has no k"}},
      {"a.x", {"fault 1:1 '--values-root' a.x: a has no x"}},
      {"x", {"fault 1:1 '--values-root' x: the file has no x"}},
      {"a.c[1]", {"fault 4:3 '--values-root' a.c[1]: a.c has no [1]"}},
      {"a.e", {"fault 8:3 '--values-root' a.e: null is no map of values"}},
      {"a.c", {"fault 4:3 a.c holds a list; values are a map of keys"}},
      {"a.t", {"fault 9:3 a.t holds a text; values are a map of keys"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.root);
    CHECK(read_file_of(text, row.root) == row.expected);
  }
  // Of several documents, those that have it; and nothing is recognised.
  CHECK(read_file_of(kRelease + "---\nspec: {values: {api: {}}}\n---\nspec: {values: {web: {}}}\n",
                     "spec.values") ==
        std::vector<std::string>{"document 1 spec.values at line 7 []: api",
                                 "document 2 spec.values at line 9 [(2)]: web"});
}

TEST_CASE("there is a bound on documents and on releases") {
  std::string documents = kRelease;
  for (int i = 0; i < 1000; ++i) documents += "---\na: 1\n";
  CHECK(read_file_of(documents) ==
        std::vector<std::string>{"fault 2004:1 more than 1000 documents in one file"});
  std::string nodes = kRelease + "---\na:\n";
  for (int i = 0; i < 60'000; ++i) nodes += "- 1\n";
  const std::string list = nodes.substr(kRelease.size());
  CHECK(read_file_of(nodes + list) ==
        std::vector<std::string>{"fault 60008:1 more than 100000 values in one file"});
  std::string releases;
  for (int i = 0; i < 51; ++i) releases += kRelease + "---\n";
  CHECK(read_file_of(releases) ==
        std::vector<std::string>{"fault 304:1 more than 50 releases of the chart in one file"});
}

}  // namespace
}  // namespace estafette_lint
