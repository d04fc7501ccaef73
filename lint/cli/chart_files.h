// Reads the files of a chart: a directory, or a package (.tgz) with what is packed in it. Nothing is written.
//
//   Result<std::vector<Source>, ChartFileError> files = read_chart_files("estafette-ci-1.5.14.tgz");
//   // "Chart.yaml", "templates/…", "charts/nats/values.yaml", …
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lint/text/result.h"
#include "lint/text/source.h"

namespace estafette_lint {

/// Bounds on what is taken in, all charts in a chart together. The largest release of Estafette CI unpacks to
/// 250 files and 3 MB.
struct ChartLimits {
  std::size_t entries = 20'000;                ///< files and folders, those that nobody needs too
  std::size_t bytes = 64UL * 1024 * 1024;      ///< unpacked, likewise
  std::size_t file_bytes = 5UL * 1024 * 1024;  ///< of one file that is needed; Helm's own limit
  std::size_t depth = 8;                       ///< charts in charts
};

struct ChartFileError {
  std::string place;  ///< what in the chart it is about: "charts/nats-0.8.9.tgz", or empty
  std::string message;
  std::string hint;
};

/// What a chart's keys and defaults are read from, named from its folder on. A package in `charts/` comes
/// unpacked, in a folder of its name. An archive that holds links, devices or names that lead out of it is
/// refused.
[[nodiscard]] Result<std::vector<Source>, ChartFileError> read_chart_files(const std::string& path,
                                                                           const ChartLimits& limits = {});

}  // namespace estafette_lint
