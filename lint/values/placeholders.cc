#include "lint/values/placeholders.h"

#include <algorithm>
#include <array>

#include "lint/yaml/embedded.h"

namespace estafette_lint {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; }
bool is_host(char c) { return is_word(c) || c == '.' || c == '*'; }

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// The end of `<words…>` at `at`, or 0.
std::size_t angle_end(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  if (before.ends_with('?') || before.ends_with("?P")) return 0;  // a named group of a regular expression
  if (at + 1 >= text.size() || !is_letter(text[at + 1])) return 0;
  std::size_t end = at + 1;
  while (end < text.size() &&
         (is_word(text[end]) || std::string_view(" ./").find(text[end]) != std::string_view::npos)) {
    ++end;
  }
  return end < text.size() && text[end] == '>' ? end + 1 : 0;
}

/// The end of `{words}` at `at`, or 0. Behind `$`, `%` or `#` braces are another tool's.
std::size_t brace_end(std::string_view text, std::size_t at) {
  if (at > 0 && std::string_view("$%#").find(text[at - 1]) != std::string_view::npos) return 0;
  if (at + 1 >= text.size() || !is_letter(text[at + 1])) return 0;
  std::size_t end = at + 1;
  while (end < text.size() && (is_word(text[end]) || text[end] == ' ')) ++end;
  return end < text.size() && text[end] == '}' ? end + 1 : 0;
}

/// The host around `.mydomain.com` at `at`, or an empty span. What a template writes before it is not seen.
Span host_around(std::string_view text, std::size_t at) {
  constexpr std::string_view kDomain = ".mydomain.com";
  const std::size_t end = at + kDomain.size();
  if (end < text.size() && is_host(text[end]) &&
      !(text[end] == '.' && (end + 1 >= text.size() || !is_host(text[end + 1])))) {
    return {};
  }
  std::size_t begin = at;
  while (begin > 0 && is_host(text[begin - 1])) --begin;
  const bool follows_template = text.substr(0, at).ends_with("}}");
  return begin == at && !follows_template ? Span{} : span_of(begin, end);
}

}  // namespace

std::vector<Span> find_placeholders(std::string_view text) {
  std::vector<Span> found;
  if (text == "changeme" || text == "john_doe") return {span_of(0, text.size())};
  constexpr std::string_view kStarts = "<{*.";
  std::size_t at = text.find_first_of(kStarts);
  while (at != std::string_view::npos) {
    std::size_t end = at + 1;
    if (text.substr(at, 2) == "{{") {
      const std::size_t close = text.find("}}", at);
      end = close == std::string_view::npos ? text.size() : close + 2;
    } else if (text[at] == '.') {
      if (text.substr(at).starts_with(".mydomain.com")) {
        const Span host = host_around(text, at);
        if (!host.empty()) found.push_back(host);
      }
    } else if (text[at] == '*') {
      if (text.substr(at, 3) == "***") {
        end = std::min(text.find_first_not_of('*', at), text.size());
        found.push_back(span_of(at, end));
      }
    } else {
      const std::size_t close = text[at] == '<' ? angle_end(text, at) : brace_end(text, at);
      if (close > 0) {
        found.push_back(span_of(at, close));
        end = close;
      }
    }
    at = text.find_first_of(kStarts, end);
  }
  return found;
}

bool is_placeholder(std::string_view text) {
  const std::vector<Span> found = find_placeholders(text);
  return found.size() == 1 && found.front() == span_of(0, text.size());
}

}  // namespace estafette_lint
