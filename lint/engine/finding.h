// A finding: what a rule has to say about one place of one input, complete and ready to be reported.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lint/engine/fix.h"
#include "lint/rules/rule.h"
#include "lint/text/source.h"
#include "lint/text/span.h"
#include "lint/values/secrets.h"
#include "lint/values/values.h"

namespace estafette_lint {

/// A place that a report shows. All texts are already masked; they may hold control characters.
struct Related {
  std::string message;
  std::string file;  ///< the source's name, as it may be shown
  Span span;
  const Source* source = nullptr;  ///< null: a place without one, line 1 and column 1
};

struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::kWarning;
  std::string message;
  std::string path;     ///< written form
  std::string written;  ///< where its value stands, if aliases may lead to it on other paths too; else empty
  std::string component;  ///< empty: none
  Origin origin = Origin::kFile;
  std::string
      file;  ///< the source's name, as it may be shown: an argument's is its text, with its secrets masked
  const Source* source = nullptr;  ///< one of the result's
  Span span;                       ///< bytes of that source; empty at 0 where nothing on the way is written
  std::vector<Related> related;
  std::string help;  ///< empty: none
  std::string yaml;  ///< what to write, from the root, with a line break at its end; empty: nothing to paste
  std::optional<Fix> fix;
  std::string release;      ///< what tells it from the other releases of its file; empty where there are none
  std::string fingerprint;  ///< of the file's name, the rule and the path: 16 hexadecimal digits
};

/// An input that could not be read or parsed, or an argument that the values leave no room for.
struct Failure {
  std::string file;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::string message;
  std::string hint;  ///< what to do, may be empty
  Origin origin = Origin::kFile;
};

/// Something to know about an input, for standard error.
struct Note {
  std::string file;
  std::string text;
};

/// A source that findings point into. The masks of one result hide the secrets of all its sources.
struct LintedSource {
  const Source* source = nullptr;
  Origin origin = Origin::kFile;
  SecretMask secrets;
};

/// A value that is right by default, and is written all the same into a file that starts from nothing.
struct Affirmation {
  const Rule* rule = nullptr;
  Fix fix;
};

/// What came of one file, or of the layers of one release.
struct FileResult {
  std::size_t files = 1;                  ///< how many were given
  std::vector<LintedSource> sources;      ///< files and arguments; of those that could not be read none
  std::vector<Finding> findings;          ///< in the order file, line, column, rule, path
  std::vector<Failure> failures;          ///< if there are any, nothing has been checked
  std::vector<Note> notes;                ///< what is not judged, and why
  std::vector<Affirmation> affirmations;  ///< where they are asked for
  bool has_values = true;                 ///< false: it holds no values of the chart, and nothing is judged

  /// Null where it is not one of the result's.
  [[nodiscard]] const LintedSource* find(const Source* source) const {
    const auto found = std::ranges::find(sources, source, &LintedSource::source);
    return source == nullptr || found == sources.end() ? nullptr : &*found;
  }
};

}  // namespace estafette_lint
