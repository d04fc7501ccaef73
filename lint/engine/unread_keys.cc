#include "lint/engine/unread_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "lint/rules/locate.h"
#include "lint/text/line_index.h"

namespace estafette_lint {
namespace {

/// Each has a finding of its own; here a few show what is wrong.
constexpr std::size_t kMaxMentioned = 3;

/// Whether one of the paths is the other or leads to it. All of a component is too much to be meant.
bool is_about(const Path& missing, const Path& meant) {
  const std::size_t common = std::min(missing.size(), meant.size());
  if (common < 2) return false;
  return std::equal(missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(common), meant.begin());
}

bool is_unread(const KeyFault& fault) {
  return fault.kind == KeyFaultKind::kUnknown || fault.kind == KeyFaultKind::kDead ||
         fault.kind == KeyFaultKind::kOtherRelease;
}

std::string place_of(const Site& site, const Subject& subject) {
  if (site.origin == Origin::kSet || site.layer->source == nullptr) return " of the arguments";
  const std::uint32_t line = LineIndex(site.layer->source->text).position(site.span.begin).line;
  if (subject.layers.size() < 2) return fmt::format(" at line {}", line);
  return fmt::format(" at line {} of {}", line, site.layer->source->name);
}

}  // namespace

std::string mention_unread_keys(Violation& violation, const Subject& subject) {
  if (violation.site.origin != Origin::kDefault) return {};
  std::string text;
  std::size_t count = 0;
  for (const KeyFault& fault : subject.key_faults) {
    if (!is_unread(fault) || !is_about(violation.path, fault.likely.path)) continue;
    if (++count > kMaxMentioned) continue;
    const Site site = locate_written_key(fault.value).site;
    const std::string path = format_path(fault.path);
    text += fmt::format("; `{}`{} is not read", path, place_of(site, subject));
    violation.related.push_back({fmt::format("{} stands here", path), site});
  }
  if (count > kMaxMentioned) text += fmt::format("; nor are {} more", count - kMaxMentioned);
  return text;
}

}  // namespace estafette_lint
