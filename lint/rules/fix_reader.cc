#include "lint/rules/fix_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace estafette_lint {
namespace {

constexpr std::string_view kFixFields[] = {"safety", "impact", "hold"};
constexpr std::string_view kHoldFields[] = {"when", "unless", "because"};

FixSafety read_safety(FileReader& file, FieldMap& fields) {
  const std::string_view text = fields.text("safety", Need::kRequired, "safe, unsafe or manual");
  if (text.empty()) return FixSafety::kManual;
  const std::optional<FixSafety> safety = parse_fix_safety(text);
  if (!safety) {
    file.fault(fields.value_span("safety"), fmt::format("unknown safety '{}'", text),
               suggest(text, kFixSafetyNames, "safeties"));
  }
  return safety.value_or(FixSafety::kManual);
}

std::uint8_t read_impacts(FileReader& file, FieldMap& fields) {
  const NodeId list = fields.find_typed("impact", Type::kList, Need::kOptional);
  if (list == kNoNode) return 0;
  unsigned impacts = 0;
  for (const NodeId item : file.tree().items_of(file.tree().resolve(list))) {
    const Node& node = file.node(item);
    const auto* const found = node.type == Type::kString
                                  ? std::find(std::begin(kImpactNames), std::end(kImpactNames), node.text)
                                  : std::end(kImpactNames);
    if (found != std::end(kImpactNames)) {
      impacts |= 1U << static_cast<unsigned>(found - std::begin(kImpactNames));
    } else {
      file.fault(file.tree().node(item).span, fmt::format("unknown impact '{}'", node.text),
                 suggest(node.text, kImpactNames, "impacts"));
    }
  }
  return static_cast<std::uint8_t>(impacts);
}

FixHold read_hold(FileReader& file, NodeId map, const TextStore& texts, const FixStore& store) {
  FieldMap fields(file, map, {.known = kHoldFields, .owner = "'hold'"});
  FixHold hold;
  hold.when = fields.path("when", Need::kOptional, texts);
  std::vector<KeyPath> unless;
  for (const LocatedPath& path : fields.paths("unless", texts)) unless.push_back(path.keys);
  if (!unless.empty()) hold.unless = store.paths.emplace_back(std::move(unless));
  hold.because = texts.keep(fields.line("because", Need::kRequired, "why a person has to do it"));
  if (hold.when.empty() && hold.unless.empty()) {
    file.fault(file.tree().node(map).span, "a hold that always holds", "write safety: manual instead");
  }
  return hold;
}

}  // namespace

std::optional<FixFact> read_fix(FileReader& file, FieldMap& fields, const TextStore& texts,
                                const FixStore& store) {
  const NodeId map = fields.find_typed("fix", Type::kMap, Need::kOptional);
  if (map == kNoNode) return std::nullopt;
  FieldMap fix(file, map, {.known = kFixFields, .owner = "'fix'"});
  FixFact fact{.declared = true};
  fact.safety = read_safety(file, fix);
  fact.impacts = read_impacts(file, fix);
  const NodeId list = fix.find_typed("hold", Type::kList, Need::kOptional);
  if (list == kNoNode) return fact;
  std::vector<FixHold> holds;
  for (const NodeId item : file.tree().items_of(file.tree().resolve(list))) {
    if (file.node(item).type == Type::kMap) {
      holds.push_back(read_hold(file, item, texts, store));
    } else {
      file.fault(file.tree().node(item).span, "a hold is a map", "{when: a.switch, because: the reason}");
    }
  }
  if (!holds.empty()) fact.holds = store.holds.emplace_back(std::move(holds));
  return fact;
}

}  // namespace estafette_lint
