#include <doctest/doctest.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "lint/report/columns.h"
#include "lint/report/text.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

constexpr Rule kRule = {.id = "some-rule",
                        .topic = "some-topic",
                        .severity = Severity::kError,
                        .profiles = 7,
                        .summary = "A fault",
                        .why = "it breaks",
                        .source = "the guide",
                        .url = {},
                        .check = "some-check",
                        .message = {},
                        .help = {},
                        .bad_example = {},
                        .good_example = {},
                        .places = {}};

/// The results of a run, with the sources that they point into.
class Run {
 public:
  FileResult& file(std::string name, std::string text) {
    const Source& source = sources_.emplace_back(Source{std::move(name), std::move(text)});
    FileResult& result = results_.emplace_back();
    const Result<Document> document = read_document(source.text);
    result.sources = {
        {&source, Origin::kFile, document ? SecretMask(source, document.value().tree) : SecretMask()}};
    return result;
  }

  /// A finding on the first place of `marked` in the text of the last file.
  Finding& finding(std::string_view marked, std::string message = "a fault") {
    const Source& source = sources_.back();
    const std::size_t begin = source.text.find(marked);
    REQUIRE(begin != std::string::npos);
    Finding& finding = results_.back().findings.emplace_back();
    finding.rule = &kRule;
    finding.severity = kRule.severity;
    finding.message = std::move(message);
    finding.file = source.name;
    finding.source = &source;
    finding.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + marked.size())};
    return finding;
  }

  std::vector<FileResult>& results() { return results_; }
  std::string text(const TextOptions& options = {}) { return render_text(results_, options); }

 private:
  std::deque<Source> sources_;
  std::vector<FileResult> results_;
};

/// The report of one finding, without what every finding has: header, why, and summary.
std::string frame(std::string source_text, std::string_view marked) {
  Run run;
  run.file("values.yaml", std::move(source_text));
  run.finding(marked);
  const std::string report = run.text();
  const std::size_t begin = report.find('\n') + 1;
  return report.substr(begin, report.find("      = why") - begin);
}

TEST_CASE("a finding has a header, a frame, the reason, and what to write") {
  Run run;
  run.file("values.yaml", "api:\n  deployment:\n    replicaCount: 1\n");
  Finding& finding = run.finding("1", "api.deployment.replicaCount is 1");
  finding.yaml = "api:\n  deployment:\n    replicaCount: 3\n";
  CHECK(run.text() == R"(values.yaml:3:19: error: api.deployment.replicaCount is 1 [some-rule]
    3 |     replicaCount: 1
      |                   ^
      = why: it breaks
      = write:
          api:
            deployment:
              replicaCount: 3

1 error in 1 file
)");
}

TEST_CASE("help of several lines, and related places") {
  Run run;
  run.file("values.yaml", "a: 1\nb: 2\n");
  Finding& finding = run.finding("a");
  finding.severity = Severity::kWarning;
  finding.help = "run this:\n\nCREATE SCHEDULE;\n";
  finding.related = {
      {.message = "decided\nhere", .file = "values.yaml", .span = {8, 9}, .source = finding.source}};
  CHECK(run.text() == R"(values.yaml:1:1: warning: a fault [some-rule]
    1 | a: 1
      | ^
      = why: it breaks
      = help: run this:

              CREATE SCHEDULE;
      = note: decided\nhere (values.yaml:2:4)

1 warning in 1 file
)");
}

