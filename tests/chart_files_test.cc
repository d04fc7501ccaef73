// Charts from folders and packages: what is read, and what is refused, without a byte written.
#include "lint/cli/chart_files.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for each test, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "chart_files_test.XXXXXX").native();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  [[nodiscard]] const fs::path& path() const { return path_; }
  void write(const fs::path& name, std::string_view text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

/// The types of entries in a tar archive.
constexpr char kFile = '0';
constexpr char kHardLink = '1';
constexpr char kLink = '2';
constexpr char kCharacterDevice = '3';
constexpr char kBlockDevice = '4';
constexpr char kDirectory = '5';
constexpr char kPipe = '6';

struct Packed {
  std::string name;
  std::string contents;
  char type = kFile;
  std::string link = {};
};

/// An archive in the format of POSIX 1988. Written by hand: no library makes what these tests are about.
std::string make_tar(const std::vector<Packed>& files) {
  constexpr std::size_t kBlock = 512;
  std::string out;
  for (const Packed& file : files) {
    std::string header(kBlock, '\0');
    const auto put = [&header](std::size_t at, std::string_view text) {
      header.replace(at, text.size(), text);
    };
    put(0, file.name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, fmt::format("{:011o}", file.contents.size()));
    put(136, "00000000000");
    put(148, "        ");
    header[156] = file.type;
    put(157, file.link);
    put(257, std::string_view("ustar\0"
                              "00",
                              8));
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put(148, fmt::format("{:06o}", sum));
    header[154] = '\0';
    out += header + file.contents;
    out.resize((out.size() + kBlock - 1) / kBlock * kBlock);
  }
  return out + std::string(2 * kBlock, '\0');
}

void append_number(std::string& out, std::uint32_t number, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

/// gzip, without making it any smaller: RFC 1952 and 1951, "stored" blocks.
std::string gzip(std::string_view bytes) {
  constexpr std::size_t kMaxStored = 0xFFFF;
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  std::string out("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10);
  std::string_view rest = bytes;
  do {
    const std::string_view block = rest.substr(0, kMaxStored);
    rest.remove_prefix(block.size());
    out += rest.empty() ? '\x01' : '\0';
    append_number(out, static_cast<std::uint32_t>(block.size()), 2);
    append_number(out, ~static_cast<std::uint32_t>(block.size()), 2);
    out += block;
  } while (!rest.empty());
  append_number(out, ~crc, 4);
  append_number(out, static_cast<std::uint32_t>(bytes.size()), 4);
  return out;
}

std::string pack(const std::vector<Packed>& files, int gzips = 1) {
  std::string out = make_tar(files);
  for (int i = 0; i < gzips; ++i) out = gzip(out);
  return out;
}

std::vector<Packed> chart(std::vector<Packed> more = {}) {
  std::vector<Packed> files = {{"ci/Chart.yaml", "name: ci"}, {"ci/values.yaml", "a: 1"}};
  files.insert(files.end(), more.begin(), more.end());
  return files;
}

/// `PLACE: MESSAGE`, or the names of the files.
std::string read(const fs::path& path, const ChartLimits& limits = {}) {
  const Result<std::vector<Source>, ChartFileError> files = read_chart_files(path.native(), limits);
  if (!files) return files.error().place + ": " + files.error().message;
  std::string names;
  for (const Source& file : files.value()) names += file.name + " ";
  return names;
}

std::string read_packed(const std::string& bytes, const ChartLimits& limits = {}) {
  const Folder folder;
  folder.write("chart.tgz", bytes);
  return read(folder.path() / "chart.tgz", limits);
}

std::string nested(int depth) {
  std::string inner = pack(chart());
  for (int i = 0; i < depth; ++i) inner = pack(chart({{"ci/charts/x.tgz", inner}}));
  return inner;
}

}  // namespace

TEST_CASE("the files of a packed chart") {
  const std::string inner = pack({{"nats/Chart.yaml", "name: nats"}, {"nats/templates/a.yaml", "x"}});
  const std::string bytes = pack(chart({{"ci/", "", kDirectory},
                                        {"ci/README.md", "no"},
                                        {"ci/crds/a.yaml", "no"},
                                        {"ci/templates/a.yaml", "x"},
                                        {"ci/templates/tests/b.yaml", "x"},
                                        {"./ci/charts/api/values.yaml", "x"},
                                        {"ci/charts/api/README.md", "no"},
                                        {"ci/charts/README.md", "no"},
                                        {"ci/charts/nats-1.tgz", inner},
                                        {"ci/charts/_old.tgz", "no package"}}));
  CHECK(read_packed(bytes) ==
        "Chart.yaml values.yaml templates/a.yaml templates/tests/b.yaml charts/api/values.yaml "
        "charts/nats-1.tgz/Chart.yaml charts/nats-1.tgz/templates/a.yaml ");
  const Folder folder;
  folder.write("chart.tgz", pack(chart()));
  const auto files = read_chart_files((folder.path() / "chart.tgz").native());
  REQUIRE(files);
  CHECK(files.value()[1].text == "a: 1");
}

TEST_CASE("the files of a chart's folder") {
  const Folder folder;
  for (const char* name :
       {"Chart.yaml", "values.yaml", "README.md", "templates/a.yaml", "templates/tests/b.yaml",
        "charts/api/Chart.yaml", "charts/api/templates/c.yaml", "charts/api/docs/d.yaml",
        "charts/_old/Chart.yaml", "charts/.git/Chart.yaml", "charts/README.md"}) {
    folder.write(name, "x");
  }
  folder.write("charts/nats-1.tgz", pack({{"nats/Chart.yaml", "name: nats"}}));
  CHECK(read(folder.path()) ==
        "Chart.yaml values.yaml templates/a.yaml templates/tests/b.yaml charts/api/Chart.yaml "
        "charts/api/templates/c.yaml charts/nats-1.tgz/Chart.yaml ");
  // As in Helm, links in a folder are followed.
  fs::create_directory_symlink(folder.path() / "charts/api", folder.path() / "charts/web");
  CHECK(read(folder.path()).find("charts/web/templates/c.yaml") != std::string::npos);
}

TEST_CASE("folders that lead on and on, and files that are none") {
  {
    const Folder folder;
    folder.write("Chart.yaml", "x");
    fs::create_directory(folder.path() / "charts");
    fs::create_directory_symlink(folder.path(), folder.path() / "charts/again");
    CHECK(read(folder.path()).find("charts in charts, more than 8 deep") != std::string::npos);
  }
  {
    const Folder folder;
    folder.write("templates/a.yaml", "x");
    fs::create_directory_symlink(folder.path() / "templates", folder.path() / "templates/again");
    CHECK(read(folder.path(), {.entries = 30}) == ": more than 30 files");
  }
  {
    const Folder folder;
    folder.write("Chart.yaml", "x");
    REQUIRE(::mkfifo((folder.path() / "values.yaml").c_str(), 0600) == 0);
    CHECK(read(folder.path()) == "values.yaml: it is no regular file");
  }
  {
    const Folder folder;
    folder.write("Chart.yaml", std::string(2000, 'x'));
    CHECK(read(folder.path(), {.file_bytes = 1000}) == "Chart.yaml: larger than 0 MiB");
  }
  CHECK(read("/there/is/none") == ": there is no such file");
}

TEST_CASE("packages that are refused") {
  struct Case {
    Packed entry;
    std::string_view message;
  };
  const Case cases[] = {
      {{"../evil", "x"}, ": the name '../evil' leads out of the chart"},
      {{"ci/../../evil", "x"}, ": the name 'ci/../../evil' leads out of the chart"},
      {{"ci/templates/..", "x"}, ": the name 'ci/templates/..' leads out of the chart"},
      {{"/etc/passwd", "x"}, ": the name '/etc/passwd' is not relative"},
      {{"C:/windows", "x"}, ": the name 'C:/windows' is not relative"},
      {{"ci\\..\\evil", "x"}, ": the name 'ci\\..\\evil' holds a backslash"},
      {{"Chart.yaml", "x"}, ": 'Chart.yaml' stands outside of the chart's folder"},
      {{"ci/a", "", kLink, "/etc/passwd"}, ": 'ci/a' is a link; a chart package holds files only"},
      {{"ci/a", "", kHardLink, "ci/Chart.yaml"}, ": 'ci/a' is a link; a chart package holds files only"},
      {{"ci/a", "", kCharacterDevice}, ": 'ci/a' is a device; a chart package holds files only"},
      {{"ci/a", "", kBlockDevice}, ": 'ci/a' is a device; a chart package holds files only"},
      {{"ci/a", "", kPipe}, ": 'ci/a' is a pipe; a chart package holds files only"},
      {{"ci/\x1b[2J\xE2\x80\xAE..", "x", kPipe},
       ": 'ci/\\x1b[2J\\u{202e}..' is a pipe; a chart package holds files only"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.entry.name);
    CHECK(read_packed(pack(chart({c.entry}))) == c.message);
    // In a package of a package, too
    const std::string outer = pack(chart({{"ci/charts/in.tgz", pack(chart({c.entry}))}}));
    CHECK(read_packed(outer) == "charts/in.tgz" + std::string(c.message));
  }
}

TEST_CASE("packages that are none") {
  constexpr std::string_view kNone = ": no chart package (a gzip-compressed tar archive)";
  const std::string good = pack(chart({{"ci/templates/a.yaml", std::string(5000, 'x') + "{{ .Values.a }}"}}));
  CHECK(read_packed("") == kNone);
  CHECK(read_packed("api:\n  enabled: true\n") == kNone);
  CHECK(read_packed(std::string(100'000, '\0')) == kNone);
  CHECK(read_packed(pack(chart(), 0)) == kNone);  // not compressed
  CHECK(read_packed(pack(chart(), 2)) == kNone);  // twice
  CHECK(read_packed(pack(chart(), 5)) == kNone);
  // Cut off anywhere, or damaged: an error or what is there, never anything else.
  for (std::size_t size = 0; size < good.size(); size += 7) CHECK(!read_packed(good.substr(0, size)).empty());
  for (std::size_t i = 0; i < good.size(); i += 3) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x55);
    (void)read_packed(bad);
  }
}

TEST_CASE("packages that grow without end") {
  const std::string zeros(3 << 20, '\0');
  // The name does not matter: unpacked it must be, to see what comes behind it.
  CHECK(read_packed(pack(chart({{"ci/README.md", zeros}})), {.bytes = 2 << 20}) ==
        ": more than 2 MiB when it is unpacked");
  CHECK(read_packed(pack(chart({{"ci/templates/a.yaml", zeros}})), {.file_bytes = 1 << 20}) ==
        "templates/a.yaml: larger than 1 MiB");
  std::vector<Packed> many;
  for (int i = 0; i < 100; ++i) many.push_back({"ci/docs/" + std::to_string(i), ""});
  CHECK(read_packed(pack(chart(many)), {.entries = 50}) == ": more than 50 files");
  CHECK(!read_packed(nested(8)).starts_with("charts/x.tgz/charts/x.tgz: "));
  CHECK(read_packed(nested(9)).ends_with(": charts in charts, more than 8 deep"));
  // What is in the packages in a package counts as well.
  std::vector<Packed> packages;
  const std::string inner = pack(chart({{"ci/README.md", std::string(1 << 20, 'x')}}));
  for (int i = 0; i < 5; ++i) packages.push_back({"ci/charts/" + std::to_string(i) + ".tgz", inner});
  CHECK(read_packed(pack(chart(packages)), {.bytes = 8 << 20}) ==
        "charts/2.tgz: more than 8 MiB when it is unpacked");
}

TEST_CASE("nothing is written") {
  const Folder folder;
  folder.write("in/chart.tgz", pack(chart({{"ci/charts/in.tgz", pack(chart())}, {"../out", "x"}})));
  fs::current_path(folder.path());
  CHECK(!read_chart_files("in/chart.tgz"));
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
    names.insert(entry.path().lexically_relative(folder.path()).native());
  fs::current_path(ESTAFETTE_LINT_SOURCE_DIR);
  CHECK(names == std::set<std::string>{"in", "in/chart.tgz"});
}

}  // namespace estafette_lint
