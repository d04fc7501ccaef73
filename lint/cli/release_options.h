// Which release of the chart is meant, and what installs it where: options that the commands share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lint/cli/command_line.h"
#include "lint/rules/tool_version.h"

namespace estafette_lint {

/// Where the chart comes from; chart_choice.h makes its model.
struct ChartOptions {
  std::string version;  ///< --chart-version; empty: as a file says, else the newest; not yet checked
  std::string path;     ///< --chart, in place of a version: a directory or a package; empty: none is given

  [[nodiscard]] bool is_given() const { return !version.empty() || !path.empty(); }
};

class ChartWords {
 public:
  ChartWords(CommandLine& line, const char* group);
  [[nodiscard]] ChartOptions read() const;

 private:
  const std::vector<std::string>& version_;
  const std::vector<std::string>& path_;
};

struct ReleaseOptions {
  std::optional<std::string> name;  ///< of the Helm release; nothing: as a file says, else the default
  ChartOptions chart;
  std::optional<ToolVersion> kube_version;  ///< of the cluster, where it is known
  ToolVersion helm_version = kNewestHelm3;
};

class ReleaseWords {
 public:
  ReleaseWords(CommandLine& line, const char* group);
  [[nodiscard]] ReleaseOptions read() const;

 private:
  const std::vector<std::string>& name_;
  ChartWords chart_;
  const std::vector<std::string>& kube_version_;
  const std::vector<std::string>& helm_version_;
};

}  // namespace estafette_lint
