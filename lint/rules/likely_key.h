// Finds the key that somebody meant who wrote one that no template reads.
//
//   likely_key(chart, {"api", "replicaCount"})       gives api.deployment.replicaCount, kElsewhere
//   likely_key(chart, {"api", "deploymnet"})         gives api.deployment, kSlip
//   likely_key(chart, {"db", "imagePullSecrets"})    gives db.image.credentials, kCredentials
#pragma once

#include <cstdint>
#include <span>

#include "lint/rules/chart_model.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

enum class Likeness : std::uint8_t {
  kNone,
  kSlip,         ///< a key beside it of a similar name
  kElsewhere,    ///< the key of that name stands elsewhere
  kRenamed,      ///< the release has it under a new name
  kOldName,      ///< the release has it under the name that it had before
  kCredentials,  ///< the component takes no pull secrets, but credentials, from which the chart makes one
};

struct LikelyKey {
  Likeness likeness = Likeness::kNone;
  Path path;  ///< from the root of the values; empty for kNone
};

/// REQUIRES: the path is not empty, the key above it is one of the chart's release, and the chart has keys.
[[nodiscard]] LikelyKey likely_key(const ChartModel& chart, std::span<const Step> path);

}  // namespace estafette_lint