TEST_CASE("the carets stand under the characters of the span") {
  SUBCASE("several characters") {
    CHECK(frame("a: 1000m\n", "1000m") == "    1 | a: 1000m\n      |    ^~~~~\n");
  }
  SUBCASE("several lines: the first is marked") {
    CHECK(frame("a: b\nc:\n  d: 1\n  e: 2\n", "d: 1\n  e: 2") == "    3 |   d: 1\n      |   ^~~~\n");
  }
  SUBCASE("an empty span behind the text") {
    Run run;
    run.file("values.yaml", "api:\n");
    run.finding("api:").span = {4, 4};
    CHECK(run.text().find("    1 | api:\n      |     ^\n") != std::string::npos);
  }
  SUBCASE("an empty line") { CHECK(frame("a: 1\n\nb: 2\n", "\nb") == "    2 |\n      | ^\n"); }
  SUBCASE("CRLF") { CHECK(frame("a: 1\r\nb: two\r\n", "two") == "    2 | b: two\n      |    ^~~\n"); }
  SUBCASE("no line break at the end") { CHECK(frame("a: 1", "1") == "    1 | a: 1\n      |    ^\n"); }
  SUBCASE("a tab takes one column") {
    CHECK(frame("a: \"\t\" # x\n", "# x") == "    1 | a: \" \" # x\n      |        ^~~\n");
  }
  SUBCASE("multi-byte characters") {
    CHECK(frame("\"é\": über\n", "über") == "    1 | \"é\": über\n      |      ^~~~\n");
  }
  SUBCASE("wide and combining characters") {
    CHECK(frame("\"漢字\": e\u0301x\n", "e\u0301x") == "    1 | \"漢字\": e\u0301x\n      |         ^~\n");
  }
  SUBCASE("a byte order mark is no column") {
    CHECK(frame("\xEF\xBB\xBF"
                "a: 1\n",
                "1") == "    1 | a: 1\n      |    ^\n");
  }
  SUBCASE("line numbers of many digits") {
    const std::string report = frame(std::string(123455, '\n') + "a: 1\n", "1");
    CHECK(report.starts_with("123456 | a: 1\n       |    ^\n"));
  }
}

