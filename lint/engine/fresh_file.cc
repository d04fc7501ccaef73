#include "lint/engine/fresh_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/fix_order.h"
#include "lint/text/edit.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct CommentLayout {
  std::string_view line_break = "\n";
  std::size_t indent = 0;  ///< blanks before each line
  std::size_t cut = 0;     ///< how much of each line is left out at its start
};

std::string as_comment(std::span<const std::string_view> lines, const CommentLayout& layout) {
  std::string text;
  for (const std::string_view line : lines) {
    text.append(layout.indent, ' ');
    text += fmt::format("# {}{}", line.substr(std::min(layout.cut, line.size())), layout.line_break);
  }
  return text;
}

/// The order of the findings is that of the file; here the guide's counts.
std::vector<const Finding*> in_guide_order(const std::vector<Finding>& findings, const ChartModel& chart) {
  std::vector<const Finding*> ordered;
  ordered.reserve(findings.size());
  for (const Finding& finding : findings) ordered.push_back(&finding);
  std::stable_sort(ordered.begin(), ordered.end(), [&chart](const Finding* a, const Finding* b) {
    return guide_order(*a->rule, a->component, chart) < guide_order(*b->rule, b->component, chart);
  });
  return ordered;
}

/// The end of the lines that belong to a key at the top: where the next one starts, or the text ends.
std::uint32_t end_of(std::span<const Entry> entries, std::size_t at, std::string_view text) {
  return at + 1 < entries.size() ? entries[at + 1].key_span.begin : static_cast<std::uint32_t>(text.size());
}

}  // namespace

bool has_no_values(const Source& source) {
  const Result<Document> document = read_document(source.text);
  return document && document.value().tree.root == kNoNode && document.value().dropped.empty();
}

void add_reminders(Source& source, const FileResult& result, const ChartModel& chart) {
  const Result<Document> document = read_document(source.text);
  if (!document || document.value().tree.root == kNoNode) return;
  const Tree& tree = document.value().tree;
  const std::span<const Entry> entries = tree.entries_of(tree.root);
  std::vector<Edit> edits;
  const auto size = static_cast<std::uint32_t>(source.text.size());
  const std::string_view line_break = source.text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  const bool open_line = !source.text.ends_with('\n');
  for (const Finding* each : in_guide_order(result.findings, chart)) {
    const Finding& finding = *each;
    if (!finding.fix || finding.fix->safety != FixSafety::kManual || finding.yaml.empty()) continue;
    const std::vector<std::string_view> lines = lines_of(finding.yaml);
    const std::string title = fmt::format("to be filled in by a person [{}]:", finding.rule->id);
    const std::string_view key = lines.front().substr(0, lines.front().find(':'));
    std::size_t at = 0;
    while (at < entries.size() && entries[at].key != key) ++at;
    const bool is_there = at < entries.size();
    constexpr std::size_t kIndent = 2;
    const std::string_view heading[] = {title};
    std::string comment = as_comment(heading, {line_break, is_there ? kIndent : 0});
    comment += is_there ? as_comment(std::span(lines).subspan(1), {line_break, kIndent, kIndent})
                        : as_comment(lines, {line_break});
    const std::uint32_t place = is_there ? end_of(entries, at, source.text) : size;
    edits.push_back({{place, place}, std::move(comment)});
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  // At the end of a line that no line break ends.
  const auto last =
      std::find_if(edits.begin(), edits.end(), [size](const Edit& edit) { return edit.span.begin == size; });
  if (open_line && last != edits.end()) last->text.insert(0, line_break);
  source.text = apply_edits(source.text, edits);
}

}  // namespace estafette_lint
