#include "lint/cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "lint/text/escape.h"

namespace estafette_lint {
namespace {

/// 0, or the number of the error.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

WriteError error_of(int code, std::string_view where) {
  if (code == 0) return std::nullopt;
  if (code == EPIPE) return std::string();
  return fmt::format("cannot write to {}: {}", where, std::strerror(code));
}

/// 0, or the number of the error. `flags` are those of open() beside the ones for writing.
int write_to(const std::string& name, std::string_view text, int flags, std::optional<mode_t> mode) {
  constexpr mode_t kNewFile = 0666;  // less the umask
  const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | flags, kNewFile);
  if (descriptor < 0) return errno;
  if (mode) static_cast<void>(::fchmod(descriptor, *mode));  // at worst the report keeps the usual mode
  const int failed = write_all(descriptor, text);
  const int unclosed = ::close(descriptor) == 0 ? 0 : errno;  // a full disk may show here only
  return failed != 0 ? failed : unclosed;
}

}  // namespace

void reserve_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number is this one. Opened for the wrong direction, so that its use is still an error.
    static_cast<void>(::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

void print_error(std::string_view line) {
  static_cast<void>(write_all(STDERR_FILENO, line));  // nobody is left to be told
  static_cast<void>(write_all(STDERR_FILENO, "\n"));
}

std::string in_quotes(std::string_view text) { return fmt::format("'{}'", escape_for_display(text)); }

WriteError write_standard_output(std::string_view text) {
  return error_of(write_all(STDOUT_FILENO, text), "standard output");
}

WriteError write_standard_error(std::string_view text) {
  return error_of(write_all(STDERR_FILENO, text), "standard error");
}

WriteError write_file(const std::string& name, std::string_view text) {
  const std::string shown = in_quotes(name);
  struct stat status {};
  const bool exists = ::stat(name.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) return error_of(write_to(name, text, 0, std::nullopt), shown);

  // A link stays a link: the file behind it is replaced.
  std::error_code unresolved;
  std::string target = exists ? std::filesystem::canonical(name, unresolved).native() : name;
  if (unresolved) target = name;
  const std::string temporary = fmt::format("{}.{}.tmp", target, ::getpid());
  const std::optional<mode_t> mode = exists ? std::optional(status.st_mode & 07777U) : std::nullopt;
  const int failed = write_to(temporary, text, O_EXCL, mode);
  if (failed == 0 && ::rename(temporary.c_str(), target.c_str()) == 0) return std::nullopt;
  if (failed != EEXIST) ::unlink(temporary.c_str());
  if (failed == ENOSPC || failed == EDQUOT || failed == EFBIG || failed == EIO)
    return error_of(failed, shown);
  // The folder takes no new file, or the file is one that cannot be replaced (a mount).
  return error_of(write_to(name, text, O_TRUNC, std::nullopt), shown);
}

}  // namespace estafette_lint
