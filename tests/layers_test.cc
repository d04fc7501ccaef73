// The layers of lint/ include downwards only, and each library stays in the layer that it is for.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

/// From the lowest to the highest: a layer includes itself and those before it.
constexpr std::array<std::string_view, 7> kLayers = {"text",   "yaml",   "values", "rules",
                                                     "engine", "report", "cli"};
constexpr std::size_t kMaxLines = 450;

struct CodeFile {
  std::string name;  // "lint/text/span.h"
  std::vector<std::string> lines;
};

std::vector<CodeFile> read_code() {
  const fs::path root = ESTAFETTE_LINT_SOURCE_DIR;
  std::vector<CodeFile> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / "lint")) {
    if (!entry.is_regular_file()) continue;
    CodeFile file{entry.path().lexically_relative(root).generic_string(), {}};
    std::ifstream stream(entry.path());
    REQUIRE_MESSAGE(stream, file.name);
    for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(), [](const CodeFile& a, const CodeFile& b) { return a.name < b.name; });
  return files;
}

/// The layer of "lint/<layer>/…".
std::optional<std::size_t> layer_of(std::string_view name) {
  constexpr std::string_view kRoot = "lint/";
  if (!name.starts_with(kRoot)) return std::nullopt;
  name.remove_prefix(kRoot.size());
  const auto found = std::find(kLayers.begin(), kLayers.end(), name.substr(0, name.find('/')));
  if (found == kLayers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kLayers.begin());
}

struct Include {
  std::string_view name;
  bool own = false;  // in quotes
};

std::optional<Include> include_of(std::string_view line) {
  const auto skip_blanks = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
  skip_blanks();
  if (!line.starts_with('#')) return std::nullopt;
  line.remove_prefix(1);
  skip_blanks();
  constexpr std::string_view kWord = "include";
  if (!line.starts_with(kWord)) return std::nullopt;
  line.remove_prefix(kWord.size());
  skip_blanks();
  const bool own = line.starts_with('"');
  if (!own && !line.starts_with('<')) return std::nullopt;
  return Include{line.substr(1, line.find(own ? '"' : '>', 1) - 1), own};
}

void check_include(const CodeFile& file, const Include& include) {
  const std::optional<std::size_t> from = layer_of(file.name);
  REQUIRE(from.has_value());
  const std::string_view layer = kLayers.at(*from);
  if (include.own) {
    const std::optional<std::size_t> to = layer_of(include.name);
    REQUIRE_MESSAGE(to.has_value(), "an include in quotes names a file of lint/ from the project's folder");
    CHECK_MESSAGE(*to <= *from, layer << " stands below " << kLayers.at(*to));
  }
  if (include.name.starts_with("yaml-cpp/")) CHECK(layer == "yaml");
  if (include.name.starts_with("CLI/")) CHECK(layer == "cli");
  if (include.name.find("builtin_tables") != std::string_view::npos) CHECK(layer == "cli");
}

}  // namespace

TEST_CASE("every file of lint/ belongs to a layer") {
  const std::vector<CodeFile> files = read_code();
  CHECK(!files.empty());
  for (const CodeFile& file : files) {
    CAPTURE(file.name);
    CHECK(layer_of(file.name).has_value());
  }
}

TEST_CASE("includes lead downwards, and libraries stay where they belong") {
  std::size_t count = 0;
  for (const CodeFile& file : read_code()) {
    for (const std::string& line : file.lines) {
      const std::optional<Include> include = include_of(line);
      if (!include) continue;
      ++count;
      CAPTURE(file.name);
      CAPTURE(include->name);
      check_include(file, *include);
    }
  }
  CHECK(count > 0);
}

TEST_CASE("every header says what it is for, and is read once") {
  for (const CodeFile& file : read_code()) {
    if (!file.name.ends_with(".h")) continue;
    CAPTURE(file.name);
    REQUIRE(!file.lines.empty());
    CHECK(file.lines.front().starts_with("// "));
    CHECK(std::find(file.lines.begin(), file.lines.end(), "#pragma once") != file.lines.end());
  }
}

TEST_CASE("no file is longer than one can read at a sitting") {
  for (const CodeFile& file : read_code()) {
    CAPTURE(file.name);
    CHECK(file.lines.size() <= kMaxLines);
  }
}

}  // namespace estafette_lint
