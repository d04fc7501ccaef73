#include "lint/engine/input_faults.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "lint/text/line_index.h"
#include "lint/text/utf8.h"
#include "lint/values/secrets.h"

namespace estafette_lint {

Failure failure_of(const Source& source, const TextError& error) {
  const Position at = LineIndex(source.text).position(error.span.begin);
  return {source.name, at.line, at.column, error.message, error.hint};
}

Failure failure_of(const SetFault& fault) {
  const Source& source = *fault.argument->layer.source;
  const SecretMask secrets(source, fault.argument->layer.tree);
  const std::string_view text = source.text;
  Failure failure;
  failure.origin = Origin::kSet;
  failure.file = secrets.mask_source(text, {0, static_cast<std::uint32_t>(text.size())});
  failure.column = static_cast<std::uint32_t>(count_code_points(text.substr(0, fault.error.span.begin)) + 1);
  failure.message = secrets.mask(fault.error.message);
  failure.hint = fault.error.hint;
  return failure;
}

void add_notes(std::span<const DroppedPart> dropped, std::vector<Note>& notes) {
  for (const DroppedPart& part : dropped) {
    const Source& source = *part.layer->source;
    const std::uint32_t line = LineIndex(source.text).position(part.text.span.begin).line;
    notes.push_back(
        {source.name,
         part.text.other_document
             ? fmt::format("line {}: another document starts here; only the first one is judged, as Helm 3 "
                           "reads no more (Helm 4 merges them)",
                           line)
             : fmt::format("line {}: Helm silently drops the text from here on; it is not judged", line)});
  }
}

}  // namespace estafette_lint
