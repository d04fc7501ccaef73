#include "lint/yaml/quoted.h"

#include <algorithm>
#include <charconv>

#include "lint/text/utf8.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

/// A line break as go-yaml has it, at `at`; empty where there is none.
std::string_view line_break_at(std::string_view text, std::size_t at) {
  for (const std::string_view line_break : {"\r\n", "\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    if (text.substr(at).starts_with(line_break)) return line_break;
  }
  return {};
}

/// U+2028 and U+2029 stay what they are; all others become one character.
std::string_view line_break_value(std::string_view line_break) {
  return line_break.size() == 3 ? line_break : "\n";
}

class QuotedDecoder {
 public:
  QuotedDecoder(std::string_view text, Span span)
      : text_(text.substr(0, span.end - 1)), single_(text[span.begin] == '\''), at_(span.begin + 1) {}

  Result<std::string> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (single_ && c == '\'') {
        out_ += c;
        at_ += 2;
      } else if (!single_ && c == '\\') {
        if (const std::string_view line_break = line_break_at(text_, at_ + 1); !line_break.empty()) {
          at_ += 1 + line_break.size();
          skip_blank_lines(true);
        } else if (!escape()) {
          return TextError{
              "an escape that YAML does not know",
              hint_,
              {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(std::min(at_ + 2, text_.size()))}};
        }
      } else if (is_blank(c) || !line_break_at(text_, at_).empty()) {
        blanks();
      } else {
        out_ += c;
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  /// Blanks within a line stay; around line breaks they fold.
  void blanks() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    if (at_ < text_.size() && !line_break_at(text_, at_).empty()) return skip_blank_lines(false);
    out_ += text_.substr(begin, at_ - begin);
  }

  /// One line break is a space, or nothing where it is escaped; more of them are one less.
  void skip_blank_lines(bool escaped) {
    std::string_view first;
    std::string more;
    while (at_ < text_.size()) {
      const std::string_view line_break = line_break_at(text_, at_);
      if (line_break.empty() && !is_blank(text_[at_])) break;
      if (line_break.empty()) {
        ++at_;
        continue;
      }
      if (first.empty() && !escaped) {
        first = line_break_value(line_break);
      } else {
        more += line_break_value(line_break);
      }
      at_ += line_break.size();
    }
    if (first == "\n") {
      out_ += more.empty() ? " " : more;
    } else {
      out_.append(first).append(more);
    }
  }

  bool escape() {
    if (at_ + 1 >= text_.size()) return false;
    const char c = text_[at_ + 1];
    constexpr std::string_view kNames = "0abt\tnvfre \"'\\";
    constexpr std::string_view kValues("\0\a\b\t\t\n\v\f\r\x1B \"'\\", kNames.size());
    if (const std::size_t known = kNames.find(c); known != std::string_view::npos) {
      out_ += kValues[known];
    } else if (c == 'N') {
      append_utf8(out_, 0x85);
    } else if (c == '_') {
      append_utf8(out_, 0xA0);
    } else if (c == 'L') {
      append_utf8(out_, 0x2028);
    } else if (c == 'P') {
      append_utf8(out_, 0x2029);
    } else if (c == 'x' || c == 'u' || c == 'U') {
      return code_point(c == 'x' ? 2 : c == 'u' ? 4 : 8);
    } else {
      if (c == '/') hint_ = "Helm does not know it, though YAML 1.2 does: write the slash alone";
      return false;
    }
    at_ += 2;
    return true;
  }

  bool code_point(std::size_t digits) {
    const std::string_view hex = text_.substr(at_ + 2, digits);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    if (hex.size() < digits || error != std::errc{} || end != hex.data() + digits) return false;
    if ((value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) return false;
    append_utf8(out_, value);
    at_ += 2 + digits;
    return true;
  }

  std::string_view text_;  // up to the closing quote
  bool single_;
  std::size_t at_;
  std::string out_;
  std::string hint_ = "write \\\\ for a backslash, or use single quotes";
};

}  // namespace

Result<std::string> decode_quoted(std::string_view text, Span span) {
  return QuotedDecoder(text, span).run();
}

}  // namespace estafette_lint
