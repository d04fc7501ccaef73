#include "lint/rules/value_reads.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "lint/rules/go_template.h"
#include "lint/rules/template_flow.h"
#include "lint/rules/template_set.h"
#include "lint/rules/value_lookup.h"

namespace estafette_lint {
namespace {

using Expression = TemplateExpression;
using Statement = TemplateStatement;
using Body = TemplateSet::Body;

/// The largest release evaluates some 20,000 expressions.
constexpr std::size_t kMaxSteps = 1'000'000;
/// Templates that include templates that include templates.
constexpr std::size_t kMaxDepth = 50;

bool is_partial(std::string_view name) { return name.substr(name.rfind('/') + 1).starts_with('_'); }

/// Whether a field of that name stands anywhere in it.
bool mentions(const Expression& value, std::string_view field) {
  if (value.kind == Expression::Kind::kField && value.text == field) return true;
  return std::any_of(value.arguments.begin(), value.arguments.end(),
                     [field](const Expression& argument) { return mentions(argument, field); });
}

class Reader {
 public:
  explicit Reader(std::span<const TemplateChart> charts)
      : charts_(charts), reads_(empty_reads(charts.size())), lookup_(charts_, reads_) {}

  std::vector<ChartReads> run() && {
    std::vector<std::pair<std::size_t, const Body*>> rendered;
    for (std::size_t i = 0; i < charts_.size(); ++i) {
      for (const Source* file : charts_[i].templates) {
        const Template* const parsed = checked(templates_.read(file->text), i);
        if (parsed != nullptr) {
          for (const TemplateDefinition& definition : parsed->definitions)
            named_.push_back({&definition.body, i});
        }
        if (parsed != nullptr && !charts_[i].is_library && !is_partial(file->name))
          rendered.emplace_back(i, &parsed->body);
      }
    }
    for (const auto& [chart, body] : rendered) render(*body, Flow(FlowPart::context(chart)));
    for (const ChartReads& reads : reads_) mark_reached(*reads.values);
    // Such a key may be a leftover, but nobody invented it.
    for (const NamedTemplate& named : named_) {
      if (!rendered_bodies_.contains(named.body))
        render_once(*named.body, Flow(FlowPart::context(named.chart)));
    }
    if (out_of_bounds_) {
      for (ChartReads& reads : reads_) {
        reads.complete = false;
        mark_reached(*reads.values);
      }
    }
    return std::move(reads_);
  }

 private:
  static std::vector<ChartReads> empty_reads(std::size_t count) {
    std::vector<ChartReads> reads(count);
    for (ChartReads& of_chart : reads)
      of_chart.values = std::make_unique<ReadKey>(nullptr, std::string_view());
    return reads;
  }

  struct Variable {
    std::string name;
    Flow value;
  };

  /// A named template, and the chart that defines it.
  struct NamedTemplate {
    const Body* body = nullptr;
    std::size_t chart = 0;
  };

  static void mark_reached(ReadKey& key) {
    key.reached = true;
    key.for_each([](ReadKey& below) { mark_reached(below); });
  }

  /// Null, with the chart marked, where it is no template.
  const Template* checked(const Template* parsed, std::size_t chart) {
    if (parsed == nullptr) reads_[chart].complete = false;
    return parsed;
  }

  // ---- Statements

  void render(const Body& body, const Flow& dot) {
    if (depth_ >= kMaxDepth) out_of_bounds_ = true;
    if (out_of_bounds_) return;
    ++depth_;
    std::vector<Variable> outer = std::exchange(variables_, {{"", dot}});
    walk(body, dot);
    variables_ = std::move(outer);
    --depth_;
  }

  void walk(const Body& body, const Flow& dot) {
    const std::size_t scope = variables_.size();
    for (const Statement& statement : body) {
      if (out_of_bounds_) break;
      walk(statement, dot);
    }
    variables_.resize(std::min(scope, variables_.size()));
  }

  void walk(const Statement& statement, const Flow& dot) {
    const Flow value = evaluate(statement.value, dot);
    const std::size_t scope = variables_.size();
    switch (statement.kind) {
      case Statement::Kind::kPrint:
        lookup_.use(value, &ReadKey::printed);
        return;
      case Statement::Kind::kAssign:
        assign(statement.variables.front(), value);
        return;
      case Statement::Kind::kTemplate:
        include(Flow(FlowPart::of_text(statement.name)), value);
        return;
      case Statement::Kind::kIf:
        lookup_.use(value, &ReadKey::tested);
        if (!statement.variables.empty()) assign(statement.variables.front(), value);
        walk(statement.body, dot);
        break;
      case Statement::Kind::kWith:
        lookup_.use(value, &ReadKey::tested);
        if (!statement.variables.empty()) assign(statement.variables.front(), value);
        walk(statement.body, value);
        break;
      case Statement::Kind::kRange: {
        const Flow items = lookup_.items_of(value);
        if (statement.variables.size() > 1) assign(statement.variables.front(), {});
        if (!statement.variables.empty()) assign(statement.variables.back(), items);
        walk(statement.body, items);
        break;
      }
    }
    variables_.resize(std::min(scope, variables_.size()));
    walk(statement.otherwise, dot);
  }

