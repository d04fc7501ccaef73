// A range of bytes in a text: the only kind of position that the layers below the reports know.
#pragma once

#include <algorithm>
#include <cstdint>

namespace estafette_lint {

/// Byte offsets, 0-based from the first byte of the file (a byte order mark counts); `end` is exclusive.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr bool empty() const { return begin >= end; }
  [[nodiscard]] constexpr std::uint32_t length() const { return empty() ? 0 : end - begin; }
  [[nodiscard]] constexpr bool contains(std::uint32_t offset) const {
    return begin <= offset && offset < end;
  }
  friend constexpr bool operator==(const Span&, const Span&) = default;
};

}  // namespace estafette_lint
