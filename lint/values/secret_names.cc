#include "lint/values/secret_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "lint/text/nearest.h"

namespace estafette_lint {
namespace {

/// The bit of a letter.
constexpr std::uint32_t letter_bit(char c) { return 1U << (static_cast<unsigned char>(c) % 32U); }

constexpr std::uint32_t letters_of(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char c : text) letters |= letter_bit(c);
  return letters;
}

/// The end of a secret's name, and how many slips in it still tell what was meant.
struct SecretEnd {
  std::string_view text;
  std::uint32_t letters;
  std::size_t slips;

  explicit constexpr SecretEnd(std::string_view end)
      : text(end), letters(letters_of(end)), slips(end.size() < 8 ? 1 : 2) {}
};

constexpr SecretEnd kSecretEnds[] = {SecretEnd("secret"),
                                     SecretEnd("token"),
                                     SecretEnd("password"),
                                     SecretEnd("privatekey"),
                                     SecretEnd("jwtkey"),
                                     SecretEnd("secretdecryptionkey"),
                                     SecretEnd("serviceaccountkeyfile")};

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
      const auto lower = static_cast<char>(std::tolower(byte));
      buffer_[size_++] = lower;
      letters_ |= letter_bit(lower);
      starts = false;
      lower_before = std::islower(byte) != 0;
    }
  }

  [[nodiscard]] std::string_view text() const { return {buffer_.data(), size_}; }
  [[nodiscard]] std::uint32_t letters() const { return letters_; }
  /// Whether a word starts at the byte of the text: behind a `_`, or with a capital.
  [[nodiscard]] bool starts_word(std::size_t at) const { return starts_[at]; }

 private:
  std::array<char, 128> buffer_{};
  std::array<bool, 128> starts_{};
  std::size_t size_ = 0;
  std::uint32_t letters_ = 0;
};

/// Whether more than `count` of the bits are set.
bool exceeds(std::uint32_t bits, std::size_t count) {
  while (bits != 0 && count-- > 0) bits &= bits - 1;
  return bits != 0;
}

/// Both in lower case.
bool is_slip(std::string_view text, std::string_view meant, std::size_t allowed) {
  const std::size_t longer = std::max(text.size(), meant.size());
  if (longer - std::min(text.size(), meant.size()) > allowed) return false;
  const std::uint32_t given = letters_of(text);
  const std::uint32_t wanted = letters_of(meant);
  if (exceeds(wanted & ~given, allowed) || exceeds(given & ~wanted, allowed)) return false;
  return edit_distance(text, meant) <= allowed;
}

/// Whether the name ends in a slip for `secret`, from the start of a word on. A cheap look at the letters
/// comes first: nearly every key is nothing like a secret.
bool ends_in_slip(const PlainName& name, const SecretEnd& secret) {
  const std::size_t most = secret.slips;
  if (exceeds(secret.letters & ~name.letters(), most)) return false;
  const std::string_view plain = name.text();
  const std::string_view meant = secret.text;
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
  return std::any_of(std::begin(kSecretEnds), std::end(kSecretEnds), [&](const SecretEnd& end) {
    return name.text().ends_with(end.text) || ends_in_slip(name, end);
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