  /// A variable that is set again may hold either: which branch ran is not known here.
  void assign(const std::string& name, const Flow& value) {
    for (Variable& variable : variables_) {
      if (variable.name == name) {
        variable.value.join(value);
        return;
      }
    }
    variables_.push_back({name, value});
  }

  // ---- Expressions

  Flow evaluate(const Expression& value, const Flow& dot) {
    if (++steps_ > kMaxSteps) out_of_bounds_ = true;
    if (out_of_bounds_) return {};
    switch (value.kind) {
      case Expression::Kind::kDot:
        return dot;
      case Expression::Kind::kVariable:
        for (const Variable& variable : variables_) {
          if (variable.name == value.text) return variable.value;
        }
        return {};
      case Expression::Kind::kText:
        return Flow(FlowPart::of_text(value.text));
      case Expression::Kind::kField:
        return field(value, dot);
      case Expression::Kind::kCall:
        return call(value, dot);
      case Expression::Kind::kLiteral:
      case Expression::Kind::kNothing:
        break;
    }
    return {};
  }

  Flow field(const Expression& value, const Flow& dot) {
    const Flow base = evaluate(value.arguments.front(), dot);
    for (std::size_t i = 1; i < value.arguments.size(); ++i)
      lookup_.use(evaluate(value.arguments[i], dot), &ReadKey::whole);
    return lookup_.look_up(base, value.text);
  }

  // ---- Functions

  Flow call(const Expression& value, const Flow& dot) {
    std::vector<Flow> arguments;
    for (const Expression& argument : value.arguments) arguments.push_back(evaluate(argument, dot));
    const std::string_view name = value.text;
    if (name == "include" || name == "tpl") {
      if (arguments.size() < 2) return Flow(FlowPart::any_text());
      if (name == "tpl") return run_text(arguments[0], arguments[1]);
      // Another file as a whole, for its checksum: it is rendered anyway.
      if (!mentions(value.arguments[0], "BasePath")) include(arguments[0], arguments[1]);
      return Flow(FlowPart::any_text());
    }
    if (std::optional<Flow> found = navigate(name, value.arguments, arguments)) return *found;
    if (std::optional<Flow> made = collect(name, arguments)) return *made;
    Flow all;
    for (const Flow& argument : arguments) all.join(argument);
    switch (use_of_function(name)) {
      case FunctionUse::kTests:
        lookup_.use(all, &ReadKey::tested);
        return {};
      case FunctionUse::kCounts:
        lookup_.use(all, &ReadKey::printed);
        return {};
      case FunctionUse::kPrints:
        lookup_.use(all, &ReadKey::printed);
        return all.with_any_text();
      case FunctionUse::kPasses:
        return all;
      case FunctionUse::kWhole:
        lookup_.use(all, &ReadKey::whole);
        break;
    }
    return all.with_any_text();
  }

  /// The functions that look something up by names.
  std::optional<Flow> navigate(std::string_view name, const std::vector<Expression>& written,
                               const std::vector<Flow>& arguments) {
    const std::size_t count = arguments.size();
    if (name == "index" && count > 0) {
      Flow at = arguments[0];
      for (std::size_t i = 1; i < count; ++i) {
        at = written[i].kind == Expression::Kind::kLiteral ? lookup_.items_of(at)
                                                           : lookup_.look_up_any(at, arguments[i]);
      }
      return at;
    }
    if ((name == "get" || name == "hasKey") && count == 2) {
      Flow found = lookup_.look_up_any(arguments[0], arguments[1]);
      return name == "get" ? found : Flow();
    }
    if (name == "pluck" && count > 1) {
      Flow found;
      for (std::size_t i = 1; i < count; ++i) found.join(lookup_.look_up_any(arguments[i], arguments[0]));
      return found;
    }
    if (name == "dig" && count > 2) {
      Flow at = arguments[count - 1];
      for (std::size_t i = 0; i + 2 < count; ++i) at = lookup_.look_up_any(at, arguments[i]);
      at.join(arguments[count - 2]);
      return at;
    }
    return std::nullopt;
  }

  /// The functions that make or change maps and lists.
  std::optional<Flow> collect(std::string_view name, const std::vector<Flow>& arguments) {
    if (name == "dict") {
      FlowCollection& made = collections_.emplace_back();
      for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) put(made, arguments[i], arguments[i + 1]);
      return Flow(FlowPart::of_collection(made));
    }
    if (name == "list" || name == "tuple") {
      FlowCollection& made = collections_.emplace_back();
      for (const Flow& argument : arguments) made.others.join(argument);
      return Flow(FlowPart::of_collection(made));
    }
    if (name == "set" && arguments.size() == 3) {
      for (const FlowPart& part : arguments[0].parts()) {
        if (part.kind == FlowPart::Kind::kCollection) put(*part.collection, arguments[1], arguments[2]);
        if (part.kind != FlowPart::Kind::kKey) continue;
        // What a template sets in the values themselves is not followed any further.
        lookup_.look_up_any(Flow(part), arguments[1]);
        lookup_.use(arguments[2], &ReadKey::whole);
      }
      return arguments[0];
    }
    return std::nullopt;
  }

