#include "lint/values/secret_names.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstddef>
#include <cstdint>

#include "lint/text/nearest.h"

namespace estafette_lint {
namespace {

constexpr std::array<std::string_view, 7> kSecretEnds = {
    "secret", "token", "password", "privatekey", "jwtkey", "secretdecryptionkey", "serviceaccountkeyfile"};

/// A name as it is compared: in lower case, without `_`, `-` and `.`.
class PlainName {
 public:
  explicit PlainName(std::string_view name) {
    // Only the end counts: a longer name is read from behind.
    if (name.size() > buffer_.size()) name.remove_prefix(name.size() - buffer_.size());
    bool starts = true;
    bool lower_before = false;
    for (const char c : name) {
      if (c == '_' || c == '-' || c == '.') {
        starts = true;
        continue;
      }
      const auto byte = static_cast<unsigned char>(c);
      starts = starts || (lower_before && std::isupper(byte) != 0);
      starts_[size_] = starts;
      buffer_[size_++] = static_cast<char>(std::tolower(byte));
      starts = false;
      lower_before = std::islower(byte) != 0;
    }
  }

  [[nodiscard]] std::string_view text() const { return {buffer_.data(), size_}; }
  /// Whether a word starts at the byte of the text: behind a `_`, or with a capital.
  [[nodiscard]] bool starts_word(std::size_t at) const { return starts_[at]; }

 private:
  std::array<char, 128> buffer_{};
  std::array<bool, 128> starts_{};
  std::size_t size_ = 0;
};

/// The letters of a text, as bits.
constexpr std::uint32_t letters_of(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char c : text) letters |= 1U << (static_cast<unsigned char>(c) % 32U);
  return letters;
}

constexpr std::size_t slips_allowed(std::string_view meant) { return meant.size() < 8 ? 1 : 2; }

std::size_t missing_letters(std::string_view of, std::string_view text) {
  return static_cast<std::size_t>(std::popcount(letters_of(of) & ~letters_of(text)));
}

/// Both in lower case. A cheap look at the letters comes first: nearly every key is nothing like a secret.
bool is_slip(std::string_view text, std::string_view meant, std::size_t allowed) {
  const std::size_t longer = std::max(text.size(), meant.size());
  if (longer - std::min(text.size(), meant.size()) > allowed) return false;
  if (missing_letters(meant, text) > allowed || missing_letters(text, meant) > allowed) return false;
  return edit_distance(text, meant) <= allowed;
}

/// Whether the name ends in a slip for `meant`, from the start of a word on.
bool ends_in_slip(const PlainName& name, std::string_view meant) {
  const std::string_view plain = name.text();
  const std::size_t most = slips_allowed(meant);
  if (missing_letters(meant, plain) > most) return false;
  const std::size_t longest = std::min(plain.size(), meant.size() + most);
  for (std::size_t size = meant.size() - most; size <= longest; ++size) {
    const std::size_t at = plain.size() - size;
    // `dbpasword` shows no word; where the name is long it is no chance either.
    const std::size_t allowed = name.starts_word(at) ? most : most - 1;
    const std::string_view end = plain.substr(at);
    if (!is_slip(end, meant, allowed)) continue;
    // `tokens`, `privateKeyId`: that is spelt well, and says something else.
    const bool goes_on =
        end.starts_with(meant) && (end.substr(meant.size()) == "s" || name.starts_word(at + meant.size()));
    if (!goes_on) return true;
  }
  return false;
}

bool names_secret(const PlainName& name) {
  if (name.text() == "tlskey") return true;  // `tls.key` in a Secret for TLS
  return std::any_of(kSecretEnds.begin(), kSecretEnds.end(), [&](std::string_view end) {
    return name.text().ends_with(end) || ends_in_slip(name, end);
  });
}

}  // namespace

bool is_secret_name(std::string_view name) { return names_secret(PlainName(name)); }

bool is_secret_key(std::string_view above, std::string_view key) {
  const PlainName plain(key);
  const std::string_view name = plain.text();
  if (names_secret(plain)) return true;
  if (name == "key") {
    const PlainName map(above);
    return map.text().ends_with("tls") || map.text().ends_with("jwt");
  }
  if (!is_slip(name, "data", 1) && !is_slip(name, "stringdata", 1)) return false;
  return is_slip(PlainName(above).text(), "extrasecrets", 2);
}

bool has_secret_keys(std::string_view above) {
  const PlainName map(above);
  return map.text().ends_with("tls") || map.text().ends_with("jwt") || is_slip(map.text(), "extrasecrets", 2);
}

bool ends_in_secret_key(std::span<const Step> path) {
  if (path.empty() || path.back().is_index) return false;
  std::string_view above;
  for (const Step& step : path.first(path.size() - 1)) {
    if (!step.is_index) above = step.key;
  }
  return is_secret_key(above, path.back().key);
}

}  // namespace estafette_lint
