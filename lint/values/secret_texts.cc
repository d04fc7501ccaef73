#include "lint/values/secret_texts.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "lint/values/placeholders.h"

namespace estafette_lint {
namespace {

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool ends_word(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0 || c == '"'; }

/// `${…}`, `$(…)`, `{{…}}`: what is there is not known.
bool is_filled_in_later(std::string_view text) {
  return is_placeholder(text) || text.starts_with("${") || text.starts_with("$(") || text.starts_with("{{");
}

/// The password of the URL whose host or user starts the text, or an empty span.
Span password_of(std::string_view text) {
  const std::size_t colon = text.find_first_of(":/?#[");
  if (colon == std::string_view::npos || text[colon] != ':') return {};
  const std::size_t begin = colon + 1;
  // A slash in a password should be written as %2F, and some are not; behind a port it starts the path.
  const std::size_t stop = std::min(text.find_first_of("/?#", begin), text.size());
  std::size_t end = text.substr(0, stop).rfind('@');
  if (end == std::string_view::npos) {
    const std::string_view port = text.substr(begin, stop - begin);
    if (std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
    end = text.find('@', stop);
  }
  if (end == std::string_view::npos || end <= begin) return {};
  return is_filled_in_later(text.substr(begin, end - begin)) ? Span{} : span_of(begin, end);
}

/// Where there is no key yet: nothing but a placeholder between its first line and its last.
bool is_unfilled(std::string_view body) {
  constexpr std::string_view kAround = " \t\r\n#";
  const std::size_t begin = std::min(body.find_first_not_of(kAround), body.size());
  const std::size_t end = body.find_last_not_of(kAround) + 1;
  return begin < end && is_placeholder(body.substr(begin, end - begin));
}

/// The end of the lines that may belong to a key without an end: letters, perhaps behind a `#`.
std::size_t end_of_letters(std::string_view text, std::size_t at) {
  const auto in_key = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("+/= \t\r#").find(c) != std::string_view::npos;
  };
  std::size_t end = std::min(text.find('\n', at), text.size());
  while (end < text.size()) {
    const std::size_t next = std::min(text.find('\n', end + 1), text.size());
    const std::string_view line = text.substr(end + 1, next - end - 1);
    if (line.find_first_not_of(" \t\r#") == std::string_view::npos || !std::ranges::all_of(line, in_key))
      break;
    end = next;
  }
  return end;
}

}  // namespace

std::vector<Span> find_url_passwords(std::string_view text) {
  constexpr std::string_view kScheme = "://";
  std::vector<Span> found;
  // An at sign is rarer than a colon.
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at)) {
    std::size_t begin = at;
    while (begin > 0 && !ends_word(text[begin - 1])) --begin;
    while (at < text.size() && !ends_word(text[at])) ++at;
    const std::string_view word = text.substr(begin, at - begin);
    const std::size_t last_at = word.rfind('@');
    for (std::size_t url = word.find(kScheme); url < last_at; url = word.find(kScheme, url)) {
      url += kScheme.size();
      const Span password = password_of(word.substr(url));
      if (password.empty()) continue;
      found.push_back(span_of(begin + url + password.begin, begin + url + password.end));
      url += password.end;
    }
  }
  return found;
}

std::vector<Span> find_private_keys(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  constexpr std::string_view kEnd = "-----END ";
  constexpr std::string_view kDashes = "-----";
  std::vector<Span> found;
  std::optional<std::size_t> last_end;  // behind it there is none to look for
  std::size_t next = 0;
  for (std::size_t begin = text.find(kBegin); begin != std::string_view::npos;
       begin = text.find(kBegin, next)) {
    const std::size_t label = begin + kBegin.size();
    next = std::min(text.find(kDashes, label), text.size());
    // The label stands on one line; PGP says `PRIVATE KEY BLOCK`.
    const std::string_view name = text.substr(label, next - label);
    if (name.find("PRIVATE KEY") == std::string_view::npos || name.find('\n') != std::string_view::npos)
      continue;
    const std::size_t body = std::min(next + kDashes.size(), text.size());
    if (!last_end) last_end = text.rfind(kEnd);
    const bool ends = *last_end != std::string_view::npos && *last_end >= body;
    const std::size_t last = ends ? text.find(kEnd, body) : std::string_view::npos;
    std::size_t end = end_of_letters(text, body);
    if (last != std::string_view::npos) {
      const std::size_t dashes = text.find(kDashes, last + kEnd.size());
      end = dashes == std::string_view::npos ? text.size() : dashes + kDashes.size();
      if (is_unfilled(text.substr(body, last - body))) continue;
    }
    found.push_back(span_of(begin, end));
    next = end;
  }
  return found;
}

std::string mask_known_secrets(std::string_view text) {
  std::vector<Span> found = find_private_keys(text);
  const std::vector<Span> passwords = find_url_passwords(text);
  found.insert(found.end(), passwords.begin(), passwords.end());
  std::sort(found.begin(), found.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::string out;
  std::size_t at = 0;
  for (const Span& span : found) {
    if (span.begin < at) continue;
    out += text.substr(at, span.begin - at);
    out += kMasked;
    at = span.end;
  }
  return out += text.substr(at);
}

}  // namespace estafette_lint
