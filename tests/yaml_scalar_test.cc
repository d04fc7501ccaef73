// How Helm types a plain scalar: go-yaml v2 over YAML 1.1, then JSON.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "lint/yaml/scalar.h"
#include "lint/yaml/scalar_tags.h"

namespace estafette_lint {
namespace {

std::string show(const TypedScalar& scalar) {
  if (!scalar.finite) return "not finite";
  switch (scalar.type) {
    case Type::kNull:
      return "null";
    case Type::kBool:
      return scalar.boolean ? "true" : "false";
    case Type::kInt:
      return fmt::format("int {}", scalar.number);
    case Type::kFloat:
      return fmt::format("float {}", scalar.number);
    case Type::kString:
      return "text";
    default:
      return "?";
  }
}

struct Row {
  std::string_view text;
  std::string_view typed;
};

TEST_CASE("words") {
  const Row rows[] = {
      {"", "null"},       {"~", "null"},      {"null", "null"},  {"Null", "null"},     {"NULL", "null"},
      {"nULL", "text"},   {"nul", "text"},    {"nulls", "text"}, {"~~", "text"},       {"y", "true"},
      {"Y", "true"},      {"yes", "true"},    {"Yes", "true"},   {"YES", "true"},      {"yEs", "text"},
      {"true", "true"},   {"True", "true"},   {"TRUE", "true"},  {"tRUE", "text"},     {"on", "true"},
      {"On", "true"},     {"ON", "true"},     {"oN", "text"},    {"n", "false"},       {"N", "false"},
      {"no", "false"},    {"No", "false"},    {"NO", "false"},   {"nO", "text"},       {"false", "false"},
      {"False", "false"}, {"FALSE", "false"}, {"fALSE", "text"}, {"off", "false"},     {"Off", "false"},
      {"OFF", "false"},   {"oFF", "text"},    {"yess", "text"},  {"offf", "text"},     {"falsey", "text"},
      {"t", "text"},      {"f", "text"},      {"T", "text"},     {"F", "text"},        {"<<", "text"},
      {"=", "text"},      {"inf", "text"},    {"nan", "text"},   {"Infinity", "text"}, {"enabled", "text"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(show(type_plain_scalar(row.text)) == row.typed);
  }
}

TEST_CASE("integers") {
  const Row rows[] = {
      {"0", "int 0"},
      {"3", "int 3"},
      {"+5", "int 5"},
      {"-5", "int -5"},
      {"-0", "int 0"},
      {"00", "int 0"},
      // Octal, with and without the `o`; what is no octal is a float.
      {"0777", "int 511"},
      {"0o777", "int 511"},
      {"0O777", "int 511"},
      {"-017", "int -15"},
      {"-0o17", "int -15"},
      {"0o8", "text"},
      {"08", "float 8"},
      {"09", "float 9"},
      // Hexadecimal and binary.
      {"0x1F", "int 31"},
      {"0X1f", "int 31"},
      {"-0x1f", "int -31"},
      {"+0x1f", "int 31"},
      {"0x", "text"},
      {"0xfg", "text"},
      {"0x1p3", "text"},
      {"0b101", "int 5"},
      {"0B101", "int 5"},
      {"-0b101", "int -5"},
      {"0b-101", "int -5"},
      {"0b+101", "int 5"},
      {"0b", "text"},
      {"0b102", "text"},
      {"0x-1", "text"},
      {"0o-1", "text"},
      // Underscores, anywhere but in front.
      {"1_000", "int 1000"},
      {"1__000", "int 1000"},
      {"1_", "int 1"},
      {"_1", "text"},
      {"-_1", "int -1"},
      {"0x_1", "int 1"},
      {"0b_1", "int 1"},
      {"0_7", "int 7"},
      {"0o7_7", "int 63"},
      // 64 bits, unsigned too; a float64 in the end.
      {"9007199254740993", "int 9007199254740992"},
      {"9223372036854775807", "int 9.223372036854776e+18"},
      {"18446744073709551615", "int 1.8446744073709552e+19"},
      {"18446744073709551616", "float 1.8446744073709552e+19"},
      {"12345678901234567890", "int 1.2345678901234567e+19"},
      {"-9223372036854775808", "int -9.223372036854776e+18"},
      {"-9223372036854775809", "float -9.223372036854776e+18"},
      {"+9223372036854775808", "float 9.223372036854776e+18"},
      {"0xFFFFFFFFFFFFFFFF", "int 1.8446744073709552e+19"},
      {"0x1FFFFFFFFFFFFFFFF", "text"},
      {"01777777777777777777777", "int 1.8446744073709552e+19"},
      {"02000000000000000000000", "float 2e+21"},
      // No numbers.
      {"+", "text"},
      {"-", "text"},
      {"--1", "text"},
      {"+-1", "text"},
      {"1 000", "text"},
      {"1,000", "text"},
      {"1:30", "text"},
      {"190:20:30", "text"},
      {"100m", "text"},
      {"1Gi", "text"},
      {"2001-12-14", "text"},
      {"2001-12-14T21:59:43Z", "text"},
      {"1.2.3", "text"},
      {"v1", "text"},
      {"#1", "text"},
      {"\xc2\xb2", "text"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(show(type_plain_scalar(row.text)) == row.typed);
  }
}

TEST_CASE("fractions") {
  const Row rows[] = {
      {"1.", "float 1"},
      {"1.5", "float 1.5"},
      {"+1.5", "float 1.5"},
      {"-1.5", "float -1.5"},
      {".5", "float 0.5"},
      {"-.5", "float -0.5"},
      {"+.5", "float 0.5"},
      {"1e3", "float 1000"},
      {"1E3", "float 1000"},
      {"1e+3", "float 1000"},
      {"1e-3", "float 0.001"},
      {"1.e3", "float 1000"},
      {"1.5e3", "float 1500"},
      {"685_230.15", "float 685230.15"},
      {"07.5", "float 7.5"},
      {"089.5", "float 89.5"},
      {"0.0", "float 0"},
      {"-0.0", "float -0"},
      {"1.50", "float 1.5"},
      {"4.9e-324", "float 5e-324"},
      {"1.7976931348623157e308", "float 1.7976931348623157e+308"},
      // Too small is 0, too large is text.
      {"1e-400", "float 0"},
      {"-1e-400", "float 0"},
      {"1e400", "text"},
      {"-1e400", "text"},
      {".", "text"},
      {"-.", "text"},
      {"..5", "text"},
      {"1e", "text"},
      {"1e+", "text"},
      {".e3", "text"},
      {"1e3.5", "text"},
      {"1.5.2", "text"},
      {"0x1.8p1", "text"},
      {"1.5f", "text"},
      // Numbers that Helm refuses.
      {".inf", "not finite"},
      {".Inf", "not finite"},
      {".INF", "not finite"},
      {"-.inf", "not finite"},
      {"+.inf", "not finite"},
      {".nan", "not finite"},
      {".NaN", "not finite"},
      {".NAN", "not finite"},
      {".iNF", "text"},
      {".Nan", "text"},
      {"-.nan", "text"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(show(type_plain_scalar(row.text)) == row.typed);
  }
}

TEST_CASE("tags") {
  const struct {
    std::string_view tag;
    std::string_view text;
    std::string_view typed;
  } rows[] = {
      {"str", "5", "text"},          {"str", "~", "text"},       {"str", "", "text"},
      {"int", "5", "int 5"},         {"int", "0x10", "int 16"},  {"int", "5.0", "fault"},
      {"int", "yes", "fault"},       {"int", "", "fault"},       {"float", "5", "float 5"},
      {"float", "1.5", "float 1.5"}, {"float", "x", "fault"},    {"bool", "yes", "true"},
      {"bool", "1", "fault"},        {"null", "", "null"},       {"null", "~", "null"},
      {"null", "x", "fault"},        {"binary", "aGk=", "text"}, {"binary", "#", "fault"},
      {"foo", "5", "text"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.tag);
    CAPTURE(row.text);
    const auto typed = type_tagged_scalar(fmt::format("tag:yaml.org,2002:{}", row.tag), row.text);
    CHECK((typed ? show(typed.value()) : "fault") == row.typed);
  }
  // A tag of one's own makes text of anything.
  for (const std::string_view text : {"5", "yes", "~", ""}) {
    const auto typed = type_tagged_scalar("!x", text);
    REQUIRE(typed);
    CHECK(typed.value().type == Type::kString);
  }
}

TEST_CASE("Base64") {
  CHECK(decode_base64("") == "");
  CHECK(decode_base64("aGVsbG8=") == "hello");
  CHECK(decode_base64("aGVs\nbG8=\n") == "hello");
  CHECK(decode_base64("aGk=") == "hi");
  CHECK(decode_base64("aA==") == "h");
  CHECK(decode_base64("aGhoaGho") == "hhhhhh");
  CHECK(decode_base64("//79") == "\xff\xfe\xfd");
  for (const std::string_view text :
       {"a", "aG", "aGk", "aGk==", "=", "====", "aGk=aGk=", "aG k=", "aGk-", "a===", "##"}) {
    CAPTURE(text);
    CHECK(!decode_base64(text));
  }
}

TEST_CASE("numbers as Go prints them") {
  const struct {
    double number;
    std::string_view text;
  } rows[] = {
      {0, "0"},
      {-0.0, "-0"},
      {3, "3"},
      {-3, "-3"},
      {0.5, "0.5"},
      {1.5e-4, "0.00015"},
      {1e-4, "0.0001"},
      {1e-5, "1e-05"},
      {9.5e-5, "9.5e-05"},
      {100000, "100000"},
      {999999, "999999"},
      {1e6, "1e+06"},
      {1234567, "1.234567e+06"},
      {123456.789, "123456.789"},
      {1e21, "1e+21"},
      {1e100, "1e+100"},
      {0.1, "0.1"},
      {1.0 / 3, "0.3333333333333333"},
  };
  for (const auto& row : rows) CHECK(format_go_number(row.number) == row.text);
}

TEST_CASE("numbers as keys") {
  CHECK(format_go_key(1.5) == "1.5");
  CHECK(format_go_key(0.1) == "0.1");
  CHECK(format_go_key(1e6) == "1e+06");
  CHECK(format_go_key(1234567.5) == "1.2345675e+06");
  CHECK(format_go_key(1e-7) == "1e-07");
  CHECK(format_go_integer_key("0x10") == "16");
  CHECK(format_go_integer_key("-0") == "0");
  CHECK(format_go_integer_key("-0x10") == "-16");
  CHECK(format_go_integer_key("1_000") == "1000");
  CHECK(format_go_integer_key("9007199254740993") == "9007199254740993");
  CHECK(format_go_integer_key("9223372036854775807") == "9223372036854775807");
  CHECK(format_go_integer_key("-9223372036854775808") == "-9223372036854775808");
  CHECK(!format_go_integer_key("9223372036854775808"));
}

TEST_CASE("text that another tool fills in") {
  for (const std::string_view text :
       {"${X}", "a-${X}-b", "${}", "ENC[AES256_GCM,data:x]", "ENC[]", "$${X}"}) {
    CAPTURE(text);
    CHECK(is_filled_in_later(text));
  }
  for (const std::string_view text :
       {"", "$X", "${X", "{X}", "$ {X}", "} ${", "ENC", "ENC[", "xENC[a]", "ENC[a] ", "enc[a]"}) {
    CAPTURE(text);
    CHECK(!is_filled_in_later(text));
  }
}

}  // namespace
}  // namespace estafette_lint
