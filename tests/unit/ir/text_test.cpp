#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "compiler/ir/equal.h"
#include "compiler/ir/parse.h"
#include "compiler/ir/print.h"
#include "compiler/ir/text_words.h"
#include "compiler/ir/verify.h"
#include "tests/support/sample_module.h"

namespace incent::ir {
namespace {

TEST(SampleModuleTest, HasEveryOperation) {
  std::vector<int> uses(static_cast<size_t>(Op::Probe) + 1);
  for (const Stage& stage : SampleModule().stages) {
    for (const Instruction& inst : stage.insts) ++uses[static_cast<size_t>(inst.op)];
  }
  for (size_t op = 0; op < uses.size(); ++op) {
    EXPECT_GT(uses[op], 0) << FactsOf(static_cast<Op>(op)).text
                           << " is missing: add it to tests/support/sample_module.h";
  }
}

TEST(TextTest, ParseOfPrintGivesAnEqualModule) {
  const Module module = SampleModule();
  const std::string text = Print(module);
  const ParsedModule parsed = Parse(text);
  ASSERT_TRUE(parsed.module) << "line " << parsed.line << ": " << parsed.problem << "\n" << text;
  EXPECT_TRUE(EqualButSpans(module, *parsed.module)) << text;
  EXPECT_EQ(Print(*parsed.module), text);
}

// The fuzzer starts there: a seed that the reader refuses leads nowhere.
TEST(TextTest, TheSeedOfTheFuzzerIsAWholeModule) {
  std::ifstream file(std::string(INCENT_SOURCE_DIR) + "/tests/fuzz/seeds/ir_text/sample.ir");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const ParsedModule parsed = Parse(text);
  ASSERT_TRUE(parsed.module) << "line " << parsed.line << ": " << parsed.problem;
  EXPECT_FALSE(parsed.module->stages.empty());
  EXPECT_EQ(Verify(*parsed.module), std::vector<std::string>{});
  EXPECT_EQ(Print(*parsed.module), text);
}

TEST(TextTest, AnInstructionIsOneReadableLine) {
  const Module module = SampleModule();
  const std::string text = PrintStage(module, module.stages[2]);
  EXPECT_NE(text.find("stage commission FOLD lines bookings def=#2\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  %level = scan.sum %line.amount @granule=year : CNY.4 ["), std::string::npos) << text;
  EXPECT_NE(text.find("  %commission = round.row %add @unit=0.05 @mode=half_even : CNY.2 ["),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("  ledger commission = %commission date=%line.date\n"), std::string::npos) << text;
}

TEST(TextTest, NamesThatAreNotUniqueAreReferredToByNumber) {
  Module module = SampleModule();
  module.outputs[1].name = module.outputs[0].name;
  module.stages[2].insts[1].name = module.stages[2].insts[0].name;
  const ParsedModule parsed = Parse(Print(module));
  ASSERT_TRUE(parsed.module) << parsed.problem;
  EXPECT_TRUE(EqualButSpans(module, *parsed.module));
}

TEST(TextTest, HistoryMayBeOpenAtEitherEnd) {
  Module module = SampleModule();
  for (const bool before : {false, true}) {
    for (const bool after : {false, true}) {
      for (const auto& until : {std::optional<value::Day>(), value::ParseDate("2027-03-31")}) {
        module.history = {*value::ParseDate("2025-01-01"), until, before, after};
        const ParsedModule parsed = Parse(Print(module));
        ASSERT_TRUE(parsed.module) << parsed.problem;
        EXPECT_TRUE(EqualButSpans(module, *parsed.module)) << Print(module);
      }
    }
  }
}

TEST(TextTest, AnyTextSurvivesQuoting) {
  Module module;
  for (int byte = 1; byte < 256; ++byte) module.label += static_cast<char>(byte);
  module.plan = "none";
  module.currency = "a b";
  module.version = std::string("\0x41\\", 6);
  const ParsedModule parsed = Parse(Print(module));
  ASSERT_TRUE(parsed.module) << parsed.problem;
  EXPECT_TRUE(EqualButSpans(module, *parsed.module));
}

TEST(TextTest, LiteralsAreWrittenInTheirTypesForm) {
  const auto text = [](Int128 number, const types::Type& type) {
    return LiteralText({number, "", false}, type);
  };
  EXPECT_EQ(text(1250, types::Type::Number(2)), "12.50");
  EXPECT_EQ(text(-5, types::Type::Number(3)), "-0.005");
  EXPECT_EQ(text(1, types::Type::Flag()), "true");
  EXPECT_EQ(text(0, types::Type::Date()), "1970-01-01");
  EXPECT_EQ(text(2, types::Type::Flag()), std::nullopt);
  EXPECT_EQ(LiteralText({0, "", true}, types::Type::Date().Optional()), "null");
}

TEST(ParseTest, SaysTheLineOfTheFirstMistake) {
  const std::pair<std::string, int> kCases[] = {
      {"module a ir 2\n", 1},
      {"module a ir 1\nnonsense\n", 2},
      {"module a ir 1\n\npays fortnight\n", 3},
      {"module a ir 1\nstage s MAP unit\n  %x = add %y %z : num.0\n", 3},
      {"module a ir 1\nstage s MAP unit\n  %x = const 1 : num.99\n", 3},
      {"module a ir 1\nstage s MAP unit\n  %x = const 1 : num.2\n", 3},
      {"module a ir 1\nlabel \"open\n", 2},
      {"module a ir 1\nlabel \"\\q\"\n", 2},
      {"  %x = const 1 : num.0\n", 1},
      {"module a ir 1\nstage s MAP unit\n  %x = const 1 : num.0 [1,2] more\n", 3},
      {"module a ir 1\nstage s MAP unit\n  %x = const 1 : num.0 "
       "[1,999999999999999999999999999999999999999]\n",
       3},
      {"module a ir 1\n  field x text\n", 2},
  };
  for (const auto& [text, line] : kCases) {
    const ParsedModule parsed = Parse(text);
    EXPECT_FALSE(parsed.module) << text;
    EXPECT_EQ(parsed.line, line) << text;
    EXPECT_FALSE(parsed.problem.empty());
  }
}

// Bytes lost, doubled or changed: an error with a line, or a module that prints and parses again.
TEST(ParseTest, DamagedTextIsAnErrorOrAnotherModule) {
  const std::string text = Print(SampleModule());
  std::mt19937 random(7);
  int read = 0;
  for (int round = 0; round < 500; ++round) {
    std::string damaged = text;
    const size_t at = random() % damaged.size();
    switch (random() % 3) {
      case 0:
        damaged.erase(at, 1 + random() % 8);
        break;
      case 1:
        damaged.insert(at, damaged.substr(random() % damaged.size(), random() % 12));
        break;
      default:
        damaged[at] = static_cast<char>(random());
        break;
    }
    const ParsedModule parsed = Parse(damaged);
    if (!parsed.module) {
      EXPECT_GT(parsed.line, 0);
      continue;
    }
    ++read;
    const ParsedModule again = Parse(Print(*parsed.module));
    EXPECT_TRUE(!again.module || EqualButSpans(*parsed.module, *again.module)) << damaged;
  }
  EXPECT_GT(read, 0);
}

}  // namespace
}  // namespace incent::ir
