#include "lint/yaml/edit_proof.h"

namespace estafette_lint {

std::optional<Refusal> find_edit_fault(const EditInput& input, const TreeChange& change,
                                       std::span<const Edit> edits, std::string_view new_text) {
  static_cast<void>(change);
  if (!are_applicable(edits, input.text.size()) || apply_edits(input.text, edits) != new_text) {
    return Refusal{"other bytes than those of the change would be written", {}};
  }
  return std::nullopt;
}

Result<ChangedText, Refusal> apply_change(const EditInput& input, const TreeChange& change) {
  Result<std::vector<Edit>, Refusal> edits = plan_change(input, change);
  if (!edits) return edits.error();
  std::string text = apply_edits(input.text, edits.value());
  if (auto fault = find_edit_fault(input, change, edits.value(), text)) return *std::move(fault);
  return ChangedText{std::move(text), std::move(edits).value()};
}

}  // namespace estafette_lint
