// The versions of Kubernetes and Helm as people write them.
#include "lint/rules/tool_version.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

namespace estafette_lint {

TEST_CASE("versions are read as people write them") {
  struct Row {
    std::string_view text;
    std::string_view parsed;  // empty: no version
  };
  const Row rows[] = {
      {"1.27", "1.27.0"},
      {"v1.27", "1.27.0"},
      {"1.27.3", "1.27.3"},
      {"v3.17.4", "3.17.4"},
      {"4.0.0-rc.1", "4.0.0"},
      {"v1.27.3-gke.100", "1.27.3"},
      {"1.31+k3s1", "1.31.0"},
      {"", ""},
      {"v", ""},
      {"1", ""},
      {"1.", ""},
      {"1.27.", ""},
      {"1.x", ""},
      {"1.27 ", ""},
      {" 1.27", ""},
      {"-1.27", ""},
      {"1.-27", ""},
      {"+1.27", ""},
      {"1.27-", ""},
      {"latest", ""},
      {"1.99999999999", ""},
      {"1.27.3.4", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::optional<ToolVersion> version = parse_tool_version(row.text);
    CHECK((version ? fmt::format("{}.{}.{}", version->major, version->minor, version->patch)
                   : std::string()) == row.parsed);
  }
  CHECK(ToolVersion{1, 24, 0} < ToolVersion{1, 25, 0});
  CHECK(ToolVersion{3, 17, 3} < kNewestHelm3);
}

}  // namespace estafette_lint
