#include "compiler/jit/chunk_emitter.h"

#include <algorithm>

#include "compiler/base/check.h"

namespace incent::jit {

namespace {

// The operands of an emit, in the order in which they are viewed.
enum Operand : size_t { kWhen, kWho, kDate, kShare, kAmount, kWhole, kNumOperands };

bool IsOne(const ir::Instruction& inst) {
  return inst.op == ir::Op::Const && inst.attributes.literal.number == value::PowerOfTen(inst.type.scale);
}

}  // namespace

ChunkEmitter::ChunkEmitter(const interp::RunState& run, const ir::Stage& stage)
    : run_(run), stage_(stage), set_(run.module.line_sets[static_cast<size_t>(stage.target.index)]) {
  if (stage.emits.size() != 1) return;
  const ir::Emit& emit = stage.emits[0];
  gives_whole_ = emit.amount == emit.whole && IsOne(stage.insts[emit.share]);
}

bool ChunkEmitter::Emit(ChunkRun& chunk, size_t first, int count, LinePiece& piece) const {
  // Whether a row in error has lines is in doubt, which the reference says of them.
  const auto dataset = static_cast<size_t>(set_.dataset);
  if (chunk.any_aside() || !run_.input.tables[dataset].row_errors.empty()) return false;
  std::vector<ChunkView> views;
  for (const ir::Emit& emit : stage_.emits) {
    for (const ir::InstId inst : {emit.when, emit.who, emit.date, emit.share, emit.amount, emit.whole})
      views.push_back(chunk.View(inst));
  }
  const auto rows = static_cast<size_t>(count);
  if (gives_whole_ && EmitAll(views, first, rows, piece)) return true;
  for (size_t i = 0; i < rows; ++i) {
    if (!EmitRow(views, i, static_cast<int32_t>(first + i), piece)) return false;
  }
  return true;
}

// One line for each row; false if it is not as simple as that.
bool ChunkEmitter::EmitAll(const std::vector<ChunkView>& views, size_t first, size_t count,
                           LinePiece& piece) const {
  const auto is_value = [](eval::State state) { return state == eval::kValue; };
  const auto all_values = [&](const ChunkView& view) {
    return view.states == nullptr || std::all_of(view.states, view.states + count, is_value);
  };
  if (!std::all_of(views.begin(), views.end(), all_values)) return false;
  const int64_t* when = views[kWhen].values;
  if (!std::all_of(when, when + count, [](int64_t flag) { return flag != 0; })) return false;
  const size_t start = piece.size();
  piece.lines.resize(start + count);
  for (size_t i = 0; i < count; ++i) {
    piece.lines[start + i] = {.row = static_cast<int32_t>(first + i),
                              .person = run_.space.PersonOf(static_cast<int32_t>(views[kWho].values[i])),
                              .day = static_cast<interp::Day>(views[kDate].values[i]),
                              .share = views[kShare].values[i],
                              .amount = views[kAmount].values[i],
                              .whole = views[kWhole].values[i]};
  }
  piece.num_source_rows += static_cast<int64_t>(count);
  return true;
}

bool ChunkEmitter::EmitRow(const std::vector<ChunkView>& views, size_t i, int32_t row,
                           LinePiece& piece) const {
  const size_t start = piece.size();
  for (size_t e = 0; e < views.size(); e += kNumOperands) {
    const auto state = [&](Operand k) {
      return views[e + k].states == nullptr ? eval::kValue : views[e + k].states[i];
    };
    const auto value = [&](Operand k) { return views[e + k].values[i]; };
    if (eval::IsError(state(kWhen))) return false;
    if (state(kWhen) != eval::kValue || value(kWhen) == 0) continue;
    if (eval::IsError(state(kWho)) || eval::IsError(state(kDate))) return false;
    if (state(kWho) == eval::kNull || state(kDate) == eval::kNull) continue;
    for (const Operand k : {kShare, kAmount, kWhole}) {
      if (state(k) != eval::kValue) return false;
    }
    const MadeLine line{.row = row,
                        .person = run_.space.PersonOf(static_cast<int32_t>(value(kWho))),
                        .day = static_cast<interp::Day>(value(kDate)),
                        .share = value(kShare),
                        .amount = value(kAmount),
                        .whole = value(kWhole)};
    INCENT_CHECK(line.person != interp::kNowhere, "a recipient is a row of the participants' dataset");
    bool fits = true;
    if (!piece.Merge(start, line, &fits)) piece.lines.push_back(line);
    if (!fits) return false;
  }
  if (piece.size() == start) return true;
  ++piece.num_source_rows;
  return Conserves(piece, start);
}

// The parts of one row sum to its whole times its shares. The reference interpreter reports what does not.
bool ChunkEmitter::Conserves(const LinePiece& piece, size_t first) const {
  const int exact_scale = set_.amount.scale + set_.share.scale;
  if (exact_scale > value::kMaxScale) return true;
  value::Int128 parts = 0;
  value::Int128 expected = 0;
  for (size_t line = first; line < piece.size(); ++line) {
    parts += piece.lines[line].amount;
    expected += value::Int128{piece.lines[line].whole} * piece.lines[line].share;
  }
  return value::Compare(parts, set_.amount.scale, expected, exact_scale) == 0;
}

}  // namespace incent::jit
