#include "lint/engine/snippet.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "lint/yaml/scalar.h"

namespace estafette_lint {
namespace {

/// A tree of what is to be written.
struct Branch {
  Step step{std::size_t{0}};
  const Setting* setting = nullptr;
  std::vector<std::unique_ptr<Branch>> children;
};

Branch& child_of(Branch& parent, const Step& step) {
  for (const std::unique_ptr<Branch>& child : parent.children) {
    if (child->step == step) return *child;
  }
  parent.children.push_back(std::make_unique<Branch>());
  parent.children.back()->step = step;
  return *parent.children.back();
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

/// A key as it stands before a colon: quoted where Helm would read something else.
std::string written_key(const std::string& key) {
  const auto is_bare = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '/';
  };
  const bool bare = !key.empty() && key.front() != '-' && std::all_of(key.begin(), key.end(), is_bare);
  return bare && type_plain_scalar(key).type == Type::kString ? key : quoted(key);
}

class SnippetWriter {
 public:
  std::string write(const Branch& root) {
    write_children(root, 0);
    return std::move(out_);
  }

 private:
  void write_children(const Branch& branch, std::size_t indent, bool first_on_line = false) {
    for (const std::unique_ptr<Branch>& child : branch.children) {
      if (!first_on_line) out_.append(indent, ' ');
      first_on_line = false;
      if (child->step.is_index) {
        out_ += "- ";
        write_item(*child, indent + 2);
      } else {
        out_ += written_key(child->step.key) + ':';
        write_value(*child, indent);
      }
    }
  }

  void write_item(const Branch& item, std::size_t indent) {
    if (item.setting != nullptr) {
      out_ += item.setting->yaml + '\n';
    } else {
      write_children(item, indent, true);
    }
  }

  void write_value(const Branch& branch, std::size_t indent) {
    if (branch.setting == nullptr) {
      out_ += '\n';
      // The items of a list stand below their key, as the guide writes them.
      const bool list = !branch.children.empty() && branch.children.front()->step.is_index;
      write_children(branch, indent + (list ? 0 : 2));
    } else if (branch.setting->multi_line) {
      write_text(branch.setting->yaml, indent + 2);
    } else {
      out_ += ' ' + branch.setting->yaml + '\n';
    }
  }

  void write_text(std::string_view text, std::size_t indent) {
    out_ += text.ends_with('\n') ? " |\n" : " |-\n";
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (end > 0) out_.append(indent, ' ');
      out_ += text.substr(0, end);
      out_ += '\n';
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  std::string out_;
};

}  // namespace

std::string render_snippet(std::span<const Setting> settings) {
  Branch root;
  for (const Setting& setting : settings) {
    Branch* branch = &root;
    for (const Step& step : setting.path) branch = &child_of(*branch, step);
    branch->setting = &setting;
  }
  return SnippetWriter().write(root);
}

}  // namespace estafette_lint
