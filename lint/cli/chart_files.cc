#include "lint/cli/chart_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "lint/cli/chart_archive.h"
#include "lint/cli/input.h"

namespace estafette_lint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDescribingFiles[] = {"Chart.yaml", "values.yaml", "requirements.yaml"};
constexpr std::string_view kCharts = "charts/";
constexpr std::string_view kTemplates = "templates/";
constexpr std::string_view kPackage = ".tgz";

/// Helm passes over them in `charts/`.
bool is_passed_over(std::string_view name) { return name.starts_with('.') || name.starts_with('_'); }

/// The name of a file within the innermost of the folders charts/<chart>/ that hold it.
std::string_view innermost(std::string_view name) {
  while (name.starts_with(kCharts)) {
    const std::size_t slash = name.find('/', kCharts.size());
    if (slash == std::string_view::npos) break;
    name.remove_prefix(slash + 1);
  }
  return name;
}

/// A package that stands in the `charts/` of a chart.
bool is_packed_chart(std::string_view innermost_name) {
  return innermost_name.starts_with(kCharts) && innermost_name.ends_with(kPackage) &&
         !is_passed_over(innermost_name.substr(kCharts.size()));
}

bool is_wanted(std::string_view name) {
  const std::string_view inside = innermost(name);
  return inside.starts_with(kTemplates) || is_packed_chart(inside) ||
         std::find(std::begin(kDescribingFiles), std::end(kDescribingFiles), inside) !=
             std::end(kDescribingFiles);
}

class ChartFileReader {
 public:
  explicit ChartFileReader(const ChartLimits& limits) : limits_(limits) {}

  Result<std::vector<Source>, ChartFileError> run(const std::string& path) {
    try {
      std::error_code error;
      if (fs::is_directory(path, error)) {
        read_directory(path, {}, 0);
      } else {
        Result<std::string, InputError> bytes = read_file(path);
        if (!bytes) return ChartFileError{{}, bytes.error().message, bytes.error().hint};
        unpack(bytes.value(), {}, 0);
      }
    } catch (ChartFileError& error) {
      return std::move(error);
    }
    return std::move(files_);
  }

 private:
  [[noreturn]] static void fail(std::string_view place, std::string message, std::string hint = {}) {
    while (place.ends_with('/')) place.remove_suffix(1);
    throw ChartFileError{std::string(place), std::move(message), std::move(hint)};
  }

  // ---- Bounds

  /// What is wrong with one more entry; empty where it fits.
  [[nodiscard]] std::string count(std::size_t size) {
    if (++entries_ > limits_.entries) return fmt::format("more than {} files", limits_.entries);
    if (size > limits_.bytes || (bytes_ += size) > limits_.bytes) {
      return fmt::format("more than {} MiB when it is unpacked", limits_.bytes / (1024UL * 1024));
    }
    return {};
  }

  void check_depth(std::string_view place, std::size_t depth) const {
    if (depth > limits_.depth) fail(place, fmt::format("charts in charts, more than {} deep", limits_.depth));
  }

  [[nodiscard]] std::string size_fault(std::string_view name, std::size_t size) const {
    if (size <= limits_.file_bytes || name.ends_with(kPackage)) return {};
    return fmt::format("larger than {} MiB", limits_.file_bytes / (1024UL * 1024));
  }

  // ---- A directory; names below `prefix`, which is empty or ends with a slash

  void read_directory(const fs::path& directory, const std::string& prefix, std::size_t depth) {
    check_depth(prefix, depth);
    for (const std::string_view name : kDescribingFiles) {
      std::error_code ignored;
      if (fs::exists(directory / name, ignored)) read_one(directory / name, prefix + std::string(name));
    }
    read_templates(directory / "templates", prefix);
    for (const fs::path& chart : names_in(directory / "charts", prefix)) {
      const std::string name = chart.filename().native();
      const std::string place = fmt::format("{}{}{}", prefix, kCharts, name);
      std::error_code ignored;
      if (is_passed_over(name)) continue;
      if (fs::is_directory(chart, ignored)) {
        read_directory(chart, place + '/', depth + 1);
      } else if (name.ends_with(kPackage)) {
        unpack(read_regular(chart, place), place + '/', depth + 1);
      }
    }
  }

  std::vector<fs::path> names_in(const fs::path& directory, const std::string& prefix) {
    std::vector<fs::path> names;
    std::error_code error;
    if (!fs::is_directory(directory, error)) return names;
    fs::directory_iterator at(directory, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      if (std::string fault = count(0); !fault.empty()) fail(prefix, std::move(fault));
      names.push_back(at->path());
    }
    if (error) fail(prefix, fmt::format("cannot be read: {}", error.message()));
    std::sort(names.begin(), names.end());
    return names;
  }

  void read_templates(const fs::path& directory, const std::string& prefix) {
    std::error_code error;
    if (!fs::is_directory(directory, error)) return;
    std::vector<fs::path> found;
    // As Helm does, links are followed; a circle of them ends at a limit.
    fs::recursive_directory_iterator at(directory, fs::directory_options::follow_directory_symlink, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
      if (std::string fault = count(0); !fault.empty()) fail(prefix, std::move(fault));
      std::error_code ignored;
      if (!at->is_directory(ignored)) found.push_back(at->path());
    }
    if (error) fail(prefix + "templates", fmt::format("cannot be read: {}", error.message()));
    std::sort(found.begin(), found.end());
    for (const fs::path& file : found) {
      read_one(file, fmt::format("{}{}{}", prefix, kTemplates, file.lexically_relative(directory).native()));
    }
  }

  void read_one(const fs::path& file, const std::string& name) {
    std::string text = read_regular(file, name);
    if (std::string fault = size_fault(name, text.size()); !fault.empty()) fail(name, std::move(fault));
    files_.push_back({name, std::move(text)});
  }

  /// A pipe among the files would keep this waiting.
  std::string read_regular(const fs::path& file, const std::string& name) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) fail(name, "it is no regular file");
    Result<std::string, InputError> text = read_file(file.native());
    if (!text) fail(name, text.error().message);
    if (std::string fault = count(text.value().size()); !fault.empty()) fail(name, std::move(fault));
    return std::move(text).value();
  }

  // ---- A package

  void unpack(std::string_view bytes, const std::string& prefix, std::size_t depth) {
    check_depth(prefix, depth);
    std::vector<Source> packed;
    std::string place = prefix;
    ArchiveVisitor visitor;
    visitor.on_entry = [this](std::size_t size) { return count(size); };
    visitor.wants = [](const ArchiveFile& file) { return is_wanted(file.name); };
    visitor.on_file = [&](const ArchiveFile& file, std::string contents) {
      std::string name = prefix + std::string(file.name);
      if (std::string fault = size_fault(file.name, file.size); !fault.empty()) {
        place = name;
        return fault;
      }
      std::vector<Source>& to = is_packed_chart(innermost(file.name)) ? packed : files_;
      to.push_back({std::move(name), std::move(contents)});
      return std::string();
    };
    if (std::string fault = walk_archive(bytes, visitor); !fault.empty()) fail(place, std::move(fault));
    for (const Source& chart : packed) unpack(chart.text, chart.name + '/', depth + 1);
  }

  const ChartLimits& limits_;
  std::size_t entries_ = 0;
  std::size_t bytes_ = 0;
  std::vector<Source> files_;
};

}  // namespace

Result<std::vector<Source>, ChartFileError> read_chart_files(const std::string& path,
                                                             const ChartLimits& limits) {
  return ChartFileReader(limits).run(path);
}

}  // namespace estafette_lint
