// What a person was meant to replace, and what only looks like it.
#include "lint/values/placeholders.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace estafette_lint {
namespace {

/// The placeholders, parted by '|'.
std::string found_in(std::string_view text) {
  std::string out;
  for (const Span& span : find_placeholders(text)) {
    REQUIRE(span.end <= text.size());
    if (!out.empty()) out += '|';
    out += text.substr(span.begin, span.length());
  }
  return out;
}

TEST_CASE("placeholders in a text") {
  const struct {
    std::string_view text;
    std::string_view found;
  } rows[] = {
      // Angles around words.
      {"<docker hub user>", "<docker hub user>"},
      {"<user>", "<user>"},
      {"<your-token_1>", "<your-token_1>"},
      {"https://<host>/<path>", "<host>|<path>"},
      {"a <b> c", "<b>"},
      {"<your.host/name>", "<your.host/name>"},
      {"<<user>>", "<user>"},
      // Not behind `?` or `?P`: groups of regular expressions.
      {"(?P<name>[a-z]+)", ""},
      {"(?<name>[a-z]+)", ""},
      {"(?P<name>x)/<user>", "<user>"},
      {"P<name>", "<name>"},
      // No words, not closed.
      {"a < b > c", ""},
      {"<1>", ""},
      {"<>", ""},
      {"< user>", ""},
      {"<user", ""},
      {"<user\n>", ""},
      {"a <= b", ""},
      {"<!-- x -->", ""},
      // Braces around words, with no quote, colon or comma.
      {"{bucket name}", "{bucket name}"},
      {"{bucket}", "{bucket}"},
      {"gs://{bucket-name}/x", "{bucket-name}"},
      {"{a}{b}", "{a}|{b}"},
      {"{}", ""},
      {"{a: b}", ""},
      {"{a,b}", ""},
      {"{\"a\"}", ""},
      {"{'a'}", ""},
      {"{1,3}", ""},
      {"{a", ""},
      {"${HOME}", ""},
      {"%{host}", ""},
      {"#{x}", ""},
      // Stars.
      {"***", "***"},
      {"*****", "*****"},
      {"a***b***", "***|***"},
      {"**", ""},
      {"* * *", ""},
      {"0 0 * * *", ""},
      {"*/5 * * * *", ""},
      // Whole values only.
      {"changeme", "changeme"},
      {"john_doe", "john_doe"},
      {"changeme now", ""},
      {"Changeme", ""},
      {" changeme", ""},
      {"john_doe@example.com", ""},
      // A host that ends in .mydomain.com.
      {"ci.mydomain.com", "ci.mydomain.com"},
      {"https://ci.mydomain.com/x", "ci.mydomain.com"},
      {"a.b-c.mydomain.com:443", "a.b-c.mydomain.com"},
      {"*.mydomain.com", "*.mydomain.com"},
      {"ci.mydomain.com.", "ci.mydomain.com"},
      {"see ci.mydomain.com, please", "ci.mydomain.com"},
      {"ci.mydomain.com.au", ""},
      {"ci.mydomain.company", ""},
      {"ci.mydomain.com-x", ""},
      {"mydomain.com", ""},
      {".mydomain.com", ""},
      {"cimydomain.com", ""},
      {"x@ci.mydomain.com", "ci.mydomain.com"},
      {"a.mydomain.com b.mydomain.com", "a.mydomain.com|b.mydomain.com"},
      // Not within templates; around them yes.
      {"{{ .Values.host }}", ""},
      {"{{ printf \"<user>\" }}", ""},
      {"{{ x }}<user>{{ y }}", "<user>"},
      {"{{ <user>", ""},
      {"{{{name}}}", ""},
      // Nothing at all.
      {"", ""},
      {"3", ""},
      {"dckr_pat_x", ""},
      {"<", ""},
      {"{", ""},
      {"{{", ""},
      {"*", ""},
      {".", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(found_in(row.text) == row.found);
  }
}

}  // namespace
}  // namespace estafette_lint
