#include "lint/engine/effective_release.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

#include "lint/engine/input_faults.h"
#include "lint/values/set_apply.h"

namespace estafette_lint {

EffectiveRelease::EffectiveRelease(const ReleaseLayers& layers, const ChartModel& chart,
                                   const ReadingOptions& options)
    : layers_(layers),
      files_(layers.files, chart, options),
      failures_(files_.failures()),
      notes_(files_.notes()) {
  for (const FileRelease* part : files_.parts()) add_notes(part->dropped, notes_);
  if (const auto fault = files_.fault_of(layers_.arguments)) failures_.push_back(failure_of(*fault));
  if (!failures_.empty() || !layers_.complete) return;
  Result<Values, SetFault> values =
      merge_release(files_.layers(), layers_.arguments, *files_.chart().defaults);
  if (values) {
    values_ = std::move(values).value();
  } else {
    failures_.push_back(failure_of(values.error()));
  }
}

const SecretMask& EffectiveRelease::secrets() const {
  if (!secrets_) find_secrets();
  return *secrets_;
}

void EffectiveRelease::find_secrets() const {
  std::deque<SecretMask> masks(1);  // the first has no source of its own
  for (const InputFile& file : files_.files()) masks.push_back(file.secrets());
  for (const SetArgument* argument : layers_.arguments) {
    masks.emplace_back(*argument->layer.source, argument->layer.tree);
    for (const SetAssignment& assignment : argument->assignments) {
      if (assignment.contents == nullptr) continue;
      const Layer& contents = assignment.contents->layer;
      const bool secret = is_secret_path(assignment.steps);
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
