#pragma once

#include <functional>
#include <vector>

#include "compiler/interp/batch.h"
#include "compiler/jit/table_keys.h"

namespace incent::jit {

// A key with all its values: codes, people, or a day of each period.
struct KeyValues {
  TableKey key;
  std::vector<int32_t> values;
};

KeyValues ValuesOf(const TableKey& key, const interp::RunState& run, const LineSource& lines,
                   const SweepValues& values);

// Evaluates instructions of a stage on keys instead of rows, by the reference interpreter.
class KeyEvaluator {
 public:
  KeyEvaluator(interp::RunState& run, const ir::Stage& stage)
      : run_(run), stage_(stage), registers_(stage.insts.size()) {}

  // `take(lane)` for the last of `chain` (KeyFinder::ChainOf) by each combination of values, the last key's
  // fastest; until it is false, then false.
  bool Evaluate(const std::vector<ir::InstId>& chain, const std::vector<KeyValues>& keys,
                const std::function<bool(const eval::Lane&)>& take);

 private:
  void Place(const KeyValues& key, size_t first, size_t stride, interp::Frame& frame);

  interp::RunState& run_;
  const ir::Stage& stage_;
  std::vector<interp::Lanes> registers_;
};

}  // namespace incent::jit
