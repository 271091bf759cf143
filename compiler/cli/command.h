#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/cli/arguments.h"
#include "compiler/cli/exit_code.h"
#include "compiler/cli/session.h"
#include "compiler/cli/words.h"

namespace incent::cli {

// One option. Every value is a text for the parser; what it means is the command's business.
struct OptionSpec {
  std::string_view name;         // "--data"
  std::string_view letter = {};  // "-o", or empty
  std::string_view value = {};   // what help calls the value, "DIR"; empty: the option takes none
  Words help = {};
  bool repeatable = false;
  std::string_view choices = {};  // "human|json"; empty: any text
};

// What comes without a name, such as the plans.
struct OperandSpec {
  std::string_view name;  // "PLAN"
  Words help = {};
  size_t min = 1;
  size_t max = 1;
};

// A subcommand: one file, and one row in commands.cpp.
struct CommandSpec {
  std::string_view name;
  Words summary;       // one line
  Words details = {};  // paragraphs
  OperandSpec operand = {};
  std::span<const OptionSpec> options = {};
  Words examples = {};  // lines `command   # what it does`
  ExitCode (*run)(const Arguments& arguments, Session& session) = nullptr;
};

std::span<const CommandSpec* const> Commands();

// Options that every subcommand takes, unless it has one of the same name.
std::span<const OptionSpec> GlobalOptions();

// The command's own options, then the global ones.
std::vector<const OptionSpec*> OptionsOf(const CommandSpec& command);

inline constexpr size_t kAnyNumber = 1'000'000;

}  // namespace incent::cli
