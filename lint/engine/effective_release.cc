#include "lint/engine/effective_release.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lint/engine/input_faults.h"
#include "lint/values/set_apply.h"
#include "lint/yaml/reader.h"

namespace estafette_lint {

EffectiveRelease::EffectiveRelease(const ReleaseLayers& layers, const ChartModel& chart)
    : layers_(layers), chart_(chart) {
  read_files();
  if (!failures_.empty() || !layers_.complete) return;
  Result<Values, SetFault> values = merge_release(files_, layers_.arguments, *chart_.defaults);
  if (values) {
    values_ = std::move(values).value();
  } else {
    failures_.push_back(failure_of(values.error()));
  }
}

void EffectiveRelease::read_files() {
  for (const Source* source : layers_.files) {
    Result<Document> document = read_document(source->text);
    if (!document) {
      failures_.push_back(failure_of(*source, document.error()));
      continue;
    }
    add_notes(*source, document.value(), notes_);
    documents_.push_back(std::move(document).value());
    file_layers_.push_back({documents_.back().tree, Origin::kFile, source});
    files_.push_back(&file_layers_.back());
  }
}

const SecretMask& EffectiveRelease::secrets() const {
  if (!secrets_) find_secrets();
  return *secrets_;
}

void EffectiveRelease::find_secrets() const {
  std::deque<SecretMask> masks(1);  // the first has no source of its own
  for (const Layer* file : files_) masks.emplace_back(*file->source, file->tree);
  for (const SetArgument* argument : layers_.arguments) {
    masks.emplace_back(*argument->layer.source, argument->layer.tree);
    for (const SetAssignment& assignment : argument->assignments) {
      if (assignment.contents == nullptr) continue;
      const Layer& contents = assignment.contents->layer;
      const bool secret =
          std::any_of(assignment.steps.begin(), assignment.steps.end(),
                      [](const SetStep& step) { return !step.is_index && is_secret_name(step.key); });
      masks.push_back(secret ? SecretMask::whole(*contents.source, contents.tree)
                             : SecretMask(*contents.source, contents.tree));
    }
  }
  std::vector<SecretMask*> all;
  all.reserve(masks.size());
  for (SecretMask& mask : masks) all.push_back(&mask);
  SecretMask::join(all, values_ ? secret_variables(values_->root()) : std::vector<std::string>());
  secrets_ = std::move(masks.front());
}

}  // namespace estafette_lint
