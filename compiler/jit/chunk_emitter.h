#pragma once

#include "compiler/jit/chunk_run.h"
#include "compiler/jit/line_maker.h"

namespace incent::jit {

// Makes lines of what the emits of a stage say about the rows of a chunk.
class ChunkEmitter {
 public:
  // `stage` has emits.
  ChunkEmitter(const interp::RunState& run, const ir::Stage& stage);

  // False where a row says something that is not plainly a line or no line: the reference interpreter must
  // do the stage then.
  [[nodiscard]] bool Emit(ChunkRun& chunk, size_t first, int count, LinePiece& piece) const;

 private:
  bool EmitAll(const std::vector<ChunkView>& views, size_t first, size_t count, LinePiece& piece) const;
  bool EmitRow(const std::vector<ChunkView>& views, size_t i, int32_t row, LinePiece& piece) const;
  bool Conserves(const LinePiece& piece, size_t first) const;

  const interp::RunState& run_;
  const ir::Stage& stage_;
  const ir::LineSet& set_;
  bool gives_whole_ = false;  // the one recipient gets all: nothing to check
};

}  // namespace incent::jit
