#include "lint/rules/rule_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "lint/rules/check.h"
#include "lint/rules/fix_reader.h"
#include "lint/rules/place_reader.h"
#include "lint/rules/rule_fields.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kRuleFields[] = {"id",      "topic",  "severity", "profiles",  "summary",
                                            "why",     "source", "url",      "check",     "places",
                                            "message", "help",   "examples", "yields_to", "fix"};
constexpr std::string_view kExampleFields[] = {"bad", "good"};
constexpr std::string_view kSeverities[] = {"error", "warning", "info"};
constexpr std::string_view kHouseTopic = "house";
constexpr std::string_view kFileEnding = ".yaml";

/// Lower-case words with a hyphen between them.
bool is_kebab_case(std::string_view text) {
  bool after_hyphen = true;  // so is the start: a word must follow
  for (const char c : text) {
    const bool letter = c >= 'a' && c <= 'z';
    const bool digit = c >= '0' && c <= '9';
    if (c == '-' ? after_hyphen : !letter && !digit) return false;
    after_hyphen = c == '-';
  }
  return !after_hyphen && text.front() >= 'a' && text.front() <= 'z';
}

/// What a file's name says: the folder is empty for a file that stands in the root itself.
struct FileName {
  std::string_view folder;
  std::string_view stem;
};

FileName split_name(std::string_view name, std::string_view root) {
  while (root.ends_with('/')) root.remove_suffix(1);
  if (!root.empty() && name.starts_with(root) && name.substr(root.size()).starts_with('/')) {
    name.remove_prefix(root.size() + 1);
  }
  FileName parts;
  if (const std::size_t slash = name.rfind('/'); slash != std::string_view::npos) {
    const std::string_view folders = name.substr(0, slash);
    parts.folder = folders.substr(folders.rfind('/') + 1);  // without another slash all of it: npos + 1 is 0
    name.remove_prefix(slash + 1);
  }
  if (name.ends_with(kFileEnding)) name.remove_suffix(kFileEnding.size());
  parts.stem = name;
  return parts;
}

}  // namespace

/// Reads the files of one run, one after the other.
class RuleLoader {
 public:
  RuleLoader(std::span<const Rule> existing, const ChartModel* chart, std::string_view root)
      : existing_(existing), chart_(chart), root_(root) {}

  void load(const Source& source) {
    FileReader file(source, loaded_.errors);
    if (!file.read()) return;
    FieldMap fields(file, file.tree().root, {.known = kRuleFields});
    const FileName name = split_name(source.name, root_);
    Rule rule;
    rule.id = read_id(file, fields, name.stem);
    rule.topic = read_topic(file, fields, name.folder);
    rule.severity = read_severity(file, fields);
    rule.profiles = read_profiles(file, fields);
    rule.summary = keep(fields.line("summary", Need::kRequired, "the fault, in a few words"));
    rule.why = keep(fields.line("why", Need::kRequired, "what goes wrong otherwise, in one line"));
    rule.source = keep(fields.line("source", Need::kRequired, "what the rule rests on"));
    rule.url = keep(fields.line("url", Need::kOptional));
    const Check* const check = read_check(file, fields);
    if (check != nullptr) rule.check = check->name;
    const FixStore fixes = {library().holds_, library().hold_paths_};
    const FixFact fix = read_fix(file, fields, store(), fixes).value_or(FixFact{});
    PlaceReader places({file, check, chart_, store(), library().parameters_, fix, fixes});
    rule.message = places.read_template(fields, "message", Need::kRequired);
    rule.help = places.read_template(fields, "help", Need::kOptional);
    rule.places = library().places_.emplace_back(places.read(fields));
    read_examples(file, fields, rule);
    rule.yields_to = read_yields_to(file, fields);
    if (file.fault_count() == 0) library().rules_.push_back(rule);
  }

  LoadedRules finish() && {
    std::sort(library().rules_.begin(), library().rules_.end(),
              [](const Rule& a, const Rule& b) { return a.id < b.id; });
    sort_errors(loaded_.errors);
    return std::move(loaded_);
  }

 private:
  /// Where an id was first used.
  struct Use {
    std::string file;
    std::uint32_t line = 1;
  };

  [[nodiscard]] RuleLibrary& library() { return loaded_.library; }
  [[nodiscard]] TextStore store() { return {library().texts_, library().lists_}; }
  [[nodiscard]] std::string_view keep(std::string_view text) { return store().keep(text); }

  std::string_view read_id(FileReader& file, FieldMap& fields, std::string_view stem) {
    const std::string_view id = fields.text("id", Need::kRequired, fmt::format("id: {}", stem));
    if (id.empty()) return {};
    const Span span = fields.value_span("id");
    if (!is_kebab_case(id)) {
      file.fault(span, fmt::format("the id '{}' is not in kebab-case", id),
                 "lower-case words with hyphens, such as replicas-below-ha");
    } else if (id != stem) {
      file.fault(span, fmt::format("the id '{}' is not the file's name '{}'", id, stem),
                 fmt::format("name the file {}{}", id, kFileEnding));
    }
    const auto [use, is_new] =
        uses_.try_emplace(std::string(id), Use{file.source().name, file.line_of(span)});
    const auto same_id = [id](const Rule& rule) { return rule.id == id; };
    if (!is_new) {
      file.fault(span, fmt::format("the id '{}' is taken", id),
                 fmt::format("by {}:{}", use->second.file, use->second.line));
    } else if (std::any_of(existing_.begin(), existing_.end(), same_id)) {
      file.fault(span, fmt::format("the id '{}' is taken", id),
                 "by a rule that is loaded already: choose another name");
    }
    return keep(id);
  }

