#include "lint/rules/checks/config_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "lint/rules/checks/common.h"
#include "lint/values/placeholders.h"

namespace estafette_lint {
namespace {

constexpr std::string_view kCredentialsFile = "credentials.yaml";
constexpr std::string_view kBuildCredential =
    "credentials:\n"
    "- name: 'docker-hub-pull'\n"
    "  type: 'container-registry-pull'\n"
    "  username: '<docker hub user>'\n"
    "  password: '<docker hub token>'\n";

/// The API reads no other files.
bool is_read_by_api(const ConfigFile& file) { return file.name.ends_with(".yaml"); }

struct BuildCredential {
  Path path;  // from the root of the files
  Value value;
};

/// The credentials of the type that builds pull with.
struct BuildCredentials {
  std::vector<BuildCredential> found;
  bool certain = true;  // false: there may be one in what nobody sees yet
};

void collect(const ConfigFile& file, std::string_view type, BuildCredentials& result) {
  // A file that cannot be read is another rule's; what it holds, nobody knows.
  const bool may_hold_more = file.document && file.document->may_hold_more;
  if (file.error || may_hold_more) result.certain = false;
  const Value root = file.root();
  if (!root) return;
  const Value credentials = root.find("credentials");
  if (root.is_unknown() || credentials.is_unknown()) result.certain = false;
  std::size_t index = 0;
  for (const Value& item : credentials.items()) {
    const Path path{file.name, "credentials", index++};
    const Value item_type = item.find("type");
    if (item.is_unknown() || item_type.is_unknown()) {
      result.certain = false;
    } else if (item_type.is_string() && item_type.node().text == type) {
      result.found.push_back({path, item});
    }
  }
}

BuildCredentials collect(std::span<const ConfigFile> files, std::string_view type) {
  BuildCredentials result;
  for (const ConfigFile& file : files) {
    if (is_read_by_api(file)) collect(file, type, result);
  }
  return result;
}

/// Whether files that stand where no chart reads them hold such a credential: another rule says so.
bool is_misplaced(const CheckInput& input, std::string_view type) {
  const std::string_view other = text_parameter(input, "misplaced");
  if (other.empty()) return false;
  const Result<Path> path = parse_path(other);
  if (!path) return false;
  const Value files = input.subject.values.lookup(path.value()).value;
  return !collect(read_config_files(files), type).found.empty();
}

Path full_path(const CheckInput& input, const Path& path) {
  Path result = to_path(input.place.path);
  result.insert(result.end(), path.begin(), path.end());
  return result;
}

std::string fault_of(const Value& value, std::string_view key) {
  if (!value || value.is_null()) return fmt::format("{} is missing", key);
  if (value.is_unknown() || is_filled_string(value)) return {};
  if (value.is_string()) return fmt::format("{} is empty", key);
  return fmt::format("{} is {}", key,
                     value.is_number()             ? "a number without quotes"
                     : value.type() == Type::kBool ? "a boolean without quotes"
                                                   : "no text");
}

// ---- config-files-valid

std::string_view type_name(Type type) {
  switch (type) {
    case Type::kNull:
      return "null";
    case Type::kBool:
      return "a boolean";
    case Type::kInt:
    case Type::kFloat:
      return "a number";
    case Type::kString:
      return "text";
    case Type::kList:
      return "a list";
    case Type::kMap:
      return "a map";
    case Type::kAlias:
      break;
  }
  return "an alias";
}

/// What is wrong with a file's content; the span is that of the fault where one is known.
struct FileFault {
  std::string problem;
  Span span;
};

/// The place of a fault in a file's text. What the end of the text lacks is shown at its last character:
/// behind it stands something else.
Span within(const Value& file, Span fault) {
  const Span span = file.node().span;
  const std::string_view text = std::string_view(file.layer()->source->text).substr(0, span.end);
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos || last < span.begin || fault.begin <= last) return fault;
  return {static_cast<std::uint32_t>(last), static_cast<std::uint32_t>(last + 1)};
}

FileFault fault_of(const ConfigFile& file) {
  if (!file.value.is_string()) {
    return {fmt::format("is {}, and the chart renders only text (a | behind the key makes it that)",
                        type_name(file.value.type())),
            {}};
  }
  if (file.error) {
    // What another tool fills in can be what makes it YAML.
    if (file.value.is_unknown()) return {};
    return {fmt::format("holds no valid YAML: {}", file.error->message),
            within(file.value, file.error->span)};
  }
  const Value root = file.root();
  if (!root || root.is_map() || root.is_null() || root.is_unknown()) return {};
  return {fmt::format("holds {}, and the API reads a map of settings", type_name(root.type())), {}};
}

Violation file_violation(const CheckInput& input, const ConfigFile& file, std::string problem) {
  Violation violation = violation_at_value(input, full_path(input, {file.name}), file.value);
  violation.facts = {{"problem", std::move(problem)}};
  return violation;
}

}  // namespace

