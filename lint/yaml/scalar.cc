#include "lint/yaml/scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace estafette_lint {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr auto kMaxInt64 = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct GoInteger {
  bool negative = false;
  std::uint64_t magnitude = 0;

  [[nodiscard]] double number() const {
    const auto value = static_cast<double>(magnitude);
    return negative ? -value : value;
  }
};

/// An integer as Go's strconv reads it with base 0: a sign, then `0x`, `0o`, `0b`, a leading 0 for octal, or
/// decimal; up to 64 bits, unsigned too. `base` forces one and allows no prefix.
std::optional<GoInteger> parse_go_integer(std::string_view text, int base) {
  GoInteger integer;
  bool has_sign = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    integer.negative = text[0] == '-';
    has_sign = true;
    text.remove_prefix(1);
  }
  if (base == 0) {
    base = 10;
    if (text.size() > 1 && text[0] == '0') {
      const char mark = static_cast<char>(text[1] | 0x20);
      base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
      text.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
    }
  }
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, integer.magnitude, base);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  if (has_sign && integer.magnitude > kMaxInt64 + (integer.negative ? 1 : 0)) return std::nullopt;
  // An integer has no negative zero.
  integer.negative = integer.negative && integer.magnitude > 0;
  return integer;
}

/// A plain scalar that is an integer to go-yaml: with `_` anywhere but in front, and with a sign behind `0b`,
/// too.
std::optional<GoInteger> parse_yaml_integer(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '_');
  if (const auto integer = parse_go_integer(plain, 0)) return integer;
  return plain.starts_with("0b") ? parse_go_integer(std::string_view(plain).substr(2), 2) : std::nullopt;
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, in the range of a float64.
bool parse_yaml_float(std::string_view text, double& number) {
  std::string_view rest = text;
  const auto take_digits = [&rest] {
    const std::size_t count = std::min(rest.find_first_not_of("0123456789"), rest.size());
    rest.remove_prefix(count);
    return count > 0;
  };
  if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) rest.remove_prefix(1);
  const bool whole = take_digits();
  if (!rest.empty() && rest[0] == '.') {
    rest.remove_prefix(1);
    if (!take_digits() && !whole) return false;
  } else if (!whole) {
    return false;
  }
  if (!rest.empty() && (rest[0] == 'e' || rest[0] == 'E')) {
    rest.remove_prefix(1);
    if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) rest.remove_prefix(1);
    if (!take_digits()) return false;
  }
  if (!rest.empty()) return false;
  if (text[0] == '+') text.remove_prefix(1);
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) {
    // Too small for a float64 is 0 to Go; too large is no number. from_chars does not say which it was.
    number = 0;
    return std::abs(std::strtod(std::string(text).c_str(), nullptr)) < 1;
  }
  return error == std::errc{};
}

TypedScalar number_of(Type type, double number) { return {type, false, number, true}; }

}  // namespace

TypedScalar type_plain_scalar(std::string_view text) {
  if (text.empty() || is_one_of(text, {"~", "null", "Null", "NULL"})) return {Type::kNull, false, 0, true};
  const char first = text[0];
  if (std::string_view("yYnNtTfFoO").find(first) != std::string_view::npos && text.size() <= 5) {
    if (is_one_of(text, {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})) {
      return {Type::kBool, true, 0, true};
    }
    if (is_one_of(text, {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})) {
      return {Type::kBool, false, 0, true};
    }
    return {};
  }
  if (!is_digit(first) && first != '.' && first != '+' && first != '-') return {};
  if (is_one_of(text, {".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
                       "-.Inf", "-.INF"})) {
    return {Type::kFloat, false, 0, false};
  }
  double number = 0;
  if (first == '.') return parse_yaml_float(text, number) ? number_of(Type::kFloat, number) : TypedScalar{};
  if (const auto integer = parse_yaml_integer(text)) return number_of(Type::kInt, integer->number());
  std::string plain;
  if (text.find('_') != std::string_view::npos) {
    plain = text;
    std::erase(plain, '_');
    text = plain;
  }
  if (parse_yaml_float(text, number)) return number_of(Type::kFloat, number);
  return {};
}

namespace {

/// Go's `%v` of a float: the shortest digits, in the exponent form below 1e-4 and from 1e6 on.
template <typename Float>
std::string shortest_go_float(Float number) {
  if (number == 0) return std::signbit(number) ? "-0" : "0";
  std::array<char, 64> buffer{};
  const auto scientific =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(scientific.ptr - buffer.data()));
  const std::size_t mark = text.find('e');
  int exponent = 0;
  std::string_view exponent_text = text.substr(mark + 1);
  if (exponent_text.starts_with('+')) exponent_text.remove_prefix(1);
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  if (exponent < -4 || exponent >= 6) return std::string(text);
  const auto fixed =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  return {buffer.data(), fixed.ptr};
}

}  // namespace

std::string format_go_number(double number) { return shortest_go_float(number); }

std::string format_go_key(double number) { return shortest_go_float(static_cast<float>(number)); }

std::optional<std::string> format_go_integer_key(std::string_view text) {
  const auto integer = parse_yaml_integer(text);
  if (!integer || (!integer->negative && integer->magnitude > kMaxInt64)) return std::nullopt;
  return fmt::format("{}{}", integer->negative ? "-" : "", integer->magnitude);
}

bool is_filled_in_later(std::string_view text) {
  const std::size_t start = text.find("${");
  if (start != std::string_view::npos && text.find('}', start) != std::string_view::npos) return true;
  return text.starts_with("ENC[") && text.ends_with(']');
}

}  // namespace estafette_lint