  std::string_view read_topic(FileReader& file, FieldMap& fields, std::string_view folder) {
    const std::string_view topic = fields.text("topic", Need::kOptional);
    if (topic.empty()) return keep(folder.empty() ? kHouseTopic : folder);
    const Span span = fields.value_span("topic");
    if (!is_kebab_case(topic)) {
      file.fault(span, fmt::format("the topic '{}' is not in kebab-case", topic),
                 "lower-case words with hyphens, such as high-availability");
    } else if (!folder.empty() && topic != folder) {
      file.fault(span, fmt::format("the topic '{}' is not the folder's name '{}'", topic, folder),
                 "leave 'topic' out: the folder says it");
    }
    return keep(topic);
  }

  static Severity read_severity(FileReader& file, FieldMap& fields) {
    const std::string_view text = fields.text("severity", Need::kRequired, "error, warning or info");
    if (text.empty()) return Severity::kWarning;
    const std::optional<Severity> severity = parse_severity(text);
    if (!severity) {
      file.fault(fields.value_span("severity"), fmt::format("unknown severity '{}'", text),
                 suggest(text, kSeverities, "severities"));
    }
    return severity.value_or(Severity::kWarning);
  }

  static std::uint8_t read_profiles(FileReader& file, FieldMap& fields) {
    const NodeId list =
        fields.find_typed("profiles", Type::kList, Need::kRequired, "such as [guide, production, strict]");
    if (list == kNoNode) return 0;
    const std::span<const NodeId> items = file.tree().items_of(file.tree().resolve(list));
    if (items.empty()) {
      file.fault(fields.value_span("profiles"), "'profiles' is empty",
                 "name one at least: strict has all rules");
    }
    unsigned profiles = 0;
    for (const NodeId item : items) {
      const Node& node = file.node(item);
      const std::optional<Profile> profile =
          node.type == Type::kString ? parse_profile(node.text) : std::nullopt;
      if (profile) {
        profiles |= 1U << static_cast<unsigned>(*profile);
      } else if (node.type == Type::kString) {
        file.fault(file.tree().node(item).span, fmt::format("unknown profile '{}'", node.text),
                   suggest(node.text, kProfileNames, "profiles"));
      } else {
        file.fault(file.tree().node(item).span,
                   fmt::format("a profile is a name, not {}", describe(node.type)));
      }
    }
    return static_cast<std::uint8_t>(profiles);
  }

  static const Check* read_check(FileReader& file, FieldMap& fields) {
    const std::string_view name = fields.text("check", Need::kRequired, "the check that finds the fault");
    if (name.empty()) return nullptr;
    const Check* const check = find_check(name);
    if (check == nullptr) {
      std::vector<std::string_view> names;
      for (const Check& known : all_checks()) names.push_back(known.name);
      file.fault(fields.value_span("check"), fmt::format("unknown check '{}'", name),
                 suggest(name, names, "checks"));
    }
    return check;
  }

  void read_examples(FileReader& file, FieldMap& fields, Rule& rule) {
    const NodeId map =
        fields.find_typed("examples", Type::kMap, Need::kRequired, "a map of 'bad' and 'good'");
    if (map == kNoNode) return;
    FieldMap examples(file, map, {.known = kExampleFields, .owner = "'examples'"});
    rule.bad_example = keep(examples.text("bad", Need::kRequired, "a values file that has the fault"));
    rule.good_example = keep(examples.text("good", Need::kRequired, "the same without the fault"));
  }

  /// Ids of other rules; whether there are such rules is seen when they are asked.
  [[nodiscard]] std::span<const std::string_view> read_yields_to(FileReader& file, FieldMap& fields) {
    const NodeId list = fields.find_typed("yields_to", Type::kList, Need::kOptional);
    if (list == kNoNode) return {};
    std::vector<std::string_view> ids;
    for (const NodeId item : file.tree().items_of(file.tree().resolve(list))) {
      const Node& node = file.node(item);
      if (node.type == Type::kString && is_kebab_case(node.text)) {
        ids.push_back(keep(node.text));
      } else {
        file.fault(file.tree().node(item).span, "'yields_to' lists the ids of rules");
      }
    }
    return store().keep(std::move(ids));
  }

  std::span<const Rule> existing_;
  const ChartModel* chart_;
  std::string_view root_;
  LoadedRules loaded_;
  std::map<std::string, Use> uses_;
};

LoadedRules load_rules(std::span<const Source> files, std::span<const Rule> existing, const ChartModel* chart,
                       std::string_view root) {
  RuleLoader loader(existing, chart, root);
  for (const Source& file : files) loader.load(file);
  return std::move(loader).finish();
}

}  // namespace estafette_lint
