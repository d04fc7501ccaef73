#include "lint/values/secrets.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "lint/values/placeholders.h"
#include "lint/yaml/embedded.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

/// Below this a secret is masked only where it stands alone: "1" would take away every figure.
constexpr std::size_t kShortSecret = 4;

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '-' || byte >= 0x80;
}

/// What no secret is, though it may stand below a key of such a name (`api.secret.enabled`).
bool is_plain_word(std::string_view text) {
  const Type type = type_plain_scalar(text).type;
  if (type == Type::kNull || type == Type::kBool) return true;
  return text.size() < kShortSecret && (type == Type::kInt || type == Type::kFloat);
}

/// Walks a tree for secrets.
class SecretFinder {
 public:
  SecretFinder(const Source& source, std::span<const HeldDocument> held, std::vector<Span>& spans,
               std::vector<std::string>& texts)
      : source_(source), held_(held), spans_(spans), texts_(texts) {}

  void walk(const Tree& tree, NodeId id, bool secret) {
    const Node& node = tree.node(id);
    if (node.type == Type::kMap) {
      walk_map(tree, id, secret);
    } else if (node.type == Type::kList) {
      for (const NodeId item : tree.items_of(id)) walk(tree, item, secret);
    } else if (node.type == Type::kAlias) {
      // What an alias stands for is secret where the alias is, and may stand under a harmless name itself.
      if (secret && aliases_followed_ < kMaxAliases) {
        ++aliases_followed_;
        walk(tree, node.target, true);
      }
    } else if (secret) {
      add(node);
    } else if (node.type == Type::kString && node.text.find('\n') != std::string_view::npos) {
      walk_text(node);
    }
  }

 private:
  static constexpr int kMaxAliases = 1000;  // an alias bomb under `password:` is not worth more

  void walk_map(const Tree& tree, NodeId id, bool secret) {
    // An environment variable: its name stands in one key, its value in the other.
    bool secret_variable = false;
    for (const Entry& entry : tree.entries_of(id)) {
      const Node& value = tree.node(tree.resolve(entry.value));
      if (entry.key == "name" && value.type == Type::kString) secret_variable = is_secret_name(value.text);
    }
    for (const Entry& entry : tree.entries_of(id)) {
      const bool value_of_secret = secret_variable && entry.key == "value";
      walk(tree, entry.value, secret || value_of_secret || is_secret_name(entry.key));
    }
  }

  /// A text of several lines may be a document of its own.
  void walk_text(const Node& node) {
    for (const HeldDocument& held : held_) {
      if (held.holder != &node) continue;
      if (held.tree.root != kNoNode) walk(held.tree, held.tree.root, false);
      return;
    }
    const Result<EmbeddedDocument> inner = read_embedded(source_.text, node);
    if (!inner || inner.value().document.tree.root == kNoNode) return;
    const Tree& tree = inner.value().document.tree;
    walk(tree, tree.root, false);
  }

