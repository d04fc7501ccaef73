#include "lint/engine/fix_diff.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "lint/engine/input_file.h"
#include "lint/text/diff.h"
#include "lint/values/secrets.h"

namespace estafette_lint {
namespace {

SecretMask mask_of(const Source& source, const DiffInput& input) {
  return InputFile(source, input.chart, input.values_root).secrets({});
}

/// The text line by line, so that a secret of several lines takes none of them away.
std::string masked(const SecretMask& mask, std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += mask.mask_source(text, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    if (end < text.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

}  // namespace

void add_diffs(std::span<const Source* const> files, const DiffInput& input, std::vector<FixedText>& texts) {
  std::deque<SecretMask> masks;
  for (const Source* file : files) masks.push_back(mask_of(*file, input));
  const std::size_t first_new = masks.size();
  for (const FixedText& text : texts) masks.push_back(mask_of({text.source->name, text.text}, input));
  std::vector<SecretMask*> all;
  all.reserve(masks.size());
  for (SecretMask& mask : masks) all.push_back(&mask);
  SecretMask::join(all, {});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    FixedText& text = texts[i];
    for (std::size_t old = 0; old < files.size(); ++old) {
      if (files[old] != text.source) continue;
      text.diff = unified_diff(masked(masks[old], files[old]->text), masked(masks[first_new + i], text.text),
                               {.old_name = files[old]->name, .new_name = files[old]->name});
    }
  }
}

}  // namespace estafette_lint
