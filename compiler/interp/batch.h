#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "compiler/interp/run_state.h"

// The unit of work of an element op: one value per row for a short run of rows.
namespace incent::interp {

// Rows per batch: small enough that the registers of a usual stage stay in the second-level cache.
inline constexpr int kBatchRows = 512;

// One register: the lanes of one instruction.
class Lanes {
 public:
  std::array<Int128, kBatchRows> values;
  bool clean = true;  // all states are values; then `states` holds nothing

  State StateAt(int i) const { return clean ? eval::kValue : states_[static_cast<size_t>(i)]; }
  Lane At(int i) const { return {values[static_cast<size_t>(i)], StateAt(i)}; }
  bool IsTrue(int i) const { return At(i).IsTrue(); }
  const State* states() const { return states_.data(); }
  State* DirtyStates() {
    clean = false;
    return states_.data();
  }

  void Set(int i, Lane lane) {
    values[static_cast<size_t>(i)] = lane.value;
    if (lane.state != eval::kValue || !clean) SetState(i, lane.state);
  }
  // A lane without a value holds 0, so that equal columns are equal bit for bit.
  void SetState(int i, State state) {
    if (clean) {
      states_.fill(eval::kValue);
      clean = false;
    }
    states_[static_cast<size_t>(i)] = state;
    if (state != eval::kValue) values[static_cast<size_t>(i)] = 0;
  }

 private:
  std::array<State, kBatchRows> states_;
};

struct Step;

// The registers of a stage for rows first .. first + count - 1 of its domain.
struct Frame {
  RunState& run;
  int stage = 0;
  const ir::Domain& domain;
  std::vector<Lanes>& registers;
  size_t first = 0;
  int count = 0;
  std::array<int32_t, kBatchRows> people;       // domains with people
  std::array<int32_t, kBatchRows> source_rows;  // rows, lines
  std::array<Day, kBatchRows> days;             // lines, cells, periods
  const State* day_states = nullptr;            // not null: dates of lines that are in error

  void MoveTo(size_t first_row, int num_rows);
  Position PositionAt(int i) const;
  // The state of an error of this step at a row of the batch.
  State ErrorAt(const Step& step, int i, value::ErrorCode code);
  State Stronger(State a, State b) const { return run.errors.Stronger(a, b); }
};

// Evaluates one instruction for all rows of a batch.
using ElementOp = void (*)(const Step& step, Frame& frame);

// Cells of one field, ready to be read.
struct CellSource {
  const column::Table* table = nullptr;
  const column::Column* column = nullptr;
  const std::vector<int32_t>* texts = nullptr;  // Text, OneOf: code of the cell -> number in the run's texts
  column::FieldKind kind = column::FieldKind::Text;
  int dataset = ir::kNone;
  bool is_key = false;
  int rescale = 0;  // digits from the field's scale to the type's
};

// An instruction of a stage, bound to a run.
struct Step {
  const ir::Instruction* inst = nullptr;
  ir::InstId result = 0;
  ElementOp op = nullptr;
  int scale = 0;                             // of the result, where it is a number
  std::vector<int> scales;                   // of the operands
  CellSource cells;                          // col, rowcol, field, gather
  const eval::LaneColumn* column = nullptr;  // load, bcast: the output
  const ir::Domain* from = nullptr;          // load, bcast, w*: its domain
  const KeyIndex* keys = nullptr;            // lookup
  const WindowIndex* window = nullptr;       // w*
  const kernels::Kernel* kernel = nullptr;   // call
  std::vector<Lane> literals;                // param: the steps' values; const: its one

  const Lanes& In(const Frame& frame, size_t k) const { return frame.registers[inst->operands[k]]; }
  Lanes& Out(Frame& frame) const {
    Lanes& out = frame.registers[result];
    out.clean = true;
    return out;
  }
  size_t num_operands() const { return inst->operands.size(); }
};

}  // namespace incent::interp
