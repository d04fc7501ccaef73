#include "tests/fixture_runner.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "lint/rules/rule.h"
#include "lint/text/line_index.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

std::string read_bytes(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream, path.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> split_lines(const std::string& text, const fs::path& path) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    REQUIRE_MESSAGE(end != std::string::npos, path.string() << ": the last line has no end");
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Takes a first line that says something of the whole case.
void take_head(std::vector<std::string>& lines, std::string_view name, std::string& value) {
  if (lines.empty() || !lines.front().starts_with(name)) return;
  value = lines.front().substr(name.size());
  lines.erase(lines.begin());
}

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::kFile:
      return "file";
    case Origin::kSet:
      return "set";
    case Origin::kDefault:
      break;
  }
  return "default";
}

/// Both lists as one, what stands in one only marked with the list it stands in.
std::string diff(const std::vector<std::string>& expected, const std::vector<std::string>& found) {
  const std::size_t rows = expected.size();
  const std::size_t columns = found.size();
  // common[i][j]: how many lines the lists have in common, in order, from the i-th and the j-th on.
  std::vector<std::vector<std::size_t>> common(rows + 1, std::vector<std::size_t>(columns + 1, 0));
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      common[i][j] =
          expected[i] == found[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string text;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && expected[i] == found[j]) {
      text += fmt::format("           {}\n", expected[i]);
      ++i;
      ++j;
    } else if (j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1])) {
      text += fmt::format("- expected {}\n", expected[i++]);
    } else {
      text += fmt::format("+ found    {}\n", found[j++]);
    }
  }
  return text;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// In the child, between fork and exec: calls that are safe there only.
[[noreturn]] void become_program(char* const* arguments, const char* input, const char* output) {
  constexpr rlim_t kHangSeconds = 30;
  const rlimit limit{kHangSeconds, kHangSeconds};
  setrlimit(RLIMIT_CPU, &limit);
  constexpr mode_t kMode = 0600;
  const int in = open(input, O_RDONLY | O_CLOEXEC);
  const int out = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (in >= 0 && out >= 0 && nowhere >= 0) {
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(arguments[0], arguments);
  }
  constexpr int kNotStarted = 127;
  _exit(kNotStarted);
}

}  // namespace

fs::path fixtures_root() { return fs::path(ESTAFETTE_LINT_SOURCE_DIR) / "fixtures"; }

std::vector<std::string> fixture_folders() {
  std::vector<std::string> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(fixtures_root())) {
    CHECK_MESSAGE(entry.is_directory(), entry.path().string() << " is no folder");
    folders.push_back(entry.path().filename().string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<Fixture> read_fixtures(std::string_view folder) {
  const fs::path root = fixtures_root() / folder;
  std::vector<fs::path> inputs;
  for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
    const fs::path& path = entry.path();
    const bool input = path.extension() == ".yaml";
    CHECK_MESSAGE((input || path.extension() == ".expected"), path.string()
                                                                  << " is neither .yaml nor .expected");
    const fs::path counterpart = fs::path(path).replace_extension(input ? ".expected" : ".yaml");
    const bool whole = fs::exists(counterpart);
    CHECK_MESSAGE(whole, counterpart.string() << " is missing");
    if (input && whole) inputs.push_back(path);
  }
  std::sort(inputs.begin(), inputs.end());

  std::vector<Fixture> fixtures;
  for (const fs::path& path : inputs) {
    Fixture fixture;
    fixture.label = fmt::format("{}/{}", folder, path.stem().string());
    fixture.source = {path.filename().string(), read_bytes(path)};
    const fs::path expected = fs::path(path).replace_extension(".expected");
    fixture.expected = split_lines(read_bytes(expected), expected);
    take_head(fixture.expected, "release-name: ", fixture.release_name);
    take_head(fixture.expected, "chart-version: ", fixture.chart_version);
    fixtures.push_back(std::move(fixture));
  }
  return fixtures;
}

std::vector<std::string> show_findings(const FileResult& result, bool with_rule) {
  if (!result.failures.empty()) return show_reading(result);
  std::vector<std::string> shown;
  for (const Finding& finding : result.findings) {
    const LineIndex lines(finding.source == nullptr ? std::string_view() : finding.source->text);
    const Position begin = lines.position(finding.span.begin);
    const Position end = lines.position(std::max(finding.span.begin, finding.span.end));
    shown.push_back(fmt::format("{}:{}-{}:{} {} {} {} {}{} | {}", begin.line, begin.column, end.line,
                                end.column, to_string(finding.severity), to_string(finding.origin),
                                finding.path, finding.component.empty() ? "-" : finding.component,
                                with_rule ? fmt::format(" [{}]", finding.rule->id) : "", finding.message));
  }
  return shown;
}

std::vector<std::string> show_reading(const FileResult& result) {
  std::vector<std::string> shown;
  for (const Failure& failure : result.failures) {
    shown.push_back(fmt::format("failure {}:{} {}", failure.line, failure.column, failure.message));
  }
  for (const Note& note : result.notes) shown.push_back("note " + note.text);
  if (shown.empty()) shown.emplace_back("ok");
  return shown;
}

void check_lines(const std::string& label, const std::vector<std::string>& expected,
                 const std::vector<std::string>& found) {
  const bool same = expected == found;  // doctest would show it as {?} == {?}
  CHECK_MESSAGE(same, label << "\n" << diff(expected, found));
}

ScratchFolder::ScratchFolder() {
  std::string name = (fs::temp_directory_path() / "estafette-lint-test-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;  // a folder that stays behind is no reason to fail
  fs::remove_all(path_, ignored);
}

std::string ScratchFolder::write(std::string_view name, std::string_view head, std::string_view repeated,
                                 std::size_t times) const {
  const fs::path path = path_ / name;
  std::ofstream stream(path, std::ios::binary);
  stream << head;
  constexpr std::size_t kBlock = 4096;
  std::string block;
  for (std::size_t i = 0; i < std::min(times, kBlock); ++i) block += repeated;
  for (; times >= kBlock; times -= kBlock) stream << block;
  stream << std::string_view(block).substr(0, times * repeated.size());
  stream.close();
  REQUIRE_MESSAGE(stream, path.string());
  return path.string();
}

ProcessResult run_program(const ScratchFolder& scratch, std::vector<std::string> arguments,
                          const std::string& input) {
  const std::string output = (scratch.path() / "output").string();
  std::string program = ESTAFETTE_LINT_BINARY;
  std::vector<char*> pointers = {program.data()};
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);

  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) become_program(pointers.data(), input.c_str(), output.c_str());
  int status = 0;
  rusage usage{};
  REQUIRE(wait4(child, &status, 0, &usage) == child);

  ProcessResult result;
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  result.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  result.peak_kilobytes = static_cast<std::uint64_t>(usage.ru_maxrss);
  result.output = read_bytes(output);
  return result;
}

}  // namespace estafette_lint
