// Reads the maps of rule files and chart files field by field, and says precisely what is wrong with them.
//
//   FileReader file(source, errors);
//   if (!file.read()) return;
//   FieldMap fields(file, file.tree().root, {.known = kRuleFields});
//   rule.why = fields.text("why", Need::kRequired);
//
// A fault never stops the reading: what is wrong is reported and comes back as empty.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/chart_model.h"
#include "lint/rules/rule_loader.h"
#include "lint/text/line_index.h"
#include "lint/text/source.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// Where the texts and key lists that views point into are kept; deques, so that none ever moves.
struct TextStore {
  std::deque<std::string>& texts;
  std::deque<std::vector<std::string_view>>& lists;

  [[nodiscard]] std::string_view keep(std::string_view text) const;
  [[nodiscard]] std::span<const std::string_view> keep(std::vector<std::string_view> list) const;
};

/// "map", "list", "text", "number", "switch (true or false)", "nothing".
[[nodiscard]] std::string_view describe(Type type);

/// `did you mean 'x'?` where a candidate is near, else `<word> are: a, b, c`.
[[nodiscard]] std::string suggest(std::string_view name, std::span<const std::string_view> candidates,
                                  std::string_view word);

/// Orders faults by file, line and column.
void sort_errors(std::vector<RuleFileError>& errors);

/// One file: its tree, and where its faults go.
class FileReader {
 public:
  /// The source outlives the reader.
  FileReader(const Source& source, std::vector<RuleFileError>& errors);

  /// Parses the file; false, with the fault reported, where it holds no map or more than one document.
  [[nodiscard]] bool read();

  void fault(Span at, std::string message, std::string hint = {});
  [[nodiscard]] std::size_t fault_count() const { return errors_.size() - errors_before_; }

  [[nodiscard]] const Source& source() const { return source_; }
  [[nodiscard]] const Tree& tree() const { return document_.tree; }
  [[nodiscard]] const Node& node(NodeId id) const { return tree().node(tree().resolve(id)); }
  [[nodiscard]] std::uint32_t line_of(Span span) const { return lines_.position(span.begin).line; }
  /// Where a part of a scalar's text stands; the whole scalar where its text is not what the file says.
  [[nodiscard]] Span part_of(NodeId scalar, Span part) const;
  /// The written form of a path of keys, taken apart; empty, with a fault, where it is none. REQUIRES: a
  /// text.
  [[nodiscard]] KeyPath key_path(NodeId id, std::string_view name, const TextStore& store);

 private:
  const Source& source_;
  std::vector<RuleFileError>& errors_;
  std::size_t errors_before_;
  LineIndex lines_;
  Document document_;
};

struct LocatedPath {
  KeyPath keys;
  Span span;
};

enum class Need : std::uint8_t { kOptional, kRequired };

/// What a field of a map may be called, and how its faults speak of it.
struct FieldSpec {
  std::span<const std::string_view> known;
  std::string_view noun = "field";
  std::string_view owner = {};  ///< what the map belongs to, such as "check 'number-at-least'"; may be empty
};

/// A map of known fields. Unknown and repeated ones are reported at once.
class FieldMap {
 public:
  /// `map` is a map of the file's tree; the spec's views outlive this.
  FieldMap(FileReader& file, NodeId map, const FieldSpec& spec);

  /// The value, or kNoNode. Where a required field is missing that is a fault, with the hint given.
  [[nodiscard]] NodeId find(std::string_view name, Need need, std::string_view hint = {});
  /// The value where it is of the type; kNoNode, with a fault, where it is of another.
  [[nodiscard]] NodeId find_typed(std::string_view name, Type type, Need need, std::string_view hint = {});
  /// Text that is not empty.
  [[nodiscard]] std::string_view text(std::string_view name, Need need, std::string_view hint = {});
  /// The same, and of one line.
  [[nodiscard]] std::string_view line(std::string_view name, Need need, std::string_view hint = {});
  [[nodiscard]] bool boolean(std::string_view name, bool fallback);
  /// A path of keys; empty where there is none.
  [[nodiscard]] KeyPath path(std::string_view name, Need need, const TextStore& store);
  /// A list of paths of keys.
  [[nodiscard]] std::vector<LocatedPath> paths(std::string_view name, const TextStore& store);

  /// Where faults about a value point: the value, or its key where nothing is written.
  [[nodiscard]] Span value_span(std::string_view name) const;

 private:
  [[nodiscard]] const Entry* entry(std::string_view name) const;

  FileReader& file_;
  NodeId map_;
  FieldSpec spec_;
};

}  // namespace estafette_lint
