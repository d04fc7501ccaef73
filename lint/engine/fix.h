// The fix of a finding: what would be written where, who may do it, and why not, if not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lint/rules/fix.h"
#include "lint/text/source.h"
#include "lint/yaml/path.h"
#include "lint/yaml/tree_edit.h"

namespace estafette_lint {

struct Fix {
  std::string title;  ///< "set api.deployment.replicaCount to 3"; masked
  FixSafety safety = FixSafety::kManual;
  std::uint8_t impacts = 0;         ///< bits as in FixFact
  std::string hold;                 ///< why it is withheld, masked; empty: it can be applied
  std::vector<TreeChange> changes;  ///< paths from the root of the values; none for kManual
  bool at_site = false;             ///< corrects what is written, where it is written
  const Source* target = nullptr;   ///< the file that is changed; null where none can be
  std::size_t document = 0;         ///< which of the file's documents, from 0
  Path root;                        ///< from the root of that document to the values

  /// Whether a program can apply it, if it is asked to.
  [[nodiscard]] bool is_applicable() const { return safety != FixSafety::kManual && hold.empty(); }
};

}  // namespace estafette_lint
