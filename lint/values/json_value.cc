#include "lint/values/json_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "lint/text/utf8.h"
#include "lint/yaml/limits.h"

namespace estafette_lint {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class JsonReader {
 public:
  JsonReader(std::string_view text, std::uint32_t begin, TreeWriter& tree)
      : text_(text), at_(begin), tree_(tree) {}

  Result<JsonValue> run() {
    const NodeId node = value(0);
    if (error_) return *std::move(error_);
    return JsonValue{node, at_};
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  NodeId fail(std::string message, std::string hint = {}) {
    return fail_at(at_, std::move(message), std::move(hint));
  }
  NodeId fail_at(std::uint32_t begin, std::string message, std::string hint = {}) {
    const auto end = std::min(begin + 1, static_cast<std::uint32_t>(text_.size()));
    if (!error_) error_ = TextError{std::move(message), std::move(hint), {begin, end}};
    return kNoNode;
  }

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  NodeId value(std::size_t depth) {
    if (depth > kMaxDepth) return fail("the JSON value is nested too deeply");
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        break;
    }
    if (is_digit(peek()) || peek() == '-') return number();
    if (at_end()) return fail("the JSON value is not complete");
    return fail("this is no JSON value", "text needs double quotes in --set-json; --set takes it without");
  }

  NodeId word(std::string_view expected) {
    const Span span{at_, at_ + static_cast<std::uint32_t>(expected.size())};
    if (!text_.substr(at_).starts_with(expected)) {
      return fail("this is no JSON value", "text needs double quotes in --set-json; --set takes it without");
    }
    at_ = span.end;
    return expected == "null" ? tree_.null(span) : tree_.boolean(expected == "true", span);
  }

  void skip_digits() {
    while (is_digit(peek())) ++at_;
  }

  NodeId number() {
    const std::uint32_t begin = at_;
    bool whole = true;
    if (peek() == '-') ++at_;
    if (!is_digit(peek())) return fail("a digit is missing in this JSON number");
    if (peek() == '0') {
      ++at_;
    } else {
      skip_digits();
    }
    if (peek() == '.') {
      whole = false;
      ++at_;
      if (!is_digit(peek())) return fail("a digit is missing in this JSON number");
      skip_digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      whole = false;
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!is_digit(peek())) return fail("a digit is missing in this JSON number");
      skip_digits();
    }
    const std::string_view digits = text_.substr(begin, at_ - begin);
    const double parsed = std::strtod(std::string(digits).c_str(), nullptr);
    if (!std::isfinite(parsed)) return fail_at(begin, "this number is too large");
    return tree_.number(parsed, whole ? Type::kInt : Type::kFloat, digits, {begin, at_});
  }

  NodeId string() {
    const std::uint32_t begin = at_;
    const std::optional<std::string_view> text = string_text();
    return text ? tree_.string(*text, Style::kDoubleQuoted, {begin, at_}) : kNoNode;
  }

  /// Of the string at the cursor; nothing after an error.
  std::optional<std::string_view> string_text() {
    const std::uint32_t begin = ++at_;
    std::string decoded;
    bool changed = false;
    while (peek() != '"') {
      if (at_end()) {
        fail_at(begin - 1, "this JSON string is not closed");
        return std::nullopt;
      }
      if (static_cast<unsigned char>(peek()) < 0x20) {
        fail("a control character in a JSON string", R"(write it as \n, \t or \u00XX)");
        return std::nullopt;
      }
      if (peek() == '\\') {
        changed = true;
        if (!escape(decoded)) return std::nullopt;
        continue;
      }
      const CodePoint c = decode_code_point(text_.substr(at_));
      changed = changed || c.size == 0;
      append_utf8(decoded, c.size == 0 ? kReplacement : c.value);
      at_ += static_cast<std::uint32_t>(std::max<std::size_t>(c.size, 1));
    }
    const std::string_view raw = text_.substr(begin, at_ - begin);
    ++at_;
    return changed ? tree_.keep(std::move(decoded)) : raw;
  }

  bool escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (kind == 'u') {
      const std::optional<char32_t> unit = hex_unit(at_);
      if (!unit) {
        fail(R"(\u needs four hexadecimal digits)");
        return false;
      }
      at_ += 6;
      append_utf8(out, complete(*unit));
      return true;
    }
    const std::size_t which = kNames.find(kind);
    if (kind == '\0' || which == std::string_view::npos) {
      fail("JSON has no such escape");
      return false;
    }
    out += kMeanings[which];
    at_ += 2;
    return true;
  }

  /// The character that a UTF-16 unit stands for, with its other half where it is one of two.
  char32_t complete(char32_t unit) {
    if (unit < 0xD800 || unit > 0xDFFF) return unit;
    if (unit < 0xDC00) {
      const std::optional<char32_t> low = hex_unit(at_);
      if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
        at_ += 6;
        return 0x10000 + ((unit - 0xD800) << 10U) + (*low - 0xDC00);
      }
    }
    return kReplacement;
  }

  [[nodiscard]] std::optional<char32_t> hex_unit(std::uint32_t at) const {
    const std::string_view escape = text_.substr(std::min<std::size_t>(at, text_.size()), 6);
    if (escape.size() < 6 || !escape.starts_with("\\u")) return std::nullopt;
    std::uint32_t unit = 0;
    const auto [end, status] = std::from_chars(escape.data() + 2, escape.data() + 6, unit, 16);
    if (status != std::errc() || end != escape.data() + 6) return std::nullopt;
    return static_cast<char32_t>(unit);
  }

  NodeId array(std::size_t depth) {
    const std::uint32_t begin = at_++;
    std::vector<NodeId> items;
    skip_blanks();
    while (peek() != ']') {
      if (!items.empty()) {
        if (peek() != ',') return fail(at_end() ? "this JSON list is not closed" : "a comma is missing here");
        ++at_;
        skip_blanks();
      }
      items.push_back(value(depth + 1));
      if (error_) return kNoNode;
      skip_blanks();
    }
    ++at_;
    return tree_.list(items, {begin, at_});
  }

  NodeId object(std::size_t depth) {
    const std::uint32_t begin = at_++;
    std::vector<Entry> entries;
    skip_blanks();
    while (peek() != '}') {
      if (!entries.empty()) {
        if (peek() != ',')
          return fail(at_end() ? "this JSON object is not closed" : "a comma is missing here");
        ++at_;
        skip_blanks();
      }
      Entry entry;
      if (peek() != '"') return fail("a key in double quotes is missing here");
      entry.key_span.begin = at_;
      const std::optional<std::string_view> key = string_text();
      if (!key) return kNoNode;
      entry.key = *key;
      entry.key_style = Style::kDoubleQuoted;
      entry.key_span.end = at_;
      skip_blanks();
      if (peek() != ':') return fail("a colon is missing here");
      ++at_;
      skip_blanks();
      entry.value = value(depth + 1);
      if (error_) return kNoNode;
      entries.push_back(entry);
      skip_blanks();
    }
    ++at_;
    return tree_.map(entries, {begin, at_});
  }

  std::string_view text_;
  std::uint32_t at_;
  TreeWriter& tree_;
  std::optional<TextError> error_;
};

}  // namespace

Result<JsonValue> read_json_value(std::string_view text, std::uint32_t begin, TreeWriter& tree) {
  return JsonReader(text, begin, tree).run();
}

}  // namespace estafette_lint
