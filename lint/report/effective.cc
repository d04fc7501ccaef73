#include "lint/report/effective.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "lint/yaml/scalar_text.h"

namespace estafette_lint {
namespace {

constexpr std::size_t kStep = 2;

/// YAML readers take no longer key before a colon than 1024 characters.
constexpr std::size_t kLongKey = 1000;

class YamlWriter {
 public:
  std::string write(const ShownValue& root) {
    if (root.entries.empty()) {
      append_leaf("{}", root);
    } else {
      write_map(root, 0);
    }
    return std::move(out_);
  }

 private:
  /// The first key stands behind a dash, where `continues`.
  void write_map(const ShownValue& map, std::size_t column, bool continues = false) {
    for (const auto& [key, value] : map.entries) {
      if (!continues) out_.append(column, ' ');
      continues = false;
      std::string text = scalar_text(key, Style::kPlain, ScalarPlace::kKey);
      if (text.size() > kLongKey) {
        out_ += "? " + text + '\n';
        out_.append(column, ' ');
        text.clear();
      }
      out_ += text + ':';
      if (value.type == Type::kMap && !value.entries.empty()) {
        out_ += '\n';
        write_map(value, column + kStep);
      } else if (value.type == Type::kList && !value.items.empty()) {
        out_ += '\n';
        write_list(value, column);
      } else {
        out_ += ' ';
        write_leaf(value, column + kStep);
      }
    }
  }

  void write_list(const ShownValue& list, std::size_t column, bool continues = false) {
    for (const ShownValue& item : list.items) {
      if (!continues) out_.append(column, ' ');
      continues = false;
      out_ += "- ";
      if (item.type == Type::kMap && !item.entries.empty()) {
        write_map(item, column + kStep, true);
      } else if (item.type == Type::kList && !item.items.empty()) {
        write_list(item, column + kStep, true);
      } else {
        write_leaf(item, column + kStep);
      }
    }
  }

  /// `column` is that of the lines of a literal block.
  void write_leaf(const ShownValue& leaf, std::size_t column) {
    switch (leaf.type) {
      case Type::kBool:
        return append_leaf(leaf.boolean ? "true" : "false", leaf);
      case Type::kInt:
      case Type::kFloat:
        return append_leaf(leaf.number == 0 && std::signbit(leaf.number) ? "-0.0" : number_text(leaf.number),
                           leaf);
      case Type::kString:
        if (const std::optional<LiteralText> literal = literal_text(leaf.text, column)) {
          append_leaf(literal->header, leaf);
          out_ += literal->body;
          return;
        }
        return append_leaf(scalar_text(leaf.text, Style::kPlain), leaf);
      case Type::kList:
        return append_leaf("[]", leaf);
      case Type::kMap:
        return append_leaf("{}", leaf);
      case Type::kNull:
      case Type::kAlias:
        break;
    }
    append_leaf("null", leaf);
  }

  void append_leaf(std::string_view text, const ShownValue& leaf) {
    out_ += text;
    if (!leaf.origin.empty()) out_ += "  # " + leaf.origin;
    out_ += '\n';
  }

  std::string out_;
};

class JsonWriter {
 public:
  std::string write(const ShownValue& root) {
    write_value(root, 0);
    return std::move(out_) + '\n';
  }

 private:
  static std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  }

  void write_value(const ShownValue& value, std::size_t indent) {
    switch (value.type) {
      case Type::kBool:
        out_ += value.boolean ? "true" : "false";
        break;
      case Type::kInt:
      case Type::kFloat:
        out_ += number_text(value.number);
        break;
      case Type::kString:
        out_ += quoted(value.text);
        break;
      case Type::kList:
        write_elements(value.items, "[]", indent,
                       [&](const ShownValue& item) { write_value(item, indent + kStep); });
        break;
      case Type::kMap:
        write_elements(value.entries, "{}", indent, [&](const ShownEntry& entry) {
          out_ += quoted(entry.key) + ": ";
          write_value(entry.value, indent + kStep);
        });
        break;
      case Type::kNull:
      case Type::kAlias:
        out_ += "null";
        break;
    }
  }

  template <typename Elements, typename Write>
  void write_elements(const Elements& elements, std::string_view brackets, std::size_t indent,
                      const Write& write) {
    out_ += brackets[0];
    bool first = true;
    for (const auto& element : elements) {
      out_ += first ? "\n" : ",\n";
      first = false;
      out_.append(indent + kStep, ' ');
      write(element);
    }
    if (!first) {
      out_ += '\n';
      out_.append(indent, ' ');
    }
    out_ += brackets[1];
  }

  std::string out_;
};

}  // namespace

std::string render_effective_yaml(const ShownValue& values) { return YamlWriter().write(values); }

std::string render_effective_json(const ShownValue& values) { return JsonWriter().write(values); }

}  // namespace estafette_lint
