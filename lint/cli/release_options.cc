#include "lint/cli/release_options.h"

#include <fmt/format.h>

#include <string_view>

#include "lint/cli/option_values.h"
#include "lint/cli/output.h"

namespace estafette_lint {
namespace {

/// Helm's limit: release names become labels and parts of object names.
constexpr std::size_t kMaxReleaseName = 53;

/// Helm's rule: parts of lower-case letters, digits and '-', parted by dots, none of them with '-' at an end.
bool is_release_name(std::string_view name) {
  const auto is_alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (name.size() > kMaxReleaseName) return false;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const bool at_border = i == name.size() || name[i] == '.';
    if (at_border && (i == 0 || !is_alphanumeric(name[i - 1]))) return false;
    if (at_border) continue;
    const bool starts_part = i == 0 || name[i - 1] == '.';
    if (!is_alphanumeric(name[i]) && (name[i] != '-' || starts_part)) return false;
  }
  return true;
}

}  // namespace

ChartWords::ChartWords(CommandLine& line, const char* group)
    : version_(line.value("--chart-version", "VERSION",
                          "The chart's release (default: what the file names, else the newest)", group)),
      path_(line.value("--chart", "PATH", "A chart on disk instead: its directory or .tgz package", group)) {}

ChartOptions ChartWords::read() const {
  if (!version_.empty() && !path_.empty()) {
    misuse("'--chart' and '--chart-version' both say which chart is meant: give one of them");
  }
  return {.version = single("--chart-version", version_, ""), .path = single("--chart", path_, "")};
}

ReleaseWords::ReleaseWords(CommandLine& line, const char* group)
    : name_(line.value("--release-name", "NAME",
                       "The name of the Helm release (default: what the file names, else estafette-ci)",
                       group)),
      chart_(line, group),
      kube_version_(line.value("--kube-version", "VERSION",
                               "The cluster's Kubernetes, such as 1.27 (default: any)", group)),
      helm_version_(line.value("--helm-version", "VERSION",
                               "The Helm that installs it, such as 3.17.4 (default: newest 3)", group)) {}

ReleaseOptions ReleaseWords::read() const {
  ReleaseOptions options;
  if (!name_.empty()) options.name = single("--release-name", name_, "");
  if (options.name && !is_release_name(*options.name)) {
    misuse(fmt::format("{} is no name of a Helm release: lower-case letters, digits, '-' and '.', at most {}",
                       in_quotes(*options.name), kMaxReleaseName));
  }
  options.chart = chart_.read();
  options.kube_version = tool_version("--kube-version", kube_version_, "1.27");
  options.helm_version = tool_version("--helm-version", helm_version_, "3.17.4").value_or(kNewestHelm3);
  if (options.helm_version.major < 3) {
    misuse(fmt::format("{} for '--helm-version': what Helm does is known from version 3 on",
                       in_quotes(helm_version_.front())));
  }
  return options;
}

}  // namespace estafette_lint
