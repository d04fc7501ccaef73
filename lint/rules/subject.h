// What checks look at: the effective values of one release and the documents held in its strings.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/chart_model.h"
#include "lint/rules/key_faults.h"
#include "lint/rules/tool_version.h"
#include "lint/values/values.h"
#include "lint/yaml/embedded.h"

namespace estafette_lint {

/// An entry of `api.config.files` that a user wrote.
struct ConfigFile {
  std::string_view name;
  Value value;                               ///< of any type
  std::optional<EmbeddedDocument> document;  ///< set where the value is a string that holds YAML
  std::optional<TextError> error;            ///< set where it is a string that does not
  std::unique_ptr<Layer> layer;              ///< the document as a layer, for Values of its nodes
  /// The root of the document; holds nothing without one.
  [[nodiscard]] Value root() const;
};

/// Text of a file that Helm drops.
struct DroppedPart {
  const Layer* layer = nullptr;
  DroppedText text;
};

/// Everything a check may ask. Built once a release; the checks read it only.
struct Subject {
  const Values& values;
  const ChartModel& chart;
  std::span<const ConfigFile> config_files;        ///< ordered as written
  std::span<const Layer* const> layers;            ///< the user's, lowest first
  std::string_view release_name = "estafette-ci";  ///< empty where it cannot be known
  std::optional<ToolVersion> kube_version;         ///< of the cluster, where it is known
  ToolVersion helm_version = kNewestHelm3;
  std::span<const KeyFault> key_faults = {};  ///< in the order of the values
  std::span<const DroppedPart> dropped = {};

  /// What stands at a path that may run on into a document of `config_files`: its positions are those of the
  /// file around it.
  [[nodiscard]] Lookup lookup(KeyPath path) const;
  /// False where the path leads into a document of which not all can be seen, and not to anything that can.
  [[nodiscard]] bool can_tell(KeyPath path) const;
  /// Off only where `<alias>.enabled` is the boolean false after merging; an unknown alias is on.
  [[nodiscard]] bool is_on(std::string_view alias) const;
  /// Whether all of the paths are true to a template.
  [[nodiscard]] bool all_true(std::span<const KeyPath> paths) const;
};

/// Whether a path runs on into the text of a file in `api.config.files`.
[[nodiscard]] bool leads_into_file(KeyPath path);

/// Reads the documents in `api.config.files`.
[[nodiscard]] std::vector<ConfigFile> read_config_files(const Values& values);
/// The same for a map of files that stands elsewhere.
[[nodiscard]] std::vector<ConfigFile> read_config_files(const Value& files);

}  // namespace estafette_lint
