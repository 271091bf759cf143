#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "compiler/interp/program.h"
#include "runtime/trace/node.h"

// Why a payout is what it is: replays the rows behind it and writes down every step.
namespace incent::interp {

// A component's payouts to a participant: those posted in a period (of any granule), those made from
// one source row, or both; with neither, all.
struct PayoutKey {
  std::string component;
  std::string participant;
  std::optional<value::ParsedPeriod> period;
  std::string row_key;
};

struct ExplainOptions {
  int max_nodes = 2000;  // of the tree; it is cut beyond, and says so
  int max_payouts = 3;   // of several payouts, the largest are explained and the rest listed
};

class NodeMaker;

// Explains payouts of one run. What is replayed for one is kept for the next.
class Explainer {
 public:
  // Both must outlive this; `result` must not be cancelled.
  Explainer(const Program& program, const RunResult& result, ExplainOptions options = {});
  ~Explainer();

  trace::Trace Explain(const PayoutKey& key);
  // One line of the ledger.
  trace::Trace ExplainLine(const eval::LedgerRow& line);
  // One value of a definition instead of a payout.
  trace::Trace ExplainValue(ir::OutputId output, const ProbeKey& key);

 private:
  const Program& program_;
  const RunResult& result_;
  const ExplainOptions options_;
  std::unique_ptr<NodeMaker> maker_;
};

}  // namespace incent::interp
