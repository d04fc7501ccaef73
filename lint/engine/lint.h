// Lints one source, or the layers of one release: bytes in, findings out, no I/O.
//
//   const FileResult result = lint_source(source, chart, {.rules = selected.rules});
//   const FileResult release = lint_release({.files = files, .arguments = arguments}, chart, options);
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "lint/engine/finding.h"
#include "lint/engine/release_files.h"
#include "lint/rules/rule.h"
#include "lint/rules/tool_version.h"
#include "lint/text/source.h"
#include "lint/values/set_argument.h"

namespace estafette_lint {

/// The release name where nobody says another.
inline constexpr std::string_view kDefaultReleaseName = "estafette-ci";

struct LintOptions {
  std::span<const Rule* const> rules;
  /// Nothing: as the file says (a HelmRelease, an Application), else the default.
  std::optional<std::string_view> release_name = std::nullopt;
  ReadingOptions reading = {};
  std::optional<ToolVersion> kube_version;  ///< of the cluster, where it is known
  ToolVersion helm_version = kNewestHelm3;
  /// The file of a release that fixes write new values to; null: the last one.
  const Source* fix_in = nullptr;
  bool affirm = false;  ///< give the affirmations, too
};

/// What `helm upgrade` would be given.
struct ReleaseLayers {
  std::span<const Source* const> files;           ///< lowest first
  std::span<const SetArgument* const> arguments;  ///< in any order: Helm gives each kind its turn
  bool complete = true;  ///< false: a layer could not be read, so that the others are parsed but not judged
};

/// Lints each release that the source holds. The source outlives the result.
[[nodiscard]] FileResult lint_source(const Source& source, const ChartModel& chart,
                                     const LintOptions& options);

/// The layers outlive the result. There is at least one of them, and each file holds the values of one
/// release.
[[nodiscard]] FileResult lint_release(const ReleaseLayers& layers, const ChartModel& chart,
                                      const LintOptions& options);

}  // namespace estafette_lint
