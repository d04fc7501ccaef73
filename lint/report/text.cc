#include "lint/report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "lint/engine/summary.h"
#include "lint/report/frame.h"
#include "lint/report/locations.h"
#include "lint/text/escape.h"

namespace estafette_lint {
namespace {

/// Whether the help says no more than the YAML below it: "set it to 3" over `replicaCount: 3`.
bool repeats_yaml(const Finding& finding) {
  constexpr std::string_view kSet = "set it to ";
  if (!finding.help.starts_with(kSet)) return false;
  return finding.yaml.ends_with(": " + finding.help.substr(kSet.size()) + "\n");
}

/// Line numbers are right-aligned in this width, so that the frames of one file stand under each other.
constexpr std::size_t kNumberWidth = 5;

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kReset = "\x1b[0m";

std::string_view color_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "\x1b[1;31m";
    case Severity::kWarning:
      return "\x1b[1;33m";
    case Severity::kInfo:
      break;
  }
  return "\x1b[1;36m";
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// Which option applies the fix, or why none does; empty where only a person can do it.
std::string fix_line(const Fix& fix) {
  if (fix.safety == FixSafety::kManual) return {};
  if (!fix.hold.empty()) return fmt::format("withheld: {}", fix.hold);
  return fmt::format("{} can {}{}", fix.safety == FixSafety::kSafe ? "--fix" : "--fix --unsafe-fixes",
                     fix.title,
                     fix.impacts == 0 ? std::string() : fmt::format(" ({})", describe_impacts(fix.impacts)));
}

class TextReport {
 public:
  TextReport(std::span<const FileResult> results, const TextOptions& options)
      : results_(results), options_(options), locations_(results) {}

  std::string render() && {
    for (const FileResult& result : results_) {
      for (const Finding& finding : result.findings) {
        const Position at = locations_.of(finding).begin;
        header(finding, at);
        if (!options_.quiet) details(result, finding, at.line);
      }
    }
    if (!options_.quiet && options_.fixes != nullptr) out_ += render_fixes(*options_.fixes);
    if (!options_.quiet) summary();
    return std::move(out_);
  }

 private:
  void header(const Finding& finding, Position at) {
    out_ += painted(kBold, fmt::format("{}:{}:{}:", escape_for_display(finding.file), at.line, at.column));
    out_ += ' ';
    out_ += painted(color_of(finding.severity), fmt::format("{}:", to_string(finding.severity)));
    out_ += ' ';
    out_ += painted(kBold, escape_for_display(finding.message));
    out_ += fmt::format(" [{}]\n", finding.rule->id);
  }

  void details(const FileResult& result, const Finding& finding, std::uint32_t number) {
    std::size_t gutter = kNumberWidth + 1;
    if (const std::optional<Frame> frame = frame_of(result, finding, number)) {
      gutter = std::max(kNumberWidth, fmt::formatted_size("{}", number)) + 1;
      line(fmt::format("{:>{}} |{}{}", number, gutter - 1, frame->text.empty() ? "" : " ", frame->text));
      const std::size_t blanks = frame->carets.find('^');
      line(fmt::format("{:{}}| {}{}", "", gutter, frame->carets.substr(0, blanks),
                       painted(color_of(finding.severity), frame->carets.substr(blanks))));
    }
    labelled(gutter, "why", finding.rule->why);
    if (!repeats_yaml(finding)) labelled(gutter, "help", finding.help);
    if (!finding.yaml.empty()) {
      line(fmt::format("{:{}}= write:", "", gutter));
      lines_of(finding.yaml, std::string(gutter + 4, ' '), std::string(gutter + 4, ' '));
    }
    if (finding.fix) labelled(gutter, "fix", fix_line(*finding.fix));
    for (const Related& related : finding.related) {
      const Position at = locations_.of(related).begin;
      line(fmt::format("{:{}}= note: {} ({}:{}:{})", "", gutter, escape_for_display(related.message),
                       escape_for_display(related.file), at.line, at.column));
    }
    out_ += '\n';
  }

  /// Where nothing on the way to a missing key is written, there is no line to show: the first one of the
  /// file would be any line.
  std::optional<Frame> frame_of(const FileResult& result, const Finding& finding, std::uint32_t number) {
    const bool unwritten = finding.origin == Origin::kDefault && finding.span.empty();
    const LintedSource* const linted = unwritten ? nullptr : result.find(finding.source);
    // An argument stands in the first line already.
    if (linted == nullptr || linted->origin == Origin::kSet) return std::nullopt;
    const LineIndex* const lines = locations_.lines(linted->source);
    if (lines == nullptr) return std::nullopt;
    return make_frame(*linted->source, linted->secrets, lines->line_start(number), finding.span);
  }

  void labelled(std::size_t gutter, std::string_view label, std::string_view text) {
    if (text.empty()) return;
    const std::string first = fmt::format("{:{}}= {}: ", "", gutter, label);
    lines_of(text, first, std::string(first.size(), ' '));
  }

  /// Each line of the text by itself, with `first` before the first one and `other` before the others.
  void lines_of(std::string_view text, std::string_view first, std::string_view other) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    std::string_view prefix = first;
    for (;;) {
      const std::size_t end = text.find('\n');
      const std::string shown = escape_for_display(text.substr(0, end));
      line(shown.empty() ? "" : std::string(prefix).append(shown));
      if (end == std::string_view::npos) return;
      text.remove_prefix(end + 1);
      prefix = other;
    }
  }

  void summary() {
    const Summary counts = summarize(results_);
    const std::string unreadable = fmt::format("{} could not be read", plural(counts.unreadable, "file"));
    if (counts.checked == 0 && counts.failures > 0) {
      // What is wrong with an argument has been told.
      line(counts.unreadable > 0 ? "nothing checked: " + unreadable : "nothing checked");
      return;
    }
    const std::string without =
        fmt::format("{} without values of the chart", plural(counts.without_values, "file"));
    if (counts.checked == 0 && counts.without_values > 0) return line("nothing checked: " + without);
    std::string found;
    const auto add = [&found](std::size_t count, std::string_view noun) {
      if (count > 0) found += fmt::format("{}{}", found.empty() ? "" : ", ", plural(count, noun));
    };
    add(counts.errors, "error");
    add(counts.warnings, "warning");
    add(counts.infos, "info");
    // A release may consist of --set alone.
    found = fmt::format("{} in {}", found.empty() ? "no findings" : found,
                        counts.files == 0 ? "the arguments" : plural(counts.checked, "file"));
    if (counts.unreadable > 0) found += "; " + unreadable;
    if (counts.without_values > 0) found += "; " + without;
    if (options_.fixes != nullptr) {
      found = fmt::format("{} {}, {} withheld; left: {}", options_.fixes->fixed.size(),
                          options_.fixes->written ? "fixed" : "would be fixed",
                          options_.fixes->withheld.size(), found);
    } else if (counts.fixable > 0) {
      found += fmt::format("; {} can be fixed", counts.fixable);
    }
    line(found);
  }

  [[nodiscard]] std::string painted(std::string_view color, std::string_view text) const {
    if (!options_.color) return std::string(text);
    return fmt::format("{}{}{}", color, text, kReset);
  }

  void line(std::string_view text) {
    out_ += text;
    out_ += '\n';
  }

  std::span<const FileResult> results_;
  const TextOptions& options_;
  Locations locations_;
  std::string out_;
};

}  // namespace

std::string render_text(std::span<const FileResult> results, const TextOptions& options) {
  return TextReport(results, options).render();
}

}  // namespace estafette_lint
