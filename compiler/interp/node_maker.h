#pragma once

#include <map>
#include <set>
#include <tuple>

#include "compiler/interp/explain.h"
#include "compiler/interp/program.h"
#include "compiler/interp/stage_run.h"
#include "runtime/trace/node.h"

namespace incent::interp {

// One instruction at one row of its stage, with the lanes of the whole row.
struct Moment {
  int stage = 0;
  size_t row = 0;
  ir::InstId id = 0;
  const ir::Stage* ir_stage = nullptr;
  const std::vector<Lane>* lanes = nullptr;

  const ir::Instruction& inst() const { return ir_stage->insts[id]; }
  const ir::Instruction& operand(size_t k) const { return ir_stage->insts[inst().operands[k]]; }
  const Lane& lane() const { return (*lanes)[id]; }
  const Lane& operand_lane(size_t k) const { return (*lanes)[inst().operands[k]]; }
};

// Makes the nodes of a tree by replaying stages.
class NodeMaker {
 public:
  NodeMaker(const Program& program, RunState& run, const ExplainOptions& options);

  // Begins a new tree.
  void Reset();
  // The node of a value; what stands in the tree already is only named.
  trace::Node Value(int stage, size_t row, ir::InstId inst);
  trace::Node Operand(const Moment& moment, size_t k) {
    return Value(moment.stage, moment.row, moment.inst().operands[k]);
  }
  // From now on the value is only named after `node`, which has it.
  void Remember(int stage, size_t row, ir::InstId inst, const trace::Node& node);
  // The node of a value that stands in the tree already.
  std::optional<trace::Node> Earlier(int stage, size_t row, ir::InstId inst) const;
  // An output of some stage at a row of its domain: under its name if it is the value of a definition.
  trace::Node OutputValue(ir::OutputId output, size_t row);
  // The clauses of a stage as they were written, each with what it made of the value. The last node has the
  // result.
  std::vector<trace::Node> Clauses(int stage, size_t row, ir::InstId result);

  // --- parts of nodes ---
  // A node with kind, code, value and span of the moment.
  trace::Node Start(const Moment& moment, trace::NodeKind kind);
  int NewId() { return ++last_id_; }
  trace::Quantity QuantityOf(const types::Type& type, const Lane& lane) const;
  trace::InputRow RowOf(int dataset, int32_t row) const;
  trace::Contribution ContributionOf(const ir::Domain& domain, size_t row, trace::Quantity amount) const;
  std::string DefinitionName(ir::DefinitionId definition) const;
  static std::optional<trace::SourceSpan> SpanOf(const source::Span& span);

  const std::vector<Lane>& LanesAt(int stage, size_t row);
  StageRun& StageAt(int stage);
  RunState& run() { return run_; }
  const ir::Module& module() const { return run_.module; }

  // False once something replayed differs from what the run has published.
  bool reproduced() const { return reproduced_; }
  bool shortened() const { return shortened_; }
  void CheckReplay(const ir::Domain& domain, size_t row, const Lane& replayed, const Lane& published);

 private:
  // Where a value stands in the tree.
  struct Known {
    int id = 0;
    std::string code;
    std::string label;
  };

  trace::Node Clause(int stage, size_t row, const ir::Step& step);
  // Under the name that the author gave the value, if any.
  trace::Node Named(const Moment& moment, trace::Node node);
  trace::Node MergedValue(ir::OutputId output, size_t row);

  const Program& program_;
  RunState& run_;
  const ExplainOptions options_;
  int num_nodes_ = 0;
  int last_id_ = 0;
  bool reproduced_ = true;
  bool shortened_ = false;
  std::map<int, std::unique_ptr<StageRun>> stages_;
  std::map<std::pair<int, size_t>, std::vector<Lane>> lanes_;
  std::map<std::tuple<int, size_t, ir::InstId>, Known> known_;
};

// Makes the node of one op. Ops without an entry are shown with their operands.
using MakeNode = trace::Node (*)(NodeMaker& maker, const Moment& moment);
MakeNode MakerOf(ir::Op op);

trace::Node MakeOperation(NodeMaker& maker, const Moment& moment);
trace::Node MakeConstant(NodeMaker& maker, const Moment& moment);
trace::Node MakeCell(NodeMaker& maker, const Moment& moment);
trace::Node MakeTransparent(NodeMaker& maker, const Moment& moment);
trace::Node MakeGuarded(NodeMaker& maker, const Moment& moment);
trace::Node MakeCoalesced(NodeMaker& maker, const Moment& moment);
trace::Node MakeRead(NodeMaker& maker, const Moment& moment);
trace::Node MakeLine(NodeMaker& maker, const Moment& moment);
trace::Node MakeLookup(NodeMaker& maker, const Moment& moment);
trace::Node MakeParameter(NodeMaker& maker, const Moment& moment);
trace::Node MakeDifference(NodeMaker& maker, const Moment& moment);
trace::Node MakeRounded(NodeMaker& maker, const Moment& moment);
trace::Node MakeSelected(NodeMaker& maker, const Moment& moment);
trace::Node MakePicked(NodeMaker& maker, const Moment& moment);
trace::Node MakeHit(NodeMaker& maker, const Moment& moment);
trace::Node MakeChosen(NodeMaker& maker, const Moment& moment);
trace::Node MakeTiers(NodeMaker& maker, const Moment& moment);
trace::Node MakeDateMoved(NodeMaker& maker, const Moment& moment);
trace::Node MakeRunningFold(NodeMaker& maker, const Moment& moment);
trace::Node MakeWindow(NodeMaker& maker, const Moment& moment);
trace::Node MakeAggregate(NodeMaker& maker, const Moment& moment);
trace::Node MakeRowOnce(NodeMaker& maker, const Moment& moment);
trace::Node MakeRowRounding(NodeMaker& maker, const Moment& moment);
trace::Node MakeSplit(NodeMaker& maker, const Moment& moment);
trace::Node MakeGroupSplit(NodeMaker& maker, const Moment& moment);
trace::Node MakeShifted(NodeMaker& maker, const Moment& moment);

// How much the item of an index matters among others.
struct Weighed {
  Int128 weight = 0;
  size_t index = 0;
};
// The indices of the three with the largest magnitudes; among equals the smaller index first.
std::vector<size_t> Heaviest(std::vector<Weighed> all);

}  // namespace incent::interp
