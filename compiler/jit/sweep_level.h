#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/codegen/kernel.h"
#include "compiler/jit/gathered_column.h"
#include "compiler/jit/sweep.h"
#include "compiler/numbers/plan.h"

namespace incent::jit {

// Values of one instruction for all lines.
struct KeptValues {
  eval::LargeVector<int64_t> values;
  eval::LargeVector<eval::State> states;  // empty: all are values
  numbers::Source facts;
};

// What the levels of a sweep read: from outside, and from each other.
struct SweepValues {
  std::map<ir::InstId, InputColumn> columns;  // line by line
  std::map<ir::InstId, GatheredColumn> gathered;
  std::map<ir::InstId, KeptValues> kept;  // operands of sums, where the second pass asks for them
  std::map<ir::InstId, std::unique_ptr<RunningSum>> sums;

  // None: nothing brings it.
  std::optional<numbers::Source> FactsOf(ir::InstId inst) const;
};

// One kernel and what surrounds it. What an earlier level has computed is computed again where it is needed:
// that takes less than to write it down for all lines and to read it.
struct SweepLevel {
  std::vector<numbers::Value> values;
  std::vector<codegen::Input> inputs;
  std::vector<ir::InstId> body;
  std::vector<ir::InstId> literals;
  std::vector<codegen::Output> outputs;
  std::vector<ir::InstId> required;
  std::vector<ir::InstId> chunk_inputs;  // gathered and sums, read chunk by chunk
  std::vector<ir::InstId> sums;          // added up behind the kernel
  std::vector<ir::InstId> kept;          // operands of sums, kept for the level that reads these
  std::string key;                       // equal keys, equal code

  bool has_kernel() const { return !body.empty() || !outputs.empty() || !required.empty(); }
};

struct SweepLevelRequest {
  const ir::Module& module;
  const Sweep& sweep;
  size_t level = 0;
  const SweepValues& values;
  std::vector<ir::InstId> results;  // to be columns
  std::vector<ir::InstId> viewed;   // read chunk by chunk behind the kernel
  std::vector<ir::InstId> required;
  numbers::Target target;
};

// None: some value is none that kernels have.
std::optional<SweepLevel> PlanSweepLevel(const SweepLevelRequest& request);

}  // namespace incent::jit
