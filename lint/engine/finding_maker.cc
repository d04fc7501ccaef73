#include "lint/engine/finding_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "lint/engine/fix_maker.h"
#include "lint/engine/message.h"
#include "lint/engine/snippet.h"
#include "lint/rules/checks/common.h"
#include "lint/rules/locate.h"
#include "lint/yaml/path.h"

namespace estafette_lint {
namespace {

/// FNV-1a with 64 bits: stable on every machine, which std::hash is not.
std::string fingerprint_of(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::string_view part : parts) {
    for (const char c : part) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    hash *= 0x100000001b3;  // a part's end, as the byte 0
  }
  return fmt::format("{:016x}", hash);
}

/// What an overridden layer says. A long text would be cut, perhaps within a secret, and then nothing would
/// mask it.
std::string describe_writer(const Writer& writer, std::span<const Step> path) {
  constexpr std::size_t kLongText = 40;
  const Value& value = writer.value;
  if (value.is_string() &&
      (value.node().text.size() > kLongText || value.node().text.find('\n') != std::string_view::npos)) {
    return "another text";
  }
  return describe(value, path.first(writer.depth));
}

}  // namespace

const Source* FindingMaker::source_of(const Site& site) const {
  return site.layer != nullptr && site.layer->source != nullptr ? site.layer->source : fallback_.source;
}

std::vector<LintedSource>& FindingMaker::masked() {
  if (masked_) return *masked_;
  std::vector<LintedSource>& sources = masked_.emplace();
  std::vector<SecretMask*> masks;
  std::vector<HeldDocument> held;
  for (const ConfigFile& file : config_files_) {
    if (file.layer != nullptr) held.push_back({&file.value.node(), file.layer->tree});
  }
  sources.reserve(layers_.size());
  for (const ShownLayer& shown : layers_) {
    const Source& source = *shown.layer->source;
    const bool known = std::ranges::find(sources, &source, &LintedSource::source) != sources.end();
    if (shown.file != nullptr && known) continue;  // one mask is for all of the file
    LintedSource& linted = sources.emplace_back();
    linted.source = &source;
    linted.origin = shown.layer->origin;
    if (shown.file != nullptr) {
      linted.secrets = shown.file->secrets(held);
    } else {
      const Tree& tree = shown.layer->tree;
      linted.secrets = shown.secret ? SecretMask::whole(source, tree) : SecretMask(source, tree, held);
    }
    masks.push_back(&linted.secrets);
  }
  // An argument may give an environment variable in two pieces.
  if (layers_.size() > 1 || (masks.size() == 1 && sources.front().origin == Origin::kSet))
    SecretMask::join(masks, secret_variables(values_.root()));
  return sources;
}

std::vector<LintedSource> FindingMaker::sources() { return masked(); }

std::string FindingMaker::shown_name(const Source* source) {
  for (const LintedSource& linted : masked()) {
    if (linted.source != source || linted.origin != Origin::kSet) continue;
    return linted.secrets.mask_source(source->text, {0, static_cast<std::uint32_t>(source->text.size())});
  }
  return source->name;
}

std::string FindingMaker::fill(std::string_view text, const Violation& violation) {
  return fill_slots(text, violation, [&](std::string_view name, std::string_view fact) {
    // The chart's own names are no secret, though one of them may be somebody's password.
    const bool own = name == "component" || (name == "path" && chart_.keys != nullptr &&
                                             !chart_.keys->nodes.empty() && chart_.find_key(violation.path));
    return own ? std::string(fact) : mask(fact);
  });
}

Finding FindingMaker::make(const Rule& rule, const Place& place, const Violation& violation) {
  Finding finding;
  finding.rule = &rule;
  finding.severity = violation.severity.value_or(rule.severity);
  finding.path = format_path(violation.path);
  if (!violation.written.empty()) finding.written = format_path(violation.written);
  finding.component = violation.component;
  finding.origin = violation.site.origin;
  finding.source = source_of(violation.site);
  finding.file = shown_name(finding.source);
  const bool unwritten = violation.site.layer == nullptr && fallback_.root != nullptr;
  finding.span = unwritten ? fallback_.root->key : violation.site.span;
  finding.message = fill(place.message.empty() ? rule.message : place.message, violation);
  finding.help = fill(place.help.empty() ? rule.help : place.help, violation);
  finding.yaml = render_snippet(violation.change);
  // Pasting a masked secret would lose the real one.
  if (mask(finding.yaml) != finding.yaml) finding.yaml.clear();
  for (const RelatedSite& related : violation.related) {
    const Source* const source = source_of(related.site);
    finding.related.push_back({mask(related.message), shown_name(source), related.site.span, source});
  }
  if (layers_.size() > 1) add_overridden(violation, finding);
  finding.fix = fix_of(place, violation, finding.help);
  finding.release = label_;
  finding.fingerprint = label_.empty() ? fingerprint_of({finding.file, rule.id, finding.path})
                                       : fingerprint_of({finding.file, label_, rule.id, finding.path});
  return finding;
}

std::optional<Fix> FindingMaker::fix_of(const Place& place, const Violation& violation,
                                        std::string_view help) {
  std::optional<Fix> fix =
      make_fix(place, violation, help,
               {.values = values_,
                .target = fix_target_,
                .layers = layers_,
                .shown_name = [this](const Source* source) { return shown_name(source); }});
  if (!fix) return fix;
  // What is planned are changes of a file that is values from its root on. The help is masked already.
  if (!help.starts_with(fix->title)) fix->title = mask(fix->title);
  fix->hold = mask(fix->hold);
  return fix;
}

/// The earlier writers of what the finding is about, the last of them first.
void FindingMaker::add_overridden(const Violation& violation, Finding& finding) {
  if (violation.site.layer == nullptr || violation.site.origin == Origin::kDefault) return;
  std::vector<Writer> writers = values_.chain(violation.path);
  std::erase_if(writers, [](const Writer& writer) { return writer.value.origin() == Origin::kDefault; });
  // A finding may point at something else than its path's value.
  if (writers.empty() || writers.back().value.layer()->source != finding.source) return;
  const bool merges = writers.back().value.is_map();
  writers.pop_back();
  for (auto writer = writers.rbegin(); writer != writers.rend(); ++writer) {
    if (merges && writer->value.is_map()) continue;
    const Site site = locate_value(writer->value).site;
    const Source* const source = source_of(site);
    const std::string file = shown_name(source);
    const std::span<const Step> path = violation.path;
    const std::string what = describe_writer(*writer, path);
    const std::string said = writer->depth == path.size()
                                 ? fmt::format("overridden here: {} sets {}", file, what)
                                 : fmt::format("overridden here: {} sets {} to {}", file,
                                               format_path(path.first(writer->depth)), what);
    finding.related.push_back({mask(said), file, site.span, source});
  }
}

}  // namespace estafette_lint
