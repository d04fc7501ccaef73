#include "lint/yaml/scalar_tags.h"

#include <fmt/format.h>

namespace estafette_lint {
namespace {

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

/// A date, perhaps with a time behind it, which is not looked at: `2001-12-14`, `2001-1-2T21:59:43Z`.
bool is_timestamp(std::string_view text) {
  const auto number = [&text](std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t count = 0;
    for (; count < text.size() && count < most && text[count] >= '0' && text[count] <= '9'; ++count) {
      value = value * 10 + (text[count] - '0');
    }
    text.remove_prefix(count);
    return count < least ? -1 : value;
  };
  const auto dash = [&text] {
    const bool found = text.starts_with('-');
    if (found) text.remove_prefix(1);
    return found;
  };
  if (number(4, 4) < 0 || !dash()) return false;
  const int month = number(1, 2);
  if (month < 1 || month > 12 || !dash()) return false;
  const int day = number(1, 2);
  return day >= 1 && day <= 31 &&
         (text.empty() || text.starts_with('T') || text.starts_with('t') || text.starts_with(' '));
}

}  // namespace

Result<TypedScalar, std::string> type_tagged_scalar(std::string_view tag, std::string_view text) {
  if (!tag.starts_with(kTagPrefix)) return TypedScalar{};
  const std::string_view name = tag.substr(kTagPrefix.size());
  if (tag == kBinaryTag) {
    if (!decode_base64(text)) return std::string("the value of a !!binary is no Base64");
    return TypedScalar{};
  }
  Type wanted = Type::kString;
  if (name == "bool") {
    wanted = Type::kBool;
  } else if (name == "int") {
    wanted = Type::kInt;
  } else if (name == "float") {
    wanted = Type::kFloat;
  } else if (name == "null") {
    wanted = Type::kNull;
  } else if (name == "timestamp") {
    if (!is_timestamp(text)) return std::string("the value cannot be read as !!timestamp");
    return TypedScalar{};
  } else {
    return TypedScalar{};
  }
  TypedScalar typed = type_plain_scalar(text);
  if (wanted == Type::kFloat && typed.type == Type::kInt) typed.type = Type::kFloat;
  if (typed.type != wanted) return fmt::format("the value cannot be read as !!{}", name);
  return typed;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  int padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const int value = base64_value(c);
    if (value < 0 || padding > 0) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    if (++count % 4 == 0) {
      out += {static_cast<char>(bits >> 16U), static_cast<char>(bits >> 8U), static_cast<char>(bits)};
      bits = 0;
    }
  }
  if ((count + padding) % 4 != 0 || padding > 2 || (padding > 0 && count % 4 + padding != 4))
    return std::nullopt;
  if (count % 4 == 3) out += {static_cast<char>(bits >> 10U), static_cast<char>(bits >> 2U)};
  if (count % 4 == 2) out += static_cast<char>(bits >> 4U);
  return out;
}

}  // namespace estafette_lint
