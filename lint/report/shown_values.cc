#include "lint/report/shown_values.h"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>
#include <utility>

#include "lint/rules/locate.h"
#include "lint/text/escape.h"
#include "lint/text/line_index.h"
#include "lint/yaml/path.h"

namespace estafette_lint {
namespace {

/// What a `--set-json` holds can be long; who set it shows at its beginning.
constexpr std::size_t kMaxArgument = 80;

std::string shorten(std::string text) {
  if (text.size() <= kMaxArgument) return text;
  std::size_t end = kMaxArgument;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

class Shower {
 public:
  Shower(const EffectiveRelease& release, const ShownOptions& options)
      : release_(release), options_(options) {
    for (const SetArgument* argument : release.arguments()) {
      argument_of_.emplace(&argument->layer, argument);
      for (const SetContents& contents : argument->contents) argument_of_.emplace(&contents.layer, argument);
    }
  }

  /// `secret`: a key above has a secret name.
  ShownValue show(const Value& value, bool secret) {
    ShownValue shown;
    shown.type = value.type();
    switch (shown.type) {
      case Type::kMap:
        show_map(value, secret, shown);
        break;
      case Type::kList:
        for (const Value& item : value.items()) {
          path_.emplace_back(shown.items.size());
          shown.items.push_back(show(item, secret));
          path_.pop_back();
        }
        break;
      default:
        show_scalar(value, secret, shown);
        break;
    }
    if (options_.origins && shown.entries.empty() && shown.items.empty()) shown.origin = origin_of(value);
    return shown;
  }

 private:
  void show_map(const Value& map, bool secret, ShownValue& shown) {
    const Value variable = map.find("name");
    const bool secret_variable = variable.is_string() && is_secret_name(variable.node().text);
    for (const auto& [key, value] : map.entries()) {
      path_.emplace_back(key);
      const bool below = secret || ends_in_secret_key(path_) || (secret_variable && key == "value");
      shown.entries.push_back({shown_key(key), show(value, below)});
      path_.pop_back();
    }
  }

  void show_scalar(const Value& value, bool secret, ShownValue& shown) const {
    if (shown.type == Type::kNull) return;
    const Node& node = value.node();
    shown.boolean = node.boolean;
    shown.number = node.number;
    if (value.is_number()) shown.type = Type::kFloat;
    if (shown.type == Type::kString) shown.text = node.text;
    if (options_.show_secrets || shown.type == Type::kBool) return;
    // The chart is public: what stands there too is no secret of the user, but a word that he has chosen.
    if (value.origin() == Origin::kDefault && !options_.mask_defaults) return;
    std::string masked;
    if (secret) {
      if (!hides_something(node) || node.text.empty()) return;
      masked = kMasked;
    } else {
      masked = release_.secrets().mask_value(node.text);
      if (masked == node.text) return;
    }
    shown.type = Type::kString;
    shown.text = std::move(masked);
  }

  /// A key may repeat a secret, too; one of the chart's own is none.
  [[nodiscard]] std::string shown_key(std::string_view key) const {
    if (options_.show_secrets) return std::string(key);
    std::string masked = release_.secrets().mask(key);
    if (masked == key) return masked;
    const ChartModel& chart = release_.chart();
    const bool known = chart.keys != nullptr && !chart.keys->nodes.empty() && chart.find_key(path_);
    return known ? std::string(key) : masked;
  }

  std::string origin_of(const Value& value) {
    const Value written = value.written() ? value.written() : value;
    if (!written || written.origin() == Origin::kDefault) return "chart default";
    const auto argument = argument_of_.find(written.layer());
    if (argument != argument_of_.end()) return describe(*argument->second);
    const Source& source = *written.layer()->source;
    const auto lines = lines_.try_emplace(&source, source.text).first;
    const Site site = locate_value(written).site;
    return fmt::format("{}:{}", escape_for_display(source.name),
                       lines->second.position(site.span.begin).line);
  }

  [[nodiscard]] std::string describe(const SetArgument& argument) const {
    const Source& source = *argument.layer.source;
    std::string text = source.text;
    if (!options_.show_secrets) {
      // Its own secrets by their place, those of the other layers by what they say.
      SecretMask own(source, argument.layer.tree);
      SecretMask all = release_.secrets();
      SecretMask* const masks[] = {&own, &all};
      SecretMask::join(masks, {});
      text = own.mask_source(text, {0, static_cast<std::uint32_t>(text.size())});
    }
    return fmt::format("{} {}", option_name(argument.kind), shorten(escape_for_display(text)));
  }

  const EffectiveRelease& release_;
  const ShownOptions& options_;
  std::unordered_map<const Layer*, const SetArgument*> argument_of_;
  std::unordered_map<const Source*, LineIndex> lines_;
  Path path_;
};

}  // namespace

ShownValue show_values(const EffectiveRelease& release, const ShownOptions& options) {
  return Shower(release, options).show(release.values()->root(), false);
}

}  // namespace estafette_lint
