#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "compiler/base/workers.h"
#include "compiler/interp/stage_run.h"
#include "compiler/jit/chunk_run.h"
#include "compiler/jit/line_maker.h"
#include "compiler/jit/program.h"

namespace incent::jit {

// One stage over all rows of its domain.
class StageRun {
 public:
  StageRun(const Program& program, base::Workers& workers, interp::RunState& run, int stage);

  // Evaluates everything and publishes it. False if cancelled.
  [[nodiscard]] bool Publish(const eval::Stop* stop);

 private:
  // What to do with each chunk of a level, on the worker that has computed it; false: the reference
  // interpreter must do the whole stage.
  using AfterChunk = std::function<bool(int worker, ChunkRun& chunk, size_t first, int count)>;

  bool IsForReference() const;
  bool RunByReference(const eval::Stop* stop);
  bool RunLevel(size_t level, const std::vector<ResultColumn>& results, const std::vector<ir::InstId>& viewed,
                const AfterChunk& after);
  LevelPlan Plan(size_t level, const std::vector<ResultColumn>& results,
                 const std::vector<ir::InstId>& viewed, const std::vector<ir::InstId>& required) const;
  void MakeRoom(const LevelPlan& plan, const std::vector<ResultColumn>& results) const;
  void Patch(std::vector<std::unique_ptr<ChunkRun>>& chunks, const std::vector<ResultColumn>& results);
  bool PrepareColumns();
  bool PublishLast();
  std::vector<ResultColumn> Published();
  LineOrder OrderOf(const std::vector<LinePiece>& pieces) const;
  void NoteChecks(int worker, ChunkRun& chunk, size_t row);

  const Program& program_;
  base::Workers& workers_;
  interp::RunState& run_;
  const int index_;
  const ir::Stage& stage_;
  const interp::StagePlan& plan_;
  const size_t num_rows_;
  const eval::Stop* stop_ = nullptr;
  interp::KeptColumns kept_;
  std::vector<std::vector<interp::FailedCheck>> failed_;  // by worker
  std::atomic<bool> needs_reference_ = false;
};

}  // namespace incent::jit
