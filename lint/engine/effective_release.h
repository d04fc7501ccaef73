// The effective values of one release for who shows them, with the secrets of all layers.
//
//   const EffectiveRelease release({.files = files, .arguments = arguments}, chart);
//   if (release.values() == nullptr) return report(release.failures());
//   render_effective_yaml(release, {.origins = true});       // report/effective.h
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/lint.h"
#include "lint/rules/chart_model.h"
#include "lint/values/secrets.h"
#include "lint/values/set_argument.h"
#include "lint/values/values.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

class EffectiveRelease {
 public:
  /// The layers and the chart outlive it. There is at least one layer.
  EffectiveRelease(const ReleaseLayers& layers, const ChartModel& chart);
  EffectiveRelease(const EffectiveRelease&) = delete;
  EffectiveRelease& operator=(const EffectiveRelease&) = delete;
  ~EffectiveRelease() = default;

  /// Null where a layer cannot be read or an argument has no room: failures() says why.
  [[nodiscard]] const Values* values() const { return values_ ? &*values_ : nullptr; }
  [[nodiscard]] const std::vector<Failure>& failures() const { return failures_; }
  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }
  [[nodiscard]] const ChartModel& chart() const { return chart_; }
  [[nodiscard]] std::span<const SetArgument* const> arguments() const { return layers_.arguments; }

  /// Hides the secrets of all layers in any text. Found when it is first asked for.
  [[nodiscard]] const SecretMask& secrets() const;

 private:
  void read_files();
  void find_secrets() const;

  ReleaseLayers layers_;
  const ChartModel& chart_;
  std::deque<Document> documents_;
  std::deque<Layer> file_layers_;  // values_ holds their addresses
  std::vector<const Layer*> files_;
  std::optional<Values> values_;
  std::vector<Failure> failures_;
  std::vector<Note> notes_;
  mutable std::optional<SecretMask> secrets_;
};

}  // namespace estafette_lint
