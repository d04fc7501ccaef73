#include "lint/yaml/preflight.h"

#include <fmt/format.h>

#include "lint/text/utf8.h"
#include "lint/yaml/limits.h"

namespace estafette_lint {
namespace {

TextError fault_at(std::size_t offset, std::size_t length, std::string message, std::string hint) {
  const auto begin = static_cast<std::uint32_t>(offset);
  return {std::move(message), std::move(hint), {begin, begin + static_cast<std::uint32_t>(length)}};
}

TextError nul_at(std::size_t offset) {
  return fault_at(offset, 1, "a NUL byte: this is no text file", "is this the right file?");
}

bool looks_like_utf16_or_32(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  // Without a mark, ASCII in UTF-16 and UTF-32 shows as every other byte 0.
  return text.size() >= 2 && ((text[0] == '\0') != (text[1] == '\0'));
}

}  // namespace

std::optional<TextError> find_text_fault(std::string_view text) {
  if (text.size() > kMaxFileBytes) {
    return fault_at(0, 0,
                    fmt::format("the file has {} bytes; at most {} are read", text.size(), kMaxFileBytes),
                    "a values file has a few hundred lines: is this the right file?");
  }
  if (looks_like_utf16_or_32(text)) {
    return fault_at(0, 0, "the file is not UTF-8 but UTF-16 or UTF-32", "save it as UTF-8");
  }
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++i;
      continue;
    }
    if (byte == 0) return nul_at(i);
    const CodePoint c = decode_code_point(text.substr(i));
    if (c.size != 0 && is_yaml_character(c.value)) {
      i += c.size;
      continue;
    }
    // To somebody who named a program or a picture, nothing else is worth saying.
    if (const std::size_t nul = text.find('\0', i); nul != std::string_view::npos) return nul_at(nul);
    if (c.size == 0) {
      return fault_at(i, 1, fmt::format("the byte 0x{:02x} is not UTF-8", byte), "save the file as UTF-8");
    }
    return fault_at(
        i, c.size,
        fmt::format("the control character U+{:04X}, which YAML forbids", static_cast<unsigned>(c.value)),
        "remove it, or write it as an escape in double quotes");
  }
  return std::nullopt;
}

std::optional<std::string> with_plain_line_breaks(std::string_view text) {
  constexpr std::string_view kNextLine = "\xC2\x85";
  std::optional<std::string> out;
  const auto edit = [&]() -> std::string& { return out ? *out : out.emplace(text); };
  for (std::size_t i = text.find('\r'); i != std::string_view::npos; i = text.find('\r', i + 1)) {
    if (i + 1 == text.size() || text[i + 1] != '\n') edit()[i] = '\n';
  }
  for (std::size_t i = text.find(kNextLine); i != std::string_view::npos; i = text.find(kNextLine, i + 2)) {
    edit().replace(i, 2, "\r\n");
  }
  for (std::size_t i = text.find("\xE2\x80"); i != std::string_view::npos; i = text.find("\xE2\x80", i + 1)) {
    const std::string_view separator = text.substr(i, 3);
    if (separator == "\xE2\x80\xA8" || separator == "\xE2\x80\xA9") edit().replace(i, 3, " \r\n");
  }
  return out;
}

}  // namespace estafette_lint
