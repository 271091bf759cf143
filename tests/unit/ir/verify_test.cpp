#include "compiler/ir/verify.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/ir/parse.h"
#include "compiler/ir/print.h"
#include "tests/support/sample_module.h"

namespace incent::ir {
namespace {

using types::Type;

std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

Stage& StageOf(Module& module, std::string_view name) {
  return *std::find_if(module.stages.begin(), module.stages.end(),
                       [&](const Stage& s) { return s.name == name; });
}
// The first instruction of an op, or of a name.
InstId IdOf(const Stage& stage, Op op) {
  const auto found =
      std::find_if(stage.insts.begin(), stage.insts.end(), [&](const auto& i) { return i.op == op; });
  return static_cast<InstId>(found - stage.insts.begin());
}
Instruction& Inst(Module& module, std::string_view stage, Op op) {
  Stage& in = StageOf(module, stage);
  return in.insts[IdOf(in, op)];
}
OutputId OutputNamed(const Module& module, std::string_view name) {
  const auto found = std::find_if(module.outputs.begin(), module.outputs.end(),
                                  [&](const Output& o) { return o.name == name; });
  return static_cast<OutputId>(found - module.outputs.begin());
}

TEST(VerifyTest, AcceptsTheSampleModule) {
  const Module module = SampleModule();
  const auto violations = Verify(module);
  EXPECT_TRUE(violations.empty()) << Join(violations) << Print(module);
}

TEST(VerifyTest, AcceptsAnEmptyModule) {
  EXPECT_EQ(Join(Verify(Module{})), "");
}

struct Mutation {
  const char* rule;
  const char* what;
  void (*apply)(Module&);

