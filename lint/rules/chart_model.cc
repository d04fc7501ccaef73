#include "lint/rules/chart_model.h"

namespace estafette_lint {

const ComponentFact* ChartModel::component(std::string_view alias) const {
  for (const ComponentFact& component : components) {
    if (component.alias == alias) return &component;
  }
  return nullptr;
}

}  // namespace estafette_lint
