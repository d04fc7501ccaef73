// The yardstick of `./dev bench`: reads a file as yaml-cpp events and does nothing with them.
#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

namespace {

class Nothing : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& /*value*/) override {}
  void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {}
  void OnMapEnd() override {}
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bench_read_events FILE\n", stderr);
    return 2;
  }
  try {
    std::ifstream file(argv[1]);
    if (!file) {
      std::fprintf(stderr, "cannot read %s\n", argv[1]);
      return 3;
    }
    YAML::Parser parser(file);
    Nothing nothing;
    while (parser.HandleNextDocument(nothing)) {
    }
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "%s: %s\n", argv[1], fault.what());
    return 3;
  }
  return 0;
}
