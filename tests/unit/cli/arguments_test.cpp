#include "compiler/cli/arguments.h"

#include <gtest/gtest.h>

#include "compiler/cli/catalogues.h"
#include "compiler/cli/command.h"
#include "compiler/cli/help.h"
#include "compiler/diag/render.h"

namespace incent::cli {
namespace {

using diag::Language;

CommandLine Parse(const std::vector<std::string>& words, std::string* complaint = nullptr) {
  diag::Diagnostics diagnostics;
  CommandLine line = ParseCommandLine(words, diagnostics);
  const std::string text = diag::RenderText(diagnostics, {}, {});
  if (complaint != nullptr) {
    *complaint = text.substr(0, text.find('\n'));
  } else {
    EXPECT_EQ(text, "");
  }
  return line;
}

std::string Complaint(const std::vector<std::string>& words) {
  std::string complaint;
  Parse(words, &complaint);
  return complaint;
}

TEST(ArgumentsTest, OptionsAndOperandsMayComeInAnyOrder) {
  const CommandLine line =
      Parse({"run", "--data", "d", "plan.incent", "-q", "--data=Deal=x.csv", "-o", "l.csv"});
  ASSERT_NE(line.command, nullptr);
  EXPECT_EQ(line.command->name, "run");
  EXPECT_EQ(line.arguments.operands(), (std::vector<std::string>{"plan.incent"}));
  EXPECT_EQ(line.arguments.Values("--data"), (std::vector<std::string>{"d", "Deal=x.csv"}));
  EXPECT_EQ(line.arguments.Value("--out"), "l.csv");
  EXPECT_TRUE(line.arguments.Has("--quiet"));
  EXPECT_FALSE(line.arguments.Has("--plan"));
}

TEST(ArgumentsTest, GlobalOptionsMayComeBeforeTheCommand) {
  const CommandLine line = Parse({"--lang", "zh", "check", "--format=json", "a.incent", "b.incent"});
  EXPECT_EQ(line.arguments.Value("--lang"), "zh");
  EXPECT_EQ(line.arguments.Value("--format"), "json");
  EXPECT_EQ(line.arguments.operands().size(), 2u);
}

TEST(ArgumentsTest, FilesMayHaveTheNamesOfCommandsAndOptions) {
  EXPECT_EQ(Parse({"check", "run"}).arguments.operands(), (std::vector<std::string>{"run"}));
  EXPECT_EQ(Parse({"check", "--", "--help"}).arguments.operands(), (std::vector<std::string>{"--help"}));
}

TEST(ArgumentsTest, HelpIsAskedForInThreeWays) {
  EXPECT_TRUE(Parse({"--help"}).help);
  EXPECT_TRUE(Parse({"help"}).help);
  const CommandLine line = Parse({"help", "run"});
  EXPECT_TRUE(line.help);
  ASSERT_NE(line.command, nullptr);
  EXPECT_EQ(line.command->name, "run");
}

TEST(ArgumentsTest, HelpWinsOverMistakes) {
  std::string complaint;
  EXPECT_TRUE(Parse({"run", "--help"}, &complaint).help);
}

TEST(ArgumentsTest, EachMistakeHasACode) {
  EXPECT_EQ(Complaint({"chekc", "x"}), "error[E0901]: there is no command `chekc`");
  EXPECT_EQ(Complaint({"run", "p.incent", "--ouy", "x"}), "error[E0902]: `incent run` has no option `--ouy`");
  EXPECT_EQ(Complaint({"run", "p.incent", "--out"}),
            "error[E0903]: the option `--out` needs a value: --out FILE");
  EXPECT_EQ(Complaint({"run"}), "error[E0904]: `incent run` needs a PLAN");
  EXPECT_EQ(Complaint({"run", "p", "--lang", "fr"}),
            "error[E0905]: `fr` is no value for `--lang`; expected: en|zh");
  EXPECT_EQ(Complaint({"run", "p", "q"}), "error[E0906]: `incent run` takes one file; `q` is one too many");
  EXPECT_EQ(Complaint({"run", "p", "--out", "a", "--out", "b"}),
            "error[E0907]: the option `--out` is given twice");
}

TEST(ArgumentsTest, AMisspeltWordGetsASuggestion) {
  diag::Diagnostics diagnostics;
  ParseCommandLine({"run", "p", "--max-reject", "3"}, diagnostics);
  EXPECT_NE(diag::RenderText(diagnostics, {}, {}).find("did you mean `--max-rejects`?"), std::string::npos);
}

TEST(ChooseLanguageTest, TheCommandLineWinsOverTheEnvironment) {
  EXPECT_EQ(ChooseLanguage({}, nullptr), std::nullopt);
  EXPECT_EQ(ChooseLanguage({}, ""), std::nullopt);
  EXPECT_EQ(ChooseLanguage({}, "de"), Language::English);
  EXPECT_EQ(ChooseLanguage({}, "zh_CN.UTF-8"), Language::Chinese);
  EXPECT_EQ(ChooseLanguage({"check", "--lang", "en"}, "zh"), Language::English);
  EXPECT_EQ(ChooseLanguage({"--lang=zh"}, "en"), Language::Chinese);
  EXPECT_EQ(ChooseLanguage({"check", "--", "--lang=zh"}, nullptr), std::nullopt);
  EXPECT_EQ(ChooseLanguage({"--lang"}, nullptr), std::nullopt);
}

TEST(HelpTest, ShowsEveryCommandAndEveryOptionInBothLanguages) {
  for (const Language language : {Language::English, Language::Chinese}) {
    const std::string overview = RenderHelp(language);
    for (const CommandSpec* command : Commands()) {
      EXPECT_NE(overview.find(std::string("  ") + std::string(command->name) + " "), std::string::npos);
      const std::string text = RenderHelp(*command, language);
      EXPECT_NE(text.find(command->summary.In(language)), std::string::npos);
      EXPECT_FALSE(command->examples.In(language).empty());
      for (const OptionSpec& option : command->options) {
        EXPECT_NE(text.find(option.name), std::string::npos) << option.name;
        EXPECT_FALSE(option.help.In(language).empty()) << option.name;
      }
    }
  }
}

TEST(CatalogueTest, EveryCodeIsUnique) {
  std::vector<std::string_view> codes;
  for (const diag::Catalogue catalogue : AllCatalogues()) {
    for (const diag::DiagnosticKind* kind : catalogue) codes.push_back(kind->code);
  }
  std::sort(codes.begin(), codes.end());
  EXPECT_EQ(std::adjacent_find(codes.begin(), codes.end()), codes.end());
}

}  // namespace
}  // namespace incent::cli
