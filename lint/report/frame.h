// The line of a source that a finding is about, made safe to show, with carets under the span.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lint/text/source.h"
#include "lint/text/span.h"
#include "lint/values/secrets.h"

namespace estafette_lint {

struct Frame {
  std::string text;    ///< masked, escaped, and cut around the span where it is long; no line break
  std::string carets;  ///< blanks, then `^~~~`, as wide as what is shown of the span on its first line
};

/// Nothing for an empty source. `line_start` is the offset at which the line that `span` begins in starts.
/// Takes the same time for a line of any length.
[[nodiscard]] std::optional<Frame> make_frame(const Source& source, const SecretMask& secrets,
                                              std::uint32_t line_start, Span span);

}  // namespace estafette_lint
