#include "compiler/jit/chunk_run.h"

#include <algorithm>
#include <cstring>

#include "compiler/base/check.h"

namespace incent::jit {

using codegen::kRowsPerStep;
using eval::State;

namespace {

int64_t ReadInteger(const InputColumn& column, size_t row) {
  switch (column.width) {
    case codegen::Width::Int8:
      return static_cast<const int8_t*>(column.data)[row];
    case codegen::Width::Int16:
      return static_cast<const int16_t*>(column.data)[row];
    case codegen::Width::Int32:
      return static_cast<const int32_t*>(column.data)[row];
    case codegen::Width::Int64:
      return static_cast<const int64_t*>(column.data)[row];
  }
  return 0;
}

// Errors of cells have no number here; which error it is, the interpreter finds out.
State ReadState(const InputColumn& column, size_t row) {
  if (column.states == nullptr) return eval::kValue;
  return column.state_kind == codegen::States::Bytes ? static_cast<const uint8_t*>(column.states)[row]
                                                     : static_cast<const State*>(column.states)[row];
}

// The sanitizer of function types looks for a mark before each function; compiled kernels have none.
#if defined(__clang__)
__attribute__((no_sanitize("function")))
#endif
uint64_t
CallKernel(codegen::KernelFunction function, const codegen::KernelArguments& arguments, int64_t num_rows) {
  return function(&arguments, num_rows);
}

}  // namespace

ChunkRun::ChunkRun(interp::RunState& run, int stage, const interp::StagePlan& stage_plan,
                   const interp::Level& level, const interp::KeptColumns& kept, const LevelPlan& plan,
                   const std::vector<codegen::KernelFunction>& functions,
                   const std::vector<ResultColumn>& results, const std::vector<ir::InstId>& viewed)
    : level_(level),
      kept_(kept),
      plan_(plan),
      functions_(functions),
      results_(results),
      batch_(run, stage, stage_plan, kept) {
  batch_.SetConstants();
  for (const ResultColumn& result : results) {
    const bool is_viewed = std::find(viewed.begin(), viewed.end(), result.inst) != viewed.end();
    if (plan.IsComputed(result.inst) && !is_viewed) destinations_.try_emplace(result.inst, result.column);
  }
  interprets_ = !plan.fetched.empty();
  for (const Phase& phase : plan.phases) interprets_ = interprets_ || !phase.interpreted.empty();
  for (const ResultColumn& result : results) interprets_ = interprets_ || !plan.IsComputed(result.inst);
  const std::vector<ir::Instruction>& insts = run.module.stages[static_cast<size_t>(stage)].insts;
  for (const Phase& phase : plan.phases) {
    // What another phase or the interpreter reads again stays close.
    for (const codegen::Input& input : phase.inputs) destinations_.erase(input.inst);
    for (const ir::InstId inst : phase.read_back) destinations_.erase(inst);
    std::vector<int64_t>& literals = literals_.emplace_back();
    for (const ir::InstId inst : phase.literals)
      literals.push_back(
          static_cast<int64_t>(interp::LaneOf(run, insts[inst].attributes.literal, insts[inst].type).value));
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
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<size_t>(i);
    lanes.Set(i, {scratch.values[at], may_lack ? scratch.states[at] : eval::kValue});
  }
}

void ChunkRun::LeaveBehind(ir::InstId inst, int count) {
  Scratch& scratch = ScratchOf(inst);
  const interp::Lanes& lanes = batch_.lanes(inst);
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<size_t>(i);
    scratch.values[at] = static_cast<int64_t>(lanes.values[at]);
    scratch.states[at] = lanes.StateAt(i);
  }
}

// --- kernels ---

// Rows from .. from + count - 1 of the chunk; a multiple of kRowsPerStep.
void ChunkRun::Call(size_t p, size_t first, int from, int count, uint8_t* aside) {
  const Phase& phase = plan_.phases[p];
  const auto at = static_cast<size_t>(from);
  inputs_.clear();
  input_states_.clear();
  maps_.clear();
  outputs_.clear();
  output_states_.clear();
  for (const codegen::Input& input : phase.inputs) {
    if (const auto direct = plan_.direct.find(input.inst); direct != plan_.direct.end()) {
      inputs_.push_back(direct->second.At(first + at));
      input_states_.push_back(direct->second.StatesAt(first + at));
      maps_.push_back(direct->second.map == nullptr ? nullptr : direct->second.map->data());
    } else {
      Scratch& scratch = ScratchOf(input.inst);
      inputs_.push_back(scratch.values.data() + at);
      input_states_.push_back(scratch.states.data() + at);
      maps_.push_back(nullptr);
    }
  }
  for (const codegen::Output& output : phase.outputs) {
    if (eval::LaneColumn* column = DestinationOf(output.inst); column != nullptr) {
      outputs_.push_back(column->Narrow() + first + at);
      output_states_.push_back(output.has_states ? column->MakeStates() + first + at : nullptr);
    } else {
      Scratch& scratch = ScratchOf(output.inst);
      outputs_.push_back(scratch.values.data() + at);
      output_states_.push_back(scratch.states.data() + at);
    }
  }
  const codegen::KernelArguments arguments{
      inputs_.data(),  input_states_.data(),  maps_.data(), literals_[p].data(),
      outputs_.data(), output_states_.data(), aside};
  if (CallKernel(functions_[p], arguments, count) != 0) any_aside_ = true;
}

