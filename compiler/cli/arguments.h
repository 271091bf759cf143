#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cli/words.h"
#include "compiler/diag/diagnostics.h"

namespace incent::cli {

struct CommandSpec;

// What a subcommand was called with. Names are the options' own: "--data".
class Arguments {
 public:
  bool Has(std::string_view option) const { return values_.find(option) != values_.end(); }
  // The value of an option that may be given once.
  std::optional<std::string> Value(std::string_view option) const;
  std::string ValueOr(std::string_view option, std::string_view otherwise) const;
  // All values, in the order given.
  std::vector<std::string> Values(std::string_view option) const;
  const std::vector<std::string>& operands() const { return operands_; }

  void Add(std::string_view option, std::string value);
  void SetOperands(std::vector<std::string> operands) { operands_ = std::move(operands); }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> operands_;
};

struct CommandLine {
  const CommandSpec* command = nullptr;  // absent: none was named
  Arguments arguments;
  bool help = false;
  bool version = false;
};

// Splits the command line by the tables of command.h. What is wrong is reported as E09xx, and then the
// rest is not to be used, unless help was asked for.
CommandLine ParseCommandLine(const std::vector<std::string>& words, diag::Diagnostics& diagnostics);

// The language that the command line or the environment asks for, if either does. Looked up before parsing,
// so that complaints about the command line come in it; what it cannot understand is English.
std::optional<diag::Language> ChooseLanguage(const std::vector<std::string>& words, const char* environment);

}  // namespace incent::cli
