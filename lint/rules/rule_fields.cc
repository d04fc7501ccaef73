#include "lint/rules/rule_fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "lint/text/nearest.h"
#include "lint/yaml/path.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {

std::string_view TextStore::keep(std::string_view text) const {
  return text.empty() ? std::string_view() : texts.emplace_back(text);
}

std::span<const std::string_view> TextStore::keep(std::vector<std::string_view> list) const {
  if (list.empty()) return {};
  return lists.emplace_back(std::move(list));
}

std::string_view describe(Type type) {
  switch (type) {
    case Type::kNull:
      return "nothing";
    case Type::kBool:
      return "a switch (true or false)";
    case Type::kInt:
    case Type::kFloat:
      return "a number";
    case Type::kString:
      return "text";
    case Type::kList:
      return "a list";
    case Type::kMap:
      return "a map";
    case Type::kAlias:
      break;
  }
  return "an alias";
}

std::string suggest(std::string_view name, std::span<const std::string_view> candidates,
                    std::string_view word) {
  const std::string_view near = nearest_name(name, candidates);
  if (!near.empty()) return fmt::format("did you mean '{}'?", near);
  if (candidates.empty()) return fmt::format("there are no {}", word);
  return fmt::format("the {} are: {}", word, fmt::join(candidates, ", "));
}

