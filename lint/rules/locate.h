// Where a report points for a value: the bytes that decide it, or the key nearest to where it belongs.
//
//   const Lookup found = subject.values.lookup(place.path);
//   const Located located = locate(found, place.path.size());
#pragma once

#include <cstddef>
#include <vector>

#include "lint/rules/violation.h"
#include "lint/values/values.h"

namespace estafette_lint {

struct Located {
  Site site;
  std::vector<RelatedSite> related;  ///< where a value stands that a `<<` brought in
};

/// The place of what was looked up with a path of `depth` steps. Where nobody wrote it, that of the nearest
/// key above it that is written; its origin is then the chart's default, unless what is written there leaves
/// no room for the path (`db-client:` with nothing under it decides `db-client.enabled`).
[[nodiscard]] Located locate(const Lookup& lookup, std::size_t depth);

/// The place of a value that a user wrote: a scalar's own bytes, an alias's, or the key of a map, a list or
/// an empty value. Within a list, where there is no key, the first key or bracket. REQUIRES: `value` holds a
/// layer.
[[nodiscard]] Located locate_value(const Value& value);

/// The place of a value's key, or of the `<<` or alias that brought it in. REQUIRES: `value` holds a layer.
[[nodiscard]] Located locate_written_key(const Value& value);

/// The key's bytes. REQUIRES: `value` holds a layer.
[[nodiscard]] Site locate_key(const Value& value);

}  // namespace estafette_lint
