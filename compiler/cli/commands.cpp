#include <algorithm>
#include <array>

#include "compiler/cli/command.h"

namespace incent::cli {

// One row for each subcommand; help shows them in this order.
extern const CommandSpec kCheckCommand;
extern const CommandSpec kTestCommand;
extern const CommandSpec kRunCommand;
extern const CommandSpec kExplainCommand;

extern const CommandSpec kDumpCommand;

namespace {

constexpr std::array kCommands = {&kCheckCommand, &kTestCommand, &kRunCommand, &kExplainCommand,
                                  &kDumpCommand};

constexpr std::array kGlobalOptions = {
    OptionSpec{.name = "--lang",
               .value = "LANG",
               .help = {"language of messages; default: INCENT_LANG, else the language of the plan",
                        "提示信息的语言；默认取环境变量 INCENT_LANG，否则与方案的语言相同"},
               .choices = "en|zh"},
    OptionSpec{
        .name = "--format",
        .value = "FORMAT",
        .help = {"messages for people (on standard error) or as one JSON document (on standard output)",
                 "提示信息的形式：供人阅读（标准错误），或一个 JSON 文档（标准输出）"},
        .choices = "human|json"},
    OptionSpec{.name = "--color",
               .value = "WHEN",
               .help = {"colour messages; auto: on a terminal, unless NO_COLOR is set",
                        "是否为提示信息着色；auto 表示仅在终端上着色，且未设置 NO_COLOR"},
               .choices = "auto|always|never"},
    OptionSpec{.name = "--help", .letter = "-h", .help = {"show this help", "显示本帮助"}},
    OptionSpec{.name = "--version", .help = {"show the version", "显示版本"}},
};

}  // namespace

std::span<const CommandSpec* const> Commands() {
  return kCommands;
}

std::span<const OptionSpec> GlobalOptions() {
  return kGlobalOptions;
}

std::vector<const OptionSpec*> OptionsOf(const CommandSpec& command) {
  std::vector<const OptionSpec*> options;
  for (const OptionSpec& option : command.options) options.push_back(&option);
  for (const OptionSpec& option : kGlobalOptions) {
    const bool is_own = std::any_of(command.options.begin(), command.options.end(),
                                    [&](const OptionSpec& own) { return own.name == option.name; });
    if (!is_own) options.push_back(&option);
  }
  return options;
}

}  // namespace incent::cli
