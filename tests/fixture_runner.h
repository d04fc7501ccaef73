// What the tests that walk fixtures/ share: cases as files, findings as lines, a diff of both, and the
// program as a process whose time and memory are measured.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// An X.yaml and the X.expected beside it.
struct Fixture {
  std::string label;  ///< "replicas-below-ha/bad"
  Source source;
  std::vector<std::string> expected;
  std::string release_name = "estafette-ci";  ///< of a first line `release-name: NAME`
  std::string chart_version;                  ///< of a first line `chart-version: VERSION`; empty: the newest
};

[[nodiscard]] std::filesystem::path fixtures_root();
/// The folders in fixtures/, by name.
[[nodiscard]] std::vector<std::string> fixture_folders();
/// The cases of one folder, by name. A file without its counterpart fails the test.
[[nodiscard]] std::vector<Fixture> read_fixtures(std::string_view folder);

/// `LINE:COLUMN-ENDLINE:ENDCOLUMN SEVERITY ORIGIN PATH COMPONENT | MESSAGE`, the rule in brackets before the
/// bar where that is asked for.
[[nodiscard]] std::vector<std::string> show_findings(const FileResult& result, bool with_rule);
/// `failure LINE:COLUMN MESSAGE` and `note TEXT`, one for each, or `ok` where there is neither.
[[nodiscard]] std::vector<std::string> show_reading(const FileResult& result);

/// Fails the test where the lines differ, and shows how.
void check_lines(const std::string& label, const std::vector<std::string>& expected,
                 const std::vector<std::string>& found);

/// A folder for what a test makes, gone when this is.
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes `head`, then `repeated` that many times, and never holds more than a part of it.
  [[nodiscard]] std::string write(std::string_view name, std::string_view head, std::string_view repeated,
                                  std::size_t times) const;

 private:
  std::filesystem::path path_;
};

/// What became of a run of the program.
struct ProcessResult {
  int exit_code = -1;  ///< -1: a signal ended it
  double cpu_seconds = 0;
  std::uint64_t peak_kilobytes = 0;
  std::string output;
};

/// Runs the built program; `input` is the file that is its standard input. One that hangs is ended after a
/// while.
[[nodiscard]] ProcessResult run_program(const ScratchFolder& scratch, std::vector<std::string> arguments,
                                        const std::string& input = "/dev/null");

/// Whether this build is instrumented, and its time and memory say nothing about the program's.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kInstrumented = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
inline constexpr bool kInstrumented = true;
#else
inline constexpr bool kInstrumented = false;
#endif
#else
inline constexpr bool kInstrumented = false;
#endif

}  // namespace estafette_lint
