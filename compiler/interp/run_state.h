#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "compiler/interp/key_index.h"
#include "compiler/interp/space.h"
#include "compiler/interp/window_index.h"
#include "runtime/column/table.h"
#include "runtime/eval/lane_column.h"
#include "runtime/eval/outcome.h"
#include "runtime/kernels/table.h"

// Everything that a run of a module has computed: read by later stages, tests and explanations.
namespace incent::interp {

using eval::Lane;
using eval::State;

// The payouts of one ledger entry, by row of its stage.
struct LedgerColumns {
  int stage = 0;
  int entry = 0;  // of Stage::ledger
  eval::LaneColumn values;
  std::optional<eval::LaneColumn> dates;
  std::optional<eval::LaneColumn> payees;
};

// A row at which a check does not hold, or could not be decided.
struct FailedCheck {
  int stage = 0;
  int check = 0;  // of Stage::checks
  size_t row = 0;
  State cause = eval::kValue;
};

// Why there may be periods beyond those of the grid: a line that may be there, or anywhere, where the grid is
// to hold all lines.
struct GridEdges {
  State before = eval::kValue;
  State after = eval::kValue;
};

class RunState {
 public:
  // Both must outlive the state.
  RunState(const ir::Module& plan, const column::InputData& data, GridDays days, bool without_rows = false)
      : module(plan),
        input(data),
        pays_without_rows(without_rows),
        errors(data),
        space(plan, data, days),
        outputs(plan.outputs.size()) {}
  RunState(const RunState&) = delete;
  RunState& operator=(const RunState&) = delete;

  const ir::Module& module;
  const column::InputData& input;
  const bool pays_without_rows;  // see eval::RunOptions
  eval::ErrorPool errors;
  column::Dictionary texts;  // every text and label that the run met: equal texts are equal numbers
  Space space;
  std::vector<eval::LaneColumn> outputs;  // by OutputId; empty until its stage has run
  std::vector<LedgerColumns> ledger;
  std::vector<FailedCheck> failed_checks;
  std::vector<eval::BrokenPromise> broken;
  GridEdges edges;

  const eval::LaneColumn& Output(ir::OutputId id) const { return outputs[static_cast<size_t>(id)]; }
  // Made at first use. By code of a cell; there is one even where no cell has a text, since machine code
  // reads an entry for the rows, all 0, that fill up its last step.
  const std::vector<int32_t>& TextsOf(int dataset, int field);
  const KeyIndex& KeysOf(int dataset);
  // True if the rows of a dataset stand in the order of their keys, none twice.
  bool KeysAscend(int dataset) const { return input.tables[static_cast<size_t>(dataset)].keys_ascend(); }
  // The error of a whole row, named after an instruction that reads it; a value if there is none. Rows with
  // one key have one error, at the first of them, so that their order shows nowhere.
  State RowError(int dataset, int32_t row, int stage, ir::DefinitionId definition);
  // The error of whoever might be a participant and cannot be told: of a row that could not be read, or
  // whose key is repeated; a value where the run pays without them.
  State MissingPeople(int stage, ir::DefinitionId definition);
  const Grouping& GroupingOf(const ir::Group& group, bool has_person);
  const WindowIndex& WindowsOf(ir::OutputId output, const ir::Group& group, bool has_person);

 private:
  std::map<std::pair<int, int>, std::vector<int32_t>> texts_of_;
  std::map<int, KeyIndex> keys_of_;
  std::map<std::tuple<ir::GroupKind, ir::OutputId, bool>, Grouping> groupings_;
  std::map<std::tuple<ir::OutputId, ir::GroupKind, ir::OutputId, bool>, WindowIndex> windows_;
};

// The value of a definition, from outside the run.
struct Probed {
  Lane lane;
  bool found = false;  // false: no such person, row or period
};

// An output at a participant (where its domain has people) and a period or source row. A finer grain is
// summed over the period; without a period, over everything.
struct ProbeKey {
  std::string_view participant;
  std::string_view row_key;
  std::optional<value::ParsedPeriod> period;
};
Probed ValueAt(const RunState& run, ir::OutputId output, const ProbeKey& key);
// The rows of the output's domain that ValueAt adds up.
std::vector<size_t> RowsOf(const RunState& run, ir::OutputId output, const ProbeKey& key);
// What a component pays a participant: payouts posted in the period, and made from the row if one is
// named. Held payouts count only where no period is asked for; what checks withhold counts as computed.
Probed PaidAt(RunState& run, ir::ComponentId component, const ProbeKey& key);

}  // namespace incent::interp
