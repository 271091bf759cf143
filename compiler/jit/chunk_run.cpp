#include "compiler/jit/chunk_run.h"

#include <algorithm>

#include "compiler/base/check.h"
#include "compiler/jit/literals.h"

namespace incent::jit {

using eval::State;

ChunkRun::ChunkRun(interp::RunState& run, int stage, const interp::StagePlan& stage_plan,
                   const interp::Level& level, const interp::KeptColumns& kept, const LevelPlan& plan,
                   const std::vector<codegen::CompiledKernel>& code, const std::vector<ResultColumn>& results,
                   const std::vector<ir::InstId>& viewed)
    : level_(level), kept_(kept), plan_(plan), results_(results), batch_(run, stage, stage_plan, kept) {
  batch_.SetConstants();
  for (const ResultColumn& result : results) {
    const bool is_viewed = std::find(viewed.begin(), viewed.end(), result.inst) != viewed.end();
    if (plan.IsComputed(result.inst) && !is_viewed) destinations_.try_emplace(result.inst, result.column);
  }
  interprets_ = !plan.fetched.empty();
  for (const Phase& phase : plan.phases) interprets_ = interprets_ || !phase.interpreted.empty();
  for (const ResultColumn& result : results) interprets_ = interprets_ || !plan.IsComputed(result.inst);
  for (const Phase& phase : plan.phases) {
    // What another phase or the interpreter reads again stays close.
    for (const codegen::Input& input : phase.inputs) destinations_.erase(input.inst);
    for (const ir::InstId inst : phase.read_back) destinations_.erase(inst);
  }
  const std::vector<ir::Instruction>& insts = run.module.stages[static_cast<size_t>(stage)].insts;
  for (size_t p = 0; p < plan.phases.size(); ++p) {
    BindKernel(plan.phases[p], code[p], LiteralsOf(run, insts, plan.phases[p].literals));
  }
}

Scratch& ChunkRun::ScratchOf(ir::InstId inst) {
  std::unique_ptr<Scratch>& scratch = scratch_[inst];
  if (scratch == nullptr) scratch = std::make_unique<Scratch>();
  return *scratch;
}

eval::LaneColumn* ChunkRun::DestinationOf(ir::InstId inst) const {
  const auto at = destinations_.find(inst);
  return at == destinations_.end() ? nullptr : at->second;
}

// --- between the interpreter and kernels ---

void ChunkRun::ReadBack(ir::InstId inst, int count) {
  const Scratch& scratch = ScratchOf(inst);
  interp::Lanes& lanes = batch_.lanes(inst);
  lanes.clean = true;
  const bool may_lack = plan_.values[inst].may_lack;
  const bool is_wide = IsWide(inst);
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<size_t>(i);
    lanes.Set(i, {is_wide ? scratch.wide[at] : value::Int128{scratch.values[at]},
                  may_lack ? scratch.states[at] : eval::kValue});
  }
}

void ChunkRun::LeaveBehind(ir::InstId inst, int count) {
  Scratch& scratch = ScratchOf(inst);
  const interp::Lanes& lanes = batch_.lanes(inst);
  const auto rows = static_cast<size_t>(count);
  if (IsWide(inst)) {
    std::copy_n(lanes.values.begin(), rows, scratch.wide.begin());
  } else {
    std::transform(lanes.values.begin(), lanes.values.begin() + count, scratch.values.begin(),
                   [](value::Int128 value) { return static_cast<int64_t>(value); });
  }
  for (size_t i = 0; i < rows; ++i) scratch.states[i] = lanes.StateAt(static_cast<int>(i));
}

// --- kernels ---

Port ChunkRun::PortOfScratch(ir::InstId inst, bool has_states) {
  Scratch& scratch = ScratchOf(inst);
  State* states = has_states ? scratch.states.data() : nullptr;
  return (IsWide(inst) ? Port::Of(scratch.wide.data(), states) : Port::Of(scratch.values.data(), states))
      .OfChunk();
}

Port ChunkRun::PortOf(const codegen::Input& input) {
  const auto direct = plan_.direct.find(input.inst);
  if (direct != plan_.direct.end()) return Port::Of(direct->second);
  return PortOfScratch(input.inst, input.states != codegen::States::None);
}

Port ChunkRun::PortOf(const codegen::Output& output) {
  eval::LaneColumn* column = DestinationOf(output.inst);
  if (column == nullptr) return PortOfScratch(output.inst, output.has_states);
  State* states = output.has_states ? column->MakeStates() : nullptr;
  return output.is_wide ? Port::Of(column->Wide(), states) : Port::Of(column->Narrow(), states);
}