TEST_CASE("control and bidirectional characters are escaped wherever they come from") {
  SUBCASE("in the frame, and the carets stay aligned") {
    CHECK(frame("\"\u202E\": \u200Bx\n", "\u200Bx") ==
          "    1 | \"\\u{202e}\": \\u{200b}x\n"
          "      |             ^~~~~~~~~\n");
  }
  SUBCASE("in messages, help, YAML and file names") {
    Run run;
    run.file("a\nb\x1b[31m\xFF.yaml", "a: 1\n");
    Finding& finding = run.finding("a", "\x1b]0;x\x07 \u202E");
    finding.help = "\x1b[2J";
    finding.yaml = "a: \u2066\n";
    CHECK(run.text() == R"(a\nb\x1b[31m\xff.yaml:1:1: error: \x1b]0;x\x07 \u{202e} [some-rule]
    1 | a: 1
      | ^
      = why: it breaks
      = help: \x1b[2J
      = write:
          a: \u{2066}

1 error in 1 file
)");
  }
}

TEST_CASE("secrets are masked and the carets follow") {
  SUBCASE("before the span") {
    CHECK(frame("a: {password: hunter2hunter2, b: 1}\n", "b: 1") ==
          "    1 | a: {password: ********, b: 1}\n      |                         ^~~~\n");
  }
  SUBCASE("the span itself") {
    CHECK(frame("a: {password: hunter2, b: 1}\n", "hunter2") ==
          "    1 | a: {password: ********, b: 1}\n      |               ^~~~~~~~\n");
  }
  SUBCASE("behind the span, repeated in a comment") {
    CHECK(frame("user: bob # hunter2\npassword: hunter2\n", "bob") ==
          "    1 | user: bob # ********\n      |       ^~~\n");
  }
  SUBCASE("repeated across the border of the span") {
    const std::string report = frame("a: xhunter2x\npassword: hunter2\n", "xhunt");
    CHECK(report.starts_with("    1 | a: x********x\n"));
  }
}

TEST_CASE("long lines are cut around the span") {
  SUBCASE("the span in the middle") {
    const std::string report =
        frame("a: \"" + std::string(500, 'x') + "HERE" + std::string(500, 'y') + "\"\n", "HERE");
    CHECK(report == "    1 | …" + std::string(77, 'x') + "HERE" + std::string(77, 'y') + "…\n      | " +
                        std::string(78, ' ') + "^~~~\n");
  }
  SUBCASE("the span at the start") {
    CHECK(frame("HERE: \"" + std::string(500, 'y') + "\"\n", "HERE") ==
          "    1 | HERE: \"" + std::string(152, 'y') + "…\n      | ^~~~\n");
  }
  SUBCASE("the span at the end") {
    CHECK(frame("a: [\"" + std::string(500, 'x') + "\", HERE]\n", "HERE") ==
          "    1 | …" + std::string(151, 'x') + "\", HERE]\n      | " + std::string(155, ' ') + "^~~~\n");
  }
  SUBCASE("a long span") {
    CHECK(frame("a: " + std::string(50000, 'x') + "\n", std::string(50000, 'x')) ==
          "    1 | a: " + std::string(119, 'x') + "…\n      |    ^" + std::string(119, '~') + "\n");
  }
  SUBCASE("far into a very long line") {
    const std::string report =
        frame("a: [" + std::string(100000, ' ') + "HERE" + std::string(100000, ' ') + "]\n", "HERE");
    CHECK(report == "    1 | …" + std::string(77, ' ') + "HERE" + std::string(77, ' ') + "…\n      | " +
                        std::string(78, ' ') + "^~~~\n");
  }
}

TEST_CASE("a place that nobody wrote") {
  SUBCASE("an empty file has no line to show") {
    Run run;
    run.file("values.yaml", "");
    run.finding("").origin = Origin::kDefault;
    CHECK(run.text() ==
          "values.yaml:1:1: error: a fault [some-rule]\n      = why: it breaks\n\n1 error in 1 file\n");
  }
  SUBCASE("nothing on the way to the key is written: the first line has nothing to do with it") {
    Run run;
    run.file("values.yaml", "web: {}\n");
    run.finding("").origin = Origin::kDefault;
    CHECK(run.text() ==
          "values.yaml:1:1: error: a fault [some-rule]\n      = why: it breaks\n\n1 error in 1 file\n");
  }
  SUBCASE("the key that encloses it is written") {
    Run run;
    run.file("values.yaml", "web: {}\napi:\n  x: 1\n");
    run.finding("api").origin = Origin::kDefault;
    CHECK(run.text().find("    2 | api:\n      | ^~~\n") != std::string::npos);
  }
  SUBCASE("an argument is its own text") {
    Run run;
    run.file("values.yaml", "a: 1\n");
    Finding& finding = run.finding("a");
    const Source argument{"--set a.b=1", "a.b=1"};
    run.results().back().sources.push_back({&argument, Origin::kSet, {}});
    finding.origin = Origin::kSet;
    finding.source = &argument;
    finding.file = "a.b=1";
    finding.span = {4, 5};
    CHECK(run.text() ==
          "a.b=1:1:5: error: a fault [some-rule]\n      = why: it breaks\n\n1 error in 1 file\n");
  }
}

TEST_CASE("two findings at one place are both told") {
  Run run;
  run.file("values.yaml", "a: 1\n");
  run.finding("a", "one fault");
  run.finding("a", "another fault");
  const std::string report = run.text({.quiet = true});
  CHECK(report ==
        "values.yaml:1:1: error: one fault [some-rule]\nvalues.yaml:1:1: error: another fault [some-rule]\n");
}

TEST_CASE("colour marks the severity, the header and the carets") {
  Run run;
  run.file("values.yaml", "a: 1\n");
  run.finding("1");
  CHECK(run.text({.color = true}) ==
        "\x1b[1mvalues.yaml:1:4:\x1b[0m \x1b[1;31merror:\x1b[0m \x1b[1ma fault\x1b[0m [some-rule]\n"
        "    1 | a: 1\n"
        "      |    \x1b[1;31m^\x1b[0m\n"
        "      = why: it breaks\n"
        "\n"
        "1 error in 1 file\n");
}

TEST_CASE("the summary counts what was found, and what could not be read") {
  Run run;
  run.file("a.yaml", "a: 1\n");
  SUBCASE("nothing") { CHECK(run.text() == "no findings in 1 file\n"); }
  SUBCASE("all of it") {
    run.file("b.yaml", "b: 1\n");
    for (const Severity severity :
         {Severity::kInfo, Severity::kError, Severity::kWarning, Severity::kError}) {
      run.finding("b").severity = severity;
    }
    run.results().emplace_back().failures = {{.file = "c", .message = "no", .hint = {}}};
    CHECK(run.text().ends_with("\n\n2 errors, 1 warning, 1 info in 2 files; 1 file could not be read\n"));
  }
  SUBCASE("no file could be read") {
    run.results().clear();
    run.results().emplace_back().failures = {{.file = "c", .message = "no", .hint = {}}};
    CHECK(run.text() == "nothing checked: 1 file could not be read\n");
  }
  SUBCASE("quiet says nothing of it") { CHECK(run.text({.quiet = true}).empty()); }
}

TEST_CASE("columns are those of a terminal") {
  CHECK(columns_of("") == 0);
  CHECK(columns_of("aé漢e\u0301") == 5);
  CHECK(first_columns("a漢b", 2) == "a");
  CHECK(first_columns("a漢b", 3) == "a漢");
  CHECK(last_columns("a漢b", 2) == "b");
  CHECK(last_columns("a漢b", 9) == "a漢b");
}

}  // namespace
}  // namespace estafette_lint
