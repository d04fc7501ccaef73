// Walks through a package of Helm (a gzip-compressed tar archive) that is held in memory. The only user of
// libarchive.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace estafette_lint {

/// A file of the archive, while it is walked.
struct ArchiveFile {
  std::string_view name;  ///< without the folder at the top that holds everything
  std::size_t size = 0;   ///< unpacked
};

/// What to do with an archive's entries. Each function gives what is wrong, empty where all is well; that
/// ends the walk.
struct ArchiveVisitor {
  /// For every entry, folders too, with its unpacked size, before anything of it is unpacked.
  std::function<std::string(std::size_t size)> on_entry;
  /// Whether the contents of a file are wanted.
  std::function<bool(const ArchiveFile& file)> wants;
  std::function<std::string(const ArchiveFile& file, std::string contents)> on_file;
};

/// Gives what is wrong, as a sentence without its end; empty where nothing is.
[[nodiscard]] std::string walk_archive(std::string_view bytes, const ArchiveVisitor& visitor);

}  // namespace estafette_lint
