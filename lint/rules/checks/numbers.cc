#include "lint/rules/checks/numbers.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "lint/rules/checks/common.h"
#include "lint/rules/checks/generic.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

/// What becomes of a value on its way to Kubernetes.
struct Rendered {
  std::optional<double> number;  // nothing: Kubernetes rejects it
  bool plain = false;            // the value as it is shown already says the number
};

bool is_whole(double number) { return number == std::trunc(number); }

/// A template prints text as it is, and Kubernetes' own YAML reader types it anew: "0x3" is 3.
Rendered render_text(std::string_view text, std::optional<double> empty) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  text =
      begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
  const TypedScalar typed = text.empty() ? TypedScalar{.type = Type::kNull} : type_plain_scalar(text);
  if (typed.type == Type::kNull) return {empty};
  const bool number = typed.type == Type::kInt || typed.type == Type::kFloat;
  if (!number || !typed.finite || !is_whole(typed.number)) return {};
  return {typed.number, text == format_go_number(typed.number)};
}

Rendered render(const Value& value, std::optional<double> empty) {
  if (value.is_null()) return {empty};
  if (value.is_string()) return render_text(value.node().text, empty);
  if (!value.is_number() || !is_whole(value.node().number)) return {};
  return {value.node().number, true};
}

/// The digits of a number in Go's notation with underscores, which stand between digits or behind the prefix
/// only.
std::optional<std::string> without_underscores(std::string_view digits, bool prefixed) {
  std::string result;
  char previous = prefixed ? '0' : '_';
  for (const char c : digits) {
    if (c == '_' && previous == '_') return std::nullopt;
    if (c != '_') result += c;
    previous = c;
  }
  if (previous == '_') return std::nullopt;
  return result;
}

/// Go's strconv.ParseInt(text, 0, 64), behind which sprig first cuts `.0`, `.00` and so on.
std::optional<std::int64_t> parse_go_integer(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot != std::string_view::npos) {
    const std::string_view decimals = text.substr(dot + 1);
    if (decimals.empty() || decimals.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
    text = text.substr(0, dot);
  }
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  struct Base {
    std::string_view prefix;
    int base;
  };
  constexpr std::array kBases = {Base{"0x", 16}, Base{"0X", 16}, Base{"0b", 2}, Base{"0B", 2},
                                 Base{"0o", 8},  Base{"0O", 8},  Base{"0", 8}};
  int base = 10;
  if (text.size() > 1) {
    for (const Base& candidate : kBases) {
      if (!text.starts_with(candidate.prefix)) continue;
      base = candidate.base;
      text.remove_prefix(candidate.prefix.size());
      break;
    }
  }
  std::optional<std::string> digits = without_underscores(text, base != 10);
  if (!digits || digits->empty()) return std::nullopt;
  if (negative) digits->insert(0, "-");
  std::int64_t value = 0;
  const char* end = digits->data() + digits->size();
  const auto [stop, fault] = std::from_chars(digits->data(), end, value, base);
  if (fault != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// Sprig's `int64`: what is no integer becomes 0.
Rendered cast(const Value& value) {
  if (value.type() == Type::kBool) return {value.node().boolean ? 1.0 : 0.0};
  if (value.is_number()) {
    const double number = value.node().number;
    constexpr double kLimit = 9223372036854775808.0;  // 2^63: what lies beyond becomes the smallest integer
    if (number >= kLimit || number < -kLimit) return {-kLimit};
    return {std::trunc(number), is_whole(number)};
  }
  if (!value.is_string()) return {0.0};
  const std::optional<std::int64_t> parsed = parse_go_integer(value.node().text);
  if (!parsed) return {0.0};
  return {static_cast<double>(*parsed), value.node().text == std::to_string(*parsed)};
}

/// Adds to the change that a bound is no lower than `least`.
void raise(const CheckInput& input, const Path& bound, double least, Violation& violation) {
  const Value value = input.subject.values.lookup(bound).value;
  const std::optional<double> now = rendered_whole_number(value, 1.0);
  if (!value.is_unknown() && now && *now < least)
    violation.change.push_back({bound, format_go_number(least)});
}

std::string explain(const Lookup& found, const Path& path, const Rendered& rendered, bool casts) {
  std::string shown = describe(found, path);
  if (!rendered.number && found.value.is_null()) return shown;
  if (!rendered.number) return shown + ", which is no whole number, so Kubernetes rejects it";
  if (rendered.plain) return shown;
  const std::string number = format_go_number(*rendered.number);
  const Value& value = found.value;
  const bool empty = value.is_null() || (value.is_string() && value.node().text.empty());
  if (!casts && empty) return fmt::format("{}, which renders empty, so {}", shown, number);
  return fmt::format("{}, which renders as {}", shown, number);
}

}  // namespace

std::optional<double> rendered_whole_number(const Value& value, std::optional<double> empty) {
  return render(value, empty).number;
}

double cast_to_whole_number(const Value& value) { return cast(value).number.value_or(0); }

std::vector<Violation> check_number_at_least(const CheckInput& input) {
  const Lookup found = input.subject.lookup(input.place.path);
  if (found.value.is_unknown()) return {};
  const double min = input.parameter("min")->number;
  const Parameter* empty = input.parameter("empty");
  const bool casts = boolean_parameter(input, "integer-cast");
  const Rendered rendered =
      casts ? cast(found.value)
            : render(found.value, empty == nullptr ? std::nullopt : std::optional(empty->number));
  if (rendered.number && *rendered.number >= min) return {};

  Violation violation = violation_at_place(input);
  const std::string wanted = format_go_number(min);
  violation.facts = {{"value", explain(found, violation.path, rendered, casts)}, {"min", wanted}};
  violation.change = change_to(input, wanted);
  const Result<Path> ceiling = parse_path(text_parameter(input, "ceiling"));
  if (ceiling && !ceiling.value().empty() && !violation.change.empty())
    raise(input, ceiling.value(), min, violation);
  return {std::move(violation)};
}

std::vector<Violation> check_autoscaling_on(const CheckInput& input) {
  std::vector<Violation> result = check_switch_on(input);
  if (result.empty()) return result;
  Violation& violation = result.front();
  const Result<Path> replicas = parse_path(text_parameter(input, "replicas"));
  if (!replicas) return result;
  const Value fixed = input.subject.values.lookup(replicas.value()).value;
  const std::optional<double> pods = rendered_whole_number(fixed, 1.0);
  if (fixed.is_unknown() || !pods) {
    violation.repair.hold =
        fmt::format("how many pods {} asks for cannot be told", format_path(replicas.value()));
    return result;
  }
  for (const std::string_view bound : {"minReplicas", "maxReplicas"}) {
    Path path = violation.path;
    path.back() = Step(bound);
    raise(input, path, *pods, violation);
  }
  return result;
}

}  // namespace estafette_lint
