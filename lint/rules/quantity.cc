#include "lint/rules/quantity.h"

#include <array>
#include <cstdint>
#include <limits>

namespace estafette_lint {
namespace {

using Nanos = Quantity::Nanos;

constexpr Nanos kMaxNanos = ~(Nanos{1} << 127);  // the largest __int128
constexpr int kNanoDigits = 9;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

Nanos saturating_multiply(Nanos value, Nanos factor) {
  if (value != 0 && factor > kMaxNanos / value) return kMaxNanos;
  return value * factor;
}

Nanos saturating_add(Nanos a, Nanos b) { return a > kMaxNanos - b ? kMaxNanos : a + b; }

/// The number that a run of digits stands for.
Nanos read_digits(std::string_view digits) {
  Nanos value = 0;
  for (const char c : digits) value = saturating_add(saturating_multiply(value, 10), c - '0');
  return value;
}

bool has_nonzero(std::string_view digits) { return digits.find_first_not_of('0') != std::string_view::npos; }

/// `whole`.`fraction` times ten to the power of `exponent`, in nano units, rounded up.
Nanos decimal_nanos(std::string_view whole, std::string_view fraction, std::int64_t exponent) {
  std::string digits(whole);
  digits += fraction;
  if (!has_nonzero(digits)) return 0;
  const std::int64_t scale = exponent - static_cast<std::int64_t>(fraction.size()) + kNanoDigits;
  if (scale >= 0) {
    Nanos value = read_digits(digits);
    for (std::int64_t i = 0; i < scale && value < kMaxNanos; ++i) value = saturating_multiply(value, 10);
    return value;
  }
  const std::size_t dropped = std::min(digits.size(), static_cast<std::size_t>(-scale));
  const std::string_view kept = std::string_view(digits).substr(0, digits.size() - dropped);
  const bool rest = has_nonzero(std::string_view(digits).substr(kept.size()));
  return saturating_add(read_digits(kept), rest ? 1 : 0);
}

/// `whole`.`fraction` times two to the power of `shift` (at most 60), in nano units, rounded up.
Nanos binary_nanos(std::string_view whole, std::string_view fraction, unsigned shift) {
  constexpr std::size_t kFractionDigits = 18;  // 10^18 * 2^60 fits, and more digits are far below a nano unit
  constexpr Nanos kNano = 1'000'000'000;
  const Nanos factor = Nanos{1} << shift;
  std::string digits(fraction.substr(0, kFractionDigits));
  const bool cut = fraction.size() > kFractionDigits && has_nonzero(fraction.substr(kFractionDigits));
  digits.resize(kFractionDigits, '0');
  const Nanos part = read_digits(digits) * factor;
  const Nanos part_nanos = part / kNano + (part % kNano != 0 || cut ? 1 : 0);
  const Nanos whole_nanos = saturating_multiply(saturating_multiply(read_digits(whole), factor), kNano);
  return saturating_add(whole_nanos, part_nanos);
}

struct DecimalUnit {
  std::string_view suffix;
  int exponent;
};
constexpr std::array kDecimalUnits = {DecimalUnit{"n", -9}, DecimalUnit{"u", -6}, DecimalUnit{"m", -3},
                                      DecimalUnit{"", 0},   DecimalUnit{"k", 3},  DecimalUnit{"M", 6},
                                      DecimalUnit{"G", 9},  DecimalUnit{"T", 12}, DecimalUnit{"P", 15},
                                      DecimalUnit{"E", 18}};

constexpr std::string_view kBinaryLetters = "KMGTPE";  // Ki is 2^10, each next one 2^10 more

/// The number behind `e` or `E`; nothing where it is none.
std::optional<std::int64_t> read_exponent(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  constexpr std::size_t kMaxDigits =
      9;  // any exponent of more digits is one that Kubernetes cannot hold either
  if (text.empty() || text.size() > kMaxDigits) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

/// The parts of a quantity's text, before anybody looks at the unit.
struct Parts {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::string_view suffix;
};

Parts split(std::string_view text) {
  Parts parts;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    parts.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  parts.whole = text.substr(0, end);
  text.remove_prefix(end);
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    end = 0;
    while (end < text.size() && is_digit(text[end])) ++end;
    parts.fraction = text.substr(0, end);
    text.remove_prefix(end);
  }
  parts.suffix = text;
  return parts;
}

std::optional<Nanos> read_magnitude(const Parts& parts) {
  for (const DecimalUnit& unit : kDecimalUnits) {
    if (parts.suffix == unit.suffix) return decimal_nanos(parts.whole, parts.fraction, unit.exponent);
  }
  if (parts.suffix.size() == 2 && parts.suffix[1] == 'i') {
    const std::size_t letter = kBinaryLetters.find(parts.suffix[0]);
    if (letter == std::string_view::npos) return std::nullopt;
    return binary_nanos(parts.whole, parts.fraction, static_cast<unsigned>(letter + 1) * 10);
  }
  if (parts.suffix.front() == 'e' || parts.suffix.front() == 'E') {
    const std::optional<std::int64_t> exponent = read_exponent(parts.suffix.substr(1));
    if (exponent) return decimal_nanos(parts.whole, parts.fraction, *exponent);
  }
  return std::nullopt;
}

/// The text without blanks, and with a decimal point where a comma stands for one.
std::string normalise(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '_') continue;
    result += c == ',' ? '.' : c;
  }
  return result;
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
  const Parts parts = split(text);
  if (parts.whole.empty() && parts.fraction.empty()) return std::nullopt;
  const std::optional<Nanos> magnitude = read_magnitude(parts);
  if (!magnitude) return std::nullopt;
  return Quantity(parts.negative ? -*magnitude : *magnitude);
}

