#include "lint/text/line_index.h"

#include <algorithm>

#include "lint/text/utf8.h"

namespace estafette_lint {

LineIndex::LineIndex(std::string_view text) : text_(text) {
  starts_.push_back(0);
  for (std::size_t i = find_line_break(text, 0); i < text.size(); i = find_line_break(text, i)) {
    i += text.substr(i, 2) == "\r\n" ? 2U : 1U;
    starts_.push_back(static_cast<std::uint32_t>(i));
  }
}

Position LineIndex::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts_.begin());
  std::string_view before = text_.substr(starts_[line - 1], offset - starts_[line - 1]);
  if (line == 1 && before.starts_with(kByteOrderMark)) before.remove_prefix(kByteOrderMark.size());
  return {line, static_cast<std::uint32_t>(count_code_points(before)) + 1};
}

std::string_view LineIndex::line(std::uint32_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::size_t begin = starts_[number - 1];
  return text_.substr(begin, find_line_break(text_, begin) - begin);
}

std::uint32_t LineIndex::line_start(std::uint32_t number) const {
  if (number == 0) return 0;
  if (number > starts_.size()) return static_cast<std::uint32_t>(text_.size());
  return starts_[number - 1];
}

}  // namespace estafette_lint
