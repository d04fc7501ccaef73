#include "lint/engine/fix_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "lint/rules/checks/common.h"

namespace estafette_lint {
namespace {

std::vector<TreeChange> changes_of(const Violation& violation) {
  if (!violation.repair.changes.empty()) return violation.repair.changes;
  std::vector<TreeChange> changes;
  for (const Setting& setting : violation.change) {
    TreeChange change = set_value(setting.path, setting.yaml);
    change.multi_line = setting.multi_line;
    changes.push_back(std::move(change));
  }
  return changes;
}

std::size_t common_steps(const Path& a, const Path& b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t common = 0;
  while (common < shorter && a[common] == b[common]) ++common;
  return common;
}

std::string title_of_settings(const std::vector<TreeChange>& changes) {
  if (changes.size() == 1) {
    const TreeChange& only = changes.front();
    return fmt::format("set {} to {}", format_path(only.path), only.multi_line ? "a text" : only.yaml);
  }
  std::size_t common = changes.front().path.size();
  for (const TreeChange& change : changes)
    common = std::min(common, common_steps(changes.front().path, change.path));
  std::vector<std::string> names;
  names.reserve(changes.size());
  for (const TreeChange& change : changes) {
    names.push_back(
        fmt::format("{} to {}", format_path(std::span(change.path).subspan(common)), change.yaml));
  }
  const std::string where = format_path(std::span(changes.front().path).first(common));
  return where.empty() ? fmt::format("set {}", join_words(names))
                       : fmt::format("set {} in {}", join_words(names), where);
}

std::string title_of(const std::vector<TreeChange>& changes) {
  const TreeChange& first = changes.front();
  switch (first.kind) {
    case TreeChange::Kind::kRename:
      return fmt::format("rename {} to {}", format_path(first.path), first.target.back().key);
    case TreeChange::Kind::kMove:
      return fmt::format("move {} to {}", format_path(first.path), format_path(first.target));
    case TreeChange::Kind::kRemove:
      return fmt::format("remove the {} that counts for nothing", format_path(first.path));
    case TreeChange::Kind::kSet:
      break;
  }
  return title_of_settings(changes);
}

bool is_held(const FixHold& hold, const Values& values) {
  if (!hold.when.empty() && !values.lookup(hold.when).value.truthy()) return false;
  return std::none_of(hold.unless.begin(), hold.unless.end(),
                      [&](KeyPath path) { return values.lookup(path).value.truthy(); });
}

/// The deepest value on the way to a path, if an argument gives it; holds nothing where none does. A map has
/// room for more keys than those that arguments give.
Value given_by_argument(const Values& values, const Path& path) {
  const Value nearest = values.lookup(path).nearest;
  return nearest && nearest.origin() == Origin::kSet && !nearest.is_map() ? nearest : Value();
}

/// The file that decides a path and comes after the one that takes new values; null where there is none.
const Layer* later_writer(const Path& path, const FixContext& context) {
  const auto target = std::ranges::find(context.layers, context.target, &ShownLayer::layer);
  if (target == context.layers.end()) return nullptr;
  const std::vector<Writer> writers = context.values.chain(path);
  if (writers.empty()) return nullptr;
  const Layer* const last = writers.back().value.layer();
  const bool is_later =
      std::ranges::find(target + 1, context.layers.end(), last, &ShownLayer::layer) != context.layers.end();
  return is_later ? last : nullptr;
}

/// Why the file cannot take the settings; empty where it can.
std::string layer_fault(const std::vector<TreeChange>& changes, const FixContext& context) {
  for (const TreeChange& change : changes) {
    if (const Value given = given_by_argument(context.values, change.path)) {
      return fmt::format("the argument {} gives it: change that", context.shown_name(given.layer()->source));
    }
    if (const Layer* const later = later_writer(change.path, context)) {
      return fmt::format("{} comes later and decides {}", context.shown_name(later->source),
                         format_path(change.path));
    }
    // A list replaces the one of a lower layer as a whole.
    const auto index =
        std::find_if(change.path.begin(), change.path.end(), [](const Step& step) { return step.is_index; });
    if (index == change.path.end() || context.layers.size() < 2) continue;
    const Value list = context.values.lookup(std::span(change.path.begin(), index)).value.written();
    if (list && list.item_count() > 0 &&
        (context.target == nullptr || list.layer()->source != context.target->source)) {
      return fmt::format("{} stands in another file, and a list in this one would replace it",
                         format_path(std::span(change.path.begin(), index)));
    }
  }
  return {};
}

/// Where in its file the layer's values stand.
void set_target(const Layer& layer, Fix& fix) {
  fix.target = layer.source;
  if (layer.root == nullptr) return;
  fix.document = layer.root->document;
  fix.root = layer.root->path;
  if (layer.root->in_string)
    fix.root.insert(fix.root.end(), layer.root->in_string->begin(), layer.root->in_string->end());
}

}  // namespace

std::optional<Fix> make_fix(const Place& place, const Violation& violation, std::string_view help,
                            const FixContext& context) {
  if (!place.fix.declared) return std::nullopt;
  const Repair& repair = violation.repair;
  Fix fix;
  fix.safety = repair.safety.value_or(place.fix.safety);
  fix.impacts = place.fix.impacts;
  if (fix.safety == FixSafety::kManual) {
    fix.title = help.substr(0, help.find('\n'));
    if (fix.title.empty()) fix.title = "only a person can tell what is right here";
    fix.impacts = 0;
    return fix;
  }
  fix.changes = changes_of(violation);
  if (fix.changes.empty() && repair.hold.empty()) return std::nullopt;
  fix.title = fix.changes.empty() ? std::string(help.substr(0, help.find('\n'))) : title_of(fix.changes);
  fix.hold = repair.hold;
  for (const FixHold& hold : place.fix.holds) {
    if (fix.hold.empty() && is_held(hold, context.values)) fix.hold = hold.because;
  }
  fix.at_site = repair.at_site;
  const Layer* const site = violation.site.layer;
  if (repair.at_site) {
    const bool in_file = site != nullptr && site->origin == Origin::kFile;
    if (in_file) set_target(*site, fix);
    if (!in_file && fix.hold.empty() && site != nullptr && site->source != nullptr) {
      fix.hold = fmt::format("the argument {} gives it: change that", context.shown_name(site->source));
    }
  } else {
    if (context.target != nullptr) set_target(*context.target, fix);
    if (fix.hold.empty()) fix.hold = layer_fault(fix.changes, context);
  }
  if (fix.target == nullptr && fix.hold.empty()) fix.hold = "there is no file to write it to";
  return fix;
}

}  // namespace estafette_lint
