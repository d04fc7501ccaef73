// The effective values of one release for who shows them, with the secrets of all layers.
//
//   const EffectiveRelease release({.files = files, .arguments = arguments}, chart);
//   if (release.values() == nullptr) return report(release.failures());
//   render_effective_yaml(release, {.origins = true});       // report/effective.h
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/lint.h"
#include "lint/engine/release_files.h"
#include "lint/rules/chart_model.h"
#include "lint/values/secrets.h"
#include "lint/values/set_argument.h"
#include "lint/values/values.h"

namespace estafette_lint {

class EffectiveRelease {
 public:
  /// The layers and the chart outlive it. There is at least one layer.
  EffectiveRelease(const ReleaseLayers& layers, const ChartModel& chart, const ReadingOptions& options = {});
  EffectiveRelease(const EffectiveRelease&) = delete;
  EffectiveRelease& operator=(const EffectiveRelease&) = delete;
  ~EffectiveRelease() = default;

  /// Null where a layer cannot be read or an argument has no room: failures() says why.
  [[nodiscard]] const Values* values() const { return values_ ? &*values_ : nullptr; }
  [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }
  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }
  /// The one that was given, or that a file names.
  [[nodiscard]] const ChartModel& chart() const { return files_.chart(); }
  [[nodiscard]] std::span<const SetArgument* const> arguments() const { return layers_.arguments; }

  /// Hides the secrets of all layers in any text. Found when it is first asked for.
  [[nodiscard]] const SecretMask& secrets() const;

 private:
  void find_secrets() const;

  ReleaseLayers layers_;
  ReleaseFiles files_;  // values_ holds addresses of it
  std::optional<Values> values_;
  std::vector<Failure> failures_;
  std::vector<Note> notes_;
  mutable std::optional<SecretMask> secrets_;
};

}  // namespace estafette_lint
