// Reads a file of values, whatever holds them: the file itself, an umbrella chart's section, objects of
// Kubernetes, or a key that was named.
//
//   InputFile file(source, chart, nullptr);
//   if (file.error()) return report(*file.error());
//   for (const FileRelease& release : file.releases()) judge(release.layers);
//   // Where a layer's values stand in the file: layer->root; null where they are the whole of it.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lint/engine/values_roots.h"
#include "lint/rules/chart_model.h"
#include "lint/rules/subject.h"
#include "lint/text/result.h"
#include "lint/text/source.h"
#include "lint/values/secrets.h"
#include "lint/values/values.h"
#include "lint/yaml/embedded.h"
#include "lint/yaml/path.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// The values of one release, or of one layer of it.
struct FileRelease {
  /// The values, and laid over them the `global` of an umbrella chart, which Helm hands down.
  std::vector<const Layer*> layers;
  std::string label;    ///< of the object that describes it, "HelmRelease ci/estafette"; empty without one
  std::string version;  ///< of the chart, as the object says; empty where it does not
  std::optional<std::string> name;  ///< as the object says; empty where another tool fills it in later
  std::vector<DroppedPart> dropped;
  bool in_umbrella =
      false;  ///< then `enabled` beside the aliases is the umbrella's switch of the whole chart
};

/// The layers point into it, so that it stays where it is.
class InputFile {
 public:
  /// `values_root`: where the values stand, in each document that has such a path; null: to be recognised.
  /// The source outlives this.
  InputFile(const Source& source, const ChartModel& chart, const Path* values_root);
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile() = default;

  /// Why nothing can be judged; its span is of the source.
  [[nodiscard]] const std::optional<TextError>& error() const { return error_; }
  /// None where the file describes no release of the chart; the notes say what it holds instead.
  [[nodiscard]] std::span<const FileRelease> releases() const { return releases_; }
  /// What to know about the file, without its name: what is not judged, and why.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  [[nodiscard]] const Source& source() const { return source_; }
  /// Its documents; those of plain values are the first alone.
  [[nodiscard]] const std::deque<Document>& documents() const { return documents_; }
  /// The secrets of all its documents. `held` spares it reading those documents again, when it is first
  /// asked.
  [[nodiscard]] const SecretMask& secrets(std::span<const HeldDocument> held = {}) const;

 private:
  /// What stands where values are expected.
  struct Opened {
    Value root;  ///< a map, or nothing
    bool in_string = false;
    std::optional<TextError> error;
  };

  void read(const Path* values_root);
  /// Whether the file is one of objects; only then the documents behind the first are read.
  [[nodiscard]] bool read_objects();
  [[nodiscard]] bool read_behind();
  void add_plain();
  void add_given(const Path& path);
  void add_objects();
  void add_described(const DescribedRelease& described, std::size_t document);
  void add_release(FileRelease release, ValuesRoot root, const Value& values);
  void add_umbrella(FileRelease release, ValuesRoot root, const Value& values, const Value& section);
  [[nodiscard]] Opened open(const Value& value, const Path& path, Span key);
  [[nodiscard]] Value root_of(std::size_t document) const;
  [[nodiscard]] const Layer* global_layer(const Value& values);
  void add_dropped(FileRelease& release, std::size_t document);
  void add_dropped(FileRelease& release, const Opened& opened);
  void note_other_charts();
  void note_kinds();
  void note_at(Span place, std::string text);
  void fail(Span span, std::string message, std::string hint);

  /// A map with one entry of another, and the storage that it takes.
  struct OneEntry {
    std::vector<Node> nodes;
    std::vector<Entry> entries;
  };

  const Source& source_;
  const ChartModel& chart_;
  std::deque<Document> documents_;
  std::deque<Layer> whole_;  ///< each of the documents from its own root, then those held by strings
  std::deque<EmbeddedDocument> strings_;
  std::vector<HeldDocument> held_;  ///< those strings' documents
  std::deque<OneEntry> globals_;
  std::deque<ValuesRoot> roots_;
  std::deque<Layer> layers_;
  std::vector<FileRelease> releases_;
  std::vector<const DescribedRelease*> others_;
  std::deque<DescribedRelease> described_;
  std::optional<std::size_t> last_dropped_;  ///< the document of which a release has what it drops
  std::vector<std::string> notes_;
  std::optional<TextError> error_;
  mutable std::optional<SecretMask> secrets_;
};

/// A layer with a source.
struct ShownLayer {
  const Layer* layer = nullptr;
  const InputFile* file = nullptr;  ///< that it comes from; null for arguments
  bool secret = false;              ///< all of it, because of the key that holds it
};

}  // namespace estafette_lint
