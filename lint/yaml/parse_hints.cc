#include "lint/yaml/parse_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "lint/text/line_index.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

/// yaml-cpp's messages (yaml-cpp/exceptions.h) in words of ours.
struct Wording {
  std::string_view reason;
  std::string_view message;
  std::string_view hint;
};

constexpr Wording kWordings[] = {
    {"illegal map value", "a ':' where no key can stand",
     "check the indentation and the line before; quote text that holds ': '"},
    {"end of map not found", "this line does not fit into the map around it",
     "check its indentation, and that every key has a colon"},
    {"end of sequence not found", "this line does not fit into the list around it",
     "check its indentation, and that every item starts with '- '"},
    {"end of map flow not found", "a '{' that is not closed, or a ',' that is missing", "close it with '}'"},
    {"end of sequence flow not found", "a '[' that is not closed, or a ',' that is missing",
     "close it with ']'"},
    {"illegal flow end", "a '}' or ']' that closes nothing", "remove it, or check what it should close"},
    {"illegal block entry", "a '- ' where no list item can stand", "put the list on a line of its own"},
    {"illegal map key", "a '? ' where no key can stand", "check the indentation"},
    {"the referenced anchor is not defined", "an alias without an anchor", "define it before, as &name"},
    {"illegal tab when looking for indentation", "a tab in the indentation", "use spaces"},
    {"illegal EOF in scalar", "a quote that is not closed", "close it on the line it belongs to"},
    {"illegal document indicator in scalar", "a '---' or '...' within a quoted text",
     "close the quote before it"},
    {"unknown token", "a character that no value can start with", "quote the value"},
    {"unexpected character in block scalar", "'|' or '>' with something behind it",
     "start the text on the next line"},
    {"bad character found while scanning hex number", "an escape that is not hexadecimal",
     "write \\xNN or \\uNNNN"},
    {"cannot assign multiple tags to the same node", "two tags on one value", "keep one"},
    {"cannot assign multiple anchors to the same node", "two anchors on one value", "keep one"},
    {"illegal character found while scanning anchor", "an anchor with a character that it cannot hold",
     "use letters and digits"},
    {"illegal character found while scanning alias", "an alias with a character that it cannot hold",
     "use letters and digits; quote text that starts with '*'"},
    {"alias not found after *", "a '*' without the name of an anchor", "quote text that starts with '*'"},
    {"anchor not found after &", "a '&' without the name of an anchor", "quote text that starts with '&'"},
    {"cannot set zero indentation for a block scalar", "'|0' or '>0': an indentation is 1 to 9",
     "remove the 0"},
    {"aliases can't have any content, *including* tags", "an alias with an anchor or a tag of its own",
     "remove it"},
    {"unknown escape character: ", "an escape that YAML does not know",
     "write \\\\ for a backslash, or use single quotes"},
    {"invalid unicode: ", "an escape for a character that does not exist",
     "write the code point of a character"},
    {"tag handle with no suffix", "a '!' without the name of a tag", "quote text that starts with '!'"},
    {"illegal character found while scanning tag handle", "a tag with a character that it cannot hold",
     "quote text that starts with '!'"},
    {"end of verbatim tag not found", "a tag that is not closed", "close it with '>'"},
    {"", "text that belongs to nothing", "check its indentation and what stands before it"},
};

/// The line around a byte.
struct LineAt {
  std::uint32_t begin = 0;
  std::string_view text;
};

LineAt line_at(std::string_view text, std::uint32_t at) {
  std::uint32_t begin = std::min(at, static_cast<std::uint32_t>(text.size()));
  while (begin > 0 && !is_break(text[begin - 1])) --begin;
  const std::size_t end = find_line_break(text, begin);
  return {begin, text.substr(begin, end - begin)};
}

Span one_byte(std::uint32_t at) { return {at, at + 1}; }

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

/// Faults that are told better from the line than from the parser's state.
std::optional<TextError> explain_by_line(std::string_view text, std::uint32_t at) {
  const LineAt line = line_at(text, at);
  const std::size_t first = line.text.find_first_not_of(" \t");
  const std::size_t tab = line.text.find('\t');
  if (tab < first && first != std::string_view::npos) {
    return TextError{"a tab in the indentation", "use spaces",
                     one_byte(line.begin + static_cast<std::uint32_t>(tab))};
  }
  // The parser stumbles over the line behind an ellipsis, as that continues the value before it.
  for (LineAt other = line;; other = line_at(text, other.begin - 1)) {
    const std::string_view words = trimmed(other.text);
    if (words == "...") {
      const auto dots = static_cast<std::uint32_t>(other.text.find("..."));
      return TextError{"'...' is no YAML for \"and so on\"",
                       "remove the line",
                       {other.begin + dots, other.begin + dots + 3}};
    }
    if (other.begin == 0 || (other.begin != line.begin && !words.empty())) break;
  }
  const std::string_view rest = text.substr(std::min<std::size_t>(at, text.size()));
  if (rest.starts_with("{{") || line.text.find(": {{") != std::string_view::npos) {
    const std::size_t braces = line.text.find("{{");
    return TextError{std::string(kTemplateMessage), std::string(kTemplateHint),
                     one_byte(line.begin + static_cast<std::uint32_t>(braces))};
  }
  if (rest.starts_with('@') || rest.starts_with('`') || rest.starts_with('%')) {
    return TextError{fmt::format("a value cannot start with '{}'", rest[0]), "quote the value", one_byte(at)};
  }
  return std::nullopt;
}

}  // namespace

TextError explain_parse_error(std::string_view text, std::uint32_t at, std::string_view reason) {
  at = std::min(at, static_cast<std::uint32_t>(text.size()));
  if (auto better = explain_by_line(text, at)) return *std::move(better);
  for (const Wording& wording : kWordings) {
    // Some messages end in what they are about.
    const bool open = wording.reason.ends_with(": ") && reason.starts_with(wording.reason);
    if (open || wording.reason == reason) {
      return {std::string(wording.message), std::string(wording.hint), one_byte(at)};
    }
  }
  return {std::string(reason), "", one_byte(at)};
}

TextError explain_template(std::string_view text, const TextError& error) {
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    std::size_t before = at;
    while (before > 0 && is_blank(text[before - 1])) --before;
    if (before > 0 && !is_break(text[before - 1])) continue;
    return {"'{{' at the start of a line: this is a Helm template, not a values file",
            "lint the values file that is given to helm with -f", one_byte(static_cast<std::uint32_t>(at))};
  }
  return error;
}

}  // namespace estafette_lint
