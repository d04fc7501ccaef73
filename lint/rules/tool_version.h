// The versions of the tools around the chart, as people write them: "1.27", "v3.17.4", "v1.27.3-gke.100".
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace estafette_lint {

struct ToolVersion {
  int major = 0;
  int minor = 0;
  int patch = 0;
  // clang-tidy 14 takes the 0 that the compiler compares with here for a null pointer.
  friend auto operator<=>(const ToolVersion&, const ToolVersion&) = default;  // NOLINT(modernize-use-nullptr)
};

/// The newest Helm 3 whose behaviour is known: what a run is about unless it is told otherwise.
inline constexpr ToolVersion kNewestHelm3 = {3, 22, 0};

/// A major and a minor part at least; what stands behind the patch (`-rc.1`, `+k3s1`) is left out. Nothing
/// where it is no version.
[[nodiscard]] std::optional<ToolVersion> parse_tool_version(std::string_view text);

}  // namespace estafette_lint