  friend void PrintTo(const Mutation& mutation, std::ostream* out) {
    *out << mutation.rule << ", " << mutation.what;
  }
};

const Mutation kStructure[] = {
    {"V1", "an operand comes later",
     [](Module& m) { Inst(m, "bonus", Op::DivOpt).operands[0] = IdOf(StageOf(m, "bonus"), Op::ScanSum); }},
    {"V1", "an operand too many", [](Module& m) { Inst(m, "bonus", Op::DivOpt).operands.push_back(0); }},
    {"V1", "no such output", [](Module& m) { Inst(m, "bonus", Op::Load).attributes.output = 99; }},
    {"V1", "no such definition", [](Module& m) { Inst(m, "bonus", Op::Load).definition = 99; }},
    {"V1", "two equal names", [](Module& m) { m.stages[0].insts[1].name = m.stages[0].insts[0].name; }},
    {"V1", "two outputs of one name", [](Module& m) { m.outputs[1].name = m.outputs[0].name; }},
    {"V1", "an empty range", [](Module& m) { Inst(m, "bonus", Op::Neg).range = {1, 0}; }},
    {"V1", "a range of a date", [](Module& m) { Inst(m, "bonus", Op::DateAdd).range = {1, 2}; }},
    {"V1", "a scale of 19", [](Module& m) { m.line_sets[0].amount.scale = 19; }},
    {"V1", "no participants", [](Module& m) { m.participants = kNone; }},
    {"V1", "a date outside the calendar", [](Module& m) { m.history.from = value::kLastDay + 1; }},
    {"V1", "an end outside the calendar", [](Module& m) { m.history.until = value::kLastDay + 1; }},
    {"V1", "a domain with more than its kind has", [](Module& m) { StageOf(m, "people").domain.index = 0; }},
    {"V1", "a ledger entry of no component", [](Module& m) { StageOf(m, "bonus").ledger[0].component = 7; }},
    {"V1", "a step of no instruction", [](Module& m) { StageOf(m, "commission").steps[0].result = 999; }},
};

const Mutation kInstructions[] = {
    {"V2", "a scale that does not follow", [](Module& m) { ++Inst(m, "commission", Op::Add).type.scale; }},
    {"V2", "an operand of another unit",
     [](Module& m) {
       Inst(m, "commission", Op::Add).operands[0] = IdOf(StageOf(m, "commission"), Op::LineShare);
     }},
    {"V2", "null where it is not accepted",
     [](Module& m) {
       Instruction& picked = Inst(m, "bonus", Op::CmpGt);
       picked.type.optional = true;
     }},
    {"V2", "a component of another type", [](Module& m) { m.components[1].type.scale = 3; }},
    {"V3", "a line's date without lines",
     [](Module& m) {
       Instruction& self = Inst(m, "people", Op::Self);
       self.op = Op::LineDate;
       self.type = Type::Date();
     }},
    {"V3", "a group key without a key",
     [](Module& m) { Inst(m, "monthly", Op::AggSum).attributes.group.kind = GroupKind::SameKey; }},
    {"V3", "a group key of cells",
     [](Module& m) {
       Inst(m, "bonus", Op::WindowSum).attributes.group.key = OutputNamed(m, "commission.month");
     }},
    {"V3", "a payout by line of a component by cell", [](Module& m) { m.components[0].by_line = false; }},
    {"V4", "a scan in a MAP", [](Module& m) { StageOf(m, "bonus").stage_class = StageClass::Map; }},
    {"V4", "an attribute that is not read",
     [](Module& m) { Inst(m, "bonus", Op::DivOpt).attributes.count = 1; }},
    {"V6", "a mask that implies nothing",
     [](Module& m) {
       Stage& stage = StageOf(m, "commission");
       stage.insts[IdOf(stage, Op::Unwrap)].operands[1] = IdOf(stage, Op::Present);
       stage.insts[IdOf(stage, Op::Present)].op = Op::Absent;
     }},
    {"V7", "a divisor that may be 0",
     [](Module& m) {
       Instruction& div = Inst(m, "bonus", Op::Div);
       div.operands[1] = div.operands[0];
     }},
    {"V7", "an index outside", [](Module& m) { Inst(m, "bonus", Op::Choose).operands.pop_back(); }},
    {"V8", "a range that is too small", [](Module& m) { Inst(m, "commission", Op::Add).range = {0, 1}; }},
    {"V8", "lines with amounts outside", [](Module& m) { m.line_sets[0].amount_range = {0, 1}; }},
    {"V10", "weeks in a scan of months",
     [](Module& m) { Inst(m, "bonus", Op::ScanSum).attributes.granule = value::Granule::Week; }},
    {"V13", "a failure without a definition",
     [](Module& m) { Inst(m, "bonus", Op::DivOpt).definition = kNone; }},
};

const Mutation kStages[] = {
    {"V5", "a FOLD over cells", [](Module& m) { StageOf(m, "bonus").stage_class = StageClass::Fold; }},
    {"V5", "a target that is finer",
     [](Module& m) {
       StageOf(m, "company").target.granule = value::Granule::Day;
       m.outputs[static_cast<size_t>(OutputNamed(m, "company.quarter"))].domain.granule = value::Granule::Day;
     }},
    {"V5", "a MERGE of lines into lines",
     [](Module& m) { StageOf(m, "monthly").target = StageOf(m, "monthly").domain; }},
    {"V5", "a MERGE that gives away a line",
     [](Module& m) {
       Stage& stage = StageOf(m, "monthly");
       const OutputId id = OutputNamed(m, "commission.month");
       const InstId line = IdOf(stage, Op::Load);
       stage.outputs[0] = {id, line};
       m.outputs[static_cast<size_t>(id)].inst = line;
     }},
    {"V11", "a payout that is not rounded",
     [](Module& m) {
       Stage& stage = StageOf(m, "commission");
       stage.ledger[0].value = IdOf(stage, Op::Add);
       m.components[0].type = stage.insts[stage.ledger[0].value].type;
     }},
    {"V11", "a payout that is not rounded in another stage",
     [](Module& m) {
       Instruction& round = Inst(m, "bonus", Op::Round);
       round.op = Op::Abs;
       round.attributes = {};
     }},
    {"V12", "an output that is not there yet",
     [](Module& m) { Inst(m, "bonus", Op::Load).attributes.output = OutputNamed(m, "bonus"); }},
    {"V12", "an output of another type", [](Module& m) { m.outputs[0].type = Type::Text(); }},
    {"V12", "an output that nobody publishes", [](Module& m) { StageOf(m, "people").outputs.pop_back(); }},
    {"V15", "lines from another dataset", [](Module& m) { m.line_sets[0].dataset = sample::kRep; }},
    {"V15", "a share of another scale", [](Module& m) { m.line_sets[0].share.scale = 3; }},
    {"V16", "a unit that cannot be read back",
     [](Module& m) {
       m.components.push_back({"odd", "", Type::Number(0, types::Unit::Of("a/b")), 0, false});
     }},
};

class MutationTest : public testing::TestWithParam<Mutation> {};

TEST_P(MutationTest, IsRefusedByItsRule) {
  Module module = SampleModule();
  GetParam().apply(module);
  const auto violations = Verify(module);
  const std::string prefix = std::string(GetParam().rule) + " ";
  const bool found = std::any_of(violations.begin(), violations.end(),
                                 [&](const std::string& line) { return line.starts_with(prefix); });
  EXPECT_TRUE(found) << Join(violations);
}

INSTANTIATE_TEST_SUITE_P(Structure, MutationTest, testing::ValuesIn(kStructure));
INSTANTIATE_TEST_SUITE_P(Instructions, MutationTest, testing::ValuesIn(kInstructions));
INSTANTIATE_TEST_SUITE_P(Stages, MutationTest, testing::ValuesIn(kStages));

// `%m` masks `%x`, where %x is a date that may be null.
std::vector<std::string> VerifyMask(const std::string& lines) {
  const ParsedModule parsed = Parse(
      "module a ir 1\ndataset D\n  field d date optional\n  field e date optional\ndefinition def\n"
      "stage s MAP rows D def=def\n  %x = col @dataset=D @field=d : date?\n  %y = col @dataset=D @field=e : "
      "date?\n" +
      lines);
  EXPECT_TRUE(parsed.module) << parsed.line << parsed.problem;
  return parsed.module ? Verify(*parsed.module) : std::vector<std::string>{"no module"};
}

TEST(PresenceTest, FollowsFromConjunctionsNegationsAndStrictOperations) {
  const char* const kGood[] = {
      "  %m = present %x : flag\n",
      "  %p = present %x : flag\n  %q = present %y : flag\n  %m = and %q %p : flag\n",
      "  %a = absent %x : flag\n  %m = not %a : flag\n",
      "  %a = absent %x : flag\n  %b = absent %y : flag\n  %o = or %a %b : flag\n  %m = not %o : flag\n",
      "  %f = const false : flag\n  %c = cmp.lt %x %y : flag?\n  %m = coalesce %c %f : flag\n",
      ("  %f = const false : flag\n  %t = const true : flag\n  %p = present %x : flag\n"
       "  %m = select %p %t %f : flag\n"),
  };
  for (const char* lines : kGood) {
    EXPECT_EQ(Join(VerifyMask(std::string(lines) + "  %u = unwrap %x %m : date\n")), "") << lines;
  }
}

TEST(PresenceTest, FollowsForWhatStrictOperationsMakeOfPresentOperands) {
  EXPECT_EQ(Join(VerifyMask("  %m = present %x : flag\n  %next = date.add %x @days=1 : date?\n"
                            "  %u = unwrap %next %m : date\n")),
            "");
}

TEST(PresenceTest, DoesNotFollowFromAlternatives) {
  const char* const kBad[] = {
      "  %p = present %x : flag\n  %q = present %y : flag\n  %m = or %p %q : flag\n",
      "  %m = present %y : flag\n",
      "  %m = const true : flag\n",
      "  %p = present %x : flag\n  %m = not %p : flag\n",
      "  %t = const true : flag\n  %c = cmp.lt %x %y : flag?\n  %m = coalesce %c %t : flag\n",
  };
  for (const char* lines : kBad) {
    const auto violations = VerifyMask(std::string(lines) + "  %u = unwrap %x %m : date\n");
    ASSERT_EQ(violations.size(), 1u) << lines << Join(violations);
    EXPECT_TRUE(violations[0].starts_with("V6 ")) << violations[0];
  }
}

}  // namespace
}  // namespace incent::ir
