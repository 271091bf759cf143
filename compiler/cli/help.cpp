#include "compiler/cli/help.h"

#include <fmt/format.h>

#include "compiler/cli/wrapped_text.h"
#include "compiler/source/line_map.h"

namespace incent::cli {
namespace {

constexpr Words kIntroduction{
    "Incent computes sales commissions from plans that people can read.\n"
    "A plan is an .incent file; the data are CSV or JSON Lines files. Every payout is exact to the cent and "
    "can be explained.\n",
    "Incent 按照人人能读懂的方案计算销售激励。\n方案是 .incent 文件，数据是 CSV 或 JSON Lines "
    "文件；每一笔发放都精确到分，"
    "并且可以解释。\n"};
constexpr Words kUsage{"Usage", "用法"};
constexpr Words kCommands{"Commands", "命令"};
constexpr Words kOperands{"Arguments", "参数"};
constexpr Words kOptions{"Options", "选项"};
constexpr Words kEveryCommand{"Options of every command", "通用选项"};
constexpr Words kExamples{"Examples", "示例"};
constexpr Words kExitCodes{"Exit codes", "退出码"};
constexpr Words kOptionsWord{"options", "选项"};
constexpr Words kCommandWord{"COMMAND", "命令"};
constexpr Words kMoreHelp{"`incent COMMAND --help` explains a command.",
                          "`incent 命令 --help` 说明某个命令的用法。"};
constexpr Words kFirstSession{
    "  incent check commission.incent                    # does the plan make sense?\n"
    "  incent test commission.incent                     # do its own examples hold?\n"
    "  incent dump --schema commission.incent            # which data does it need?\n"
    "  incent run commission.incent --data data/ --out ledger.csv\n"
    "  incent explain commission.incent --data data/ --payee r07 --period 2026-03\n",
    "  incent check 提成.incent                          # 方案是否正确？\n"
    "  incent test 提成.incent                           # 方案自带的示例是否成立？\n"
    "  incent dump --schema 提成.incent                  # 需要哪些数据？\n"
    "  incent run 提成.incent --data data/ --out ledger.csv\n"
    "  incent explain 提成.incent --data data/ --payee r07 --period 2026-03\n"};
constexpr Words kExitCodeList{
    "  0   success\n"
    "  1   the answer is no: errors in the plan, failing tests, rejects, withheld payouts, a difference\n"
    "  3   the command line makes no sense\n"
    "  4   a file could not be read or written; nothing was published\n"
    "  5   out of memory; nothing was published\n"
    "  70  a fault of this program; nothing was published\n",
    "  0   成功\n"
    "  1   结论为否：方案有错误、测试未通过、有数据被拒绝、有发放被暂扣，或存在差异\n"
    "  3   命令行用法不正确\n"
    "  4   文件无法读取或写入；没有发布任何结果\n"
    "  5   内存不足；没有发布任何结果\n"
    "  70  本程序内部错误；没有发布任何结果\n"};

// Where the second column starts; longer names push it down a line.
constexpr size_t kTextColumn = 24;
constexpr size_t kMaxCells = 100;

void Heading(const Words& words, diag::Language language, std::string& text) {
  text += fmt::format("\n{}{}\n", words.In(language), language == diag::Language::Chinese ? "：" : ":");
}

void Row(const std::string& name, std::string_view words, std::string& text) {
  const size_t width = 2 + source::CellWidth(name);
  text += "  " + name;
  if (width + 2 > kTextColumn) {
    text += '\n' + std::string(kTextColumn, ' ');
  } else {
    text += std::string(kTextColumn - width, ' ');
  }
  text += Wrapped(words, {.indent = kTextColumn, .max_cells = kMaxCells}) + "\n";
}

void Row(const OptionSpec& option, diag::Language language, std::string& text) {
  std::string name = option.letter.empty() ? "" : std::string(option.letter) + ", ";
  name += option.name;
  const std::string_view value = option.choices.empty() ? option.value : option.choices;
  if (!option.value.empty()) name += fmt::format(" {}", value);
  Row(name, option.help.In(language), text);
}

}  // namespace

std::string RenderHelp(diag::Language language) {
  std::string text(kIntroduction.In(language));
  text += fmt::format("\n{}: incent {} …\n", kUsage.In(language), kCommandWord.In(language));
  Heading(kCommands, language, text);
  for (const CommandSpec* command : Commands()) {
    Row(std::string(command->name), command->summary.In(language), text);
  }
  Heading(kEveryCommand, language, text);
  for (const OptionSpec& option : GlobalOptions()) Row(option, language, text);
  Heading(kExamples, language, text);
  text += kFirstSession.In(language);
  Heading(kExitCodes, language, text);
  text += kExitCodeList.In(language);
  text += fmt::format("\n{}\n", kMoreHelp.In(language));
  return text;
}

std::string RenderHelp(const CommandSpec& command, diag::Language language) {
  std::string text = fmt::format("incent {}: {}\n", command.name, command.summary.In(language));
  text += fmt::format("\n{}: incent {} {}{} [{}]\n\n", kUsage.In(language), command.name,
                      command.operand.name, command.operand.max > 1 ? "…" : "", kOptionsWord.In(language));
  text += command.details.In(language);
  Heading(kOperands, language, text);
  Row(std::string(command.operand.name), command.operand.help.In(language), text);
  if (!command.options.empty()) Heading(kOptions, language, text);
  const std::vector<const OptionSpec*> options = OptionsOf(command);
  for (size_t i = 0; i < options.size(); ++i) {
    if (i == command.options.size()) Heading(kEveryCommand, language, text);
    Row(*options[i], language, text);
  }
  Heading(kExamples, language, text);
  text += command.examples.In(language);
  return text;
}

}  // namespace incent::cli
