#include "lint/rules/go_template.h"

#include <cstddef>
#include <utility>

namespace estafette_lint {
namespace {

using Expression = TemplateExpression;
using Statement = TemplateStatement;
using Kind = TemplateExpression::Kind;

/// Deeper than any template is written by hand; the parser and whoever walks the result recurse.
constexpr std::size_t kMaxNesting = 100;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// ---- Actions: the text between braces

/// The next action from `at` on, without its braces and trim marks; `at` goes behind it. Comments are passed
/// over. False at the end; `good` becomes false where an action does not end.
class Actions {
 public:
  explicit Actions(std::string_view text) : text_(text) {}

  [[nodiscard]] bool next(std::string_view& action) {
    for (;;) {
      const std::size_t open = text_.find("{{", at_);
      if (open == std::string_view::npos) return false;
      std::size_t begin = open + 2;
      if (begin + 1 < text_.size() && text_[begin] == '-' && is_blank(text_[begin + 1])) ++begin;
      std::size_t first = begin;
      while (first < text_.size() && is_blank(text_[first])) ++first;
      if (text_.substr(first).starts_with("/*")) {
        const std::size_t close = text_.find("*/", first + 2);
        const std::size_t end = close == std::string_view::npos ? close : text_.find("}}", close + 2);
        if (end == std::string_view::npos) return fail();
        at_ = end + 2;
        continue;
      }
      const std::size_t end = end_of(begin);
      if (end == std::string_view::npos) return fail();
      action = text_.substr(begin, end - begin);
      if (action.size() > 1 && action.ends_with('-') && is_blank(action[action.size() - 2]))
        action.remove_suffix(1);
      at_ = end + 2;
      return true;
    }
  }

  [[nodiscard]] bool is_good() const { return good_; }

 private:
  bool fail() {
    good_ = false;
    return false;
  }

  /// Where the closing braces stand; those in texts are none.
  [[nodiscard]] std::size_t end_of(std::size_t at) const {
    for (; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '}' && at + 1 < text_.size() && text_[at + 1] == '}') return at;
      if (c != '"' && c != '`' && c != '\'') continue;
      for (++at; at < text_.size() && text_[at] != c; ++at) {
        if (text_[at] == '\\' && c != '`') ++at;
      }
    }
    return std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool good_ = true;
};

// ---- Expressions

class ExpressionParser {
 public:
  explicit ExpressionParser(std::string_view text) : text_(text) {}

  /// The word at the start, such as `if`; empty where there is none. It is not read.
  [[nodiscard]] std::string_view peek_word() {
    skip_blanks();
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }
  void skip_word() { at_ += peek_word().size(); }

  [[nodiscard]] bool at_end() {
    skip_blanks();
    return at_ >= text_.size();
  }
  [[nodiscard]] bool is_good() const { return good_; }

  /// `$x := …`, `$k, $v := …` or `$x = …`; nothing is read where there is no assignment.
  [[nodiscard]] std::vector<std::string> variables() {
    std::vector<std::string> names;
    const std::size_t start = at_;
    for (;;) {
      skip_blanks();
      if (at_ >= text_.size() || text_[at_] != '$') break;
      ++at_;
      std::string_view name = peek_name();
      at_ += name.size();
      names.emplace_back(name);
      skip_blanks();
      if (take(",")) continue;
      if (take(":=")) return names;
      if (at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        return names;
      }
      break;
    }
    at_ = start;
    return {};
  }

  Expression pipeline() {
    if (++depth_ > kMaxNesting) good_ = false;
    if (!good_) return {};
    Expression value = command();
    for (std::size_t count = 0; good_ && take("|"); ++count) {
      if (count == kMaxNesting) good_ = false;
      Expression next = command();
      value = piped(std::move(next), std::move(value));
    }
    --depth_;
    return value;
  }

  std::string text_literal() {
    skip_blanks();
    if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '`')) {
      good_ = false;
      return {};
    }
    return operand().text;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  bool take(std::string_view token) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  [[nodiscard]] std::string_view peek_name() const {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }

  static Expression piped(Expression command, Expression value) {
    if (command.kind != Kind::kCall && command.kind != Kind::kField) {
      // `x | (f y)`: what comes of it is not known, and both are used.
      Expression call;
      call.kind = Kind::kCall;
      call.arguments.push_back(std::move(command));
      command = std::move(call);
    }
    command.arguments.push_back(std::move(value));
    return command;
  }

  /// An operand, or a function or method with its arguments.
  Expression command() {
    Expression head = operand();
    const bool takes_arguments = head.kind == Kind::kCall || head.kind == Kind::kField;
    while (good_ && !at_end() && text_[at_] != '|' && text_[at_] != ')') {
      Expression argument = operand();
      if (!good_) break;
      if (!takes_arguments) {
        good_ = false;
      } else {
        head.arguments.push_back(std::move(argument));
      }
    }
    return head;
  }

