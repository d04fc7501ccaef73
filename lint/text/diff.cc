#include "lint/text/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace estafette_lint {
namespace {

using Lines = std::vector<std::string_view>;

/// Lines with their LF; only the last may have none.
Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

/// Old lines [old_begin, old_end) give way to new lines [new_begin, new_end).
struct Change {
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;
};

/// More steps than this are no fix but another file: then all between the equal ends is one change. The
/// memory grows with the square of it.
constexpr std::ptrdiff_t kMaxSteps = 1500;

/// Marks the lines that are in one text only, by the shortest edit script (Myers, 1986).
class LineMatcher {
 public:
  LineMatcher(const Lines& old_lines, const Lines& new_lines)
      : old_(old_lines),
        new_(new_lines),
        removed_(old_lines.size(), false),
        added_(new_lines.size(), false) {}

  std::vector<Change> run() {
    std::size_t begin = 0;
    while (begin < old_.size() && begin < new_.size() && old_[begin] == new_[begin]) ++begin;
    std::size_t tail = 0;
    while (tail < old_.size() - begin && tail < new_.size() - begin &&
           old_[old_.size() - 1 - tail] == new_[new_.size() - 1 - tail]) {
      ++tail;
    }
    begin_ = begin;
    old_count_ = static_cast<std::ptrdiff_t>(old_.size() - begin - tail);
    new_count_ = static_cast<std::ptrdiff_t>(new_.size() - begin - tail);
    mark();
    slide(old_, removed_);
    slide(new_, added_);
    return collect();
  }

 private:
  [[nodiscard]] bool equal(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return old_[begin_ + static_cast<std::size_t>(x)] == new_[begin_ + static_cast<std::size_t>(y)];
  }

  void mark() {
    if (!find_trace()) {
      std::fill_n(removed_.begin() + static_cast<std::ptrdiff_t>(begin_), old_count_, true);
      std::fill_n(added_.begin() + static_cast<std::ptrdiff_t>(begin_), new_count_, true);
      return;
    }
    std::ptrdiff_t x = old_count_;
    std::ptrdiff_t y = new_count_;
    for (auto d = static_cast<std::ptrdiff_t>(trace_.size()) - 1; d > 0; --d) {
      const std::ptrdiff_t k = x - y;
      const bool down = k == -d || (k != d && reached(d - 1, k - 1) < reached(d - 1, k + 1));
      const std::ptrdiff_t before = down ? k + 1 : k - 1;
      const std::ptrdiff_t old_x = reached(d - 1, before);
      const std::ptrdiff_t old_y = old_x - before;
      if (down) {
        added_[begin_ + static_cast<std::size_t>(old_y)] = true;
      } else {
        removed_[begin_ + static_cast<std::size_t>(old_x)] = true;
      }
      x = old_x;
      y = old_y;
    }
  }

  /// How far along the old lines `d` steps reach on diagonal `k`, -d to d.
  [[nodiscard]] std::ptrdiff_t reached(std::ptrdiff_t d, std::ptrdiff_t k) const {
    return trace_[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
  }

  bool find_trace() {
    for (std::ptrdiff_t d = 0; d <= std::min(old_count_ + new_count_, kMaxSteps); ++d) {
      std::vector<std::int32_t> row(static_cast<std::size_t>(2 * d + 1), -1);
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t x = 0;
        if (d > 0) {
          const bool down = k == -d || (k != d && reached(d - 1, k - 1) < reached(d - 1, k + 1));
          x = down ? reached(d - 1, k + 1) : reached(d - 1, k - 1) + 1;
        }
        while (x < old_count_ && x - k < new_count_ && x - k >= 0 && equal(x, x - k)) ++x;
        row[static_cast<std::size_t>(k + d)] = static_cast<std::int32_t>(x);
        if (x >= old_count_ && x - k >= new_count_) {
          trace_.push_back(std::move(row));
          return true;
        }
      }
      trace_.push_back(std::move(row));
    }
    return false;
  }

