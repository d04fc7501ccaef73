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

  explicit constexpr SecretEnd(std::string_view end) : SecretEnd(end, end.size() < 8 ? 1 : 2) {}
  constexpr SecretEnd(std::string_view end, std::size_t slips_allowed)
      : text(end), letters(letters_of(end)), slips(slips_allowed) {}
};

constexpr SecretEnd kSecretEnds[] = {SecretEnd("secret"),
                                     SecretEnd("token"),
                                     SecretEnd("password"),
                                     SecretEnd("privatekey"),
                                     SecretEnd("jwtkey"),
                                     SecretEnd("tlskey", 0),  // `tls.key` in a Secret; a slip may be a `key`
                                     SecretEnd("secretdecryptionkey"),
                                     SecretEnd("serviceaccountkeyfile")};

/// The longest of them with two slips more.
constexpr std::size_t kLongestTail = 23;

/// What names are written with in some places and without in others.
constexpr bool is_separator(char c) { return c == '_' || c == '-' || c == '.'; }

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// A name as it is compared: in lower case, without `_`, `-` and `.`.
class PlainName {
 public:
  explicit PlainName(std::string_view name) {
    // Only the end counts: a longer name is read from behind.
    if (name.size() > buffer_.size()) name.remove_prefix(name.size() - buffer_.size());
    bool starts = true;
    bool lower_before = false;
    for (const char c : name) {
      if (is_separator(c)) {
        starts = true;
        continue;
      }
      starts = starts || (lower_before && is_upper(c));
      starts_[size_] = starts;
      buffer_[size_++] = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
      starts = false;
      lower_before = is_lower(c);
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

/// Whether more than `count` of the bits are set.
bool exceeds(std::uint32_t bits, std::size_t count) {
  while (bits != 0 && count-- > 0) bits &= bits - 1;
  return bits != 0;
}

/// Those of kSecretEnds that a name may end in, as bits: nearly every key ends in nothing like any of them,
/// which its last letters tell. An end that is left out is none that names_secret() would find.
unsigned likely_ends(std::string_view name) {
  std::array<std::uint32_t, kLongestTail + 1> letters{};  // of so many letters at the end
  std::uint32_t starts = 0;  // how many letters from the end words may start, as bits
  std::size_t size = 0;
  for (auto c = name.rbegin(); c != name.rend() && size < kLongestTail; ++c) {
    if (is_separator(*c)) {
      starts |= 1U << size;
      continue;
    }
    letters[size + 1] = letters[size] | letter_bit(*c);
    ++size;
    if (is_upper(*c)) starts |= 1U << size;
  }
  starts |= 1U << size;
  unsigned ends = 0;
  for (unsigned i = 0; i < std::size(kSecretEnds); ++i) {
    const SecretEnd& end = kSecretEnds[i];
    const std::size_t length = end.text.size();
    const std::size_t least = length - end.slips;
    if (size < least || exceeds(letters[least] & ~end.letters, end.slips)) continue;
    const std::size_t most = std::min(size, length + end.slips);
    if (exceeds(end.letters & ~letters[most], end.slips)) continue;
    // A slip in a short one counts in a word of its own only.
    bool likely = end.slips > 1 || (size >= length && letters[length] == end.letters);
    for (std::size_t tail = least; tail <= most && !likely; ++tail) {
      likely = (starts >> tail & 1U) != 0;
    }
    if (likely) ends |= 1U << i;
  }
  return ends;
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

/// Whether the name ends in a slip for `secret`, from the start of a word on.
bool ends_in_slip(const PlainName& name, const SecretEnd& secret) {
  const std::size_t most = secret.slips;
  const std::string_view plain = name.text();
  const std::string_view meant = secret.text;
  const std::size_t longest = std::min(plain.size(), meant.size() + most);
  for (std::size_t size = meant.size() - most; size <= longest; ++size) {
    const std::size_t at = plain.size() - size;
    // `dbpasword` shows no word; where the name is long it is no chance either.
    const std::size_t allowed = name.starts_word(at) ? most : most - 1;
    if (allowed == 0) continue;
    const std::string_view end = plain.substr(at);
    if (!is_slip(end, meant, allowed)) continue;
    // `tokens`, `privateKeyId`: that is spelt well, and says something else.
    const bool goes_on =
        end.starts_with(meant) && (end.substr(meant.size()) == "s" || name.starts_word(at + meant.size()));
    if (!goes_on) return true;
  }
  return false;
}

bool names_secret(const PlainName& name, unsigned ends) {
  for (unsigned i = 0; i < std::size(kSecretEnds); ++i) {
    if ((ends >> i & 1U) == 0) continue;
    const SecretEnd& end = kSecretEnds[i];
    if (name.text().ends_with(end.text) || (end.slips > 0 && ends_in_slip(name, end))) return true;
  }
  return false;
}

bool is_extra_secrets(std::string_view name) {
  constexpr std::string_view kMeant = "extrasecrets";
  constexpr std::size_t kSlips = 2;
  constexpr std::uint32_t kLetters = letters_of(kMeant);
  return name.size() + kSlips >= kMeant.size() && !exceeds(kLetters & ~letters_of(name), kSlips) &&
         is_slip(PlainName(name).text(), kMeant, kSlips);
}

}  // namespace

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '-' || byte >= 0x80;
}

bool is_secret_name(std::string_view name) {
  const unsigned ends = likely_ends(name);
  return ends != 0 && names_secret(PlainName(name), ends);
}

bool is_secret_key(std::string_view above, std::string_view key) {
  if (is_secret_name(key)) return true;
  constexpr std::size_t kKeySize = 3;
  if (key.size() >= kKeySize && key.size() < 2 * kKeySize && PlainName(key).text() == "key") {
    const PlainName map(above);
    return map.text().ends_with("tls") || map.text().ends_with("jwt");
  }
  constexpr std::size_t kLongest = 2 * std::string_view("stringdata").size();
  if (key.size() > kLongest || !is_extra_secrets(above)) return false;
  const PlainName plain(key);
  return is_slip(plain.text(), "data", 1) || is_slip(plain.text(), "stringdata", 1);
}

bool has_secret_keys(std::string_view above) {
  const PlainName map(above);
  return map.text().ends_with("tls") || map.text().ends_with("jwt") || is_extra_secrets(above);
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
