#include "lint/cli/replace_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "lint/cli/input.h"

namespace estafette_lint {
namespace {

std::string reason(std::string_view what, int code) {
  return fmt::format("{}: {}", what, std::strerror(code));
}

/// Closed when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { static_cast<void>(close()); }

  [[nodiscard]] int get() const { return number_; }
  /// 0, or the number of the error; a full disk may show here only.
  [[nodiscard]] int close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0 ? 0 : errno;
  }

 private:
  int number_;
};

/// Ctrl-C waits until the file is replaced or the temporary one is gone again.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&held, signal);
    sigprocmask(SIG_BLOCK, &held, &before_);
  }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// 0, or the number of the error.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// Access lists and labels, as far as the file system lets us.
void copy_attributes(const std::string& from, int to) {
  const ssize_t size = ::listxattr(from.c_str(), nullptr, 0);
  if (size <= 0) return;
  std::vector<char> names(static_cast<std::size_t>(size));
  const ssize_t listed = ::listxattr(from.c_str(), names.data(), names.size());
  for (ssize_t at = 0; at < listed;) {
    const std::string name(names.data() + at);
    at += static_cast<ssize_t>(name.size()) + 1;
    const ssize_t length = ::getxattr(from.c_str(), name.c_str(), nullptr, 0);
    if (length < 0) continue;
    std::vector<char> value(static_cast<std::size_t>(length));
    const ssize_t got = ::getxattr(from.c_str(), name.c_str(), value.data(), value.size());
    if (got >= 0)
      static_cast<void>(::fsetxattr(to, name.c_str(), value.data(), static_cast<std::size_t>(got), 0));
  }
}

/// The new file's text, owner and mode, brought to the disk; nothing where all went well.
std::optional<std::string> fill(Descriptor& file, std::string_view text, const struct stat& old,
                                const std::string& old_name) {
  struct stat made {};
  if (::fstat(file.get(), &made) != 0) return reason("cannot be written", errno);
  const bool other_owner = made.st_uid != old.st_uid || made.st_gid != old.st_gid;
  if (other_owner && ::fchown(file.get(), old.st_uid, old.st_gid) != 0) {
    return reason("its owner cannot be kept", errno);
  }
  if (const int code = write_all(file.get(), text)) return reason("cannot be written", code);
  copy_attributes(old_name, file.get());
  if (::fchmod(file.get(), old.st_mode & 07777U) != 0) return reason("its mode cannot be kept", errno);
  if (::fsync(file.get()) != 0) return reason("cannot be written", errno);
  if (const int code = file.close()) return reason("cannot be written", code);
  return std::nullopt;
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() >= 0) static_cast<void>(::fsync(descriptor.get()));  // not every file system can
}

}  // namespace

std::optional<std::string> replacement_fault(const std::string& name) {
  struct stat status {};
  if (::stat(name.c_str(), &status) != 0) return reason("it cannot be looked at", errno);
  if (!S_ISREG(status.st_mode)) return "it is no regular file";
  if (status.st_nlink > 1) return "it has another name (a hard link), which would keep the old text";
  return std::nullopt;
}

std::optional<std::string> replace_file(const std::string& name, std::string_view expected,
                                        std::string_view text) {
  std::error_code unresolved;
  const std::filesystem::path target = std::filesystem::canonical(name, unresolved);
  if (unresolved) return fmt::format("cannot be written: {}", unresolved.message());
  struct stat old {};
  if (::stat(target.c_str(), &old) != 0) return reason("cannot be written", errno);
  if (::access(target.c_str(), W_OK) != 0) return reason("cannot be written", errno);
  const auto is_unchanged = [&] {
    const Result<std::string, InputError> now = read_file(target.native());
    return now && now.value() == expected;
  };
  constexpr const char* kChanged = "has changed since it was read, and is left alone";
  if (!is_unchanged()) return kChanged;

  const SignalsHeld held;
  const std::string temporary =
      (target.parent_path() / fmt::format(".{}.{}.tmp", target.filename().native(), ::getpid())).native();
  constexpr mode_t kPrivate = 0600;  // until it has the mode of the file
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kPrivate));
  if (file.get() < 0) return reason("cannot be written, as its folder takes no new file", errno);
  std::optional<std::string> fault = fill(file, text, old, target.native());
  if (!fault && !is_unchanged()) fault = kChanged;
  if (!fault && std::rename(temporary.c_str(), target.c_str()) != 0)
    fault = reason("cannot be written", errno);
  if (fault) {
    ::unlink(temporary.c_str());
    return fault;
  }
  sync_folder(target.parent_path());
  return std::nullopt;
}

}  // namespace estafette_lint