  void add(const Node& node) {
    if (node.span.empty() || node.unknown || is_placeholder(node.text) || is_plain_word(node.text)) return;
    spans_.push_back(node.span);
    const std::string_view text =
        node.type == Type::kString && !node.text.empty()
            ? node.text
            : std::string_view(source_.text).substr(node.span.begin, node.span.length());
    texts_.emplace_back(text);
    // A secret of several lines is shown a line at a time.
    for (std::size_t begin = 0; text.find('\n') != std::string_view::npos && begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      if (end - begin >= kShortSecret) texts_.emplace_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  /// Nothing but placeholders.
  static bool is_placeholder(std::string_view text) {
    const std::vector<Span> found = find_placeholders(text);
    return found.size() == 1 && found[0].begin == 0 && found[0].end == text.size();
  }

  const Source& source_;
  std::span<const HeldDocument> held_;
  std::vector<Span>& spans_;
  std::vector<std::string>& texts_;
  int aliases_followed_ = 0;
};

}  // namespace

bool is_secret_name(std::string_view name) {
  std::array<char, 128> buffer{};
  std::size_t size = 0;
  // Only the end counts: a longer name is read from behind.
  if (name.size() > buffer.size()) name.remove_prefix(name.size() - buffer.size());
  for (const char c : name) {
    if (c == '_' || c == '-' || c == '.') continue;
    buffer[size++] = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  const std::string_view plain(buffer.data(), size);
  if (plain == "secretdecryptionkey" || plain.ends_with("jwtkey")) return true;
  return plain.ends_with("secret") || plain.ends_with("token") || plain.ends_with("password") ||
         plain.ends_with("privatekey") || plain.ends_with("secretdecryptionkey");
}

bool is_secret_path(std::span<const Step> path) {
  return std::any_of(path.begin(), path.end(),
                     [](const Step& step) { return !step.is_index && is_secret_name(step.key); });
}

namespace {

using Texts = std::shared_ptr<const std::vector<std::string>>;

Texts ordered(std::vector<std::string> texts) {
  if (texts.empty()) return nullptr;
  std::sort(texts.begin(), texts.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return std::make_shared<const std::vector<std::string>>(std::move(texts));
}

void add_secret_variables(const Value& value, std::vector<std::string>& texts) {
  if (value.is_list()) {
    for (const Value& item : value.items()) add_secret_variables(item, texts);
  }
  if (!value.is_map()) return;
  const Value name = value.find("name");
  const Value secret = value.find("value");
  const bool apart = name.is_string() && secret.is_string() && name.layer() != secret.layer();
  if (apart && is_secret_name(name.node().text) && !is_plain_word(secret.node().text)) {
    texts.emplace_back(secret.node().text);
  }
  for (const auto& [key, child] : value.entries()) add_secret_variables(child, texts);
}

}  // namespace

std::vector<std::string> secret_variables(const Value& root) {
  std::vector<std::string> texts;
  add_secret_variables(root, texts);
  return texts;
}

SecretMask::SecretMask(const Source& source, const Tree& tree, std::span<const HeldDocument> held) {
  find(source, tree, false, held);
}

SecretMask SecretMask::whole(const Source& source, const Tree& tree) {
  SecretMask mask;
  mask.find(source, tree, true, {});
  return mask;
}

void SecretMask::find(const Source& source, const Tree& tree, bool secret,
                      std::span<const HeldDocument> held) {
  if (tree.root == kNoNode) return;
  std::vector<std::string> texts;
  SecretFinder(source, held, spans_, texts).walk(tree, tree.root, secret);
  std::sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  spans_.erase(std::unique(spans_.begin(), spans_.end()), spans_.end());
  texts_ = ordered(std::move(texts));
}

void SecretMask::join(std::span<SecretMask* const> masks, std::vector<std::string> more) {
  for (const SecretMask* mask : masks) {
    if (mask->texts_ != nullptr) more.insert(more.end(), mask->texts_->begin(), mask->texts_->end());
  }
  const Texts all = ordered(std::move(more));
  for (SecretMask* mask : masks) mask->texts_ = all;
}

std::string SecretMask::mask(std::string_view text) const {
  std::string out(text);
  if (texts_ == nullptr) return out;
  for (const std::string& secret : *texts_) {
    for (std::size_t at = out.find(secret); at != std::string::npos; at = out.find(secret, at)) {
      const std::size_t end = at + secret.size();
      const bool alone = (at == 0 || !is_word(out[at - 1])) && (end >= out.size() || !is_word(out[end]));
      if (secret.size() < kShortSecret && !alone) {
        at = end;
        continue;
      }
      out.replace(at, secret.size(), kMasked);
      at += kMasked.size();
    }
  }
  return out;
}

std::string SecretMask::mask_source(std::string_view source_text, Span span) const {
  std::string out;
  std::uint32_t at = span.begin;
  for (const Span& secret : spans_) {
    if (secret.end <= at || secret.begin >= span.end) continue;
    if (secret.begin > at) out += mask(source_text.substr(at, secret.begin - at));
    out += kMasked;
    at = std::min(secret.end, span.end);
  }
  if (at < span.end) out += mask(source_text.substr(at, span.end - at));
  return out;
}

}  // namespace estafette_lint
