#include "lint/engine/kubernetes_note.h"

#include <fmt/format.h>

#include <string_view>

namespace estafette_lint {
namespace {

/// By major and minor part: a patch changes no API.
bool is_before(const ToolVersion& a, const ToolVersion& b) {
  return a.major != b.major ? a.major < b.major : a.minor < b.minor;
}

}  // namespace

std::optional<std::string> kubernetes_note(const ChartModel& chart,
                                           const std::optional<ToolVersion>& kube_version) {
  if (!kube_version || chart.keys == nullptr) return std::nullopt;
  const Release& release = chart.keys->releases[chart.release];
  const auto say = [&](std::string_view bound, std::string_view version) {
    return fmt::format(
        "chart {} does not install on Kubernetes {}.{}: {} is the {} that takes all of its objects",
        chart.version, kube_version->major, kube_version->minor, version, bound);
  };
  const std::optional<ToolVersion> min = parse_tool_version(release.kubernetes_min);
  if (min && is_before(*kube_version, *min)) return say("first", release.kubernetes_min);
  const std::optional<ToolVersion> max = parse_tool_version(release.kubernetes_max);
  if (max && is_before(*max, *kube_version)) return say("last", release.kubernetes_max);
  return std::nullopt;
}

}  // namespace estafette_lint