  /// Moves each run of marked lines as far down as the text allows, as `diff` does.
  static void slide(const Lines& lines, std::vector<bool>& marked) {
    for (std::size_t end = 0; end < lines.size();) {
      if (!marked[end]) {
        ++end;
        continue;
      }
      std::size_t begin = end;
      while (end < lines.size() && marked[end]) ++end;
      while (end < lines.size() && lines[begin] == lines[end]) {
        marked[begin++] = false;
        marked[end++] = true;
        while (end < lines.size() && marked[end]) ++end;
      }
    }
  }

  [[nodiscard]] std::vector<Change> collect() const {
    std::vector<Change> changes;
    std::size_t x = 0;
    std::size_t y = 0;
    while (x < old_.size() || y < new_.size()) {
      Change change{x, x, y, y};
      while (change.old_end < old_.size() && removed_[change.old_end]) ++change.old_end;
      while (change.new_end < new_.size() && added_[change.new_end]) ++change.new_end;
      const bool same = change.old_end == x && change.new_end == y;
      if (!same) changes.push_back(change);
      x = change.old_end + (same ? 1 : 0);
      y = change.new_end + (same ? 1 : 0);
    }
    return changes;
  }

  const Lines& old_;
  const Lines& new_;
  std::vector<bool> removed_;
  std::vector<bool> added_;
  std::vector<std::vector<std::int32_t>> trace_;
  std::size_t begin_ = 0;
  std::ptrdiff_t old_count_ = 0;
  std::ptrdiff_t new_count_ = 0;
};

/// `3,4`; one line is `3`, none is the line before it and a 0.
std::string format_range(std::size_t begin, std::size_t count) {
  if (count == 1) return fmt::format("{}", begin + 1);
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

void write_line(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// As GNU diff and git write names that `patch` would otherwise read wrongly.
std::string format_name(std::string_view name) {
  const bool quoted = std::any_of(name.begin(), name.end(), [](char c) {
    return c == '"' || c == '\\' || (static_cast<unsigned char>(c) < 0x20) || c == 0x7F;
  });
  if (!quoted) return std::string(name) + (name.find(' ') == std::string_view::npos ? "" : "\t");
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\{:03o}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

std::string unified_diff(std::string_view old_text, std::string_view new_text, const DiffOptions& options) {
  const Lines old_lines = split_lines(old_text);
  const Lines new_lines = split_lines(new_text);
  const std::vector<Change> changes = LineMatcher(old_lines, new_lines).run();
  if (changes.empty()) return "";
  std::string out =
      fmt::format("--- {}\n+++ {}\n", format_name(options.old_name), format_name(options.new_name));
  for (std::size_t first = 0; first < changes.size();) {
    std::size_t last = first;
    while (last + 1 < changes.size() &&
           changes[last + 1].old_begin - changes[last].old_end <= 2 * options.context) {
      ++last;
    }
    const std::size_t before = std::min(options.context, changes[first].old_begin);
    const std::size_t after = std::min(options.context, old_lines.size() - changes[last].old_end);
    const std::size_t old_begin = changes[first].old_begin - before;
    const std::size_t new_begin = changes[first].new_begin - before;
    out += fmt::format("@@ -{} +{} @@\n", format_range(old_begin, changes[last].old_end + after - old_begin),
                       format_range(new_begin, changes[last].new_end + after - new_begin));
    std::size_t at = old_begin;
    for (std::size_t i = first; i <= last; ++i) {
      for (; at < changes[i].old_begin; ++at) write_line(out, ' ', old_lines[at]);
      for (; at < changes[i].old_end; ++at) write_line(out, '-', old_lines[at]);
      for (std::size_t j = changes[i].new_begin; j < changes[i].new_end; ++j) {
        write_line(out, '+', new_lines[j]);
      }
    }
    for (const std::size_t end = at + after; at < end; ++at) write_line(out, ' ', old_lines[at]);
    first = last + 1;
  }
  return out;
}

}  // namespace estafette_lint
