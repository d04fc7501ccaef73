#include "lint/report/columns.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "lint/text/utf8.h"

namespace estafette_lint {
namespace {

struct CharacterRange {
  char32_t first;
  char32_t last;
};

// Unicode's wide and fullwidth blocks (UAX 11) and the combining marks of the common scripts. The C library's
// wcwidth() would depend on the locale, and what is shown must not. A rare character that is missing moves a
// caret by one column and does no other harm.
constexpr CharacterRange kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2614, 0x2615},   {0x2648, 0x2653},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26D4, 0x26D4},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},
    {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F393}, {0x1F3A0, 0x1F3F0}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F550, 0x1F567}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5},
    {0x1F6D0, 0x1F6D2}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};
constexpr CharacterRange kCombining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0}, {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

bool holds(std::span<const CharacterRange> ranges, char32_t c) {
  const auto after = std::ranges::upper_bound(ranges, c, {}, &CharacterRange::first);
  return after != ranges.begin() && c <= std::prev(after)->last;
}

std::size_t columns_of(char32_t c) {
  if (c < kCombining[0].first) return 1;
  if (holds(kCombining, c)) return 0;
  return holds(kWide, c) ? 2 : 1;
}

/// Whether the byte continues a character that an earlier byte has begun.
bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

std::size_t character_size(std::string_view text) {
  return std::max<std::size_t>(decode_code_point(text).size, 1);
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const CodePoint c = decode_code_point(text);
    columns += c.size == 0 ? 1 : columns_of(c.value);
    text.remove_prefix(std::max<std::size_t>(c.size, 1));
  }
  return columns;
}

std::string_view first_columns(std::string_view text, std::size_t columns) {
  std::size_t size = 0;
  while (size < text.size()) {
    const std::size_t next = character_size(text.substr(size));
    const std::size_t width = columns_of(text.substr(size, next));
    if (width > columns) break;
    columns -= width;
    size += next;
  }
  return text.substr(0, size);
}

std::string_view last_columns(std::string_view text, std::size_t columns) {
  std::size_t begin = text.size();
  while (begin > 0) {
    std::size_t previous = begin - 1;
    while (previous > 0 && is_continuation(text[previous])) --previous;
    const std::size_t width = columns_of(text.substr(previous, begin - previous));
    if (width > columns) break;
    columns -= width;
    begin = previous;
  }
  return text.substr(begin);
}

}  // namespace estafette_lint
