#include "lint/cli/fix_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "lint/cli/option_values.h"
#include "lint/cli/output.h"
#include "lint/cli/standard_stream.h"

namespace estafette_lint {

bool FixOptions::takes_standard_output(const InputOptions& input) const {
  const std::vector<std::string>& files = input.read_files();
  return diff || (write && std::ranges::find(files, kStandardStream) != files.end());
}

FixWords::FixWords(CommandLine& line, const char* group)
    : file_(
          line.value("--fix-in", "FILE", "Write new values to this -f file (default: the last one)", group)) {
  line.flag("--fix", fix_, "Mend what is safe to mend, in the files themselves; - goes to standard output",
            group);
  line.flag("--unsafe-fixes", unsafe_, "With --fix or --diff: mend what needs a second look, too", group);
  line.flag("--diff", diff_, "Show what --fix would write as a unified diff, and write nothing", group);
}

FixOptions FixWords::read(const InputOptions& input) const {
  FixOptions options{.write = fix_ && !diff_, .diff = diff_, .unsafe = unsafe_};
  options.file = single("--fix-in", file_, "");
  if (!options.is_asked() && unsafe_) misuse("'--unsafe-fixes' goes with --fix or --diff");
  if (options.file.empty()) return options;
  if (!options.is_asked()) misuse("'--fix-in' goes with --fix or --diff");
  if (std::ranges::find(input.layer_files, options.file) == input.layer_files.end()) {
    const std::vector<std::string_view> known(input.layer_files.begin(), input.layer_files.end());
    misuse(fmt::format("'--fix-in' {} is none of the -f files{}", in_quotes(options.file),
                       suggestion(options.file, known)));
  }
  return options;
}

}  // namespace estafette_lint
