#include "lint/cli/input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "lint/text/nearest.h"
#include "lint/yaml/limits.h"

namespace estafette_lint {
namespace {

constexpr std::size_t kChunkBytes = 64UL * 1024;

/// Closes a file that was opened for reading, where an error of closing means nothing.
class OpenFile {
 public:
  explicit OpenFile(const std::string& name)
      : descriptor_(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

InputError error_of(int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
      return {.message = "there is no such file", .hint = {}, .missing = true};
    case EISDIR:
      return {"this is a directory, not a file", "name the values files in it"};
    case EACCES:
      return {"no permission to read it", {}};
    default:
      return {fmt::format("cannot be read: {}", std::strerror(code)), {}};
  }
}

/// "did you mean 'values.yaml'?" for a name that is missing in its folder, or nothing.
std::string nearest_neighbour(const std::filesystem::path& missing) {
  namespace fs = std::filesystem;
  constexpr std::size_t kMaxNeighbours = 1000;  // a folder of more has a near name for anything
  if (!missing.has_filename()) return {};
  const fs::path folder = missing.parent_path();
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator at(folder.empty() ? fs::path(".") : folder, error);
  for (; !error && at != fs::directory_iterator() && names.size() < kMaxNeighbours; at.increment(error)) {
    names.push_back(at->path().filename().native());
  }
  std::ranges::sort(names);
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string_view near = nearest_name(missing.filename().native(), known);
  return near.empty() ? std::string() : fmt::format("did you mean '{}'?", (folder / near).native());
}

Result<std::string, InputError> read_all(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return error_of(errno);
  if (S_ISDIR(status.st_mode)) return error_of(EISDIR);

  std::string text;
  // One byte more than a file has: then the read that finds its end needs no more room. A pipe has size 0.
  const std::size_t room = status.st_size > 0 ? static_cast<std::size_t>(status.st_size) + 1 : kChunkBytes;
  std::size_t size = 0;
  for (;;) {
    if (size == text.size()) text.resize(std::min(size + room, kMaxFileBytes + 1));
    const ssize_t got = ::read(descriptor, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error_of(errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > kMaxFileBytes) {
      return InputError{fmt::format("larger than {} MiB", kMaxFileBytes / (1024UL * 1024)),
                        "a values file has a few hundred lines: is this the right file?"};
    }
  }
  text.resize(size);
  return text;
}

bool is_hidden(const std::filesystem::path& path) { return path.filename().native().starts_with('.'); }

}  // namespace

Result<std::string, InputError> read_file(const std::string& name) {
  const OpenFile file(name);
  if (file.descriptor() < 0) {
    InputError error = error_of(errno);
    std::error_code unreadable;
    if (error.missing && std::filesystem::is_symlink(name, unreadable)) {
      return InputError{"the file that this link points to does not exist", {}};
    }
    if (error.missing) error.hint = nearest_neighbour(name);
    return error;
  }
  return read_all(file.descriptor());
}

Result<std::string, InputError> read_standard_input() { return read_all(STDIN_FILENO); }

Result<RuleFiles, InputError> read_rule_files(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(directory, error)) {
    const bool exists = fs::exists(directory, error);
    if (exists) return InputError{"not a directory", {}};
    return InputError{"there is no such directory", nearest_neighbour(directory)};
  }
  std::vector<std::string> names;
  RuleFiles found;
  // Links to folders are not followed, so that no circle of them keeps this busy; links to files are (a
  // mounted ConfigMap consists of them).
  fs::recursive_directory_iterator at(directory, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (is_hidden(at->path())) {
      at.disable_recursion_pending();
      continue;
    }
    std::error_code unreadable;
    if (at->is_directory(unreadable)) continue;
    const std::string& name = at->path().native();
    if (name.ends_with(".yaml")) names.push_back(name);
    if (name.ends_with(".yml")) {
      found.errors.push_back(
          {.file = name, .message = "a rule file's name ends in .yaml", .hint = "rename it"});
    }
  }
  if (error) return InputError{fmt::format("cannot be read: {}", error.message()), {}};
  if (names.empty() && found.errors.empty()) return InputError{"no rule file (*.yaml) in it", {}};

  std::ranges::sort(names);
  for (std::string& name : names) {
    Result<std::string, InputError> text = read_file(name);
    if (text) {
      found.files.push_back({std::move(name), std::move(text).value()});
    } else {
      found.errors.push_back(
          {.file = std::move(name), .message = text.error().message, .hint = text.error().hint});
    }
  }
  return found;
}

}  // namespace estafette_lint
