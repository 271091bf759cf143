#pragma once

#include <array>
#include <map>
#include <memory>
#include <vector>

#include "compiler/jit/bound_kernel.h"
#include "compiler/jit/line_totals.h"
#include "compiler/jit/sweep_level.h"

namespace incent::jit {

// What a level reads and writes, but for what is its own.
struct SweepPass {
  const LineSource& lines;
  const SweepLevel& level;
  const Sweep& sweep;
  SweepValues& values;
  std::map<ir::InstId, eval::LaneColumn*> columns;         // of results
  std::vector<std::pair<ir::InstId, LineTotals*>> totals;  // by operand
  codegen::CompiledKernel kernel;
  std::vector<int64_t> literals;
};

// One level over one range of lines, chunk after chunk.
class SweepRange {
 public:
  SweepRange(const SweepPass& pass, size_t range);

  // False if some line is not plain: then the sweep means nothing.
  [[nodiscard]] bool Run(size_t first, size_t count);

 private:
  struct Chunk {
    alignas(64) std::array<int64_t, kChunkLines> values;
    alignas(64) std::array<eval::State, kChunkLines> states;
  };

  Chunk& ChunkOf(ir::InstId inst);
  Port PortOfChunk(ir::InstId inst, bool has_states);
  Port PortOf(const codegen::Input& input);
  Port PortOf(const codegen::Output& output);
  void ReadInputs();
  // The values of an instruction for the chunk; nullptr if a line is in error.
  const int64_t* View(ir::InstId inst);
  const int64_t* ViewColumn(ir::InstId inst, const InputColumn& column);

  const SweepPass& pass_;
  bool is_located_ = false;  // the level asks who lines belong to
  LineReader reader_;
  LineChunk chunk_;
  std::array<uint8_t, kChunkLines / 8> aside_;
  std::map<ir::InstId, std::unique_ptr<Chunk>> chunks_;
  std::unique_ptr<BoundKernel> kernel_;
};

}  // namespace incent::jit