// The last rows of a column are not a whole step: they are copied to where there is room for one.
void ChunkRun::CallTail(size_t p, size_t first, int from, int count) {
  const Phase& phase = plan_.phases[p];
  std::vector<std::array<int64_t, kRowsPerStep>> values(phase.inputs.size() + phase.outputs.size());
  std::vector<std::array<State, kRowsPerStep>> states(values.size());
  const auto at = static_cast<size_t>(from);
  inputs_.clear();
  input_states_.clear();
  maps_.clear();
  outputs_.clear();
  output_states_.clear();
  const auto rows = static_cast<size_t>(count);
  const auto direct_map = [&](ir::InstId inst) -> const int32_t* {
    const auto direct = plan_.direct.find(inst);
    return direct == plan_.direct.end() || direct->second.map == nullptr ? nullptr
                                                                         : direct->second.map->data();
  };
  for (size_t k = 0; k < phase.inputs.size(); ++k) {
    const codegen::Input& input = phase.inputs[k];
    values[k].fill(0);
    states[k].fill(eval::kValue);
    const size_t width = static_cast<size_t>(codegen::BytesOf(input.width));
    const size_t state_width = input.states == codegen::States::Bytes ? 1 : sizeof(State);
    if (const auto direct = plan_.direct.find(input.inst); direct != plan_.direct.end()) {
      std::memcpy(values[k].data(), direct->second.At(first + at), width * rows);
      if (input.states != codegen::States::None)
        std::memcpy(states[k].data(), direct->second.StatesAt(first + at), state_width * rows);
    } else {
      const Scratch& scratch = ScratchOf(input.inst);
      std::memcpy(values[k].data(), scratch.values.data() + at, width * rows);
      std::memcpy(states[k].data(), scratch.states.data() + at, state_width * rows);
    }
    maps_.push_back(direct_map(input.inst));
    inputs_.push_back(values[k].data());
    input_states_.push_back(states[k].data());
  }
  for (size_t k = 0; k < phase.outputs.size(); ++k) {
    outputs_.push_back(values[phase.inputs.size() + k].data());
    output_states_.push_back(states[phase.inputs.size() + k].data());
  }
  uint8_t aside = 0;
  const codegen::KernelArguments arguments{
      inputs_.data(),  input_states_.data(),  maps_.data(), literals_[p].data(),
      outputs_.data(), output_states_.data(), &aside};
  CallKernel(functions_[p], arguments, kRowsPerStep);
  aside = static_cast<uint8_t>(aside & ((1U << rows) - 1));
  aside_[at / 8] |= aside;
  if (aside != 0) any_aside_ = true;
  for (size_t k = 0; k < phase.outputs.size(); ++k) {
    const codegen::Output& output = phase.outputs[k];
    eval::LaneColumn* column = DestinationOf(output.inst);
    Scratch* scratch = column == nullptr ? &ScratchOf(output.inst) : nullptr;
    int64_t* to = column != nullptr ? column->Narrow() + first + at : scratch->values.data() + at;
    std::copy_n(outputs_[k], rows, to);
    if (!output.has_states) continue;
    State* state_to = column != nullptr ? column->MakeStates() + first + at : scratch->states.data() + at;
    std::copy_n(output_states_[k], rows, state_to);
  }
}

void ChunkRun::RunKernel(size_t p, size_t first, int count) {
  const int whole = count / kRowsPerStep * kRowsPerStep;
  if (whole > 0) {
    std::array<uint8_t, kChunkRows / 8> aside;
    Call(p, first, 0, whole, aside.data());
    for (size_t k = 0; k < static_cast<size_t>(whole) / 8; ++k) aside_[k] |= aside[k];
  }
  if (whole < count) CallTail(p, first, whole, count - whole);
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
  for (const ResultColumn& result : results_) {
    const eval::LaneColumn* from = DestinationOf(result.inst);
    if (from == result.column) continue;
    if (!plan_.IsComputed(result.inst)) {
      batch_.Store(result.inst, *result.column);
      continue;
    }
    const ChunkView view =
        from == nullptr
            ? View(result.inst)
            : ChunkView{from->Narrow() + first, from->States() == nullptr ? nullptr : from->States() + first};
    std::copy_n(view.values, count, result.column->Narrow() + first);
    if (view.states != nullptr) std::copy_n(view.states, count, result.column->MakeStates() + first);
  }
}

// Rows first_ .. of a column as 64 bits and states.
ChunkView ChunkRun::ViewDirect(ir::InstId inst, const InputColumn& column) {
  const bool is_wide = column.width == codegen::Width::Int64;
  if (is_wide && column.state_kind == codegen::States::None && !column.negative_is_null)
    return {static_cast<const int64_t*>(column.At(first_)), nullptr};
  Scratch& scratch = ScratchOf(inst);
  bool has_states = column.negative_is_null;
  for (size_t i = 0; i < static_cast<size_t>(count_); ++i) {
    const int64_t value = ReadInteger(column, first_ + i);
    State state = ReadState(column, first_ + i);
    if (column.negative_is_null && value < 0 && state == eval::kValue) state = eval::kNull;
    scratch.values[i] =
        column.map != nullptr && state == eval::kValue ? (*column.map)[static_cast<size_t>(value)] : value;
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
