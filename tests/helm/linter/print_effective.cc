// Prints what the linter makes of each release that standard input describes: the side of the linter in the
// comparison with Helm (tests/helm/main.go). Thousands of releases in one process, as JSON lines:
//
//   {"values": {...}} or {"error": "values.yaml:2:1: ..."}
//
// The input is a stream of records, a line each, `KIND NAME SIZE`, with SIZE bytes and a line end behind it:
// `umbrella`, `subchart ALIAS`, `file NAME` (-f), `content NAME` (what --set-file reads), `set OPTION` (an
// argument); `run` ends a release.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <deque>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "lint/text/line_index.h"
#include "lint/values/set_apply.h"
#include "lint/values/set_argument.h"
#include "lint/values/values.h"
#include "lint/yaml/reader.h"
#include "tests/tree_json.h"

namespace estafette_lint {
namespace {

struct Record {
  std::string kind;
  std::string name;
  std::string bytes;
};

std::optional<Record> read_record(std::istream& in) {
  std::string line;
  if (!std::getline(in, line)) return std::nullopt;
  Record record;
  std::istringstream words(line);
  words >> record.kind;
  if (record.kind == "run") return record;
  std::size_t size = 0;
  words >> record.name >> size;
  record.bytes.resize(size);
  in.read(record.bytes.data(), static_cast<std::streamsize>(size));
  in.get();
  return record;
}

SetKind kind_of(std::string_view option) {
  for (const SetKind kind :
       {SetKind::kJson, SetKind::kTyped, SetKind::kString, SetKind::kFile, SetKind::kLiteral}) {
    if (option_name(kind) == option) return kind;
  }
  std::abort();
}

/// What stands behind a release's handles.
class Release {
 public:
  /// The line to print.
  std::string run(const std::vector<Record>& records) {
    for (const Record& record : records) {
      if (record.kind == "content") contents_[record.name] = &keep(record);
    }
    for (const Record& record : records) {
      if (record.kind == "set") {
        read_argument(record);
      } else if (record.kind != "content") {
        read_file(record);
      }
      if (!error_.empty()) return fmt::format(R"({{"error": {}}})", json_string(error_));
    }
    defaults_.subcharts = subcharts_;
    const Result<Values, SetFault> values = merge_release(files_, arguments_, defaults_);
    if (!values) return fmt::format(R"({{"error": {}}})", json_string(values.error().error.message));
    return fmt::format(R"({{"values": {}}})", to_json(values.value().root()));
  }

 private:
  const Source& keep(const Record& record) {
    return sources_.emplace_back(Source{record.name, record.bytes});
  }

  void read_file(const Record& record) {
    const Source& source = keep(record);
    Result<Document> document = read_document(source.text);
    if (!document) {
      const Position at = LineIndex(source.text).position(document.error().span.begin);
      error_ = fmt::format("{} {}:{}:{}: {}", record.kind, record.name, at.line, at.column,
                           document.error().message);
      return;
    }
    const Document& kept = documents_.emplace_back(std::move(document).value());
    const bool is_file = record.kind == "file";
    const Layer layer{kept.tree, is_file ? Origin::kFile : Origin::kDefault, is_file ? &source : nullptr};
    if (is_file) {
      files_.push_back(&layers_.emplace_back(layer));
    } else if (record.kind == "umbrella") {
      defaults_.umbrella = layer;
    } else {
      subcharts_.push_back({source.name, layer});
    }
  }

  void read_argument(const Record& record) {
    const auto read = [this](const std::string& name) -> Result<const Source*, std::string> {
      const auto found = contents_.find(name);
      if (found == contents_.end()) return std::string("there is no such file");
      return found->second;
    };
    Result<SetArgument> argument = parse_set_argument(kind_of(record.name), keep(record), read);
    if (!argument) {
      error_ = fmt::format("{}: {}", record.name, argument.error().message);
      return;
    }
    arguments_.push_back(&parsed_.emplace_back(std::move(argument).value()));
  }

  std::deque<Source> sources_;
  std::deque<Document> documents_;
  std::deque<Layer> layers_;
  std::deque<SetArgument> parsed_;
  std::map<std::string, const Source*> contents_;
  std::vector<ChartDefaults::Subchart> subcharts_;
  ChartDefaults defaults_;
  std::vector<const Layer*> files_;
  std::vector<const SetArgument*> arguments_;
  std::string error_;
};

}  // namespace
}  // namespace estafette_lint

int main() {
  std::ios::sync_with_stdio(false);
  std::vector<estafette_lint::Record> records;
  while (auto record = estafette_lint::read_record(std::cin)) {
    if (record->kind != "run") {
      records.push_back(*std::move(record));
      continue;
    }
    std::cout << estafette_lint::Release().run(records) << std::endl;
    records.clear();
  }
}