  Expression operand() {
    skip_blanks();
    Expression value;
    if (at_ >= text_.size()) {
      good_ = false;
      return value;
    }
    const char c = text_[at_];
    if (c == '(') {
      ++at_;
      value = pipeline();
      if (!take(")")) good_ = false;
      return fields_of(std::move(value));
    }
    if (c == '"' || c == '`' || c == '\'') return text_operand(c);
    if (c == '.') {
      value.kind = Kind::kDot;
      if (at_ + 1 < text_.size() && is_word(text_[at_ + 1])) return fields_of(std::move(value));
      ++at_;
      return value;
    }
    if (c == '$') {
      ++at_;
      value.kind = Kind::kVariable;
      value.text = peek_name();
      at_ += value.text.size();
      return fields_of(std::move(value));
    }
    const std::string_view word = peek_name();
    if (!word.empty() && !(c >= '0' && c <= '9')) {
      at_ += word.size();
      const bool literal = word == "true" || word == "false" || word == "nil";
      value.kind = literal ? Kind::kLiteral : Kind::kCall;
      value.text = word;
      return value;
    }
    if ((c >= '0' && c <= '9') || c == '-' || c == '+') {
      value.kind = Kind::kLiteral;
      while (at_ < text_.size() &&
             (is_word(text_[at_]) || text_[at_] == '.' || text_[at_] == '-' || text_[at_] == '+'))
        value.text += text_[at_++];
      return value;
    }
    good_ = false;
    return value;
  }

  Expression text_operand(char quote) {
    Expression value;
    value.kind = quote == '\'' ? Kind::kLiteral : Kind::kText;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\' && quote != '`' && at_ + 1 < text_.size()) ++at_;
      value.text += text_[at_];
    }
    if (at_ >= text_.size()) good_ = false;
    ++at_;
    return value;
  }

  /// `.a.b` behind an operand, without a blank between.
  Expression fields_of(Expression base) {
    for (std::size_t count = 0; at_ + 1 < text_.size() && text_[at_] == '.' && is_word(text_[at_ + 1]);
         ++count) {
      if (count == kMaxNesting) good_ = false;
      if (!good_) break;
      ++at_;
      Expression field;
      field.kind = Kind::kField;
      field.text = peek_name();
      at_ += field.text.size();
      field.arguments.push_back(std::move(base));
      base = std::move(field);
    }
    return base;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool good_ = true;
};

// ---- Statements

class TemplateParser {
 public:
  explicit TemplateParser(std::string_view text) : actions_(text) {}

  std::optional<Template> run() {
    const End end = block(result_.body);
    if (end != End::kText || !good_ || !actions_.is_good()) return std::nullopt;
    return std::move(result_);
  }

 private:
  enum class End : std::uint8_t { kText, kEnd, kElse };

  /// Statements up to what ends the block; after an `else` with a condition of its own, `else_` holds it.
  End block(std::vector<Statement>& out) {
    std::string_view action;
    while (good_ && actions_.next(action)) {
      ExpressionParser parser(action);
      const std::string_view word = parser.peek_word();
      if (word == "end") return End::kEnd;
      if (word == "else") {
        parser.skip_word();
        else_word_ = parser.peek_word();
        else_action_ = action;
        return End::kElse;
      }
      if (word == "define" || word == "block") {
        define(parser, word == "block", out);
      } else if (word == "if" || word == "range" || word == "with") {
        parser.skip_word();
        out.push_back(control(word, parser));
      } else if (word == "template") {
        parser.skip_word();
        out.push_back(use(parser));
      } else if (word != "break" && word != "continue") {
        out.push_back(print(parser));
      }
      good_ = good_ && parser.is_good();
    }
    return End::kText;
  }

  void require(bool condition) { good_ = good_ && condition; }

  Statement control(std::string_view word, ExpressionParser& parser) {
    Statement statement;
    statement.kind = word == "if"      ? Statement::Kind::kIf
                     : word == "range" ? Statement::Kind::kRange
                                       : Statement::Kind::kWith;
    if (++depth_ > kMaxNesting) good_ = false;
    statement.variables = parser.variables();
    statement.value = parser.pipeline();
    require(parser.is_good() && parser.at_end());
    if (!good_) return statement;
    End end = block(statement.body);
    if (end == End::kElse) {
      if (else_word_ == "if" || else_word_ == "with") {
        ExpressionParser rest(else_action_);
        rest.skip_word();
        const std::string_view next = rest.peek_word();
        rest.skip_word();
        statement.otherwise.push_back(control(next, rest));
        end = End::kEnd;  // one `end` closes the whole chain
      } else {
        end = block(statement.otherwise);
      }
    }
    require(end == End::kEnd);
    --depth_;
    return statement;
  }

  void define(ExpressionParser& parser, bool is_block, std::vector<Statement>& out) {
    parser.skip_word();
    TemplateDefinition definition;
    definition.name = parser.text_literal();
    if (is_block) {
      Statement statement;
      statement.kind = Statement::Kind::kTemplate;
      statement.name = definition.name;
      statement.value = parser.pipeline();
      out.push_back(std::move(statement));
    }
    require(parser.is_good());
    if (++depth_ > kMaxNesting) good_ = false;
    if (good_) require(block(definition.body) == End::kEnd);
    --depth_;
    result_.definitions.push_back(std::move(definition));
  }

  Statement use(ExpressionParser& parser) {
    Statement statement;
    statement.kind = Statement::Kind::kTemplate;
    statement.name = parser.text_literal();
    if (!parser.at_end()) statement.value = parser.pipeline();
    require(parser.at_end());
    return statement;
  }

  Statement print(ExpressionParser& parser) {
    Statement statement;
    if (parser.at_end()) return statement;
    statement.variables = parser.variables();
    statement.kind = statement.variables.empty() ? Statement::Kind::kPrint : Statement::Kind::kAssign;
    statement.value = parser.pipeline();
    require(parser.at_end());
    return statement;
  }

  Actions actions_;
  Template result_;
  std::string_view else_word_;
  std::string_view else_action_;
  std::size_t depth_ = 0;
  bool good_ = true;
};

}  // namespace

std::optional<Template> parse_template(std::string_view text) { return TemplateParser(text).run(); }

}  // namespace estafette_lint
