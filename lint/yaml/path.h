// A path from the root of the values to a key or an item, and its written form.
//
//   format_path({"api", "config", "files", "credentials.yaml", "credentials", 0, "username"})
//   gives  api.config.files["credentials.yaml"].credentials[0].username
#pragma once

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/result.h"

namespace estafette_lint {

/// One step: a key of a map, or a 0-based index of a list.
struct Step {
  std::string key;
  std::size_t index = 0;
  bool is_index = false;

  Step(std::string_view name) : key(name) {}                       // NOLINT: implicit by design
  Step(const char* name) : key(name) {}                            // NOLINT: implicit by design
  Step(const std::string& name) : key(name) {}                     // NOLINT: implicit by design
  Step(std::size_t position) : index(position), is_index(true) {}  // NOLINT: implicit by design
  friend auto operator<=>(const Step&, const Step&) = default;
};

using Path = std::vector<Step>;

/// The written form; brackets and quotes where a key is not `[A-Za-z0-9_-]+`. The root gives "".
[[nodiscard]] std::string format_path(std::span<const Step> path);

/// Reads the written form. Errors carry the span of the fault within `text`.
[[nodiscard]] Result<Path> parse_path(std::string_view text);

/// `base` with more steps behind it.
[[nodiscard]] Path join(Path base, std::initializer_list<Step> steps);

}  // namespace estafette_lint
