// Kubernetes quantities ("100m", "1.5Gi", "2e3"), read exactly, so that 0.1 and 100m are the same amount.
//
//   const std::optional<Quantity> limit = parse_quantity("256Mi");
//   if (!limit) suggest(likely_quantities("256MB", ResourceKind::kBytes));
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace estafette_lint {

/// An amount in whole nano units: Kubernetes keeps no finer ones and rounds up to them, away from zero.
class Quantity {
 public:
  __extension__ using Nanos = __int128;

  explicit constexpr Quantity(Nanos nanos) : nanos_(nanos) {}

  [[nodiscard]] constexpr bool negative() const { return nanos_ < 0; }
  /// False for thousandths and for 0.5: for memory, a part of a byte.
  [[nodiscard]] constexpr bool whole() const { return nanos_ % 1'000'000'000 == 0; }

  friend constexpr bool operator==(const Quantity&, const Quantity&) = default;
  friend constexpr std::strong_ordering operator<=>(const Quantity& a, const Quantity& b) {
    return a.nanos_ <=> b.nanos_;
  }

 private:
  Nanos nanos_;  // amounts past 1.7e29 are cut there: no machine has them, and Kubernetes cuts many of them
                 // lower
};

/// Reads what Kubernetes' resource.ParseQuantity takes; nothing where it is no quantity. A text without any
/// digit is none here, though Kubernetes takes `Ki` and `m` for 0: nobody means that.
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text);

/// What a resource is counted in: that decides which units can have been meant.
enum class ResourceKind { kCpu, kBytes, kOther };
[[nodiscard]] ResourceKind resource_kind(std::string_view resource_name);

/// The quantities that somebody who wrote `text` probably meant ("256MB": 256M, 256Mi); empty where nobody
/// can tell.
[[nodiscard]] std::vector<std::string> likely_quantities(std::string_view text, ResourceKind kind);

}  // namespace estafette_lint