std::vector<Violation> check_build_credential_present(const CheckInput& input) {
  const std::string_view type = text_parameter(input, "type");
  const Value files = input.subject.values.lookup(input.place.path).value;
  const BuildCredentials credentials = collect(input.subject.config_files, type);
  if (!credentials.found.empty() || !credentials.certain || files.is_unknown()) return {};
  if (is_misplaced(input, type)) return {};

  std::vector<std::string_view> path = join_keys(input.place.path, {kCredentialsFile});
  Violation violation = violation_at(input, path);
  violation.facts = {{"type", std::string(type)}};
  violation.change = {{violation.path, std::string(kBuildCredential), true}};
  return {std::move(violation)};
}

std::vector<Violation> check_build_credential_complete(const CheckInput& input) {
  std::vector<Violation> result;
  const std::string_view type = text_parameter(input, "type");
  for (const BuildCredential& credential : collect(input.subject.config_files, type).found) {
    std::vector<std::string> problems;
    Path path = full_path(input, credential.path);
    Value place = credential.value;
    for (const std::string_view key : {"username", "password"}) {
      const Value value = credential.value.find(key);
      std::string problem = fault_of(value, key);
      if (problem.empty()) continue;
      problems.push_back(std::move(problem));
      // One faulty key is the finding's own; for two it is the credential.
      path = problems.size() == 1 ? join(full_path(input, credential.path), {key})
                                  : full_path(input, credential.path);
      place = problems.size() == 1 && value ? value : credential.value;
    }
    if (problems.empty()) continue;
    Violation violation = violation_at_value(input, std::move(path), place);
    const Value name = credential.value.find("name");
    violation.facts = {{"name", is_filled_string(name) ? describe(name, {}) : std::string("without a name")},
                       {"type", std::string(type)},
                       {"problems", join_words(problems)}};
    result.push_back(std::move(violation));
  }
  return result;
}

bool holds_only_credentials(const Value& config, std::string_view type) {
  const auto has_one = [](const Value& map, std::string_view key) {
    return map.entries().size() == 1 && map.entries().front().first == key;
  };
  if (!has_one(config, "files") || !has_one(config.find("files"), kCredentialsFile)) return false;
  const std::vector<ConfigFile> files = read_config_files(config.find("files"));
  if (files.size() != 1 || files.front().error || !has_one(files.front().root(), "credentials")) return false;
  const std::vector<Value> credentials = files.front().root().find("credentials").items();
  const auto is_complete = [type](const Value& item) {
    const Value item_type = item.find("type");
    const auto is_good = [&item](std::string_view key) {
      const Value value = item.find(key);
      return is_filled_string(value) && !value.is_unknown() && find_placeholders(value.node().text).empty();
    };
    return item_type.is_string() && item_type.node().text == type && is_good("username") &&
           is_good("password");
  };
  return !credentials.empty() && std::all_of(credentials.begin(), credentials.end(), is_complete);
}

std::vector<Violation> check_config_files_valid(const CheckInput& input) {
  const Value files = input.subject.values.lookup(input.place.path).value;
  if (files.is_unknown()) return {};
  // Before 1.0.15 it was one text, which is a matter of its type.
  const ChartModel& chart = input.subject.chart;
  const Key key = chart.keys == nullptr ? Key() : chart.find_key(input.place.path);
  if (key && key.type() != KeyType::kMap) return {};
  if (files.is_set() && !files.is_map() && files.truthy()) {
    Violation violation = violation_at_place(input);
    violation.facts = {{"problem", fmt::format("is {}, and must be a map from file names to text",
                                               type_name(files.type()))}};
    return {std::move(violation)};
  }
  std::vector<Violation> result;
  for (const ConfigFile& file : input.subject.config_files) {
    if (!is_read_by_api(file)) {
      Violation violation =
          file_violation(input, file, "is no file that the API reads: its name must end in .yaml");
      violation.site = locate_key(file.value);
      result.push_back(std::move(violation));
    }
    FileFault fault = fault_of(file);
    if (fault.problem.empty()) continue;
    Violation violation = file_violation(input, file, std::move(fault.problem));
    if (!fault.span.empty()) violation.site.span = fault.span;
    result.push_back(std::move(violation));
  }
  return result;
}

}  // namespace estafette_lint
