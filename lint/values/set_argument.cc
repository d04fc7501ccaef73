#include "lint/values/set_argument.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "lint/text/utf8.h"
#include "lint/values/json_value.h"
#include "lint/values/secrets.h"
#include "lint/values/tree_writer.h"
#include "lint/yaml/limits.h"

namespace estafette_lint {
namespace {

/// Helm's own limits.
constexpr std::size_t kMaxIndex = 65536;
constexpr std::size_t kMaxDots = 30;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// As Go's unicode.IsSpace has it.
bool is_unicode_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

/// As strconv reads a decimal number of 64 bits: a sign may stand before it, nothing behind it.
std::optional<std::int64_t> parse_integer(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A stretch of the argument up to a character that ends it.
struct Word {
  std::string_view text;  ///< escapes undone
  Span span;              ///< as it is written
  Style style = Style::kPlain;
  char end = '\0';  ///< the character that ended it; NUL: the end of the argument
};

/// The first fault; caught where parsing began.
struct Fault {
  TextError error;
};

class SetParser {
 public:
  SetParser(SetKind kind, const Source& source, const ReadSetFile& read_file)
      : kind_(kind), text_(source.text), source_(source), read_file_(read_file), tree_(argument_.document) {}

  Result<SetArgument> run() {
    argument_.kind = kind_;
    try {
      // Too long to be counted in 32 bits: no system lets such an argument through.
      if (text_.size() > kMaxFileBytes) fail({}, "this argument is too long");
      root_ = tree_.map({}, {0, static_cast<std::uint32_t>(text_.size())});
      while (at_ < text_.size()) assignment();
    } catch (Fault& fault) {
      return std::move(fault.error);
    }
    tree_.fill_map(root_, entries_);
    tree_.finish(root_);
    argument_.layer = {argument_.document.tree, Origin::kSet, &source_};
    return std::move(argument_);
  }

 private:
  /// No message repeats the argument's text, which may be a part of a secret: `password=a,b`.
  [[noreturn]] static void fail(Span span, std::string message, std::string hint = {}) {
    throw Fault{{std::move(message), std::move(hint), span}};
  }
  [[nodiscard]] Span here() const {
    return {at_, std::min(at_ + 1, static_cast<std::uint32_t>(text_.size()))};
  }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  /// Reads up to one of `stops`, and over it. In a literal nothing is escaped.
  Word word(std::string_view stops) {
    Word word;
    word.span = {at_, at_};
    std::string decoded;
    bool changed = false;
    while (!at_end()) {
      char c = text_[at_];
      if (stops.find(c) != std::string_view::npos) {
        word.end = c;
        break;
      }
      if (c == '\\' && kind_ != SetKind::kLiteral) {
        changed = true;
        word.style = Style::kEscaped;
        if (++at_ >= text_.size()) break;
      }
      const CodePoint point = decode_code_point(std::string_view(text_).substr(at_));
      const std::size_t size = std::max<std::size_t>(point.size, 1);
      decoded += point.size == 0 ? kReplacement : std::string_view(text_).substr(at_, size);
      changed = changed || point.size == 0;
      at_ += static_cast<std::uint32_t>(size);
    }
    word.span.end = at_;
    if (word.end != '\0') ++at_;
    word.text = changed ? tree_.keep(std::move(decoded))
                        : std::string_view(text_).substr(word.span.begin, word.span.length());
    return word;
  }

  void assignment() {
    SetAssignment assignment;
    std::size_t dots = 0;
    bool complete = key(assignment);
    while (complete && last_ != '=') {
      if (last_ == '.') {
        if (++dots > kMaxDots)
          fail(here(), fmt::format("more than {} levels of names: Helm takes no more", kMaxDots));
        complete = key(assignment);
        assignment.ends_in_dot = !complete;
      } else {
        complete = index(assignment);
      }
    }
    // Nothing but the end of the argument is left.
    if (assignment.steps.empty()) return;
    if (complete) value(assignment);
    if (!assignment.cut_off && complete) check_indices(assignment);
    add(std::move(assignment));
  }

  /// False at the end of the argument.
  bool key(SetAssignment& assignment) {
    const Word name = word(kind_ == SetKind::kLiteral ? "=[." : "=[,.");
    if (name.end == '\0') {
      if (name.text.empty()) return false;
      std::string hint;
      if (kind_ == SetKind::kJson && text_.find_first_not_of(" \t\n") == text_.find('{')) {
        hint = "an object without a key is for Helm 4 only; in Helm 3 each key is set by itself: key={...}";
      }
      fail(name.span, "this key has no value", std::move(hint));
    }
    if (name.end == ',') {
      if (name.text.empty())
        fail({name.span.begin, name.span.begin + 1}, "a key is missing before this comma");
      fail(name.span, "this key has no value",
           R"(a comma that belongs to the value before it is written \,)");
    }
    SetStep step;
    step.key = name.text;
    step.span = name.span;
    push(assignment, step);
    last_ = name.end;
    return true;
  }

  /// The index behind a bracket. False at the end of the argument.
  bool index(SetAssignment& assignment) {
    const std::uint32_t bracket = at_ - 1;
    const Word number = word("]");
    if (number.end == '\0') fail({bracket, bracket + 1}, "this bracket is not closed");
    const std::optional<std::int64_t> parsed = parse_integer(number.text);
    const Span span = number.span.empty() ? Span{bracket, at_} : number.span;
    if (!parsed) fail(span, "this is no index: a whole number stands between the brackets");
    if (*parsed < 0) fail(span, "an index is not negative");
    SetStep step;
    step.index = static_cast<std::size_t>(*parsed);
    step.is_index = true;
    step.span = span;
    step.gap = tree_.null(span);
    push(assignment, step);

    const Word next = word("[.=");
    if (!next.text.empty()) fail(next.span, "behind an index stands '=', '.' or another index");
    last_ = next.end;
    return next.end != '\0';
  }

  static void push(SetAssignment& assignment, const SetStep& step) {
    if (assignment.steps.size() >= kMaxDepth)
      fail(step.span, fmt::format("nested deeper than {} levels", kMaxDepth));
    assignment.steps.push_back(step);
  }

  /// Helm makes the lists once it has their items, so that it does not come to this where an argument is cut
  /// off.
  void check_indices(const SetAssignment& assignment) {
    for (const SetStep& step : assignment.steps) {
      if (!step.is_index) continue;
      if (step.index > kMaxIndex)
        fail(step.span, fmt::format("the largest index that Helm takes is {}", kMaxIndex));
      items_ += step.index;
    }
    // Helm has no such limit; a list of nulls is no values file that somebody runs.
    if (items_ > kMaxExpandedNodes) fail(here(), "this argument makes lists of too many items");
  }

  void value(SetAssignment& assignment) {
    if (kind_ == SetKind::kJson) {
      json_value(assignment);
    } else if (kind_ == SetKind::kLiteral) {
      assignment.value = scalar(word(""));
    } else if (at_end()) {
      assignment.value = tree_.string({}, Style::kPlain, {at_, at_});
      assignment.cut_off = !assignment.steps.back().is_index;
    } else if (text_[at_] == '{') {
      list_value(assignment);
    } else if (kind_ == SetKind::kFile) {
      const Word name = word(",");
      assignment.contents = &argument_.contents.emplace_back(contents_of(name));
      assignment.value = tree_.string({}, Style::kPlain, name.span);
    } else {
      assignment.value = scalar(word(","));
    }
  }

  void json_value(SetAssignment& assignment) {
    const std::uint32_t begin = at_;
    if (skip_to_value()) {
      assignment.value = tree_.null({begin, begin});
      return;
    }
    const Result<JsonValue> read = read_json_value(text_, at_, tree_);
    if (!read) throw Fault{read.error()};
    assignment.value = read.value().node;
    at_ = read.value().end;
    skip_to_value();
  }

  /// Over blanks and one comma; whether there was one, or the end.
  bool skip_to_value() {
    while (!at_end()) {
      const CodePoint c = decode_code_point(std::string_view(text_).substr(at_));
      if (c.size != 0 && !is_unicode_space(c.value) && c.value != ',') return false;
      if (c.size == 0) return false;
      at_ += static_cast<std::uint32_t>(c.size);
      if (c.value == ',') return true;
    }
    return true;
  }

  void list_value(SetAssignment& assignment) {
    const std::uint32_t begin = at_++;
    std::vector<NodeId> items;
    for (;;) {
      const Word item = word(",}");
      if (item.end == '\0') fail({begin, begin + 1}, "this list is not closed: a '}' is missing");
      items.push_back(kind_ == SetKind::kFile ? file_item(item) : scalar(item));
      if (item.end == '}') break;
    }
    assignment.value = tree_.list(items, {begin, at_});
    if (!at_end() && text_[at_] == ',') ++at_;
  }

  NodeId scalar(const Word& word) {
    const std::string_view text = word.text;
    if (kind_ == SetKind::kTyped) {
      if (equals_ignoring_case(text, "true")) return tree_.boolean(true, word.span);
      if (equals_ignoring_case(text, "false")) return tree_.boolean(false, word.span);
      if (equals_ignoring_case(text, "null")) return tree_.null(word.span);
      if (text == "0" || !text.starts_with('0')) {
        if (const std::optional<std::int64_t> number = parse_integer(text)) {
          return tree_.number(static_cast<double>(*number), Type::kInt, text, word.span);
        }
      }
    }
    return tree_.string(text, word.style, word.span);
  }

  const Source& read(const Word& name) {
    if (read_file_ == nullptr) fail(name.span, "files cannot be read here");
    const Result<const Source*, std::string> file = read_file_(std::string(name.text));
    if (!file) fail(name.span, file.error());
    return *file.value();
  }

  SetContents contents_of(const Word& name) {
    const Source& file = read(name);
    SetContents contents;
    TreeWriter tree(contents.document);
    tree.finish(tree.string(file.text, Style::kPlain, {0, static_cast<std::uint32_t>(file.text.size())}));
    // Its finding stands in that file, not in the argument.
    contents.layer = {contents.document.tree, Origin::kFile, &file};
    return contents;
  }

  /// An item has no layer of its own, so that what is found in it is said of the file's name in the argument.
  NodeId file_item(const Word& name) { return tree_.string(read(name).text, Style::kPlain, name.span); }

  /// Makes the maps and lists on the way, from the value up.
  void add(SetAssignment assignment) {
    std::vector<SetStep>& steps = assignment.steps;
    const Span whole{steps.front().span.begin, std::max(steps.back().span.end, std::min(at_, end_of_text()))};
    NodeId below = assignment.value;
    if (below == kNoNode) {
      if (assignment.ends_in_dot) below = tree_.map({}, steps.back().span);
    }
    for (std::size_t i = steps.size(); i-- > 1;) {
      SetStep& step = steps[i];
      if (step.is_index) {
        std::vector<NodeId> items;
        if (below != kNoNode) {
          if (!assignment.cut_off && step.index <= kMaxIndex) items.assign(step.index, step.gap);
          items.push_back(below);
        }
        step.holder = tree_.list(items, whole);
      } else {
        step.holder = tree_.map({entry_of(step, below)}, whole);
      }
      below = step.holder;
    }
    steps.front().holder = root_;
    if (below == kNoNode) below = tree_.null(whole);
    entries_.push_back(entry_of(steps.front(), below));
    argument_.assignments.push_back(std::move(assignment));
  }

  [[nodiscard]] std::uint32_t end_of_text() const { return static_cast<std::uint32_t>(text_.size()); }

  static Entry entry_of(const SetStep& step, NodeId value) {
    return {
        .key = step.key, .key_span = step.span, .value = value, .key_style = Style::kPlain, .merge = false};
  }

  SetKind kind_;
  const std::string& text_;
  const Source& source_;
  const ReadSetFile& read_file_;
  SetArgument argument_;
  TreeWriter tree_;
  NodeId root_ = kNoNode;
  std::vector<Entry> entries_;
  std::size_t items_ = 0;  // of the lists that indices make
  std::uint32_t at_ = 0;
  char last_ = '\0';  // what ended the last key or index
};

}  // namespace

std::string_view option_name(SetKind kind) {
  constexpr std::array<std::string_view, 5> kNames = {"--set-json", "--set", "--set-string", "--set-file",
                                                      "--set-literal"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<SetArgument> parse_set_argument(SetKind kind, const Source& source, const ReadSetFile& read_file) {
  return SetParser(kind, source, read_file).run();
}

std::string mask_unparsed_argument(std::string_view text) {
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || static_cast<unsigned char>(c) >= 0x80;
  };
  std::string_view above;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (!word.empty() && is_secret_key(above, word)) {
      const std::size_t sign = text.find_first_of("=:", end);
      if (sign == std::string_view::npos) break;
      return std::string(text.substr(0, sign + 1)).append(kMasked);
    }
    const bool index = word.find_first_not_of("0123456789") == std::string_view::npos;
    if (!index) above = word;
    at = end + 1;
  }
  return mask_known_secrets(text);
}

}  // namespace estafette_lint
