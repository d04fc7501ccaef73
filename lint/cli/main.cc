#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "lint/cli/builtin_tables.h"
#include "lint/cli/exit_status.h"
#include "lint/cli/output.h"
#include "lint/cli/run.h"

int main(int argc, char** argv) {
  using estafette_lint::ExitStatus;
  estafette_lint::reserve_standard_streams();
  ExitStatus status = ExitStatus::kFailure;
  try {
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    status = estafette_lint::run(arguments, estafette_lint::builtin_tables());
  } catch (const std::exception& error) {
    estafette_lint::print_error("estafette-lint: internal error:");
    estafette_lint::print_error(error.what());
  } catch (...) {
    estafette_lint::print_error("estafette-lint: internal error");
  }
  return static_cast<int>(status);
}
