#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compiler/interp/space.h"
#include "compiler/ir/module.h"
#include "runtime/column/table.h"
#include "runtime/eval/outcome.h"

// What a run gave, in a form that does not depend on the engine, on the order of input rows, or on how texts
// and errors are numbered.
namespace incent::diff {

// A value, null or error. Texts, references and errors are hashes of `Result::words`.
struct Cell {
  eval::State state = eval::kValue;  // kFirstError: an error
  value::Int128 value = 0;

  friend bool operator==(const Cell&, const Cell&) = default;
};

struct OutputColumn {
  std::string name;
  std::shared_ptr<const std::vector<std::string>> places;  // of the cells
  std::vector<Cell> cells;
};

struct Result {
  std::vector<std::string> ledger;
  std::vector<std::string> totals;  // of components
  std::vector<std::string> lines;   // totals of sets of lines
  std::vector<std::string> errors;
  std::vector<std::string> faults;  // broken promises, or what the harness itself found wrong
  std::vector<OutputColumn> outputs;
  std::map<uint64_t, std::string> words;
};

// What an engine must show of a run.
struct RunView {
  const ir::Module& module;
  const column::InputData& input;
  const eval::Outcome& outcome;
  const eval::ErrorPool& errors;
  const column::Dictionary& texts;  // of the numbers in columns of texts and labels
  const interp::Space& space;
  std::span<const eval::LaneColumn> outputs;  // by OutputId
};
Result Collect(const RunView& run);

enum class Extent : uint8_t { Everything, Payouts };

// The first differences, one a line; empty: none.
std::string Differences(const Result& expected, const Result& actual, Extent extent = Extent::Everything);

}  // namespace incent::diff
