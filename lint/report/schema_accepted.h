// The part of a JSON Schema that says which values a key takes.
//
//   Accepted accepted;
//   accepted.type("integer");
//   accepted.string_like("^[0-9]+$");
//   std::move(accepted).add_to(schema);
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace estafette_lint {

using SchemaJson = nlohmann::ordered_json;

/// Text that another tool fills in before Helm sees it (is_filled_in_later()): of any type by then.
inline constexpr std::string_view kFilledInLater = R"(^ENC\[[\s\S]*\]$|\$\{[\s\S]*\})";

/// The values that a key takes, type by type. Each keyword of a schema speaks of one type only, so that they
/// stand beside each other.
class Accepted {
 public:
  void type(std::string_view name) { types_.push_back(name); }
  void set(const char* keyword, SchemaJson value) { keywords_[keyword] = std::move(value); }

  void any_string() { type("string"); }
  /// Text that another tool fills in goes everywhere; `pattern` is what else does.
  void string_like(std::string pattern) {
    type("string");
    set("pattern",
        pattern.empty() ? std::string(kFilledInLater) : fmt::format("{}|{}", pattern, kFilledInLater));
  }
  /// What is false to a template is mostly only asked for that. `but` are the types that are accepted
  /// already.
  void falsy(std::initializer_list<std::string_view> but) {
    const auto is_new = [&](std::string_view name) {
      return std::find(but.begin(), but.end(), name) == but.end();
    };
    if (is_new("boolean")) {
      type("boolean");
      set("not", {{"const", true}});
    }
    if (is_new("number")) {
      type("number");
      set("minimum", 0);
      set("maximum", 0);
    }
    if (is_new("array")) {
      type("array");
      set("maxItems", 0);
    }
    if (is_new("object")) {
      type("object");
      set("maxProperties", 0);
    }
  }

  void add_to(SchemaJson& schema) && {
    type("null");
    schema["type"] = std::move(types_);
    schema.update(keywords_);
  }

 private:
  std::vector<std::string_view> types_;
  SchemaJson keywords_ = SchemaJson::object();
};

}  // namespace estafette_lint
