#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "compiler/ir/parse.h"
#include "compiler/ir/print.h"
#include "compiler/ir/verify.h"
#include "compiler/passes/dead_code.h"
#include "compiler/passes/fold_constants.h"
#include "compiler/passes/optimize.h"
#include "tests/support/sample_module.h"

namespace incent::passes {
namespace {

std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// One stage over the rows of D; the body's lines in, the lines after the pass out.
std::string After(void (*pass)(ir::Module&), const std::string& output, const std::string& body) {
  const ir::ParsedModule parsed =
      ir::Parse("module a ir 1\ndataset D\n  field n number\n  field d date optional\ndefinition f\n" +
                output + "stage s MAP rows D def=f\n" + body);
  if (!parsed.module) return "line " + std::to_string(parsed.line) + ": " + parsed.problem;
  ir::Module module = *parsed.module;
  const std::string before = Join(ir::Verify(module));
  if (!before.empty()) return before;
  pass(module);
  const std::string text = ir::PrintStage(module, module.stages.at(0));
  return Join(ir::Verify(module)) + text.substr(text.find('\n') + 1);
}

void Fold(ir::Module& module) {
  FoldConstants(module);
  RemoveDeadCode(module);
}
void Sweep(ir::Module& module) {
  RemoveDeadCode(module);
}

// What is left of `%x = ...`, of a number or flag, when the rest is folded.
std::string FoldedNumber(const std::string& type, const std::string& body) {
  return After(&Fold,
               "output x rows D stage=0 inst=" +
                   std::to_string(std::count(body.begin(), body.end(), '\n') - 1) + " : " + type + " def=f\n",
               body + "  out x = %x\n");
}

TEST(FoldConstantsTest, ResultsOfConstantsAreConstants) {
  const std::string operands = "  %a = const 7.5 : num.1 [75,75]\n  %b = const -2.00 : num.2 [-200,-200]\n";
  const std::tuple<const char*, const char*, const char*> kCases[] = {
      {"add %a %b", "num.2 [550,550]", "const 5.50"},
      {"sub %a %b", "num.2 [950,950]", "const 9.50"},
      {"mul %a %b", "num.3 [-15000,-15000]", "const -15.000"},
      {"div %a %b", "num.18 [-3750000000000000000,-3750000000000000000]", "const -3.750000000000000000"},
      {"neg %b", "num.2 [200,200]", "const 2.00"},
      {"abs %b", "num.2 [200,200]", "const 2.00"},
      {"min %a %b", "num.2 [-200,-200]", "const -2.00"},
      {"max %a %b", "num.2 [750,750]", "const 7.50"},
      {"round %a @unit=5", "num.0 [10,10]", "const 10"},
      {"rescale %a", "num.3 [7500,7500]", "const 7.500"},
      {"cmp.lt %a %b", "flag", "const false"},
      {"cmp.ge %a %b", "flag", "const true"},
      {"cmp.ne %a %b", "flag", "const true"},
      {"present %a", "flag", "const true"},
      {"absent %a", "flag", "const false"},
  };
  for (const auto& [op, type, expected] : kCases) {
    EXPECT_EQ(FoldedNumber(type, operands + "  %x = " + op + " : " + type + "\n"),
              std::string("  %x = ") + expected + " : " + type + "\n  out x = %x\n");
  }
}

TEST(FoldConstantsTest, TextsAreEqualByTheirText) {
  EXPECT_EQ(FoldedNumber(
                "flag", "  %a = const \"a\" : text\n  %b = const \"b\" : text\n  %x = cmp.eq %a %b : flag\n"),
            "  %x = const false : flag\n  out x = %x\n");
}

TEST(FoldConstantsTest, AnErrorStays) {
  const std::string body =
      "  %a = const 99999999999999999999999999999999999999 : num.0 "
      "[99999999999999999999999999999999999999,99999999999999999999999999999999999999]\n"
      "  %x = add %a %a : num.0 "
      "[99999999999999999999999999999999999999,99999999999999999999999999999999999999]\n";
  EXPECT_EQ(
      FoldedNumber("num.0 [99999999999999999999999999999999999999,99999999999999999999999999999999999999]",
                   body),
      body + "  out x = %x\n");
}

TEST(FoldConstantsTest, AConstantConditionDecidesAChoice) {
  const std::string column = "  %n = col @dataset=D @field=n : num.0\n  %m = neg %n : num.0\n";
  for (const auto& [condition, left] : {std::pair{"true", "%n"}, {"false", "%m"}}) {
    const std::string text = FoldedNumber(
        "num.0", column + "  %c = const " + condition + " : flag\n  %x = select %c %n %m : num.0\n");
    EXPECT_NE(text.find(std::string("out x = ") + left), std::string::npos) << text;
    EXPECT_EQ(text.find("select"), std::string::npos) << text;
  }
}

TEST(FoldConstantsTest, AChoiceOfAnotherScaleStays) {
  const std::string text =
      FoldedNumber("num.1",
                   "  %n = col @dataset=D @field=n : num.0\n  %z = const 0.0 : num.1 [0,0]\n"
                   "  %c = const true : flag\n  %x = select %c %n %z : num.1\n");
  EXPECT_NE(text.find("select"), std::string::npos) << text;
}

TEST(FoldConstantsTest, NeutralConstantsGo) {
  const std::string columns =
      "  %d = col @dataset=D @field=d : date?\n  %p = present %d : flag\n  %t = const true : flag\n"
      "  %f = not %t : flag\n";
  const char* const kBodies[] = {
      "  %x = and %t %p : flag\n",
      "  %x = and %p %t : flag\n",
      "  %x = or %f %p : flag\n",
      "  %x = guard %t %p @code=proration : flag\n",
  };
  for (const char* body : kBodies) {
    EXPECT_EQ(FoldedNumber("flag", columns + body),
              "  %d = col @dataset=D @field=d : date?\n  %p = present %d : flag\n  out x = %p\n");
  }
}

TEST(DeadCodeTest, InstructionsThatNothingUsesGo) {
  EXPECT_EQ(After(&Sweep, "output x rows D stage=0 inst=2 : num.0 def=f\n",
                  "  %n = col @dataset=D @field=n : num.0\n  %dead = neg %n : num.0\n  %x = abs %n : num.0\n"
                  "  %d = col @dataset=D @field=d : date?\n  out x = %x\n"),
            "  %n = col @dataset=D @field=n : num.0\n  %x = abs %n : num.0\n  out x = %x\n");
}

TEST(DeadCodeTest, UnreadOutputsGoOnRequestWithTheStagesTheyLeaveEmpty) {
  ir::Module module = ir::SampleModule();
  const size_t outputs = module.outputs.size();
  RemoveDeadCode(module);
  EXPECT_EQ(module.outputs.size(), outputs);
  const ir::Module with_outputs = module;
  RemoveDeadCode(module, {.keep_unread_outputs = false});
  EXPECT_EQ(Join(ir::Verify(module)), "");
  for (const ir::Output& output : module.outputs) EXPECT_NE(output.name, "team.month");
  EXPECT_LT(module.outputs.size(), outputs);
  EXPECT_EQ(module.outputs[static_cast<size_t>(module.eligible)].name, "eligible");

  // Without the stage that reads it, the company's total is read by nobody, and its stage does nothing.
  ir::Module shorter = with_outputs;
  std::erase_if(shorter.stages, [](const ir::Stage& stage) { return stage.name == "bonus"; });
  std::erase_if(shorter.outputs, [](const ir::Output& output) { return output.name == "bonus"; });
  RemoveDeadCode(shorter, {.keep_unread_outputs = false});
  EXPECT_EQ(Join(ir::Verify(shorter)), "");
  for (const ir::Stage& stage : shorter.stages) EXPECT_NE(stage.name, "company");
}

TEST(OptimizeTest, TheSampleModuleStillVerifiesAndIsNotTouchedTwice) {
  ir::Module module = ir::SampleModule();
  Optimize(module);
  EXPECT_EQ(Join(ir::Verify(module)), "");
  const std::string once = ir::Print(module);
  Optimize(module);
  EXPECT_EQ(ir::Print(module), once);
}

}  // namespace
}  // namespace incent::passes
