#include "lint/values/secrets.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "lint/values/placeholders.h"
#include "lint/values/secret_comments.h"
#include "lint/yaml/embedded.h"
#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

/// Below this a secret is masked only where it stands alone: "1" would take away every figure.
constexpr std::size_t kShortSecret = 4;

/// What no secret is, though it may stand below a key of such a name (`api.secret.enabled`).
bool is_plain_word(std::string_view text) {
  const Type type = type_plain_scalar(text).type;
  if (type == Type::kNull || type == Type::kBool) return true;
  return text.size() < kShortSecret && (type == Type::kInt || type == Type::kFloat);
}

/// Whether a text may hold keys of its own, so that it is worth reading.
bool may_be_document(std::string_view text) {
  return text.find('\n') != std::string_view::npos || text.find(": ") != std::string_view::npos ||
         text.starts_with('{') || text.starts_with('[');
}

/// Whether a word of the text is the name of a secret: all that can be told where it is no document.
bool names_a_secret(std::string_view text) {
  const auto in_name = [](char c) { return is_word(c) || c == '.'; };
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && in_name(text[end])) ++end;
    if (is_secret_name(text.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

/// Walks a tree for secrets.
class SecretFinder {
 public:
  SecretFinder(const Source& source, std::span<const HeldDocument> held, std::vector<Span>& spans,
               std::vector<std::string>& texts)
      : source_(source), spans_(spans), texts_(texts) {
    for (const HeldDocument& each : held) held_.emplace(each.holder, &each.tree);
  }

  /// `above` is the nearest key above the node.
  void walk(const Tree& tree, NodeId id, bool secret, std::string_view above = {}) {
    const Node& node = tree.node(id);
    if (node.type == Type::kMap) {
      walk_map(tree, id, secret, above);
    } else if (node.type == Type::kList) {
      for (const NodeId item : tree.items_of(id)) walk(tree, item, secret, above);
    } else if (node.type == Type::kAlias) {
      // What an alias stands for is secret where the alias is, and may stand under a harmless name itself.
      if ((secret || has_secret_keys(above)) && aliases_followed_ < kMaxAliases) {
        ++aliases_followed_;
        walk(tree, node.target, secret, above);
      }
    } else if (secret) {
      add(node);
    } else if (node.type == Type::kString) {
      if (may_be_document(node.text) && walk_text(node)) return;
      if (!find_private_keys(node.text).empty()) return add(node);
      for (const Span& span : find_url_passwords(node.text)) {
        const std::string_view password = node.text.substr(span.begin, span.length());
        if (!is_plain_word(password)) texts_.emplace_back(password);
      }
    }
  }

 private:
  static constexpr int kMaxAliases = 1000;  // an alias bomb under `password:` is not worth more
  static constexpr int kMaxHeldDepth = 8;   // documents in strings of documents; deeper, all is secret

  void walk_map(const Tree& tree, NodeId id, bool secret, std::string_view above) {
    // An environment variable: its name stands in one key, its value in the other.
    bool secret_variable = false;
    bool secret_object = false;  // a Secret of Kubernetes
    for_each_entry(tree, id, [&](const Entry& entry) {
      const Node& value = tree.node(tree.resolve(entry.value));
      if (value.type != Type::kString) return;
      if (entry.key == "name" && is_secret_name(value.text)) secret_variable = true;
      if (entry.key == "kind" && value.text == "Secret") secret_object = true;
    });
    if (secret_variable || secret_object) {
      for_each_entry(tree, id, [&](const Entry& entry) {
        const bool data = entry.key == "data" || entry.key == "stringData";
        if ((secret_variable && entry.key == "value") || (secret_object && data)) {
          walk(tree, entry.value, true);
        }
      });
    }
    for (const Entry& entry : tree.entries_of(id)) {
      // What `<<` brings in stands where the map does.
      if (entry.merge) {
        walk(tree, entry.value, secret, above);
      } else {
        walk(tree, entry.value, secret || is_secret_key(above, entry.key), entry.key);
      }
    }
  }

  /// Those that `<<` brings in too.
  template <typename Visit>
  static void for_each_entry(const Tree& tree, NodeId map, const Visit& visit) {
    for (const Entry& entry : tree.entries_of(map)) {
      if (!entry.merge) {
        visit(entry);
        continue;
      }
      const NodeId merged = tree.resolve(entry.value);
      if (tree.node(merged).type == Type::kMap) {
        for_each_entry(tree, merged, visit);
        continue;
      }
      for (const NodeId item : tree.items_of(merged)) for_each_entry(tree, tree.resolve(item), visit);
    }
  }

  /// A text may be a document of its own. False where it has no keys: then it is but a text.
  bool walk_text(const Node& node) {
    if (const auto held = held_.find(&node); held != held_.end()) {
      const Tree& tree = *held->second;
      if (tree.root == kNoNode) return hide_text(node);
      walk(tree, tree.root, false);
      return true;
    }
    // Nobody writes that; it would be read again for each level.
    if (held_depth_ == kMaxHeldDepth) {
      hide(node);
      return true;
    }
    const Result<EmbeddedDocument> inner = read_embedded(source_.text, node);
    if (!inner) return hide_text(node);
    const Tree& tree = inner.value().document.tree;
    // A text that is but a text is not looked into again.
    if (tree.root == kNoNode ||
        (tree.node(tree.root).type != Type::kMap && tree.node(tree.root).type != Type::kList))
      return false;
    ++held_depth_;
    walk(tree, tree.root, false);
    --held_depth_;
    return true;
  }

  /// A text that cannot be read has no tree to tell its secrets by. It is not looked for elsewhere: most of
  /// its lines are no secrets.
  bool hide_text(const Node& node) {
    if (!node.span.empty() && names_a_secret(node.text)) spans_.push_back(node.span);
    return false;
  }

  void add(const Node& node) {
    if (!hide(node)) return;
    // Of a file only its own secrets are looked for elsewhere: a line like `credentials:` is everywhere.
    if (node.type == Type::kString && node.text.find('\n') != std::string_view::npos && walk_text(node))
      return;
    repeat(node);
  }

  bool hide(const Node& node) {
    if (node.span.empty() || !hides_something(node)) return false;
    spans_.push_back(node.span);
    return true;
  }

  /// Has what the node says masked elsewhere, too.
  void repeat(const Node& node) {
    // A quoted "true" or "12" is one where it stands; elsewhere it would take away every such word.
    if (is_plain_word(node.text)) return;
    const std::string_view text =
        node.type == Type::kString && !node.text.empty()
            ? node.text
            : std::string_view(source_.text).substr(node.span.begin, node.span.length());
    texts_.emplace_back(text);
    // The way it is written may be repeated, too: 'it''s'.
    const std::string_view raw = std::string_view(source_.text).substr(node.span.begin, node.span.length());
    if (raw.size() > kShortSecret + 2 && (raw.front() == '"' || raw.front() == '\'') &&
        raw.back() == raw.front()) {
      texts_.emplace_back(raw.substr(1, raw.size() - 2));
    }
    // A secret of several lines is shown a line at a time.
    for (std::size_t begin = 0; text.find('\n') != std::string_view::npos && begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view line = text.substr(begin, end - begin);
      if (line.size() >= kShortSecret && !is_placeholder(line)) texts_.emplace_back(line);
      begin = end + 1;
    }
  }

  const Source& source_;
  std::unordered_map<const Node*, const Tree*> held_;
  std::vector<Span>& spans_;
  std::vector<std::string>& texts_;
  int aliases_followed_ = 0;
  int held_depth_ = 0;
};

}  // namespace

bool hides_something(const Node& scalar) {
  if (scalar.unknown || is_placeholder(scalar.text)) return false;
  return scalar.type == Type::kString || !is_plain_word(scalar.text);
}

namespace {

using Texts = std::shared_ptr<const std::vector<std::string>>;

/// In the order of their bytes, so that those which start alike stand together.
Texts ordered(std::vector<std::string> texts) {
  if (texts.empty()) return nullptr;
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return std::make_shared<const std::vector<std::string>>(std::move(texts));
}

/// The end of the longest secret that stands at `at`, or `at`. The secrets are many and the text is long
/// where somebody tries: each byte of it only narrows down the range of those that still fit.
std::size_t secret_end(const std::vector<std::string>& secrets, std::string_view text, std::size_t at) {
  const bool word_before = at > 0 && is_word(text[at - 1]);
  std::size_t longest = at;
  auto first = secrets.begin();
  auto last = secrets.end();
  for (std::size_t end = at; end < text.size(); ++end) {
    const std::size_t depth = end - at;
    const auto byte = [depth](const std::string& secret) {
      return secret.size() > depth ? static_cast<unsigned char>(secret[depth]) : -1;
    };
    const int wanted = static_cast<unsigned char>(text[end]);
    first = std::partition_point(first, last, [&](const std::string& each) { return byte(each) < wanted; });
    last = std::partition_point(first, last, [&](const std::string& each) { return byte(each) == wanted; });
    if (first == last) break;
    if (first->size() != depth + 1) continue;
    const bool alone = !word_before && (end + 1 >= text.size() || !is_word(text[end + 1]));
    if (first->size() >= kShortSecret || alone) longest = end + 1;
  }
  return longest;
}

void add_secret_variables(const Value& value, std::vector<std::string>& texts) {
  if (value.is_list()) {
    for (const Value& item : value.items()) add_secret_variables(item, texts);
  }
  if (!value.is_map()) return;
  const Value name = value.find("name");
  const Value secret = value.find("value");
  // Those of one file are known by where they stand.
  const bool apart = name.is_string() && secret.is_string() &&
                     (name.layer() != secret.layer() || name.origin() == Origin::kSet);
  if (apart && is_secret_name(name.node().text) && hides_something(secret.node()) &&
      !is_plain_word(secret.node().text)) {
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
  find(source, {.trees = {&tree, 1}, .held = held}, false);
}

SecretMask::SecretMask(const Source& source, const ReadDocuments& documents) {
  find(source, documents, false);
}

SecretMask SecretMask::whole(const Source& source, const Tree& tree) {
  SecretMask mask;
  mask.find(source, {.trees = {&tree, 1}}, true);
  return mask;
}

void SecretMask::find(const Source& source, const ReadDocuments& documents, bool secret) {
  std::vector<std::string> texts;
  spans_.assign(documents.unread.begin(), documents.unread.end());
  for (const Span& span : find_comment_secrets(source.text)) spans_.push_back(span);
  for (const Span& span : find_url_passwords(source.text)) spans_.push_back(span);
  for (const Span& span : find_private_keys(source.text)) spans_.push_back(span);
  SecretFinder finder(source, documents.held, spans_, texts);
  for (const Tree& tree : documents.trees) {
    if (tree.root != kNoNode) finder.walk(tree, tree.root, secret);
  }
  std::sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  // What one alias stands for may hold a secret of its own.
  std::size_t kept = 0;
  for (const Span& span : spans_) {
    if (kept > 0 && span.begin < spans_[kept - 1].end) {
      spans_[kept - 1].end = std::max(spans_[kept - 1].end, span.end);
    } else {
      spans_[kept++] = span;
    }
  }
  spans_.resize(kept);
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
  if (texts_ == nullptr) return std::string(text);
  std::string out;
  std::size_t shown = 0;  // what stands before it is in `out`
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = secret_end(*texts_, text, at);
    if (end == at) {
      ++at;
      continue;
    }
    out += text.substr(shown, at - shown);
    // Another secret that starts within this one is a part of what is masked.
    for (++at; at < end; ++at) end = std::max(end, secret_end(*texts_, text, at));
    out += kMasked;
    shown = end;
  }
  return out += text.substr(shown);
}

std::string SecretMask::mask_source(std::string_view source_text, Span span) const {
  return mask_spans(source_text, span, false);
}

std::string SecretMask::mask_value(std::string_view text) const {
  const Source source{"", std::string(text)};
  Node node;
  node.type = Type::kString;
  node.style = Style::kPlain;
  node.text = source.text;
  node.span = {0, static_cast<std::uint32_t>(source.text.size())};
  Tree tree;
  tree.nodes = std::span(&node, 1);
  tree.root = 0;
  SecretMask held(source, tree);
  SecretMask all = *this;
  SecretMask* const masks[] = {&held, &all};
  join(masks, {});
  return held.mask_spans(source.text, node.span, true);
}

std::string SecretMask::mask_spans(std::string_view source_text, Span span, bool yaml) const {
  std::string out;
  std::uint32_t at = span.begin;
  auto next = std::partition_point(spans_.begin(), spans_.end(),
                                   [&](const Span& secret) { return secret.end <= span.begin; });
  for (; next != spans_.end() && next->begin < span.end; ++next) {
    const Span& secret = *next;
    if (secret.end <= at) continue;
    if (secret.begin > at) out += mask(source_text.substr(at, secret.begin - at));
    // An asterisk without quotes would be an alias to who reads the document.
    const bool alone = secret.begin <= span.begin && secret.end >= span.end;
    const bool within = secret.end < source_text.size() && source_text[secret.end] == '@';
    out += yaml && !alone && !within ? fmt::format("'{}'", kMasked) : kMasked;
    at = std::min(secret.end, span.end);
  }
  if (at < span.end) out += mask(source_text.substr(at, span.end - at));
  return out;
}

}  // namespace estafette_lint
