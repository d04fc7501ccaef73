// Puts a new text in the place of a file that somebody cares about, all or nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace estafette_lint {

/// Why a file cannot be replaced without harm, whatever is written; nothing where it can: it is no regular
/// file, or it has several names (hard links), which a replacement would part.
[[nodiscard]] std::optional<std::string> replacement_fault(const std::string& name);

/// Writes `text` to a new file in the same folder, brings it to the disk, and renames it: whoever looks sees
/// the old text or the new one, after a crash too. Mode, owner and extended attributes stay; behind a
/// symbolic link the real file is replaced. The file is left alone where it no longer holds `expected`. Gives
/// why it was left alone, safe to print; nothing where all went well.
[[nodiscard]] std::optional<std::string> replace_file(const std::string& name, std::string_view expected,
                                                      std::string_view text);

}  // namespace estafette_lint
