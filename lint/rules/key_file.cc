#include "lint/rules/key_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace estafette_lint {
namespace {

constexpr std::string_view kFileFields[] = {"alias", "since", "until", "keys"};
constexpr std::string_view kKeyFields[] = {"type",      "default", "open",  "values",    "dead",
                                           "condition", "since",   "until", "renamed_to"};

std::string_view stem_of(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);  // without a slash all of it: npos + 1 is 0
  return name.substr(0, name.rfind(".yaml"));
}

/// `hosts[].path` as a path that parse_path() reads, hosts[0].path; keys in quotes stay as they are.
std::string with_indices(std::string_view written) {
  std::string text;
  bool quoted = false;
  for (const char c : written) {
    if (c == '"') quoted = !quoted;
    if (c == ']' && !quoted && text.ends_with('[')) text += '0';
    text += c;
  }
  return text;
}

std::size_t count_indices(const Path& path) {
  return static_cast<std::size_t>(
      std::count_if(path.begin(), path.end(), [](const Step& step) { return step.is_index; }));
}

}  // namespace

KeyFileReader::KeyFileReader(const Source& source, ReleaseNames releases, TextStore store,
                             std::vector<RuleFileError>& errors)
    : file_(source, errors), releases_(releases), range_(releases.all()), store_(store) {}

void KeyFileReader::read(KeyTableBuilder& table) {
  if (!file_.read()) return;
  FieldMap fields(file_, file_.tree().root, {.known = kFileFields});
  read_alias(fields);
  range_ = releases_.read_range(file_, fields, range_);
  const NodeId keys =
      fields.find_typed("keys", Type::kMap, Need::kRequired, "one line a key: path: {type: …}");
  if (keys == kNoNode || alias_.empty()) return;
  for (const Entry& entry : file_.tree().entries_of(file_.tree().resolve(keys))) read_key(entry, table);
}

void KeyFileReader::read_alias(FieldMap& fields) {
  const std::string_view stem = stem_of(file_.source().name);
  const std::string_view alias = fields.text("alias", Need::kRequired, fmt::format("alias: {}", stem));
  alias_span_ = fields.value_span("alias");
  if (!alias.empty() && alias != stem) {
    file_.fault(alias_span_, fmt::format("the alias '{}' is not the file's name '{}'", alias, stem));
  }
  alias_ = store_.keep(alias);
}

/// The path from the root of the values.
std::optional<Path> KeyFileReader::read_path(std::string_view written, Span at) {
  const std::string text = with_indices(written);
  Result<Path> parsed = parse_path(text);
  if (!parsed || parsed.value().empty()) {
    file_.fault(at, fmt::format("'{}' is no path: {}", written,
                                parsed ? "a key is missing" : parsed.error().message));
    return std::nullopt;
  }
  Path path = std::move(parsed).value();
  if (count_indices(path) != text.size() - written.size() || path.front().is_index) {
    file_.fault(at, fmt::format("'{}' is one item of a list", written), "all items of a list are written []");
    return std::nullopt;
  }
  if (alias_ != kUmbrella) path.insert(path.begin(), Step(alias_));
  return path;
}

void KeyFileReader::read_key(const Entry& entry, KeyTableBuilder& table) {
  const std::optional<Path> path = read_path(entry.key, entry.key_span);
  if (!path) return;
  const std::uint32_t line = file_.line_of(entry.key_span);
  if (const auto [first, is_new] = lines_.try_emplace(format_path(*path), line); !is_new) {
    file_.fault(entry.key_span, fmt::format("the key '{}' is given twice", entry.key),
                fmt::format("it stands in line {} too", first->second));
    return;
  }
  const NodeId value = file_.tree().resolve(entry.value);
  const Type type = file_.tree().node(value).type;
  if (type == Type::kMap) {
    read_variant(entry, value, *path, false, table);
  } else if (type == Type::kList && file_.tree().node(value).count > 0) {
    for (const NodeId item : file_.tree().items_of(value)) {
      if (file_.node(item).type == Type::kMap) {
        read_variant(entry, item, *path, true, table);
      } else {
        misplaced(entry, item);
      }
    }
  } else {
    misplaced(entry, entry.value);
  }
}

