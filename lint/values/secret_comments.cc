#include "lint/values/secret_comments.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "lint/values/placeholders.h"
#include "lint/values/secret_names.h"
#include "lint/yaml/scan.h"

namespace estafette_lint {
namespace {

class CommentFinder {
 public:
  explicit CommentFinder(std::string_view text) : text_(text) {}

  std::vector<Span> find() && {
    for (std::size_t at = text_.find('#'); at != std::string_view::npos; at = text_.find('#', at + 1)) {
      if (!starts_comment(text_, static_cast<std::uint32_t>(at))) continue;
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      look_into(at + 1, end);
      at = end - 1;
    }
    return std::move(spans_);
  }

 private:
  void look_into(std::size_t begin, std::size_t end) {
    bool named = false;  // a name of a secret stands here, and no value behind it
    for (std::size_t at = begin; at < end; ++at) {
      const std::size_t word = at;
      while (at < end && (is_word(text_[at]) || text_[at] == '.')) ++at;
      const std::string_view name = text_.substr(word, at - word);
      const bool secret = is_secret_name(name);
      const bool value = name == "value" && (named || variable_above_);
      if (!secret && !value) continue;
      const std::size_t sign = std::min(text_.find_first_not_of("\"' \t", at), end);
      if (sign < end && (text_[sign] == ':' || text_[sign] == '=')) {
        variable_above_ = false;
        return hide(sign + 1, end);
      }
      named = named || secret;
    }
    variable_above_ = named;
  }

  void hide(std::size_t begin, std::size_t end) {
    constexpr std::string_view kAround = "\"' \t\r";
    while (begin < end && kAround.find(text_[begin]) != std::string_view::npos) ++begin;
    while (begin < end && kAround.find(text_[end - 1]) != std::string_view::npos) --end;
    if (begin == end || is_placeholder(text_.substr(begin, end - begin))) return;
    spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  std::string_view text_;
  std::vector<Span> spans_;
  bool variable_above_ = false;  // the comment before was `# - name: API_TOKEN`
};

}  // namespace

std::vector<Span> find_comment_secrets(std::string_view text) { return CommentFinder(text).find(); }

}  // namespace estafette_lint
