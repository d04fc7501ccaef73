// Which keys of the values the templates of a chart read, and how: found by following `.Values` through the
// templates, their variables, `with`, `range`, and the templates that they include.
//
//   const std::vector<ChartReads> reads = read_templates(charts);
//   const ReadKey* const key = reads[0].values->find("image");  // some template says .Values.image
//
// What cannot be followed counts as read, so that no key is taken for unknown by mistake.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/text/source.h"
#include "lint/values/values.h"

namespace estafette_lint {

/// A key that templates name. Keys hold the addresses of each other, so they are never moved.
class ReadKey {
 public:
  ReadKey(ReadKey* parent, std::string_view name)
      : parent_(parent), name_(name), depth_(parent == nullptr ? 0 : parent->depth_ + 1) {}

  bool tested = false;   ///< asked whether it is true, or compared
  bool printed = false;  ///< printed as it is
  bool whole = false;    ///< used with all that is in it: `toYaml`, or in ways that nobody can follow
  bool ranged = false;   ///< its items or values are gone through
  bool reached = false;  ///< by a template that is rendered; else only ones that nothing includes name it

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const ReadKey* parent() const { return parent_; }
  [[nodiscard]] const ReadKey* find(std::string_view name) const;
  /// What each item of the list, or each value of the map, is read for; null where none is.
  [[nodiscard]] const ReadKey* items() const { return items_.get(); }
  [[nodiscard]] const std::map<std::string, ReadKey, std::less<>>& children() const { return children_; }

  /// The key of a name below it, made where it is new. A template that calls itself goes on and on: at some
  /// depth a key stands for all below it.
  [[nodiscard]] ReadKey& child(std::string_view name);
  [[nodiscard]] ReadKey& item();
  /// Calls `use` with each key below it, and with what its items are.
  template <typename Use>
  void for_each(Use use) {
    for (auto& [name, below] : children_) use(below);
    if (items_ != nullptr) use(*items_);
  }

 private:
  [[nodiscard]] bool is_deepest();

  ReadKey* parent_;
  std::string name_;
  std::size_t depth_;
  std::map<std::string, ReadKey, std::less<>> children_;
  std::unique_ptr<ReadKey> items_;
};

/// A chart or subchart.
struct TemplateChart {
  std::vector<const Source*> templates;  ///< the files in its `templates/`, by their names there
  std::vector<Value> defaults;           ///< its values: texts in them may be templates themselves
  struct Subchart {
    std::string name;  ///< or alias
    std::size_t chart = 0;
  };
  std::vector<Subchart> subcharts;
  bool is_library = false;  ///< nothing of it is rendered but what others include
};

struct ChartReads {
  std::unique_ptr<ReadKey> values;  ///< the root: `.Values`
  bool complete = true;             ///< false: a template could not be read or followed
};

/// For each chart, by its place among them. They share their named templates, as in Helm. Files, values and
/// what they point into outlive the call only.
[[nodiscard]] std::vector<ChartReads> read_templates(std::span<const TemplateChart> charts);

}  // namespace estafette_lint