void KeyFileReader::misplaced(const Entry& entry, NodeId value) {
  const Node& written = file_.tree().node(value);
  file_.fault(written.style == Style::kEmpty ? entry.key_span : written.span,
              fmt::format("the key '{}' has {} behind it", entry.key, describe(file_.node(value).type)),
              "what is known of a key is a map, or a list of them: {type: string, default: x}");
}

void KeyFileReader::read_variant(const Entry& entry, NodeId map, const Path& path, bool is_one_of_several,
                                 KeyTableBuilder& table) {
  FieldMap fields(file_, map, {.known = kKeyFields, .owner = "a key"});
  KeyLine line;
  line.file = &file_;
  line.path = path;
  line.at = is_one_of_several ? file_.tree().node(map).span : entry.key_span;
  line.umbrella = alias_ == kUmbrella;
  line.releases = releases_.read_range(file_, fields, range_);
  const std::optional<KeyType> type = read_type(fields, "type", Need::kRequired);
  line.type = type.value_or(KeyType::kAny);
  line.open = fields.boolean("open", false);
  if (line.open && type && line.type != KeyType::kMap) {
    file_.fault(fields.value_span("open"),
                fmt::format("only a map can be open, not '{}'", to_string(line.type)));
  }
  if (const std::optional<KeyType> values = read_type(fields, "values", Need::kOptional)) {
    line.values = *values;
    if (!line.open) file_.fault(fields.value_span("values"), "only an open map has 'values'");
  }
  line.dead = fields.boolean("dead", false);
  line.condition = fields.boolean("condition", false);
  line.default_value = fields.find("default", Need::kOptional);
  if (line.default_value != kNoNode && type && !default_fits(*type, line.default_value)) {
    file_.fault(fields.value_span("default"),
                fmt::format("the default is {}, the type is {}",
                            describe(file_.node(line.default_value).type), to_string(*type)));
  }
  const std::string_view renamed_to = fields.text("renamed_to", Need::kOptional);
  if (!renamed_to.empty()) {
    line.renamed_at = fields.value_span("renamed_to");
    line.renamed_to = read_path(renamed_to, line.renamed_at).value_or(Path());
  }
  table.add(line);
}

std::optional<KeyType> KeyFileReader::read_type(FieldMap& fields, std::string_view name, Need need) {
  const std::string_view written = fields.text(name, need, "bool, int, number, string, list, map or any");
  if (written.empty()) return std::nullopt;
  const auto* const found = std::find(std::begin(kKeyTypeNames), std::end(kKeyTypeNames), written);
  if (found != std::end(kKeyTypeNames)) return static_cast<KeyType>(found - std::begin(kKeyTypeNames));
  file_.fault(fields.value_span(name), fmt::format("unknown type '{}'", written),
              suggest(written, kKeyTypeNames, "types"));
  return std::nullopt;
}

/// A null fits any type: the chart names the key and leaves it to the user.
bool KeyFileReader::default_fits(KeyType type, NodeId value) const {
  if (type == KeyType::kAny) return true;
  switch (file_.node(value).type) {
    case Type::kNull:
      return true;
    case Type::kBool:
      return type == KeyType::kBool;
    case Type::kInt:
      return type == KeyType::kInt || type == KeyType::kNumber;
    case Type::kFloat:
      return type == KeyType::kNumber;
    case Type::kString:
      return type == KeyType::kString;
    case Type::kList:
      return type == KeyType::kList;
    case Type::kMap:
      return type == KeyType::kMap;
    case Type::kAlias:
      break;
  }
  return false;
}

}  // namespace estafette_lint
