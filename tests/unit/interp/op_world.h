#pragma once

#include <gtest/gtest.h>

#include <set>

#include "compiler/interp/lane_text.h"
#include "compiler/interp/node_maker.h"
#include "compiler/ir/verify.h"
#include "tests/support/same_run.h"
#include "tests/unit/interp/sales.h"

// A stage over the rows of one table, to look at single ops: each row has the cells a test gives it.
namespace incent::interp {

// The ops that have a test of their own; filled while the program starts.
inline std::set<Op>& CoveredOps() {
  static std::set<Op> ops;
  return ops;
}

inline bool Covers(Op op) {
  CoveredOps().insert(op);
  return true;
}

using Texts = std::vector<std::string>;

// A test of an op; it fails if the op was never run.
#define OP_TEST(op_name, sentence)                                        \
  static void Check##op_name##sentence(OpWorld& world);                   \
  static const bool kCovers##op_name##sentence = Covers(Op::op_name);     \
  TEST(op_name##OpTest, sentence) {                                       \
    OpWorld world;                                                        \
    Check##op_name##sentence(world);                                      \
    EXPECT_TRUE(world.HasRun(Op::op_name)) << kCovers##op_name##sentence; \
  }                                                                       \
  static void Check##op_name##sentence([[maybe_unused]] OpWorld& world)

class OpWorld {
 public:
  OpWorld() : module(SalesModule()) {
    column::FieldSchema key = KeyOf("id");
    module.datasets.push_back({"Row", "", {key}});
    input.tables.resize(module.datasets.size());
  }

  // Adds a column of the table with one cell per row; all columns have equally many.
  int Column(column::FieldSchema field, const Texts& cells) {
    field.optional = true;
    field.header = field.name = "f" + std::to_string(columns_.size());
    module.datasets[kRows].fields.push_back(field);
    columns_.push_back(cells);
    return static_cast<int>(columns_.size());
  }
  InstId Number(int scale, const Texts& cells) {
    column::FieldSchema field = FieldOf("", column::FieldKind::Number);
    field.scale = scale;
    return Take(Column(field, cells), Type::Number(scale));
  }
  InstId Flag(const Texts& cells) {
    return Take(Column(FieldOf("", column::FieldKind::Flag), cells), Type::Flag());
  }
  InstId Date(const Texts& cells) {
    return Take(Column(FieldOf("", column::FieldKind::Date), cells), Type::Date());
  }
  InstId Text(const Texts& cells) {
    return Take(Column(FieldOf("", column::FieldKind::Text), cells), Type::Text());
  }
  InstId Rep(const Texts& cells) {
    column::FieldSchema field = FieldOf("", column::FieldKind::Reference);
    field.target = kRep;
    return Take(Column(field, cells), Type::Ref(kRep));
  }

  // Flags that are never null, for ops that demand them.
  InstId Sure(const Texts& cells) { return Add(Op::Coalesce, {Flag(cells), stage().ConstFlag(false)}); }

  InstId Add(Op op, std::vector<InstId> operands, ir::Attributes attributes = {}) {
    return stage().Add(op, std::move(operands), std::move(attributes));
  }

  // Publishes the instruction, runs the module and gives its lane of every row as text.
  Texts Run(InstId inst) {
    const Type type = stage().TypeOf(inst);
    const OutputId output = stage().Publish(inst, "result");
    stage().Finish();
    builder_.reset();
    const size_t num_rows = columns_.empty() ? 1 : columns_[0].size();
    for (size_t row = 0; row < num_rows; ++row) {
      given::Cells cells{"k" + std::to_string(row)};
      for (const Texts& column : columns_) cells.push_back(column.at(row));
      given::AddRow(module, input, kRows, cells);
    }
    RunModule();
    return Lanes(output, type);
  }

  void RunModule() {
    for (const std::string& violation : ir::Verify(module)) {
      // What is demanded of a plan's payouts is no matter of single ops.
      if (violation.rfind("V11", 0) != 0) ADD_FAILURE() << violation;
    }
    program.emplace(module);
    result = interp::Run(*program, input);
    EXPECT_EQ("", DifferenceInJit(module, input, result));
    for (const ir::Stage& ran : module.stages) {
      for (const ir::Instruction& inst : ran.insts) ran_.insert(inst.op);
    }
    for (const eval::BrokenPromise& broken : result.outcome.broken) ADD_FAILURE() << broken.what;
    ExplainEverything();
  }

  // Every value can be explained, and explaining it gives the same value again.
  void ExplainEverything() {
    constexpr size_t kRowsPerOutput = 12;
    NodeMaker maker(*program, *result.state, {.max_nodes = 500});
    for (size_t k = 0; k < module.outputs.size(); ++k) {
      const auto output = static_cast<OutputId>(k);
      const size_t num_rows = std::min(result.state->Output(output).size(), kRowsPerOutput);
      for (size_t row = 0; row < num_rows; ++row) {
        maker.Reset();
        const trace::Node node = maker.OutputValue(output, row);
        EXPECT_TRUE(maker.reproduced()) << module.outputs[k].name << " " << row;
        EXPECT_NE(node.value.state, trace::Quantity::State::None);
      }
    }
  }

  Texts Lanes(OutputId output, const Type& type) const {
    Texts texts;
    const eval::LaneColumn& column = result.state->Output(output);
    for (size_t row = 0; row < column.size(); ++row)
      texts.push_back(LaneToText(*result.state, type, column.At(row)));
    return texts;
  }
  Texts Lanes(OutputId output) const {
    return Lanes(output, module.outputs[static_cast<size_t>(output)].type);
  }

  bool HasRun(Op op) const { return ran_.count(op) != 0; }

  StageBuilder& stage() {
    if (!builder_) {
      builder_.emplace(module, "ops", StageClass::Map,
                       ir::Domain{ir::DomainKind::Rows, Granule::Month, kRows});
      builder_->At(0, {});
    }
    return *builder_;
  }

  static constexpr int kRows = 2;
  ir::Module module;
  column::InputData input;
  std::optional<Program> program;
  RunResult result;

 private:
  InstId Take(int field, Type type) {
    return stage().AddTyped(Op::Col, {}, FieldAt(kRows, field), type.Optional());
  }

  std::optional<StageBuilder> builder_;
  std::vector<Texts> columns_;
  std::set<Op> ran_;
};

}  // namespace incent::interp
