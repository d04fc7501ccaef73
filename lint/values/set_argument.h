// Reads the argument of a `--set` option by Helm 3's grammar into assignments whose values are nodes of a
// tree.
//
//   const Source source{"api.image.tag=1.5.8,web.enabled=false", "api.image.tag=1.5.8,web.enabled=false"};
//   Result<SetArgument> argument = parse_set_argument(SetKind::kSet, source, {});
//   if (!argument) print(argument.error().span, argument.error().message);
//
// Helm changes the values while it reads, so a few faults show only there: merge_release() reports those.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/result.h"
#include "lint/text/source.h"
#include "lint/text/span.h"
#include "lint/values/values.h"
#include "lint/yaml/tree.h"

namespace estafette_lint {

/// The options, in the order in which Helm applies them, whatever their order on the command line.
enum class SetKind : std::uint8_t { kJson, kTyped, kString, kFile, kLiteral };

/// "--set-json" and so on.
[[nodiscard]] std::string_view option_name(SetKind kind);

/// One step of an assignment's path.
struct SetStep {
  std::string_view key;   ///< with escapes undone
  std::size_t index = 0;  ///< where it is an index
  bool is_index = false;
  Span span;                ///< of the key, or of the index between its brackets
  NodeId holder = kNoNode;  ///< the map or list that takes the step, for where the values so far have none
  NodeId gap = kNoNode;     ///< an index: the null for the items before it that nobody sets
};

/// The contents of a `--set-file` file, as a layer whose only node is their text.
struct SetContents {
  Document document;
  Layer layer;
};

struct SetAssignment {
  std::vector<SetStep> steps;             ///< the first one is a key
  NodeId value = kNoNode;                 ///< kNoNode where the argument ends before the value: `a[0]`, `a.`
  const SetContents* contents = nullptr;  ///< `--set-file`: holds the value in place of `value`
  bool ends_in_dot = false;               ///< without a value: a key was to follow
  /// The argument ends behind the equals sign of a key, `a[0].b=`. Helm takes that for the end of everything
  /// and throws away the lists it was about to make on the way.
  bool cut_off = false;
};

/// Moving it keeps the spans and views valid; Values hold the address of `layer`, so it stays where it is by
/// then.
struct SetArgument {
  SetKind kind = SetKind::kTyped;
  Document document;  ///< a map with one entry for each assignment
  Layer layer;
  std::vector<SetAssignment> assignments;
  std::deque<SetContents> contents;
};

/// The value as a handle. REQUIRES: the assignment has one.
[[nodiscard]] Value assigned_value(const SetArgument& argument, const SetAssignment& assignment);

/// Gives what `--set-file` reads: a source that outlives the argument, or why it cannot be read.
using ReadSetFile = std::function<Result<const Source*, std::string>(const std::string& name)>;

/// The source's text is the argument as it stands behind the option; the source outlives the result.
/// `read_file` may be empty for other kinds than kFile.
[[nodiscard]] Result<SetArgument> parse_set_argument(SetKind kind, const Source& source,
                                                     const ReadSetFile& read_file);

/// An argument that cannot be parsed has no tree to mask by: its text up to the first value that may be
/// secret.
[[nodiscard]] std::string mask_unparsed_argument(std::string_view text);

}  // namespace estafette_lint
