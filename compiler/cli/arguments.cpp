#include "compiler/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <memory>

#include "compiler/cli/closest.h"
#include "compiler/cli/command.h"
#include "compiler/cli/usage_diagnostics.h"

// The only file that includes CLI11. Its exceptions end here, as diagnostics in the reader's language.
namespace incent::cli {
namespace {

constexpr diag::NoteText<std::string> kDidYouMean{"did you mean `{0}`?", "是否想用“{0}”？"};

// What the parser collected for one option; it keeps pointers to these.
struct Slot {
  const OptionSpec* spec = nullptr;
  std::vector<std::string> values;
  bool flag = false;
};

// What the parser collected for one command.
struct Collected {
  CLI::App* app = nullptr;
  std::deque<Slot> slots;  // in the order of the tables
  std::vector<std::string> operands;
};

void Declare(const OptionSpec& spec, Collected& collected) {
  Slot& slot = collected.slots.emplace_back();
  slot.spec = &spec;
  const std::string name =
      std::string(spec.letter) + (spec.letter.empty() ? "" : ",") + std::string(spec.name);
  if (spec.value.empty()) {
    collected.app->add_flag(name, slot.flag)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    return;
  }
  collected.app->add_option(name, slot.values)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->type_name(std::string(spec.value));
}

std::unique_ptr<Collected> DeclareCommand(const CommandSpec& command, CLI::App& parent) {
  auto collected = std::make_unique<Collected>();
  collected->app = parent.add_subcommand(std::string(command.name));
  collected->app->set_help_flag();
  collected->app->allow_extras();
  for (const OptionSpec* option : OptionsOf(command)) Declare(*option, *collected);
  if (command.operand.max > 0) {
    collected->app->add_option("operands", collected->operands)->expected(0, static_cast<int>(kAnyNumber));
  }
  return collected;
}

std::vector<std::string> OptionNames(const CommandSpec& command) {
  std::vector<std::string> names;
  for (const OptionSpec* option : OptionsOf(command)) names.emplace_back(option->name);
  return names;
}

void Suggest(diag::EntryBuilder entry, const std::string& word, const std::vector<std::string>& candidates) {
  const std::optional<std::string> closest = Closest(word, candidates);
  if (closest) entry.Note(kDidYouMean, *closest);
}

bool IsChoice(const OptionSpec& spec, const std::string& value) {
  std::string_view rest = spec.choices;
  while (!rest.empty()) {
    const size_t bar = std::min(rest.find('|'), rest.size());
    if (rest.substr(0, bar) == value) return true;
    rest.remove_prefix(std::min(bar + 1, rest.size()));
  }
  return spec.choices.empty();
}

void TakeValues(const OptionSpec& spec, const std::vector<std::string>& values, Arguments& arguments,
                diag::Diagnostics& diagnostics) {
  if (values.size() > 1 && !spec.repeatable)
    diagnostics.ReportUnplaced(kRepeatedOption, std::string(spec.name));
  for (const std::string& value : values) {
    if (!IsChoice(spec, value)) {
      diagnostics.ReportUnplaced(kBadValue, std::string(spec.name), value, std::string(spec.choices));
    }
    arguments.Add(spec.name, value);
  }
}

void TakeSlots(const Collected& collected, Arguments& arguments, diag::Diagnostics& diagnostics) {
  for (const Slot& slot : collected.slots) {
    if (slot.flag) arguments.Add(slot.spec->name, "");
    TakeValues(*slot.spec, slot.values, arguments, diagnostics);
  }
}

void TakeOperands(const CommandSpec& command, const Collected& collected, Arguments& arguments,
                  diag::Diagnostics& diagnostics) {
  const std::vector<std::string>& operands = collected.operands;
  if (operands.size() > command.operand.max) {
    diagnostics.ReportUnplaced(kTooManyOperands, std::string(command.name), operands[command.operand.max]);
  }
  arguments.SetOperands(operands);
}

void Take(const CommandSpec& command, const Collected& collected, CommandLine& line,
          diag::Diagnostics& diagnostics) {
  line.command = &command;
  TakeSlots(collected, line.arguments, diagnostics);
  for (const std::string& word : collected.app->remaining()) {
    Suggest(diagnostics.ReportUnplaced(kUnknownOption, word, std::string(command.name)), word,
            OptionNames(command));
  }
  TakeOperands(command, collected, line.arguments, diagnostics);
}

// The words that no command took: a command that does not exist, or options without one.
void TakeRest(const CLI::App& app, CommandLine& line, diag::Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const CommandSpec* command : Commands()) names.emplace_back(command->name);
  for (const std::string& word : app.remaining()) {
    if (word == "--help" || word == "-h" || word == "help") {
      line.help = true;
    } else if (word == "--version") {
      line.version = true;
    } else if (line.command == nullptr && !line.help) {
      Suggest(diagnostics.ReportUnplaced(kUnknownCommand, word), word, names);
      return;
    }
  }
}

// What help calls the value of an option of any command.
std::string ValueName(const std::string& option) {
  for (const CommandSpec* command : Commands()) {
    for (const OptionSpec& spec : command->options) {
      if (spec.name == option) return std::string(spec.value);
    }
  }
  for (const OptionSpec& spec : GlobalOptions()) {
    if (spec.name == option) return std::string(spec.value);
  }
  return "…";
}

// The parser complains in English only, and only about an option without its value: "--out: 1 required".
void ReportMissingValue(const std::string& message, diag::Diagnostics& diagnostics) {
  const std::string option = message.substr(0, message.find(':'));
  diagnostics.ReportUnplaced(kMissingValue, option, ValueName(option));
}

}  // namespace

