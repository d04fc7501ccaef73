#include "lint/report/frame.h"

#include <algorithm>
#include <string_view>

#include "lint/report/columns.h"
#include "lint/text/escape.h"
#include "lint/text/line_index.h"
#include "lint/text/utf8.h"

namespace estafette_lint {
namespace {

/// Longer lines are cut around the span: they would wrap, and a caret under a wrapped line points at nothing.
constexpr std::size_t kMaxColumns = 160;
/// What a span takes of that at most, so that something of what stands before it is seen too.
constexpr std::size_t kMaxSpanColumns = 120;
/// How much of a line is looked at on either side of the span's start and end. Wide enough that no secret can
/// begin outside of it and still reach what is shown (a private key of 4096 bits has 3,300 characters).
constexpr std::uint32_t kWindowBytes = 8192;

/// More than the columns above ever show, in bytes.
constexpr std::uint32_t kMaxShownBytes = 1024;

constexpr std::string_view kCut = "…";

/// A shown line in three parts.
struct Parts {
  std::string before;
  std::string inside;
  std::string after;
};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

std::uint32_t character_start(std::string_view text, std::uint32_t offset, std::uint32_t lowest) {
  while (offset > lowest && offset < text.size() && is_continuation(text[offset])) --offset;
  return offset;
}

/// The masked text of `window` with the borders of `span` in it. It is masked as a whole, because a secret
/// may reach over a border, and the parts only serve to find the borders again.
Parts masked_parts(const Source& source, const SecretMask& secrets, Span window, Span span) {
  const std::string_view text = source.text;
  const std::string whole = secrets.mask_source(text, window);
  if (whole == text.substr(window.begin, window.length())) {
    return {std::string(text.substr(window.begin, span.begin - window.begin)),
            std::string(text.substr(span.begin, span.length())),
            std::string(text.substr(span.end, window.end - span.end))};
  }
  const std::string before = secrets.mask_source(text, {window.begin, span.begin});
  const std::string after = secrets.mask_source(text, {span.end, window.end});
  if (before.size() + after.size() <= whole.size() && whole.starts_with(before) && whole.ends_with(after)) {
    const std::size_t inside = whole.size() - before.size() - after.size();
    return {before, whole.substr(before.size(), inside), after};
  }
  // A secret reaches over a border: point at where it begins.
  const auto common =
      std::mismatch(whole.begin(), whole.end(), before.begin(), before.end()).first - whole.begin();
  const std::uint32_t border = character_start(whole, static_cast<std::uint32_t>(common), 0);
  return {whole.substr(0, border), {}, whole.substr(border)};
}

/// Safe to print; a tab takes one column, as it would stand for an unknown number of them.
std::string shown(std::string text) {
  std::replace(text.begin(), text.end(), '\t', ' ');
  return escape_for_display(text);
}

void cut_start(std::string& text, std::size_t columns) {
  if (columns_of(text) > columns) text = std::string(kCut).append(last_columns(text, columns - 1));
}

void cut_end(std::string& text, std::size_t columns) {
  if (columns_of(text) > columns) text = std::string(first_columns(text, columns - 1)).append(kCut);
}

/// Takes away what is too far off to be shown, so that it need not be escaped. True if there was any.
bool drop_start(std::string& text) {
  if (text.size() <= kMaxShownBytes) return false;
  const auto end = static_cast<std::uint32_t>(text.size());
  text.erase(0, character_start(text, end - kMaxShownBytes, 0));
  return true;
}

bool drop_end(std::string& text) {
  if (text.size() <= kMaxShownBytes) return false;
  text.resize(character_start(text, kMaxShownBytes, 0));
  return true;
}

/// `starts`, `ends`: the line begins and ends with these parts.
Parts shown_parts(Parts parts, bool starts, bool ends) {
  const bool left = drop_start(parts.before) || !starts;
  const bool inside = drop_end(parts.inside);
  const bool right = drop_end(parts.after) || !ends;
  parts = {shown(std::move(parts.before)), shown(std::move(parts.inside)), shown(std::move(parts.after))};
  if (left) parts.before.insert(0, kCut);
  if (inside || columns_of(parts.inside) > kMaxSpanColumns) {
    // The end of the span is not shown, and so nothing behind it.
    cut_end(parts.inside, kMaxSpanColumns);
    parts.after.clear();
  } else if (right) {
    parts.after.append(kCut);
  }
  return parts;
}

void cut_to_width(Parts& parts) {
  const std::size_t left = columns_of(parts.before);
  const std::size_t right = columns_of(parts.after);
  const std::size_t room = kMaxColumns - columns_of(parts.inside);
  if (left + right <= room) return;
  const std::size_t half = room / 2;
  // A side that needs less than its half leaves the rest to the other.
  const std::size_t for_right = left < half ? room - left : std::min(right, room - half);
  cut_start(parts.before, room - for_right);
  cut_end(parts.after, for_right);
}

}  // namespace

std::optional<Frame> make_frame(const Source& source, const SecretMask& secrets, std::uint32_t line_start,
                                Span span) {
  const std::string_view text = source.text;
  if (text.empty()) return std::nullopt;
  const auto size = static_cast<std::uint32_t>(text.size());
  if (line_start == 0 && text.starts_with(kByteOrderMark)) line_start = kByteOrderMark.size();
  span.begin = std::clamp(span.begin, line_start, size);
  span.end = std::clamp(span.end, span.begin, size);

  Span window{.begin = line_start, .end = size};
  if (span.begin - line_start > kWindowBytes) {
    window.begin = character_start(text, span.begin - kWindowBytes, line_start);
  }
  const std::uint32_t reach = std::min(span.length(), kWindowBytes) + kWindowBytes;
  if (size - span.begin > reach) window.end = character_start(text, span.begin + reach, span.begin);
  const std::size_t line_end = find_line_break(text.substr(0, window.end), window.begin);
  const bool ends = line_end < window.end || window.end == size;
  window.end = static_cast<std::uint32_t>(line_end);
  span = {std::min(span.begin, window.end), std::min(span.end, window.end)};  // a span may begin in the CR LF

  Parts parts = shown_parts(masked_parts(source, secrets, window, span), window.begin == line_start, ends);
  cut_to_width(parts);

  Frame frame;
  frame.carets.assign(columns_of(parts.before), ' ');
  frame.carets += '^';
  const std::size_t width = columns_of(parts.inside);
  if (width > 1) frame.carets.append(width - 1, '~');
  frame.text = parts.before + parts.inside + parts.after;
  return frame;
}

}  // namespace estafette_lint