void ChunkRun::BindKernel(const Phase& phase, codegen::CompiledKernel code, std::vector<int64_t> literals) {
  std::vector<Port> inputs;
  std::vector<Port> outputs;
  for (const codegen::Input& input : phase.inputs) inputs.push_back(PortOf(input));
  for (const codegen::Output& output : phase.outputs) outputs.push_back(PortOf(output));
  kernels_.emplace_back(std::move(code), std::move(inputs), std::move(outputs), std::move(literals));
}

void ChunkRun::RunKernel(size_t p, size_t first, int count) {
  std::array<uint8_t, kChunkRows / 8> aside;
  if (!kernels_[p].Run(first, count, aside.data())) return;
  any_aside_ = true;
  for (size_t k = 0; k < static_cast<size_t>(count + 7) / 8; ++k) aside_[k] |= aside[k];
}

void ChunkRun::Run(size_t first, int count) {
  aside_.fill(0);
  any_aside_ = false;
  first_ = first;
  count_ = count;
  if (interprets_) batch_.MoveTo(first, count);
  for (const ir::InstId inst : plan_.fetched) batch_.Fetch(inst, kept_.at(inst));
  for (size_t p = 0; p < plan_.phases.size(); ++p) {
    const Phase& phase = plan_.phases[p];
    for (const ir::InstId inst : phase.read_back) ReadBack(inst, count);
    for (const ir::InstId inst : phase.interpreted) batch_.Evaluate(inst);
    if (!phase.has_kernel) continue;
    for (const codegen::Input& input : phase.inputs) {
      if (!plan_.IsDirect(input.inst) && !plan_.IsComputed(input.inst)) LeaveBehind(input.inst, count);
    }
    RunKernel(p, first, count);
  }
  for (const ResultColumn& result : results_) StoreResult(result);
}

void ChunkRun::StoreResult(const ResultColumn& result) {
  const eval::LaneColumn* from = DestinationOf(result.inst);
  if (from == result.column) return;
  if (!plan_.IsComputed(result.inst)) return batch_.Store(result.inst, *result.column);
  const auto rows = static_cast<size_t>(count_);
  const Scratch* scratch = from == nullptr ? &ScratchOf(result.inst) : nullptr;
  if (IsWide(result.inst)) {
    std::copy_n(scratch ? scratch->wide.data() : from->Wide() + first_, rows, result.column->Wide() + first_);
  } else {
    std::copy_n(scratch ? scratch->values.data() : from->Narrow() + first_, rows,
                result.column->Narrow() + first_);
  }
  if (!plan_.values[result.inst].may_lack) return;
  std::copy_n(scratch ? scratch->states.data() : from->States() + first_, rows,
              result.column->MakeStates() + first_);
}

// Rows first_ .. of a column as 64 bits and states.
ChunkView ChunkRun::ViewDirect(ir::InstId inst, const InputColumn& column) {
  const bool lies_there = column.width == codegen::Width::Int64;
  if (lies_there && column.state_kind == codegen::States::None && !column.negative_is_null)
    return {static_cast<const int64_t*>(column.At(first_)), nullptr};
  Scratch& scratch = ScratchOf(inst);
  ReadValues(column, first_, static_cast<size_t>(count_), scratch.values.data());
  bool has_states = column.negative_is_null;
  for (size_t i = 0; i < static_cast<size_t>(count_); ++i) {
    int64_t& value = scratch.values[i];
    State state = column.StateAt(first_ + i);
    if (column.negative_is_null && value < 0 && state == eval::kValue) state = eval::kNull;
    if (column.map != nullptr && state == eval::kValue) value = (*column.map)[static_cast<size_t>(value)];
    scratch.states[i] = state;
    has_states = has_states || state != eval::kValue;
  }
  return {scratch.values.data(), has_states ? scratch.states.data() : nullptr};
}

ChunkView ChunkRun::View(ir::InstId inst) {
  if (const auto direct = plan_.direct.find(inst); direct != plan_.direct.end())
    return ViewDirect(inst, direct->second);
  const bool is_const = batch_.step(inst).inst->op == ir::Op::Const;
  // Constants are the same in every chunk.
  if (is_const && scratch_.find(inst) == scratch_.end()) LeaveBehind(inst, kChunkRows);
  if (!is_const && !plan_.IsComputed(inst)) LeaveBehind(inst, count_);
  const Scratch& scratch = ScratchOf(inst);
  const bool has_states =
      is_const ? plan_.values[inst].may_lack : !plan_.IsComputed(inst) || plan_.values[inst].may_lack;
  return {scratch.values.data(), has_states ? scratch.states.data() : nullptr};
}

// --- rows set aside ---

void ChunkRun::Redo(size_t row) {
  batch_.RunLevel(level_, row, 1);
}

void ChunkRun::PatchResults(size_t row) {
  for (size_t k = 0; k < results_.size(); ++k)
    patches_.push_back({k, row, batch_.lanes(results_[k].inst).At(0)});
}

}  // namespace incent::jit
