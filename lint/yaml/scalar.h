// Types a plain scalar as Helm does (go-yaml v2, then JSON: every number is a float64).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lint/yaml/tree.h"

namespace estafette_lint {

struct TypedScalar {
  Type type = Type::kString;  ///< kNull, kBool, kInt, kFloat or kString
  bool boolean = false;
  double number = 0;
  bool finite = true;  ///< false for `.inf` and `.nan`, which Helm refuses
};

/// REQUIRES: `text` is the decoded text of a plain scalar.
[[nodiscard]] TypedScalar type_plain_scalar(std::string_view text);

/// How a Go template prints a number (`{{ .Values.x }}`): 3 for 3.0, 1e+06 for a million, as every number is
/// a float64.
[[nodiscard]] std::string format_go_number(double number);
/// How Helm names a key that is a fraction (`1.50:` is the key "1.5"), by way of a float32.
[[nodiscard]] std::string format_go_key(double number);

/// How Helm names a key that is a whole number (`0x10:` is the key "16"), exactly, where a value is rounded
/// to a float64. Nothing beyond 64 bits with a sign: Helm refuses it. REQUIRES: the text is typed as kInt.
[[nodiscard]] std::optional<std::string> format_go_integer_key(std::string_view text);

/// Whether the text holds a part that another tool fills in: `ENC[…]` (SOPS) or `${…}` (substitution).
[[nodiscard]] bool is_filled_in_later(std::string_view text);

}  // namespace estafette_lint
