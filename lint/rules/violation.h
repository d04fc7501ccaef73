// What a check reports: where, the facts for the message, and the change that would mend it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/fix.h"
#include "lint/rules/rule.h"
#include "lint/values/values.h"
#include "lint/yaml/path.h"
#include "lint/yaml/tree_edit.h"

namespace estafette_lint {

/// A place in an input. Without a layer it is the start of the (only) file: nothing on the way is written.
struct Site {
  const Layer* layer = nullptr;
  Span span;
  Origin origin = Origin::kDefault;
};

/// A second place that explains a finding.
struct RelatedSite {
  std::string message;
  Site site;
};

/// A value for a `{slot}` of the rule's message.
struct Fact {
  std::string_view name;
  std::string text;
};

/// A value to write at a path. `yaml` is a scalar as it would stand in a block map (`3`, `'a: b'`), a block
/// scalar's text with real line breaks for a string of several lines, or a flow collection.
struct Setting {
  Path path;
  std::string yaml;
  bool multi_line = false;  ///< `yaml` is the decoded text of a literal block scalar
};

/// What mends a violation, where that is another thing than writing its `change`, or goes another way than
/// the rule says.
struct Repair {
  std::vector<TreeChange> changes;  ///< paths from the root of the values; empty: write `change`
  bool at_site = false;             ///< made where the fault stands; else in the file that takes new values
  std::optional<FixSafety> safety;  ///< in place of the rule's
  std::string hold;  ///< why it is left to a person, one line; empty: nothing speaks against it
};

struct Violation {
  Path path;     ///< the key that the finding is about
  Path written;  ///< where its value stands, if aliases may lead to it on other paths too; else empty
  std::string component;  ///< an alias, or empty
  Site site;
  std::vector<RelatedSite> related;
  std::vector<Fact> facts;
  std::vector<Setting> change;  ///< empty where nothing can be pasted
  Repair repair;
  std::optional<Severity> severity;  ///< where it is another than the rule's
};

}  // namespace estafette_lint
