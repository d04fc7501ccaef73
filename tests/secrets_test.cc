// No secret is ever shown: which values are secret, and what is left of texts that hold one.
#include "lint/values/secrets.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lint/yaml/reader.h"

namespace estafette_lint {
namespace {

SecretMask mask_of(const Source& source) {
  const Result<Document> document = read_document(source.text);
  REQUIRE_MESSAGE(document, source.text);
  return SecretMask(source, document.value().tree);
}

/// The whole source as it may be shown.
std::string shown(std::string_view text) {
  const Source source{"values.yaml", std::string(text)};
  return mask_of(source).mask_source(source.text, {0, static_cast<std::uint32_t>(text.size())});
}

/// A message about a source as it may be shown.
std::string shown(std::string_view text, std::string_view message) {
  const Source source{"values.yaml", std::string(text)};
  return mask_of(source).mask(message);
}

TEST_CASE("names of secrets") {
  for (const std::string_view name : {"password",
                                      "Password",
                                      "PASSWORD",
                                      "dbPassword",
                                      "DB_PASSWORD",
                                      "db-password",
                                      "db.password",
                                      "secretDecryptionKey",
                                      "jwtKey",
                                      "JWT_KEY",
                                      "estafetteSecretDecryptionKey",
                                      "ESTAFETTE_API_JWT_KEY",
                                      "secret",
                                      "clientSecret",
                                      "CLIENT_SECRET",
                                      "token",
                                      "apiToken",
                                      "github_token",
                                      "privateKey",
                                      "private_key",
                                      "APP_PRIVATE_KEY",
                                      "a.b.token",
                                      "serviceAccountKeyfile"}) {
    CAPTURE(name);
    CHECK(is_secret_name(name));
  }
  for (const std::string_view name :
       {"", "_", "passwords", "passwordFile", "secretName", "tokens", "tokenUrl", "key", "publicKey", "jwt",
        "user", "pass", "secretDecryptionKeyBase64", "privateKeyPath", "tok-en-x"}) {
    CAPTURE(name);
    CHECK(!is_secret_name(name));
  }
  // However long.
  CHECK(is_secret_name(std::string(5000, 'x') + "Token"));
  CHECK(!is_secret_name("token" + std::string(5000, 'x')));
}

TEST_CASE("slips in the names of secrets") {
  for (const std::string_view name : {"pasword",
                                      "passwrod",
                                      "passwd",
                                      "passwort",
                                      "PASWORD",
                                      "dbPasword",
                                      "DB_PASSWROD",
                                      "dbpasword",
                                      "password2",
                                      "tokn",
                                      "apiToekn",
                                      "clientSercet",
                                      "client-secet",
                                      "secrett",
                                      "jwtKye",
                                      "jwKey",
                                      "privatKey",
                                      "private_kye",
                                      "secretDecrptionKey",
                                      "secretDecyptoinKey",
                                      "serviceAccountKeyFiel"}) {
    CAPTURE(name);
    CHECK(is_secret_name(name));
  }
  for (const std::string_view name :
       {"secrets", "jwtKeys", "passwords", "privateKeyId", "private_key_id", "publicKey", "keyword", "broken",
        "spoken", "topic", "section", "discrete", "tokenId", "secretRef"}) {
    CAPTURE(name);
    CHECK(!is_secret_name(name));
  }
}

TEST_CASE("paths of secrets") {
  CHECK(is_secret_path(Path{"api", "tls", "key"}));
  CHECK(is_secret_path(Path{"auth", "jwt", "key"}));
  CHECK(is_secret_path(Path{"api", "extraSecrets", std::size_t{0}, "data", "tls.crt"}));
  CHECK(is_secret_path(Path{"api", "extraSecert", std::size_t{0}, "data", "a"}));
  CHECK(is_secret_path(Path{"api", "extraSercets", std::size_t{0}, "dta", "a"}));
  CHECK(is_secret_path(Path{"data", "tls.key"}));
  CHECK(is_secret_path(Path{"api", "tlsKey"}));
  CHECK(!is_secret_path(Path{"api", "tsKey"}));
  CHECK(!is_secret_path(Path{"api", "tls", "cert"}));
  CHECK(!is_secret_path(Path{"api", "tls", "keep"}));
  CHECK(!is_secret_path(Path{"api", "extraSecrets", std::size_t{0}, "key"}));
  CHECK(!is_secret_path(Path{"api", "extraSecrets", std::size_t{0}, "mountPath"}));
  CHECK(!is_secret_path(Path{"api", "extraConfigmaps", std::size_t{0}, "data", "a"}));
  CHECK(!is_secret_path(Path{"key"}));

  CHECK(is_secret_path(Path{"api", "image", "credentials", "password"}));
  CHECK(is_secret_path(Path{"api", "secret", "deeper", "leaf"}));
  CHECK(is_secret_path(Path{"tokens", std::size_t{0}, "token"}));
  CHECK(!is_secret_path(Path{"api", "credentials", std::size_t{0}, "name"}));
  CHECK(!is_secret_path(Path{}));
}

TEST_CASE("a source with its secrets masked") {
  const struct {
    std::string_view text;
    std::string_view shown;
  } rows[] = {
      // By name, in every style.
      {"password: hunter2\nuser: bob\n", "password: ********\nuser: bob\n"},
      {"clientSecret: \"hun\\x74er2\" # c\n", "clientSecret: ******** # c\n"},
      {"jwtKey: 'it''s me'\n", "jwtKey: ********\n"},
      {"privateKey: |\n  line one\n  line two\nother: 1\n", "privateKey: ********\nother: 1\n"},
      {"token: first\n  second\nother: 1\n", "token: ********\nother: 1\n"},
      {"token: >-\n  folded\n  text\n", "token: ********\n"},
      {"{password: hunter2, b: 1}\n", "{password: ********, b: 1}\n"},
      {"\"DB_PASSWORD\": hunter2\n", "\"DB_PASSWORD\": ********\n"},
      {"token: é€\U0001F600\nb: é\n", "token: ********\nb: é\n"},
      // Numbers; but no switch, no null, and no figure that stands everywhere.
      {"password: 12345678\n", "password: ********\n"},
      {"password: 0x1F2E\n", "password: ********\n"},
      {"secret:\n  enabled: true\n  port: 80\n  size: ~\n  none:\n",
       "secret:\n  enabled: true\n  port: 80\n  size: ~\n  none:\n"},
      {"password: \"123\"\nreplicas: 123\n", "password: ********\nreplicas: 123\n"},
      {"password: 'true'\nenabled: true\n", "password: ********\nenabled: true\n"},
      {"password: ''\n", "password: ********\n"},
      // A slip in the name.
      {"pasword: hunter2\nuser: bob # hunter2\n", "pasword: ********\nuser: bob # ********\n"},
      {"env: [{name: DB_PASWORD, value: hunter2}]\n", "env: [{name: DB_PASWORD, value: ********}]\n"},
      {"# pasword: hunter2\na: 1\n", "# pasword: ********\na: 1\n"},
      // Harmless names below one that is not.
      {"tls: {cert: a, key: hunter2}\nkey: b\n", "tls: {cert: a, key: ********}\nkey: b\n"},
      {"f: |\n  jwt:\n    domain: d\n    key: hunter2\n", "f: |\n  jwt:\n    domain: d\n    key: ********\n"},
      {"extraSecrets:\n- key: k\n  data:\n    a.json: |\n      hunter2\n    b: <b>\n",
       "extraSecrets:\n- key: k\n  data:\n    a.json: ********\n    b: <b>\n"},
      {"x: &t {key: hunter2}\ntls: *t\n", "x: &t {key: ********}\ntls: *t\n"},
      {"x: &t {key: hunter2}\ntls: {<<: *t}\n", "x: &t {key: ********}\ntls: {<<: *t}\n"},
      {"x: &s {data: {a: hunter2}}\nextraSecrets: [*s]\n",
       "x: &s {data: {a: ********}}\nextraSecrets: [*s]\n"},
      // Known by what it says: a private key, and the password of a URL.
      {"a: |\n  -----BEGIN RSA PRIVATE KEY-----\n  MIIE\n  -----END RSA PRIVATE KEY-----\nb: 1\n",
       "a: ********\nb: 1\n"},
      {"a: \"-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\"\n", "a: ********\n"},
      {"a: |\n  -----BEGIN EC PRIVATE KEY-----\n  MIIE\nb: 1\n", "a: ********\nb: 1\n"},
      {"# -----BEGIN PRIVATE KEY-----\n# MIIE\n# -----END PRIVATE KEY-----\nb: 1\n", "# ********\nb: 1\n"},
      {"f: |\n  a: |\n    -----BEGIN PRIVATE KEY-----\n    MIIE\n    -----END PRIVATE KEY-----\n  b: 1\n",
       "f: |\n  a: ********\n  b: 1\n"},
      {"f: |\n  not: yaml: at all\n  -----BEGIN PRIVATE KEY-----\n  MIIE\n  -----END PRIVATE KEY-----\n",
       "f: ********\n"},
      {"a: |\n  -----BEGIN CERTIFICATE-----\n  MIIE\n  -----END CERTIFICATE-----\n",
       "a: |\n  -----BEGIN CERTIFICATE-----\n  MIIE\n  -----END CERTIFICATE-----\n"},
      {"a: |\n  -----BEGIN PRIVATE KEY-----\n  <your key>\n  -----END PRIVATE KEY-----\n",
       "a: |\n  -----BEGIN PRIVATE KEY-----\n  <your key>\n  -----END PRIVATE KEY-----\n"},
      {"a: nats://bob:hunter2@queue:4222/x\n# hunter2\n",
       "a: nats://bob:********@queue:4222/x\n# ********\n"},
      {"# a: nats://bob:hunter2@queue\n", "# a: nats://bob:********@queue\n"},
      {"a: 'x://:hun@ter2@h y://u:pa/ss@h'\n", "a: 'x://:********@h y://u:********@h'\n"},
      {"a: x://a:pw1x@h,x://b:pw2x@h\n", "a: x://a:********@h,x://b:********@h\n"},
      {"a: https://h:80/x@y\nb: https://u@h:80/\nc: https://[::1]:80/@\nd: https://h/a:b@c\n",
       "a: https://h:80/x@y\nb: https://u@h:80/\nc: https://[::1]:80/@\nd: https://h/a:b@c\n"},
      {"a: x://u:<pw>@h\nb: x://u:${PW}@h\nc: x://u:$(PW)@h\nd: a@b.c\n",
       "a: x://u:<pw>@h\nb: x://u:${PW}@h\nc: x://u:$(PW)@h\nd: a@b.c\n"},
      // A file of which all is secret: only its own secrets are looked for elsewhere.
      {"secret:\n  f: |\n    credentials:\n    - password: hunter2\ncredentials: [hunter2]\n",
       "secret:\n  f: ********\ncredentials: [********]\n"},
      // A map's leaves, and a list's.
      {"secret:\n  a: hunter2\n  b: [hunter3, {c: hunter4}]\n",
       "secret:\n  a: ********\n  b: [********, {c: ********}]\n"},
      // Environment variables, the name before or behind.
      {"env:\n- name: DB_PASSWORD\n  value: hunter2\n- name: HOST\n  value: db\n",
       "env:\n- name: DB_PASSWORD\n  value: ********\n- name: HOST\n  value: db\n"},
      {"env: [{value: hunter2, name: api-token}]\n", "env: [{value: ********, name: api-token}]\n"},
      {"env: {API_TOKEN: hunter2, HOST: db}\n", "env: {API_TOKEN: ********, HOST: db}\n"},
      {"n: &n DB_PASSWORD\nenv: [{name: *n, value: hunter2}]\n",
       "n: &n DB_PASSWORD\nenv: [{name: *n, value: ********}]\n"},
      {"b: &b {name: DB_PASSWORD}\nenv: [{<<: *b, value: hunter2}]\n",
       "b: &b {name: DB_PASSWORD}\nenv: [{<<: *b, value: ********}]\n"},
      {"b: &b {value: hunter2}\nenv: [{<<: *b, name: DB_PASSWORD}]\n",
       "b: &b {value: ********}\nenv: [{<<: *b, name: DB_PASSWORD}]\n"},
      {"env: [{name: DB_PASSWORD, valueFrom: {key: x}}]\n",
       "env: [{name: DB_PASSWORD, valueFrom: {key: x}}]\n"},
      // Aliases: what one stands for is secret where it stands.
      {"x: &p hunter2\npassword: *p\n", "x: &p ********\npassword: *p\n"},
      {"x: &p {a: hunter2}\nsecret: *p\n", "x: &p {a: ********}\nsecret: *p\n"},
      {"x: &p {password: hunter2}\ny: {<<: *p}\n", "x: &p {password: ********}\ny: {<<: *p}\n"},
      // In documents that strings hold.
      {"f: |\n  a: 1\n  password: hunter2 # c\n", "f: |\n  a: 1\n  password: ******** # c\n"},
      {"f: \"a: 1\\npassword: hunter2\\n\"\n", "f: \"a: 1\\npassword: ********\\n\"\n"},
      {"f: 'password: hunter2'\n", "f: 'password: ********'\n"},
      {"f: '{\"password\":\"hunter2\"}'\n", "f: '{\"password\":********}'\n"},
      {"f: |\n  g: |\n    token: hunter2\n", "f: |\n  g: |\n    token: ********\n"},
      {"f: |\n  env:\n  - name: MY_SECRET\n    value: hunter2\n",
       "f: |\n  env:\n  - name: MY_SECRET\n    value: ********\n"},
      {"f: '{{ x: y }}'\ng: '[a] b: c'\n", "f: '{{ x: y }}'\ng: '[a] b: c'\n"},
      // What cannot be read has no tree to tell the secrets by: all of it, if it names one.
      {"f: |\n  not: yaml: at all\n  password: x\ng: 1\n", "f: ********\ng: 1\n"},
      {"f: |\n  password: hunter2: hunter3\n", "f: ********\n"},
      {"f: \"db: {DB_PASSWORD: 'hunter2'\\na: [\"\n", "f: ********\n"},
      {"f: |\n  g: |\n    apiToken: a: b\n", "f: |\n  g: ********\n"},
      {"f: |\n  - {name: MY_TOKEN, value: a: b}\n", "f: ********\n"},
      {"f: |\n  not: yaml: at all\n  passwords: x\n", "f: |\n  not: yaml: at all\n  passwords: x\n"},
      // Comments: a line that is out of use for now.
      {"a: 1 # password: hunter2\n", "a: 1 # password: ********\n"},
      {"# apiToken='hunter2'\r\n#password: x y # z\r\na: 1\r\n",
       "# apiToken='********'\r\n#password: ********\r\na: 1\r\n"},
      {"#- {name: A_TOKEN, value: hunter2}\na: 1\n", "#- {name: A_TOKEN, value: ********\na: 1\n"},
      {"# - name: A_TOKEN\n#   value: hunter2\n# - value: b\na: 1\n",
       "# - name: A_TOKEN\n#   value: ********\n# - value: b\na: 1\n"},
      {"f: |\n  # \"password\" : hunter2\n", "f: |\n  # \"password\" : ********\n"},
      {"a: 1 # the password is kept elsewhere\n", "a: 1 # the password is kept elsewhere\n"},
      {"# password: <your password>\n# token:\na: 1\n", "# password: <your password>\n# token:\na: 1\n"},
      {"a: x#token=b\n", "a: x#token=b\n"},
      // Elsewhere on a line that is shown.
      {"password: hunter2 # was hunter1, now hunter2\nurl: http://u:hunter2@h\n",
       "password: ******** # was hunter1, now ********\nurl: http://u:********@h\n"},
      {"a: hunter22\npassword: hunter2\n", "a: ********2\npassword: ********\n"},
      // Unfilled placeholders and what another tool fills in are shown.
      {"password: <your password>\n", "password: <your password>\n"},
      {"password: changeme\n", "password: changeme\n"},
      {"password: '***'\n", "password: '***'\n"},
      {"password: x<user>\n", "password: ********\n"},
      {"password: ${PASSWORD}\n", "password: ${PASSWORD}\n"},
      {"password: ENC[AES256_GCM,data:x]\n", "password: ENC[AES256_GCM,data:x]\n"},
      {"f: |\n  password: {{ .x }}\n", "f: |\n  password: {{ .x }}\n"},
      // Harmless names.
      {"passwordFile: /run/x\nsecretName: db\n", "passwordFile: /run/x\nsecretName: db\n"},
      {"", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.shown);
  }
}

TEST_CASE("messages with secrets masked") {
  const struct {
    std::string_view text;
    std::string_view message;
    std::string_view shown;
  } rows[] = {
      {"password: hunter2", "it is hunter2, yes", "it is ********, yes"},
      {"password: hunter2", "xhunter2y", "x********y"},
      {"password: hunter2", "hunter2hunter2", "****************"},
      {"password: hunter2", "Hunter2", "Hunter2"},
      // The longer of two first.
      {"password: abcd\ntoken: abcdef", "abcdef abcd", "******** ********"},
      // A short one only as a word of its own.
      {"password: abc", "abc abcd xabc -abc (abc) abc", "******** abcd xabc -abc (********) ********"},
      {"password: é", "é éa", "******** éa"},
      // Of several lines: as a whole, and each line by itself.
      {"privateKey: |\n  first line\n  ab\n  last line\n", "first line\nab\nlast line\n", "********"},
      {"privateKey: |\n  first line\n  ab\n  last line\n", "= last line =", "= ******** ="},
      {"privateKey: |\n  first line\n  ab\n  last line\n", "ab", "ab"},
      // As it is written, and as it is meant.
      {"password: 'it''s me'", "it's me, 'it''s me'", "********, '********'"},
      {"password: \"a\\tbcde\"", "a\tbcde a\\tbcde", "******** ********"},
      {"password: 0x1F2E", "0x1F2E 7982", "******** 7982"},
      // Words that are everywhere stay.
      {"password: 'true'", "true", "true"},
      {"secret: {port: 80}", "80", "80"},
      {"password: ''", "", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.message);
    CHECK(shown(row.text, row.message) == row.shown);
  }
}

TEST_CASE("a part of a source") {
  const Source source{"f", "password: hunter2 # hunter2\nb: hunter2\n"};
  const SecretMask mask = mask_of(source);
  REQUIRE(mask.spans().size() == 1);
  CHECK(mask.spans()[0] == Span{10, 17});
  CHECK(mask.mask_source(source.text, {0, 27}) == "password: ******** # ********");
  CHECK(mask.mask_source(source.text, {28, 38}) == "b: ********");
  // Cut within a secret: what is seen of it stands for all.
  CHECK(mask.mask_source(source.text, {12, 19}) == "******** #");
  CHECK(mask.mask_source(source.text, {0, 12}) == "password: ********");
  CHECK(mask.mask_source(source.text, {12, 14}) == "********");
  CHECK(mask.mask_source(source.text, {5, 5}).empty());
}

TEST_CASE("spans are in order and do not overlap") {
  const Source source{"f",
                      "b: &b {password: first1}\na: &a second2\ntoken: *a\nsecret: [*b, *a, third3]\n"
                      "x: &x |\n  password: fourth4\nmySecret: *x\n"};
  const SecretMask mask = mask_of(source);
  std::uint32_t end = 0;
  for (const Span& span : mask.spans()) {
    CHECK(span.begin >= end);
    CHECK(span.end <= source.text.size());
    end = span.end;
  }
  const std::string text = mask.mask_source(source.text, {0, static_cast<std::uint32_t>(source.text.size())});
  for (const std::string_view secret : {"first1", "second2", "third3", "fourth4"}) {
    CHECK(text.find(secret) == std::string::npos);
  }
}

TEST_CASE("a decoded value with its secrets masked") {
  const struct {
    std::string_view text;
    std::string_view shown;
  } rows[] = {
      {"a: 1\npassword: hunter2\n", "a: 1\npassword: '********'\n"},
      {"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n", "********"},
      {"nats://bob:hunter2@queue", "nats://bob:********@queue"},
      {"a: nats://bob:hunter2@queue\n", "a: nats://bob:********@queue\n"},
      {"auth:\n  jwt:\n    key: hunter2\n", "auth:\n  jwt:\n    key: '********'\n"},
      {"plain", "plain"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(SecretMask().mask_value(row.text) == row.shown);
  }
}

TEST_CASE("a mask of nothing changes nothing") {
  CHECK(SecretMask().mask("hunter2") == "hunter2");
  CHECK(SecretMask().mask_source("hunter2", {0, 7}) == "hunter2");
  CHECK(shown("") == "");
}

}  // namespace
}  // namespace estafette_lint
