#include "lint/rules/template_flow.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

namespace estafette_lint {
namespace {

/// An expression that may be more things than that is not followed: what it may be counts as read.
constexpr std::size_t kMaxParts = 64;
/// More is not worth telling apart; `describe` of what holds itself ends here, too.
constexpr std::size_t kMaxDescribedDepth = 4;

constexpr std::string_view kTests[] = {"not",
                                       "empty",
                                       "eq",
                                       "ne",
                                       "lt",
                                       "le",
                                       "gt",
                                       "ge",
                                       "len",
                                       "kindIs",
                                       "kindOf",
                                       "typeOf",
                                       "typeIs",
                                       "typeIsLike",
                                       "contains",
                                       "has",
                                       "hasPrefix",
                                       "hasSuffix",
                                       "deepEqual",
                                       "semverCompare",
                                       "regexMatch",
                                       "mustHas",
                                       "mustRegexMatch",
                                       "all",
                                       "any",
                                       "fail",
                                       "isAbs"};
constexpr std::string_view kCounts[] = {"until", "untilStep", "seq"};
constexpr std::string_view kPrints[] = {"quote",
                                        "squote",
                                        "print",
                                        "println",
                                        "printf",
                                        "toString",
                                        "int",
                                        "int64",
                                        "float64",
                                        "atoi",
                                        "add",
                                        "add1",
                                        "sub",
                                        "mul",
                                        "div",
                                        "mod",
                                        "max",
                                        "min",
                                        "floor",
                                        "ceil",
                                        "round",
                                        "trunc",
                                        "trim",
                                        "trimAll",
                                        "trimSuffix",
                                        "trimPrefix",
                                        "upper",
                                        "lower",
                                        "title",
                                        "indent",
                                        "nindent",
                                        "replace",
                                        "b64enc",
                                        "b64dec",
                                        "sha256sum",
                                        "sha1sum",
                                        "substr",
                                        "nospace",
                                        "kebabcase",
                                        "snakecase",
                                        "camelcase",
                                        "repeat",
                                        "cat",
                                        "urlquery",
                                        "html",
                                        "js",
                                        "abbrev",
                                        "wrap",
                                        "semver",
                                        "splitList",
                                        "split",
                                        "regexReplaceAll",
                                        "regexReplaceAllLiteral",
                                        "base",
                                        "dir",
                                        "clean",
                                        "ext",
                                        "htpasswd",
                                        "bcrypt",
                                        "derivePassword",
                                        "adler32sum"};
constexpr std::string_view kPasses[] = {"default",
                                        "coalesce",
                                        "ternary",
                                        "and",
                                        "or",
                                        "merge",
                                        "mustMerge",
                                        "mergeOverwrite",
                                        "mustMergeOverwrite",
                                        "deepCopy",
                                        "mustDeepCopy",
                                        "first",
                                        "mustFirst",
                                        "last",
                                        "mustLast",
                                        "rest",
                                        "initial",
                                        "append",
                                        "prepend",
                                        "concat",
                                        "uniq",
                                        "compact",
                                        "without",
                                        "reverse",
                                        "slice",
                                        "omit",
                                        "pick",
                                        "required"};

bool holds(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string describe(const Flow& flow, std::size_t depth) {
  std::string text;
  for (const FlowPart& part : flow.parts()) {
    // Addresses, for nothing else tells the keys of two charts apart.
    for (const std::uint64_t number :
         {std::uint64_t{static_cast<std::uint8_t>(part.kind)}, std::uint64_t{part.chart},
          std::uint64_t{reinterpret_cast<std::uintptr_t>(part.key)}, std::uint64_t{part.text.size()}}) {
      for (unsigned shift = 0; shift < 64; shift += 8) text += static_cast<char>((number >> shift) & 0xFFU);
    }
    text += part.text;
    if (part.collection == nullptr || depth >= kMaxDescribedDepth) continue;
    text += '{';
    for (const auto& [name, held] : part.collection->fields) text += name + '=' + describe(held, depth + 1);
    text += describe(part.collection->others, depth + 1) + '}';
  }
  return text;
}

std::size_t chart_of(const Flow& flow, std::size_t depth) {
  for (const FlowPart& part : flow.parts()) {
    if (part.kind == FlowPart::Kind::kContext) return part.chart;
    if (part.kind != FlowPart::Kind::kCollection || depth >= kMaxDescribedDepth) continue;
    for (const auto& [name, held] : part.collection->fields) {
      if (const std::size_t chart = chart_of(held, depth + 1); chart != 0) return chart;
    }
  }
  return 0;
}

}  // namespace

void Flow::add(const FlowPart& part) {
  if (std::find(parts_.begin(), parts_.end(), part) != parts_.end()) return;
  if (parts_.size() < kMaxParts) {
    parts_.push_back(part);
  } else if (part.key != nullptr) {
    part.key->whole = true;
  }
}

void Flow::join(const Flow& other) {
  if (&other == this) return;
  for (const FlowPart& part : other.parts_) add(part);
}

std::optional<std::vector<std::string_view>> Flow::texts() const {
  std::vector<std::string_view> texts;
  for (const FlowPart& part : parts_) {
    if (part.kind != FlowPart::Kind::kText || part.text.empty()) return std::nullopt;
    texts.push_back(part.text);
  }
  return texts.empty() ? std::nullopt : std::optional(std::move(texts));
}

Flow Flow::with_any_text() const {
  Flow result(FlowPart::any_text());
  for (const FlowPart& part : parts_) {
    if (part.kind != FlowPart::Kind::kText) result.add(part);
  }
  return result;
}

std::size_t Flow::chart() const { return chart_of(*this, 0); }

std::string Flow::describe() const { return estafette_lint::describe(*this, 0); }

FunctionUse use_of_function(std::string_view name) {
  if (holds(kTests, name)) return FunctionUse::kTests;
  if (holds(kCounts, name)) return FunctionUse::kCounts;
  if (holds(kPrints, name)) return FunctionUse::kPrints;
  if (holds(kPasses, name)) return FunctionUse::kPasses;
  return FunctionUse::kWhole;
}

}  // namespace estafette_lint
