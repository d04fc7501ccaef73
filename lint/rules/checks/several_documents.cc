#include "lint/rules/checks/several_documents.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace estafette_lint {
namespace {

/// Whether the text holds nothing but blanks, comments and the marks that part documents.
bool holds_nothing(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.starts_with("---") || line.starts_with("...")) line.remove_prefix(3);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] != '#') return false;
  }
  return true;
}

std::string_view problem_of(const DroppedPart& dropped) {
  if (!dropped.text.other_document) {
    return "by its indentation, the text from here on belongs to nothing before it: Helm 3 and Helm 4 drop "
           "it without "
           "a word";
  }
  if (!dropped.text.split) {
    return "the document ended before this: Helm 3 and Helm 4 drop the text from here on without a word";
  }
  if (dropped.text.behind_nothing) {
    return "a second document starts here, and the first is empty: Helm 3 reads only the first, so it sees "
           "no values "
           "at all; Helm 4 merges them";
  }
  return "a second document starts here: Helm 3 reads only the first and drops the rest without a word; Helm "
         "4 merges "
         "them in order";
}

/// The first line of what is dropped: the rest would bury the report.
Span first_line(std::string_view text, Span span) {
  const std::size_t end = text.find_first_of("\r\n", span.begin);
  if (end == std::string_view::npos || end >= span.end || end == span.begin) return span;
  return {span.begin, static_cast<std::uint32_t>(end)};
}

}  // namespace

std::vector<Violation> check_one_document(const CheckInput& input) {
  std::vector<Violation> result;
  for (const DroppedPart& dropped : input.subject.dropped) {
    const std::string_view text = dropped.layer->source->text;
    const Span span = dropped.text.span;
    if (holds_nothing(text.substr(span.begin, span.length()))) continue;
    Violation violation;
    violation.site = {dropped.layer, first_line(text, span), dropped.layer->origin};
    violation.facts = {{"problem", std::string(problem_of(dropped))}};
    result.push_back(std::move(violation));
  }
  return result;
}

}  // namespace estafette_lint
