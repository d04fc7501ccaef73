#include "lint/report/locations.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "lint/text/utf8.h"

namespace estafette_lint {

Locations::Locations(std::span<const FileResult> results) {
  for (const FileResult& result : results) {
    for (const LintedSource& each : result.sources) sources_.emplace(each.source, each.origin);
  }
}

PositionRange Locations::of(const Finding& finding) { return in_source(finding.source, finding.span); }

PositionRange Locations::of(const Related& related) { return in_source(related.source, related.span); }

const LineIndex* Locations::lines(const Source* source) {
  const File* const file = find(source);
  return file == nullptr ? nullptr : &file->lines;
}

Locations::File* Locations::find(const Source* source) {
  const auto known = files_.find(source);
  if (known != files_.end()) return &known->second;
  const auto origin = sources_.find(source);
  if (origin == sources_.end() || origin->second == Origin::kSet) return nullptr;
  return &files_.emplace(source, File{LineIndex(source->text), 0, {}}).first->second;
}

PositionRange Locations::in_source(const Source* source, Span span) {
  if (File* const file = find(source)) {
    const Position begin = position(*file, source->text, span.begin);
    return {begin, span.empty() ? begin : position(*file, source->text, span.end)};
  }
  if (!sources_.contains(source)) return {};
  // An argument is one line, whatever stands in it.
  const std::string_view argument = source->text;
  const auto column = [&](std::uint32_t offset) {
    return static_cast<std::uint32_t>(count_code_points(argument.substr(0, offset)) + 1);
  };
  const std::uint32_t begin = column(span.begin);
  return {{1, begin}, {1, std::max(begin, column(span.end))}};
}

Position Locations::position(File& file, std::string_view text, std::uint32_t offset) {
  // Not from 0: a byte order mark is no column.
  if (file.offset > 0 && file.offset <= offset && offset < file.lines.line_start(file.position.line + 1)) {
    const std::size_t between = count_code_points(text.substr(file.offset, offset - file.offset));
    file.position.column += static_cast<std::uint32_t>(between);
  } else {
    file.position = file.lines.position(offset);
  }
  file.offset = offset;
  return file.position;
}

}  // namespace estafette_lint