void sort_errors(std::vector<RuleFileError>& errors) {
  std::stable_sort(errors.begin(), errors.end(), [](const RuleFileError& a, const RuleFileError& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
}

// ---- FileReader

FileReader::FileReader(const Source& source, std::vector<RuleFileError>& errors)
    : source_(source), errors_(errors), errors_before_(errors.size()), lines_(source.text) {}

bool FileReader::read() {
  Result<Document> document = read_document(source_.text);
  if (!document) {
    fault(document.error().span, document.error().message, document.error().hint);
    return false;
  }
  document_ = std::move(document).value();
  if (tree().root == kNoNode) {
    fault({0, 0}, "the file is empty");
    return false;
  }
  for (const DroppedText& dropped : document_.dropped) {
    fault(dropped.span, "what stands from here on is not read",
          dropped.other_document ? "one file holds one document" : "check the indentation");
  }
  return document_.dropped.empty();
}

void FileReader::fault(Span at, std::string message, std::string hint) {
  const Position position = lines_.position(at.begin);
  errors_.push_back({source_.name, position.line, position.column, std::move(message), std::move(hint)});
}

Span FileReader::part_of(NodeId scalar, Span part) const {
  const Node& node = tree().node(scalar);
  const bool quoted = node.style == Style::kSingleQuoted || node.style == Style::kDoubleQuoted;
  if (!quoted && node.style != Style::kPlain) return node.span;
  const std::uint32_t begin = node.span.begin + (quoted ? 1U : 0U);
  if (std::string_view(source_.text).substr(begin, node.text.size()) != node.text) return node.span;
  return {begin + part.begin, begin + part.end};
}

KeyPath FileReader::key_path(NodeId id, std::string_view name, const TextStore& store) {
  const Result<Path> path = parse_path(node(id).text);
  if (!path) {
    fault(part_of(id, path.error().span), fmt::format("'{}' is no path: {}", name, path.error().message),
          path.error().hint);
    return {};
  }
  std::vector<std::string_view> keys;
  for (const Step& step : path.value()) {
    if (step.is_index) {
      fault(tree().node(id).span, fmt::format("'{}' leads into a list", name),
            "a path names keys only: a check looks at the items of a list itself");
      return {};
    }
    keys.push_back(store.keep(step.key));
  }
  return store.keep(std::move(keys));
}

// ---- FieldMap

FieldMap::FieldMap(FileReader& file, NodeId map, const FieldSpec& spec)
    : file_(file), map_(file.tree().resolve(map)), spec_(spec) {
  const std::span<const Entry> entries = file_.tree().entries_of(map_);
  const std::string of = spec_.owner.empty() ? "" : fmt::format(" of {}", spec_.owner);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    if (std::find(spec_.known.begin(), spec_.known.end(), entry.key) == spec_.known.end()) {
      file_.fault(entry.key_span, fmt::format("unknown {} '{}'{}", spec_.noun, entry.key, of),
                  suggest(entry.key, spec_.known, fmt::format("{}s{}", spec_.noun, of)));
      continue;
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (entries[j].key != entry.key) continue;
      file_.fault(entry.key_span, fmt::format("{} '{}' is given twice", spec_.noun, entry.key),
                  fmt::format("it stands in line {} too", file_.line_of(entries[j].key_span)));
      break;
    }
  }
}

const Entry* FieldMap::entry(std::string_view name) const {
  const Entry* found = nullptr;
  for (const Entry& entry : file_.tree().entries_of(map_)) {
    if (entry.key == name) found = &entry;
  }
  return found;
}

NodeId FieldMap::find(std::string_view name, Need need, std::string_view hint) {
  const Entry* const found = entry(name);
  if (found != nullptr) return found->value;
  if (need == Need::kRequired) {
    file_.fault(file_.tree().node(map_).span,
                fmt::format("{} '{}'{} is missing", spec_.noun, name,
                            spec_.owner.empty() ? "" : fmt::format(" of {}", spec_.owner)),
                std::string(hint));
  }
  return kNoNode;
}

NodeId FieldMap::find_typed(std::string_view name, Type type, Need need, std::string_view hint) {
  const NodeId id = find(name, need, hint);
  if (id == kNoNode) return kNoNode;
  const Type found = file_.node(id).type;
  if (found == type || (type == Type::kFloat && found == Type::kInt)) return id;
  const auto bare = [](Type t) { return t == Type::kBool || t == Type::kInt || t == Type::kFloat; };
  std::string_view advice;
  if (type == Type::kString && bare(found)) advice = "put it in quotes";
  if (bare(type) && found == Type::kString) advice = "write it without quotes";
  file_.fault(value_span(name), fmt::format("'{}' must be {}, not {}", name, describe(type), describe(found)),
              std::string(advice));
  return kNoNode;
}

std::string_view FieldMap::text(std::string_view name, Need need, std::string_view hint) {
  const NodeId id = find_typed(name, Type::kString, need, hint);
  if (id == kNoNode) return {};
  const std::string_view text = file_.node(id).text;
  if (text.empty()) file_.fault(value_span(name), fmt::format("'{}' is empty", name), std::string(hint));
  return text;
}

std::string_view FieldMap::line(std::string_view name, Need need, std::string_view hint) {
  const std::string_view text = this->text(name, need, hint);
  if (text.find('\n') == std::string_view::npos) return text;
  file_.fault(value_span(name), fmt::format("'{}' must be one line", name),
              "'>-' folds several lines into one");
  return {};
}

bool FieldMap::boolean(std::string_view name, bool fallback) {
  const NodeId id = find_typed(name, Type::kBool, Need::kOptional);
  return id == kNoNode ? fallback : file_.node(id).boolean;
}

KeyPath FieldMap::path(std::string_view name, Need need, const TextStore& store) {
  if (text(name, need).empty()) return {};
  return file_.key_path(entry(name)->value, name, store);
}

std::vector<LocatedPath> FieldMap::paths(std::string_view name, const TextStore& store) {
  std::vector<LocatedPath> paths;
  const NodeId list = find_typed(name, Type::kList, Need::kOptional);
  if (list == kNoNode) return paths;
  for (const NodeId item : file_.tree().items_of(file_.tree().resolve(list))) {
    const Node& node = file_.node(item);
    if (node.type != Type::kString || node.text.empty()) {
      file_.fault(file_.tree().node(item).span, fmt::format("'{}' lists paths of keys", name));
      continue;
    }
    const KeyPath keys = file_.key_path(item, name, store);
    if (!keys.empty()) paths.push_back({keys, file_.tree().node(item).span});
  }
  return paths;
}

Span FieldMap::value_span(std::string_view name) const {
  const Entry* const found = entry(name);
  if (found == nullptr) return file_.tree().node(map_).span;
  const Node& value = file_.tree().node(found->value);
  return value.style == Style::kEmpty ? found->key_span : value.span;
}

}  // namespace estafette_lint
