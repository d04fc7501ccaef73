// What a function that can fail gives back: a value or an error, and no way to overlook which.
//
//   Result<Document> document = read_document(source);
//   if (!document) return report(document.error());
//   use(document.value());
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

#include "lint/text/span.h"

namespace estafette_lint {

/// Why an input cannot be used, and where: `hint` says what to do about it (may be empty).
struct TextError {
  std::string message;
  std::string hint;
  Span span;
};

template <typename Value, typename Error = TextError>
class [[nodiscard]] Result {
 public:
  Result(Value value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

  explicit operator bool() const { return state_.index() == 0; }

  /// REQUIRES: the result holds a value.
  [[nodiscard]] const Value& value() const& { return std::get<0>(state_); }
  [[nodiscard]] Value& value() & { return std::get<0>(state_); }
  [[nodiscard]] Value&& value() && { return std::get<0>(std::move(state_)); }
  /// REQUIRES: the result holds an error.
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<Value, Error> state_;
};

}  // namespace estafette_lint