  static void put(FlowCollection& into, const Flow& names, const Flow& value) {
    for (const FlowPart& part : names.parts()) {
      if (part.kind == FlowPart::Kind::kText && !part.text.empty())
        into.fields[std::string(part.text)].join(value);
    }
    if (!names.texts()) into.others.join(value);
  }

  // ---- Templates in templates

  void include(const Flow& names, const Flow& dot) {
    std::vector<const Body*> bodies;
    if (const auto texts = names.texts()) {
      for (const std::string_view name : *texts) {
        for (const Body* body : templates_.named(name)) bodies.push_back(body);
      }
    } else {
      // A name that is put together: it may be any of them.
      lookup_.use(dot, &ReadKey::whole);
      bodies = templates_.all_named();
    }
    for (const Body* body : bodies) render_once(*body, dot);
  }

  void render_once(const Body& body, const Flow& dot) {
    rendered_bodies_.insert(&body);
    const std::size_t same = std::hash<std::string>()(dot.describe());
    if (rendered_.emplace(&body, same).second) render(body, dot);
  }

  /// `tpl`: the text is a template.
  Flow run_text(const Flow& text, const Flow& dot) {
    lookup_.use(text, &ReadKey::whole);
    const std::size_t chart = dot.chart();
    for (const FlowPart& part : text.parts()) {
      if (part.kind == FlowPart::Kind::kText) run(part.text, dot, chart);
      if (part.kind == FlowPart::Kind::kKey) run_defaults(*part.key, dot, chart);
      // A file of the chart that is read as a template, and not at hand.
      if (part.kind == FlowPart::Kind::kFiles) reads_[part.chart].complete = false;
    }
    return text.with_any_text();
  }

  void run_defaults(const ReadKey& key, const Flow& dot, std::size_t chart) {
    std::vector<const ReadKey*> path;
    const ReadKey* root = &key;
    for (; root->parent() != nullptr; root = root->parent()) path.push_back(root);
    std::reverse(path.begin(), path.end());
    for (std::size_t i = 0; i < reads_.size(); ++i) {
      if (reads_[i].values.get() != root) continue;
      for (const Value& value : charts_[i].defaults) run_texts_at(path, value, dot, chart);
    }
  }

  void run_texts_at(std::span<const ReadKey* const> path, const Value& value, const Flow& dot,
                    std::size_t chart) {
    if (path.empty()) return run_texts(value, dot, chart);
    const std::span<const ReadKey* const> rest = path.subspan(1);
    if (path.front()->parent()->items() != path.front()) {
      return run_texts_at(rest, value.find(path.front()->name()), dot, chart);
    }
    for (const auto& [name, below] : value.entries()) run_texts_at(rest, below, dot, chart);
    for (const Value& item : value.items()) run_texts_at(rest, item, dot, chart);
  }

  void run_texts(const Value& value, const Flow& dot, std::size_t chart) {
    if (value.is_string()) run(value.node().text, dot, chart);
    for (const auto& [name, below] : value.entries()) run_texts(below, dot, chart);
    for (const Value& item : value.items()) run_texts(item, dot, chart);
  }

  void run(std::string_view text, const Flow& dot, std::size_t chart) {
    if (text.find("{{") == std::string_view::npos) return;
    if (const Template* const parsed = checked(templates_.read_copy(text), chart))
      render_once(parsed->body, dot);
  }

  std::span<const TemplateChart> charts_;
  std::vector<ChartReads> reads_;
  ValueLookup lookup_;
  TemplateSet templates_;
  std::deque<FlowCollection> collections_;
  std::vector<NamedTemplate> named_;
  std::set<std::pair<const Body*, std::size_t>> rendered_;  // with a digest of the dot
  std::set<const Body*> rendered_bodies_;
  std::vector<Variable> variables_;
  std::size_t steps_ = 0;
  std::size_t depth_ = 0;
  bool out_of_bounds_ = false;
};

}  // namespace

const ReadKey* ReadKey::find(std::string_view name) const {
  const auto found = children_.find(name);
  return found == children_.end() ? nullptr : &found->second;
}

ReadKey& ReadKey::child(std::string_view name) {
  if (is_deepest()) return *this;
  return children_.try_emplace(std::string(name), this, name).first->second;
}

ReadKey& ReadKey::item() {
  if (is_deepest()) return *this;
  if (items_ == nullptr) items_ = std::make_unique<ReadKey>(this, "[]");
  return *items_;
}

bool ReadKey::is_deepest() {
  constexpr std::size_t kMaxKeyDepth = 24;
  whole = whole || depth_ == kMaxKeyDepth;
  return depth_ == kMaxKeyDepth;
}

std::vector<ChartReads> read_templates(std::span<const TemplateChart> charts) { return Reader(charts).run(); }

}  // namespace estafette_lint
