// One way to call the program: its options, as CLI11 reads them, and the words that are none.
//
//   CommandLine line(kHelp, kNotes);
//   const auto& format = line.value("--format", "FORMAT", "text or json", "Result");
//   line.parse(arguments);
//   use(format, line.positional());
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace estafette_lint {

/// Thrown where a command line is read, and caught by run(): it is wrong, or asks for a text such
/// as --help.
struct Misuse {
  std::string message;
};
struct Printed {
  std::string text;
};

[[noreturn]] void misuse(std::string message);

class CommandLine {
 public:
  CommandLine(const char* help, const char* notes);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine();

  /// An option with a value. It may be given more than once; what that means is up to the reader of the
  /// words.
  std::vector<std::string>& value(const char* name, const char* text, const char* description,
                                  const char* group);
  void flag(const char* name, bool& value, const char* description, const char* group);
  void version();

  void parse(std::span<const std::string> arguments);
  /// The arguments that are no options, in order. REQUIRES: parse() was called.
  [[nodiscard]] const std::vector<std::string>& positional() const { return positional_; }

 private:
  [[nodiscard]] std::vector<std::string> read_positional() const;
  void refuse_misread(std::span<const std::string> arguments) const;
  [[noreturn]] void refuse_unknown(std::string_view word) const;

  struct Parser;

  std::unique_ptr<Parser> parser_;
  std::vector<std::unique_ptr<std::vector<std::string>>> words_;
  std::vector<std::string> positional_;
};

}  // namespace estafette_lint
