#include "compiler/jit/sweep_range.h"

#include <algorithm>
#include <span>

namespace incent::jit {

using ir::InstId;

SweepRange::SweepRange(const SweepPass& pass, size_t range) : pass_(pass), reader_(pass.lines, range) {
  const SweepLevel& level = pass.level;
  is_located_ = !level.chunk_inputs.empty() || !level.sums.empty() || !pass.totals.empty();
  if (!level.has_kernel()) return;
  std::vector<Port> inputs;
  std::vector<Port> outputs;
  for (const codegen::Input& input : level.inputs) inputs.push_back(PortOf(input));
  for (const codegen::Output& output : level.outputs) outputs.push_back(PortOf(output));
  kernel_ = std::make_unique<BoundKernel>(pass.kernel, std::move(inputs), std::move(outputs), pass.literals);
}

SweepRange::Chunk& SweepRange::ChunkOf(InstId inst) {
  std::unique_ptr<Chunk>& chunk = chunks_[inst];
  if (chunk == nullptr) chunk = std::make_unique<Chunk>();
  return *chunk;
}

Port SweepRange::PortOfChunk(InstId inst, bool has_states) {
  Chunk& chunk = ChunkOf(inst);
  return Port::Of(chunk.values.data(), has_states ? chunk.states.data() : nullptr).OfChunk();
}

namespace {

Port PortOfKept(KeptValues& kept, bool has_states) {
  return Port::Of(kept.values.data(), has_states ? kept.states.data() : nullptr);
}

}  // namespace

Port SweepRange::PortOf(const codegen::Input& input) {
  const auto column = pass_.values.columns.find(input.inst);
  if (column != pass_.values.columns.end()) return Port::Of(column->second);
  const bool has_states = input.states != codegen::States::None;
  // What this very level keeps comes chunk by chunk.
  const std::vector<InstId>& by_chunk = pass_.level.chunk_inputs;
  return std::find(by_chunk.begin(), by_chunk.end(), input.inst) != by_chunk.end()
             ? PortOfChunk(input.inst, has_states)
             : PortOfKept(pass_.values.kept.at(input.inst), has_states);
}

Port SweepRange::PortOf(const codegen::Output& output) {
  const auto column = pass_.columns.find(output.inst);
  if (column != pass_.columns.end())
    return Port::Of(column->second->Narrow(), output.has_states ? column->second->MakeStates() : nullptr);
  const auto kept = pass_.values.kept.find(output.inst);
  return kept == pass_.values.kept.end() ? PortOfChunk(output.inst, output.has_states)
                                         : PortOfKept(kept->second, output.has_states);
}

const int64_t* SweepRange::ViewColumn(InstId inst, const InputColumn& column) {
  if (column.state_kind == codegen::States::Bytes) {
    const auto* states = static_cast<const uint8_t*>(column.StatesAt(chunk_.first));
    if (std::any_of(states, states + chunk_.count, [](uint8_t state) { return state > eval::kNull; }))
      return nullptr;
  } else if (column.state_kind == codegen::States::Words) {
    const auto* states = static_cast<const eval::State*>(column.StatesAt(chunk_.first));
    if (std::any_of(states, states + chunk_.count, [](eval::State state) { return eval::IsError(state); }))
      return nullptr;
  }
  const bool lies_there = column.width == codegen::Width::Int64 && column.map == nullptr;
  if (lies_there) return static_cast<const int64_t*>(column.At(chunk_.first));
  Chunk& chunk = ChunkOf(inst);
  ReadValues(column, chunk_.first, chunk_.count, chunk.values.data());
  if (column.map == nullptr) return chunk.values.data();
  for (int64_t& value : std::span(chunk.values).first(chunk_.count))
    value = (*column.map)[static_cast<size_t>(value)];
  return chunk.values.data();
}

const int64_t* SweepRange::View(InstId inst) {
  const auto column = pass_.values.columns.find(inst);
  if (column != pass_.values.columns.end()) return ViewColumn(inst, column->second);
  const auto kept = pass_.values.kept.find(inst);
  if (kept != pass_.values.kept.end()) return kept->second.values.data() + chunk_.first;
  const auto result = pass_.columns.find(inst);
  if (result != pass_.columns.end()) return result->second->Narrow() + chunk_.first;
  return ChunkOf(inst).values.data();
}

void SweepRange::ReadInputs() {
  for (const InstId inst : pass_.level.chunk_inputs) {
    Chunk& chunk = ChunkOf(inst);
    const auto gathered = pass_.values.gathered.find(inst);
    if (gathered != pass_.values.gathered.end()) {
      gathered->second.Read(chunk_, chunk.values.data(), chunk.states.data());
    } else {
      RunningSum& sum = *pass_.values.sums.at(inst);
      const InstId operand = pass_.sweep.stage.insts[inst].operands[0];
      sum.Get(chunk_, View(operand), chunk.values.data());
    }
  }
}

bool SweepRange::Run(size_t first, size_t count) {
  if (is_located_) {
    chunk_ = reader_.Read(first, count);
  } else {
    chunk_.first = first;
    chunk_.count = count;
  }
  ReadInputs();
  if (kernel_ != nullptr && kernel_->Run(first, static_cast<int>(count), aside_.data())) return false;
  for (const InstId sum : pass_.level.sums) {
    const int64_t* values = View(pass_.sweep.stage.insts[sum].operands[0]);
    if (values == nullptr) return false;
    pass_.values.sums.at(sum)->Add(chunk_, values);
  }
  for (const auto& [operand, totals] : pass_.totals) {
    const int64_t* values = View(operand);
    if (values == nullptr) return false;
    totals->Add(chunk_, values);
  }
  return true;
}

}  // namespace incent::jit
