#include "lint/yaml/scalar_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "lint/text/escape.h"
#include "lint/text/utf8.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether the character may stand in YAML as itself, and shows what it is: no control character, no line
/// break of any kind, nothing invisible.
bool shows_itself(std::string_view character, char32_t value) {
  if (value < 0x80) return value >= 0x20 && value < 0x7F;
  return is_yaml_character(value) && escape_for_display(character) == character;
}

/// Calls `visit(bytes, code point)` for each character; what is no UTF-8 is U+FFFD.
template <typename Visit>
void each_character(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_code_point(text.substr(at));
    if (c.size == 0) {
      visit(kReplacement, char32_t{0xFFFD});
      ++at;
      continue;
    }
    visit(text.substr(at, c.size), c.value);
    at += c.size;
  }
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  each_character(text, [&out](std::string_view character, char32_t) { out += character; });
  return out;
}

bool all_show_themselves(std::string_view text) {
  bool all = true;
  each_character(text, [&all](std::string_view character, char32_t value) {
    all = all && shows_itself(character, value);
  });
  return all;
}

/// What a reader of YAML 1.1 or 1.2 may take for a number, a date or a time: a digit in front, perhaps behind
/// a sign or a dot, and nothing but what numbers and dates are made of. Wide on purpose: 1:30 and 2001-12-14
/// are text to Helm, but not to everybody.
bool looks_like_number(std::string_view text) {
  std::string_view rest = text;
  if (rest.front() == '+' || rest.front() == '-') rest.remove_prefix(1);
  if (rest.empty() || (!is_digit(rest.front()) && rest.front() != '.')) return false;
  // 2001-12-14, 2001-12-14T21:59:43Z
  if (rest.size() >= 8 && std::all_of(rest.begin(), rest.begin() + 4, is_digit) && rest[4] == '-')
    return true;
  if (rest.find(':') != std::string_view::npos) {
    return rest.find_first_not_of("0123456789:._") == std::string_view::npos;
  }
  // 1e400, 1_0.5; but not 1.5.8 or 10.0.0.0
  return std::count(rest.begin(), rest.end(), '.') <= 1 &&
         rest.find_first_not_of("0123456789_.eE+-") == std::string_view::npos;
}

/// Whether a reader takes the bare text for this very string, in any place that the text may stand at.
bool can_be_plain(std::string_view text, ScalarPlace place) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  if (type_plain_scalar(text).type != Type::kString || looks_like_number(text)) return false;
  // Marks of YAML; `=` and `<<` are types of their own in YAML 1.1.
  constexpr std::string_view kMarks = "?:,[]{}#&*!|>'\"%@`=<~";
  if (kMarks.find(text.front()) != std::string_view::npos) return false;
  // A dash begins an item before a blank, and a document before two more.
  if (text.front() == '-' && (text.size() == 1 || text[1] == ' ' || text[1] == '-')) {
    const bool is_option = text.size() > 2 && text.starts_with("--") && text[2] != '-' && text[2] != ' ';
    if (!is_option) return false;
  }
  if (text.starts_with("...")) return false;
  if (text.back() == ':' || text.find(": ") != std::string_view::npos) return false;
  if (text.find(" #") != std::string_view::npos) return false;
  if (place != ScalarPlace::kBlock && text.find_first_of(",[]{}") != std::string_view::npos) return false;
  // Readers do not agree on `{b:c}`.
  if (place != ScalarPlace::kBlock && text.find_first_of(":?") != std::string_view::npos) return false;
  return all_show_themselves(text);
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + '\'';
}

void append_escape(std::string& out, char32_t value) {
  switch (value) {
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    case 0:
      out += "\\0";
      return;
    default:
      break;
  }
  const auto number = static_cast<std::uint32_t>(value);
  if (number < 0x100) {
    out += fmt::format("\\x{:02X}", number);
  } else if (number < 0x10000) {
    out += fmt::format("\\u{:04X}", number);
  } else {
    out += fmt::format("\\U{:08X}", number);
  }
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  each_character(text, [&out](std::string_view character, char32_t value) {
    if (value == '"' || value == '\\') out += '\\';
    if (shows_itself(character, value)) {
      out += character;
    } else {
      append_escape(out, value);
    }
  });
  return out + '"';
}

}  // namespace

std::string scalar_text(std::string_view value, Style preferred, ScalarPlace place) {
  if (preferred == Style::kDoubleQuoted || !all_show_themselves(value)) return double_quoted(value);
  std::string text = valid_utf8(value);
  if (preferred != Style::kSingleQuoted && can_be_plain(text, place)) return text;
  return single_quoted(text);
}

std::optional<LiteralText> literal_text(std::string_view value, std::size_t indent, std::size_t deeper) {
  const std::size_t end = value.find_last_not_of('\n');
  if (end == std::string_view::npos || value.find('\n') == std::string_view::npos) return std::nullopt;
  LiteralText text;
  text.header = "|";
  if (value[value.find_first_not_of('\n')] == ' ') text.header += std::to_string(deeper);
  const std::size_t breaks = value.size() - end - 1;
  if (breaks != 1) text.header += breaks == 0 ? '-' : '+';

  std::string_view rest = value;
  while (!rest.empty()) {
    const std::size_t length = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, length);
    rest.remove_prefix(std::min(length + 1, rest.size()));
    const bool blank = !line.empty() && line.find_first_not_of(" \t") == std::string_view::npos;
    if (blank || line.starts_with('\t')) return std::nullopt;
    std::string without_tabs(line);
    std::erase(without_tabs, '\t');
    if (!all_show_themselves(without_tabs)) return std::nullopt;
    if (!line.empty()) text.body.append(indent, ' ');
    text.body += valid_utf8(line);
    text.body += '\n';
  }
  return text;
}

std::string number_text(double number) {
  std::array<char, 64> buffer{};
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
  // "-1.2345e+07"
  std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  if (number == 0) return std::signbit(number) ? "-0" : "0";
  const std::size_t mark = text.find('e');
  int exponent = 0;
  const std::size_t sign_size = text[mark + 1] == '+' ? 2 : 1;
  std::from_chars(text.data() + mark + sign_size, text.data() + text.size(), exponent);
  std::string digits;
  std::copy_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark), std::back_inserter(digits),
               is_digit);

  std::string out = number < 0 ? "-" : "";
  if (exponent < -6 || exponent >= 21) {
    out += digits.substr(0, 1);
    if (digits.size() > 1) out += "." + digits.substr(1);
    return out + fmt::format("e{}{}", exponent < 0 ? '-' : '+', std::abs(exponent));
  }
  if (exponent < 0) return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return out + digits + std::string(whole - digits.size(), '0');
  return out + digits.substr(0, whole) + "." + digits.substr(whole);
}

}  // namespace estafette_lint