ResourceKind resource_kind(std::string_view resource_name) {
  if (resource_name == "cpu") return ResourceKind::kCpu;
  if (resource_name == "memory" || resource_name == "ephemeral-storage" || resource_name == "storage" ||
      resource_name.starts_with("hugepages-")) {
    return ResourceKind::kBytes;
  }
  return ResourceKind::kOther;
}

std::vector<std::string> likely_quantities(std::string_view text, ResourceKind kind) {
  const std::string plain = normalise(text);
  const Parts parts = split(plain);
  if (parts.whole.empty() && parts.fraction.empty()) return {};
  std::string amount(parts.whole.empty() ? "0" : parts.whole);
  if (!parts.fraction.empty()) amount.append(".").append(parts.fraction);
  std::string unit = lower(parts.suffix);

  if (kind == ResourceKind::kCpu) {
    if (unit == "m" || unit == "mi" || unit.starts_with("mc") || unit.starts_with("milli"))
      return {amount + "m"};
    if (unit.empty() || unit.starts_with("c") || unit.starts_with("v")) return {amount};  // cpu, cores, vcpu
    return {};
  }
  if (kind != ResourceKind::kBytes) return {};
  for (const std::string_view tail : {"bytes", "byte", "b"}) {
    if (unit.ends_with(tail)) {
      unit.resize(unit.size() - tail.size());
      break;
    }
  }
  if (unit.empty()) {
    // A part of a byte: 0.5 was meant as half of something larger. Whole bytes are what they are.
    if (!parts.fraction.empty()) return {amount + "G", amount + "Gi"};
    return {amount};
  }
  constexpr std::string_view kLetters = "kmgtpe";
  const std::size_t letter = kLetters.find(unit.front());
  if (letter == std::string_view::npos) return {};
  const std::string binary = amount + kBinaryLetters[letter] + 'i';
  if (unit.size() == 2 && unit[1] == 'i') return {binary};
  if (unit.size() > 1) return {};
  return {amount + (letter == 0 ? 'k' : kBinaryLetters[letter]), binary};
}

}  // namespace estafette_lint
