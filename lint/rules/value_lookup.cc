#include "lint/rules/value_lookup.h"

namespace estafette_lint {

Flow ValueLookup::look_up(const Flow& base, std::string_view name) {
  Flow found;
  for (const FlowPart& part : base.parts()) {
    switch (part.kind) {
      case FlowPart::Kind::kContext:
        if (name == "Values") found.add(FlowPart::of_key(*reads_[part.chart].values));
        if (name == "Files") found.add(FlowPart::files(part.chart));
        if (name == "Subcharts") found.add(FlowPart::subcharts(part.chart));
        if (found.parts().empty()) found.add(FlowPart::any_text());
        break;
      case FlowPart::Kind::kFiles:
        found.add(part);
        break;
      case FlowPart::Kind::kSubcharts:
        for (const TemplateChart::Subchart& subchart : charts_[part.chart].subcharts) {
          if (subchart.name == name) found.add(FlowPart::context(subchart.chart));
        }
        break;
      case FlowPart::Kind::kKey:
        found.add(FlowPart::of_key(part.key->child(name)));
        break;
      case FlowPart::Kind::kCollection:
        if (const auto at = part.collection->fields.find(name); at != part.collection->fields.end())
          found.join(at->second);
        found.join(part.collection->others);
        break;
      case FlowPart::Kind::kText:
        if (part.text.empty()) found.add(part);
        break;
    }
  }
  return found;
}

Flow ValueLookup::items_of(const Flow& value) {
  Flow items;
  for (const FlowPart& part : value.parts()) {
    if (part.kind == FlowPart::Kind::kKey) {
      part.key->ranged = true;
      items.add(FlowPart::of_key(part.key->item()));
    } else if (part.kind == FlowPart::Kind::kCollection) {
      for (const auto& [name, held] : part.collection->fields) items.join(held);
      items.join(part.collection->others);
    } else if (part.kind == FlowPart::Kind::kFiles) {
      items.add(part);
    }
  }
  return items;
}

void ValueLookup::use(const Flow& value, bool ReadKey::*how) {
  for (const FlowPart& part : value.parts()) {
    if (part.kind == FlowPart::Kind::kKey) part.key->*how = true;
    if (how != &ReadKey::whole) continue;
    if (part.kind == FlowPart::Kind::kContext) reads_[part.chart].values->whole = true;
    if (part.kind != FlowPart::Kind::kCollection || part.collection->in_use) continue;
    part.collection->in_use = true;  // it may hold itself
    for (const auto& [name, held] : part.collection->fields) use(held, how);
    use(part.collection->others, how);
    part.collection->in_use = false;
  }
}

Flow ValueLookup::look_up_any(const Flow& base, const Flow& names) {
  Flow found;
  for (const FlowPart& part : names.parts()) {
    if (part.kind == FlowPart::Kind::kText && !part.text.empty()) found.join(look_up(base, part.text));
  }
  if (!names.texts()) {
    use(base, &ReadKey::whole);
    found.join(items_of(base));
  }
  return found;
}

}  // namespace estafette_lint
