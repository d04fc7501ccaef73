// Effective values as one line of JSON, for tests that compare them whole.
#pragma once

#include <fmt/format.h>

#include <string>

#include "lint/values/values.h"

namespace estafette_lint {

inline std::string show(const Value& value) {
  std::string out;
  switch (value.type()) {
    case Type::kNull:
    case Type::kAlias:
      return "null";
    case Type::kBool:
      return value.node().boolean ? "true" : "false";
    case Type::kInt:
    case Type::kFloat:
      return fmt::format("{}", value.node().number);
    case Type::kString:
      return fmt::format("\"{}\"", value.node().text);
    case Type::kList:
      for (const Value& item : value.items()) out += (out.empty() ? "" : ", ") + show(item);
      return fmt::format("[{}]", out);
    case Type::kMap:
      for (const auto& [key, child] : value.entries()) {
        out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", key, show(child));
      }
      return fmt::format("{{{}}}", out);
  }
  return out;
}

}  // namespace estafette_lint
