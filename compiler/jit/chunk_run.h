#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "compiler/interp/batch_run.h"
#include "compiler/interp/line_doubt.h"
#include "compiler/jit/bound_kernel.h"
#include "compiler/jit/level_plan.h"

namespace incent::jit {

// As many rows as one batch of the interpreter.
inline constexpr int kChunkRows = interp::kBatchRows;

// Values of one chunk on their way between kernels and the interpreter: of 64 bits, or all of 128.
struct Scratch {
  alignas(64) std::array<int64_t, kChunkRows> values;
  alignas(64) std::array<value::Int128, kChunkRows> wide;
  alignas(64) std::array<eval::State, kChunkRows> states;
};

// A result of a level, as a column over all rows of the domain. Threads write rows of their own, so there is
// room for whatever may come; what needs more room yet is a patch.
struct ResultColumn {
  ir::InstId inst = 0;
  eval::LaneColumn* column = nullptr;
  std::optional<interp::Zeros> zeros;  // in doubt where the line itself is; none: for the stage alone
};

// Rows of a result that did not fit, or were set aside, by order of rows.
struct Patch {
  size_t result = 0;  // of the results
  size_t row = 0;
  eval::Lane lane;
};

// A value of a chunk: 64 bits and states, the latter nullptr if all are values.
struct ChunkView {
  const int64_t* values = nullptr;
  const eval::State* states = nullptr;
};

// One level of one stage on a worker: chunk after chunk.
class ChunkRun {
 public:
  // All must outlive this. `code` is parallel to the phases; no function where there is no kernel.
  ChunkRun(interp::RunState& run, int stage, const interp::StagePlan& stage_plan, const interp::Level& level,
           const interp::KeptColumns& kept, const LevelPlan& plan,
           const std::vector<codegen::CompiledKernel>& code, const std::vector<ResultColumn>& results,
           const std::vector<ir::InstId>& viewed);

  // Computes rows first .. first + count - 1; afterwards aside() tells which rows the kernels set aside.
  void Run(size_t first, int count);
  bool IsAside(int i) const { return (aside_[static_cast<size_t>(i) / 8] >> (i % 8) & 1) != 0; }
  bool any_aside() const { return any_aside_; }

  // What `viewed` instructions, none of which is wide, have in the last chunk; at rows set aside it means
  // nothing.
  ChunkView View(ir::InstId inst);

  // The interpreter's lanes of one row, all instructions of the level.
  void Redo(size_t row);
  // Takes the results of the row that was redone.
  void PatchResults(size_t row);

  interp::BatchRun& batch() { return batch_; }
  std::vector<Patch>& patches() { return patches_; }

 private:
  Port PortOf(const codegen::Input& input);
  Port PortOf(const codegen::Output& output);
  void BindKernel(const Phase& phase, codegen::CompiledKernel code, std::vector<int64_t> literals);
  void RunKernel(size_t phase, size_t first, int count);
  void ReadBack(ir::InstId inst, int count);
  void LeaveBehind(ir::InstId inst, int count);
  ChunkView ViewDirect(ir::InstId inst, const InputColumn& column);
  Scratch& ScratchOf(ir::InstId inst);
  eval::LaneColumn* DestinationOf(ir::InstId inst) const;
  bool IsWide(ir::InstId inst) const { return numbers::IsWide(plan_.values[inst]); }
  Port PortOfScratch(ir::InstId inst, bool has_states);
  void StoreResult(const ResultColumn& result);

  const interp::Level& level_;
  const interp::KeptColumns& kept_;
  const LevelPlan& plan_;
  const std::vector<ResultColumn>& results_;
  std::map<ir::InstId, std::unique_ptr<Scratch>> scratch_;
  std::map<ir::InstId, eval::LaneColumn*> destinations_;  // kernels write there
  std::vector<BoundKernel> kernels_;                      // by phase
  interp::BatchRun batch_;
  std::array<uint8_t, kChunkRows / 8> aside_{};
  bool any_aside_ = false;
  bool interprets_ = false;  // anything at all
  size_t first_ = 0;
  int count_ = 0;
  std::vector<Patch> patches_;
};

}  // namespace incent::jit
