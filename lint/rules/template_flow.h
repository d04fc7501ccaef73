// What an expression of a template may stand for, as far as the values take part in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rules/value_reads.h"

namespace estafette_lint {

struct FlowCollection;

/// One of the things that it may be.
struct FlowPart {
  enum class Kind : std::uint8_t {
    kContext,     ///< the `.` that a template of a chart is given
    kSubcharts,   ///< `.Subcharts`
    kFiles,       ///< `.Files`, or what was read from there
    kKey,         ///< a key of the values, or what was made of it
    kCollection,  ///< what `dict` or `list` made
    kText,        ///< a text that the template itself holds; an empty one stands for any text
  };
  Kind kind = Kind::kText;
  std::size_t chart = 0;  ///< of a context, its subcharts or its files
  ReadKey* key = nullptr;
  FlowCollection* collection = nullptr;
  std::string_view text;

  [[nodiscard]] static FlowPart context(std::size_t chart) { return of_chart(Kind::kContext, chart); }
  [[nodiscard]] static FlowPart subcharts(std::size_t chart) { return of_chart(Kind::kSubcharts, chart); }
  [[nodiscard]] static FlowPart files(std::size_t chart) { return of_chart(Kind::kFiles, chart); }
  [[nodiscard]] static FlowPart of_key(ReadKey& key) {
    FlowPart part = of_chart(Kind::kKey, 0);
    part.key = &key;
    return part;
  }
  [[nodiscard]] static FlowPart of_collection(FlowCollection& made) {
    FlowPart part = of_chart(Kind::kCollection, 0);
    part.collection = &made;
    return part;
  }
  [[nodiscard]] static FlowPart of_text(std::string_view text) {
    FlowPart part;
    part.text = text;
    return part;
  }

  /// What is not known, and may be used as a text.
  [[nodiscard]] static FlowPart any_text() { return of_text({}); }

  friend bool operator==(const FlowPart&, const FlowPart&) = default;

 private:
  [[nodiscard]] static FlowPart of_chart(Kind kind, std::size_t chart) {
    FlowPart part;
    part.kind = kind;
    part.chart = chart;
    return part;
  }
};

class Flow {
 public:
  Flow() = default;
  explicit Flow(const FlowPart& part) : parts_{part} {}

  [[nodiscard]] const std::vector<FlowPart>& parts() const { return parts_; }
  void add(const FlowPart& part);
  void join(const Flow& other);

  /// The texts that it may be, where it can be nothing else: names to look up. Nothing where it can.
  [[nodiscard]] std::optional<std::vector<std::string_view>> texts() const;
  /// The same without its texts, and with any text in place of them.
  [[nodiscard]] Flow with_any_text() const;
  /// The chart whose context it is or holds; 0 where it is none.
  [[nodiscard]] std::size_t chart() const;
  /// The same text for what reads the same.
  [[nodiscard]] std::string describe() const;

 private:
  std::vector<FlowPart> parts_;
};

struct FlowCollection {
  std::map<std::string, Flow, std::less<>> fields;
  Flow others;          ///< items of a list, and values of keys that are not known
  bool in_use = false;  ///< for whoever walks it
};

/// What a function does with the values that it is given.
enum class FunctionUse : std::uint8_t {
  kTests,   ///< asks; what it gives says nothing of them
  kCounts,  ///< makes a number of them
  kPrints,  ///< makes a text of a single value
  kPasses,  ///< gives one of them, or a part of them
  kWhole,   ///< anything else
};
[[nodiscard]] FunctionUse use_of_function(std::string_view name);

}  // namespace estafette_lint
