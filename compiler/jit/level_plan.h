#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/codegen/kernel.h"
#include "compiler/interp/stage_plan.h"
#include "compiler/jit/input_column.h"
#include "compiler/numbers/plan.h"

// How one level of a stage is computed: kernels for what fits machine numbers, the reference interpreter for
// the rest, in turns.
namespace incent::jit {

// First the interpreter evaluates `interpreted`, batch by batch, then the kernel runs on the same rows.
struct Phase {
  std::vector<ir::InstId> read_back;    // values of earlier kernels that the interpreter needs here
  std::vector<ir::InstId> interpreted;  // in order
  std::vector<codegen::Input> inputs;   // of the kernel
  std::vector<ir::InstId> body;
  std::vector<ir::InstId> literals;
  std::vector<codegen::Output> outputs;
  std::vector<ir::InstId> required;
  bool has_kernel = false;
};

struct LevelPlan {
  std::vector<numbers::Value> values;        // by instruction
  std::map<ir::InstId, InputColumn> direct;  // read where they lie
  std::vector<ir::InstId> fetched;           // kept columns that the interpreter reads
  std::vector<Phase> phases;

  bool IsDirect(ir::InstId inst) const { return direct.find(inst) != direct.end(); }
  // The output of a kernel; else the interpreter has it.
  bool IsComputed(ir::InstId inst) const { return values[inst].computed; }
};

struct LevelRequest {
  const ir::Module& module;
  const ir::Stage& stage;
  const interp::Level& level;
  std::map<ir::InstId, InputColumn> direct;
  std::vector<ir::InstId> results;   // columns to be written
  std::vector<ir::InstId> viewed;    // read chunk by chunk, where they lie if need be
  std::vector<ir::InstId> required;  // checks
  numbers::Target target;
};

LevelPlan PlanLevel(const LevelRequest& request);

// Plans of one level with equal keys have equal code.
std::string KeyOf(const LevelPlan& plan);

}  // namespace incent::jit
