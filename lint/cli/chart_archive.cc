#include "lint/cli/chart_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <memory>

#include "lint/cli/output.h"

namespace estafette_lint {
namespace {

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

constexpr std::string_view kNoPackage = "no chart package (a gzip-compressed tar archive)";

std::string fault_of(archive* reader) {
  const char* const said = archive_error_string(reader);
  return said == nullptr ? "damaged" : fmt::format("damaged: {}", said);
}

/// What is wrong with the name of an entry; empty where it leads nowhere else.
std::string name_fault(std::string_view name) {
  if (name.empty()) return "an entry has no name";
  if (name.front() == '/' || (name.size() > 1 && name[1] == ':')) {
    return fmt::format("the name {} is not relative", in_quotes(name));
  }
  if (name.find('\\') != std::string_view::npos) {
    return fmt::format("the name {} holds a backslash", in_quotes(name));
  }
  for (std::string_view rest = name;;) {
    const std::size_t slash = rest.find('/');
    if (rest.substr(0, slash) == "..")
      return fmt::format("the name {} leads out of the chart", in_quotes(name));
    if (slash == std::string_view::npos) return {};
    rest.remove_prefix(slash + 1);
  }
}

/// What an entry is that is no file and no folder; empty where it is one of these.
std::string_view odd_kind(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return "a link";
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case AE_IFDIR:
      return {};
    case AE_IFLNK:
      return "a link";
    case AE_IFCHR:
    case AE_IFBLK:
      return "a device";
    case AE_IFIFO:
      return "a pipe";
    default:
      return "no file";
  }
}

std::string_view name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  std::string_view view = name == nullptr ? std::string_view() : name;
  while (view.starts_with("./")) view.remove_prefix(2);
  return view;
}

/// Reads no more than the size that the archive's header says.
std::string read_contents(archive* reader, std::size_t size, std::string& contents) {
  contents.resize(size);
  std::size_t at = 0;
  while (at < size) {
    const la_ssize_t got = archive_read_data(reader, contents.data() + at, size - at);
    if (got < 0) return fault_of(reader);
    if (got == 0) break;
    at += static_cast<std::size_t>(got);
  }
  contents.resize(at);
  return {};
}

std::string visit(archive* reader, archive_entry* entry, const ArchiveVisitor& visitor) {
  std::string_view name = name_of(entry);
  if (std::string fault = name_fault(name); !fault.empty()) return fault;
  if (const std::string_view kind = odd_kind(entry); !kind.empty()) {
    return fmt::format("{} is {}; a chart package holds files only", in_quotes(name), kind);
  }
  const bool is_file = archive_entry_filetype(entry) == AE_IFREG;
  const la_int64_t size = archive_entry_size(entry);
  if (size < 0) return fmt::format("{} has a size below zero", in_quotes(name));
  if (std::string fault = visitor.on_entry(static_cast<std::size_t>(size)); !fault.empty()) return fault;
  if (!is_file) return {};
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) {
    return fmt::format("{} stands outside of the chart's folder", in_quotes(name));
  }
  name.remove_prefix(slash + 1);
  const ArchiveFile file = {name, static_cast<std::size_t>(size)};
  if (!visitor.wants(file)) return {};
  std::string contents;
  // The name is the entry's, and holds until the next one.
  if (std::string fault = read_contents(reader, file.size, contents); !fault.empty()) return fault;
  return visitor.on_file(file, std::move(contents));
}

}  // namespace

std::string walk_archive(std::string_view bytes, const ArchiveVisitor& visitor) {
  const Archive reader(archive_read_new(), &archive_read_free);
  if (reader == nullptr || archive_read_support_filter_gzip(reader.get()) != ARCHIVE_OK ||
      archive_read_support_format_tar(reader.get()) != ARCHIVE_OK) {
    return "there is not enough memory to unpack it";
  }
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return std::string(kNoPackage);
  }
  for (bool first = true;; first = false) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader.get(), &entry);
    // One gzip and the bytes themselves: what is packed twice is small outside and has no end inside.
    if (archive_filter_count(reader.get()) != 2) return std::string(kNoPackage);
    if (result == ARCHIVE_EOF) return first ? "empty" : std::string();
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
      return first ? std::string(kNoPackage) : fault_of(reader.get());
    }
    if (std::string fault = visit(reader.get(), entry, visitor); !fault.empty()) return fault;
  }
}

}  // namespace estafette_lint
