// What a rule says of mending what it finds: may a program do it, what does it cost the release, and when
// must it be left to a person.
//
//   fix: {safety: safe, impact: [more pods, rolling restart], hold: [{when: db.conf.single-node, because:
//   ...}]}
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lint/rules/key_model.h"

namespace estafette_lint {

/// Who may apply a fix.
enum class FixSafety : std::uint8_t {
  kManual,  ///< nothing a program should write: a password, a key, a host name
  kUnsafe,  ///< only when asked for: example figures, databases, keys that come to life
  kSafe,    ///< can surprise nobody
};
inline constexpr std::string_view kFixSafetyNames[] = {"manual", "unsafe", "safe"};
[[nodiscard]] std::string_view to_string(FixSafety safety);
[[nodiscard]] std::optional<FixSafety> parse_fix_safety(std::string_view text);

/// What a fix means for the running release, as bits of FixFact::impacts in this order.
inline constexpr std::string_view kImpactNames[] = {"more pods", "rolling restart", "downtime",
                                                    "data at risk"};

/// A fix is withheld where `when` is true to a template (or is not given) and none of `unless` is.
struct FixHold {
  KeyPath when;
  std::span<const KeyPath> unless;
  std::string_view because;  ///< for people, one line
};

struct FixFact {
  bool declared = false;  ///< the rule file says something of it
  FixSafety safety = FixSafety::kManual;
  std::uint8_t impacts = 0;  ///< bit 1 << place in kImpactNames; 0: the release runs on as it is
  std::span<const FixHold> holds;
};

/// "more pods, rolling restart"; "none" for no bits.
[[nodiscard]] std::string describe_impacts(std::uint8_t impacts);

}  // namespace estafette_lint
