#pragma once

#include <map>
#include <memory>
#include <vector>

#include "compiler/interp/run_state.h"
#include "compiler/jit/input_column.h"

namespace incent::jit {

// What a stage computes from one coded column and nothing else, such as a table of factors by product, is
// computed once for each code; lines then look it up.
class CodeTables {
 public:
  // Adds to `columns`, the columns of `stage` by instruction, what can be looked up so.
  void Add(interp::RunState& run, const ir::Stage& stage, std::map<ir::InstId, InputColumn>& columns);

 private:
  std::vector<std::unique_ptr<std::vector<int32_t>>> tables_;
};

}  // namespace incent::jit
