#include "lint/yaml/path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace estafette_lint {
namespace {

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

void append_quoted(std::string& out, std::string_view key) {
  out += "[\"";
  for (const char c : key) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += "\"]";
}

TextError fault(std::size_t begin, std::size_t end, std::string message) {
  return {std::move(message), "", {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
}

/// Reads `["key"]` or `[3]` at `at`, and moves it behind the bracket.
Result<Step> parse_bracket(std::string_view text, std::size_t& at) {
  const std::size_t open = at++;
  if (at < text.size() && text[at] == '"') {
    std::string key;
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\' && at + 1 < text.size()) ++at;
      key += text[at];
    }
    if (text.substr(at, 2) != "\"]") return fault(open, text.size(), "a quoted key must end in '\"]'");
    at += 2;
    return Step(key);
  }
  const std::size_t close = text.find(']', at);
  std::size_t index = 0;
  if (close == std::string_view::npos || close == at)
    return fault(open, text.size(), "'[' without an index and a ']'");
  const auto [stop, error] = std::from_chars(text.data() + at, text.data() + close, index);
  if (error != std::errc{} || stop != text.data() + close) {
    return fault(at, close, "an index is a whole number; a key in brackets needs double quotes");
  }
  at = close + 1;
  return Step(index);
}

}  // namespace

std::string format_path(std::span<const Step> path) {
  std::string out;
  for (const Step& step : path) {
    if (step.is_index) {
      out += fmt::format("[{}]", step.index);
    } else if (!step.key.empty() && std::all_of(step.key.begin(), step.key.end(), is_bare)) {
      if (!out.empty()) out += '.';
      out += step.key;
    } else {
      append_quoted(out, step.key);
    }
  }
  return out;
}

Result<Path> parse_path(std::string_view text) {
  Path path;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '[') {
      Result<Step> step = parse_bracket(text, at);
      if (!step) return step.error();
      path.push_back(std::move(step).value());
      continue;
    }
    if (!path.empty()) {
      if (text[at] != '.') return fault(at, at + 1, "expected '.' or '[' between keys");
      ++at;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_bare(text[at])) ++at;
    if (at == begin) {
      return fault(begin, std::min(begin + 1, text.size()),
                   begin < text.size() ? "a key with this character is written [\"…\"]"
                                       : "a key is missing at the end");
    }
    path.emplace_back(text.substr(begin, at - begin));
  }
  return path;
}

Path join(Path base, std::initializer_list<Step> steps) {
  base.insert(base.end(), steps.begin(), steps.end());
  return base;
}

}  // namespace estafette_lint
