#include "lint/report/json.h"

#include <nlohmann/json.hpp>

#include "lint/engine/summary.h"
#include "lint/report/locations.h"

namespace estafette_lint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view origin_name(Origin origin) {
  switch (origin) {
    case Origin::kFile:
      return "file";
    case Origin::kSet:
      return "set";
    case Origin::kDefault:
      break;
  }
  return "default";
}

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json location_json(std::string_view file, const PositionRange& range) {
  return {{"file", file},
          {"line", range.begin.line},
          {"column", range.begin.column},
          {"endLine", range.end.line},
          {"endColumn", range.end.column}};
}

Json fix_json(const std::optional<Fix>& fix) {
  if (!fix) return nullptr;
  Json json = {
      {"title", fix->title}, {"safety", to_string(fix->safety)}, {"impact", describe_impacts(fix->impacts)}};
  if (!fix->hold.empty()) json["withheld"] = fix->hold;
  return json;
}

Json finding_json(const Finding& finding, Locations& locations) {
  const Rule& rule = *finding.rule;
  Json related = Json::array();
  for (const Related& other : finding.related) {
    related.push_back(
        {{"message", other.message}, {"location", location_json(other.file, locations.of(other))}});
  }
  return {{"rule", rule.id},
          {"topic", rule.topic},
          {"severity", to_string(finding.severity)},
          {"message", finding.message},
          {"path", finding.path},
          {"component", text_or_null(finding.component)},
          {"origin", origin_name(finding.origin)},
          {"location", location_json(finding.file, locations.of(finding))},
          {"related", std::move(related)},
          {"why", rule.why},
          {"help", text_or_null(finding.help)},
          {"yaml", text_or_null(finding.yaml)},
          {"url", text_or_null(rule.url)},
          {"fingerprint", finding.fingerprint},
          {"fix", fix_json(finding.fix)}};
}

Json fix_report_json(const FixReport& report) {
  Json json = {{"rule", report.rule->id},
               {"path", report.path},
               {"file", report.file},
               {"title", report.title},
               {"safety", to_string(report.safety)},
               {"impact", describe_impacts(report.impacts)}};
  if (!report.reason.empty()) json["reason"] = report.reason;
  return json;
}

Json fix_reports_json(std::span<const FixReport> reports) {
  Json list = Json::array();
  for (const FixReport& report : reports) list.push_back(fix_report_json(report));
  return list;
}

Json failure_json(const Failure& failure) {
  return {{"file", failure.file},
          {"line", failure.line},
          {"column", failure.column},
          {"message", failure.message}};
}

}  // namespace

std::string render_json(std::span<const FileResult> results, std::string_view tool_version,
                        const FixSummary* fixes) {
  Locations locations(results);
  Json findings = Json::array();
  Json failures = Json::array();
  for (const FileResult& result : results) {
    for (const Finding& finding : result.findings) findings.push_back(finding_json(finding, locations));
    for (const Failure& failure : result.failures) failures.push_back(failure_json(failure));
  }
  const Summary counts = summarize(results);
  Json report = {{"version", 1},
                 {"tool", {{"name", "estafette-lint"}, {"version", tool_version}}},
                 {"summary",
                  {{"files", counts.files},
                   {"errors", counts.errors},
                   {"warnings", counts.warnings},
                   {"infos", counts.infos},
                   {"suppressed", counts.suppressed},
                   {"fixable", counts.fixable}}},
                 {"findings", std::move(findings)},
                 {"failures", std::move(failures)}};
  if (fixes != nullptr) {
    report["fixed"] = fix_reports_json(fixes->fixed);
    report["withheld"] = fix_reports_json(fixes->withheld);
  }
  // ASCII only: on a terminal, no bidirectional or invisible character of the input takes effect. File names
  // may be bytes that are no UTF-8, which JSON cannot hold.
  return report.dump(2, ' ', true, Json::error_handler_t::replace) + '\n';
}

}  // namespace estafette_lint
