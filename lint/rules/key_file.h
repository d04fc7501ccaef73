// Reads one file of rules/chart/keys: what a chart knows of each key, release by release.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/chart_release_file.h"
#include "lint/rules/key_model_builder.h"
#include "lint/rules/rule_fields.h"
#include "lint/yaml/path.h"

namespace estafette_lint {

/// The alias of the file whose keys start at the root of the values.
inline constexpr std::string_view kUmbrella = "umbrella";

class KeyFileReader {
 public:
  /// The source outlives the reader.
  KeyFileReader(const Source& source, ReleaseNames releases, TextStore store,
                std::vector<RuleFileError>& errors);

  /// Reads the file; its keys are added to `table`, which may point to faults in it as long as it is built.
  void read(KeyTableBuilder& table);

  /// The chart's alias, with the storage's lifetime; empty where the file does not say it.
  [[nodiscard]] std::string_view alias() const { return alias_; }
  [[nodiscard]] FileReader& file() { return file_; }
  /// Where the alias stands, for faults about it.
  [[nodiscard]] Span alias_span() const { return alias_span_; }

 private:
  void read_alias(FieldMap& fields);
  void read_key(const Entry& entry, KeyTableBuilder& table);
  void read_variant(const Entry& entry, NodeId map, const Path& path, bool is_one_of_several,
                    KeyTableBuilder& table);
  [[nodiscard]] std::optional<Path> read_path(std::string_view written, Span at);
  [[nodiscard]] std::optional<KeyType> read_type(FieldMap& fields, std::string_view name, Need need);
  [[nodiscard]] bool default_fits(KeyType type, NodeId value) const;
  void misplaced(const Entry& entry, NodeId value);

  FileReader file_;
  ReleaseNames releases_;
  ReleaseRange range_;  // of the file
  TextStore store_;
  std::string_view alias_;
  Span alias_span_;
  std::map<std::string, std::uint32_t> lines_;  // of each path, by its written form
};

}  // namespace estafette_lint
