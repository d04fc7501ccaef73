// Unified diffs: their exact bytes, and that the programs that read them agree.
#include "lint/text/diff.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace estafette_lint {
namespace {

TEST_CASE("the bytes of a diff") {
  const struct {
    std::string_view old_text;
    std::string_view new_text;
    std::string_view wanted;  // without the two lines of names
  } rows[] = {
      {"a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
      {"", "a\n", "@@ -0,0 +1 @@\n+a\n"},
      {"a\n", "", "@@ -1 +0,0 @@\n-a\n"},
      {"a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"},
      {"a\n", "a", "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"},
      {"a\nb", "x\nb", "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n"},
      {"a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"},
      {"1\n2\n3\n4\n5\n", "1\n2\n3\n4\n5\n6\n", "@@ -3,3 +3,4 @@\n 3\n 4\n 5\n+6\n"},
      // Six equal lines between two changes join them, seven do not.
      {"a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
       "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n"},
      {"a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
       "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n"},
      // A repeated line counts as added at the end of its run, as diff does it.
      {"a\na\nb\n", "a\na\na\nb\n", "@@ -1,3 +1,4 @@\n a\n a\n+a\n b\n"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.old_text);
    CHECK(unified_diff(row.old_text, row.new_text, {"v.yaml", "v.yaml"}) ==
          "--- v.yaml\n+++ v.yaml\n" + std::string(row.wanted));
  }
}

TEST_CASE("equal texts give no diff") {
  for (const std::string_view text : {"", "a", "a\n", "a\r\nb"}) {
    CHECK(unified_diff(text, text, {"a", "b"}).empty());
  }
}

TEST_CASE("names that patch would read wrongly are marked or quoted") {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"a.yaml", "a.yaml"},    {"a b.yaml", "a b.yaml\t"}, {"a\"b", "\"a\\\"b\""},
      {"a\nb", "\"a\\012b\""}, {"a\\b", "\"a\\\\b\""},     {"é.yaml", "é.yaml"},
  };
  for (const auto& [name, wanted] : rows) {
    CHECK(unified_diff("", "x\n", {name, name}) ==
          fmt::format("--- {}\n+++ {}\n@@ -0,0 +1 @@\n+x\n", wanted, wanted));
  }
}

TEST_CASE("texts with nothing in common are replaced as a whole") {
  std::string old_text;
  std::string new_text;
  for (int i = 0; i < 2000; ++i) {
    old_text += fmt::format("old {}\n", i);
    new_text += fmt::format("new {}\n", i);
  }
  const std::string diff = unified_diff(old_text, new_text, {"a", "a"});
  CHECK(diff.starts_with("--- a\n+++ a\n@@ -1,2000 +1,2000 @@\n-old 0\n-old 1\n"));
  CHECK(diff.ends_with("+new 1999\n"));
}

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "estafette-lint-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }
  [[nodiscard]] int run(const std::string& command) const {
    return std::system(fmt::format("cd '{}' && {}", path_.string(), command).c_str());
  }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read_file(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

struct Pair {
  std::string old_text;
  std::string new_text;
};

/// Lines of few words, so that many are equal, with changes here and there.
Pair make_pair_of_texts(std::mt19937& random) {
  const auto below = [&random](unsigned count) { return static_cast<unsigned>(random() % count); };
  const std::string_view line_break = below(3) == 0 ? "\r\n" : "\n";
  std::vector<std::string> old_lines(1 + below(40));
  for (std::string& line : old_lines) line = fmt::format("{:{}}{}: é", "", below(3) * 2, below(4));
  std::vector<std::string> new_lines;
  for (const std::string& line : old_lines) {
    const unsigned kind = below(12);
    if (kind == 0) continue;
    if (kind == 1) new_lines.push_back(fmt::format("new {}", below(4)));
    new_lines.push_back(kind == 2 ? line + "x" : line);
  }
  const auto join = [&](const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text.append(line).append(line_break);
    if (below(4) == 0 && !text.empty()) text.resize(text.size() - line_break.size());
    return text;
  };
  // An empty new text would make git remove the file.
  new_lines.emplace_back("end");
  return {join(old_lines), join(new_lines)};
}

TEST_CASE("patch and git apply make the new text of the old one") {
  std::mt19937 random(20261124);
  std::vector<Pair> pairs;
  for (int i = 0; i < 300; ++i) pairs.push_back(make_pair_of_texts(random));
  for (const std::string_view command :
       {"git apply -p0 --whitespace=nowarn all.diff", "patch -s -p0 --binary < all.diff"}) {
    CAPTURE(command);
    const Folder folder;
    std::string all;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      // A name with a blank each second time.
      const std::string name = fmt::format("v{}{}.yaml", i % 2 == 0 ? "" : " ", i);
      write_file(folder.file(name), pairs[i].old_text);
      all += unified_diff(pairs[i].old_text, pairs[i].new_text, {name, name});
    }
    write_file(folder.file("all.diff"), all);
    REQUIRE(folder.run(std::string(command)) == 0);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      CHECK(read_file(folder.file(fmt::format("v{}{}.yaml", i % 2 == 0 ? "" : " ", i))) == pairs[i].new_text);
    }
  }
}

}  // namespace
}  // namespace estafette_lint