std::optional<std::string> Arguments::Value(std::string_view option) const {
  const auto found = values_.find(option);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

std::string Arguments::ValueOr(std::string_view option, std::string_view otherwise) const {
  return Value(option).value_or(std::string(otherwise));
}

std::vector<std::string> Arguments::Values(std::string_view option) const {
  const auto found = values_.find(option);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

void Arguments::Add(std::string_view option, std::string value) {
  values_[std::string(option)].push_back(std::move(value));
}

CommandLine ParseCommandLine(const std::vector<std::string>& words, diag::Diagnostics& diagnostics) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  app.require_subcommand(0, 1);
  Collected top;
  top.app = &app;
  for (const OptionSpec& option : GlobalOptions()) Declare(option, top);
  std::vector<std::unique_ptr<Collected>> commands;
  for (const CommandSpec* command : Commands()) commands.push_back(DeclareCommand(*command, app));

  CommandLine line;
  // What stands behind `--` is no option, whatever it looks like.
  const auto end = std::find(words.begin(), words.end(), "--");
  try {
    // The parser takes the words from the end.
    app.parse(std::vector<std::string>(std::make_reverse_iterator(end), words.rend()));
  } catch (const CLI::ParseError& error) {
    ReportMissingValue(error.what(), diagnostics);
    return line;
  }

  TakeSlots(top, line.arguments, diagnostics);
  for (size_t i = 0; i < commands.size(); ++i) {
    if (!commands[i]->app->parsed()) continue;
    if (end != words.end()) {
      commands[i]->operands.insert(commands[i]->operands.end(), end + 1, words.end());
    }
    Take(*Commands()[i], *commands[i], line, diagnostics);
  }
  TakeRest(app, line, diagnostics);
  line.help |= line.arguments.Has("--help");
  line.version |= line.arguments.Has("--version");
  if (line.command != nullptr && !line.help && !line.version &&
      line.arguments.operands().size() < line.command->operand.min) {
    diagnostics.ReportUnplaced(kMissingOperand, std::string(line.command->name),
                               std::string(line.command->operand.name));
  }
  return line;
}

std::optional<diag::Language> ChooseLanguage(const std::vector<std::string>& words, const char* environment) {
  std::string_view choice = environment != nullptr ? environment : "";
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == "--") break;
    if (word == "--lang" && i + 1 < words.size()) choice = words[i + 1];
    if (word.starts_with("--lang=")) choice = word.substr(std::string_view("--lang=").size());
  }
  if (choice.empty()) return std::nullopt;
  return choice.starts_with("zh") ? diag::Language::Chinese : diag::Language::English;
}

}  // namespace incent::cli
