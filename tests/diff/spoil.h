#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"
#include "runtime/column/table.h"
#include "tests/diff/batch_generator.h"

// What a bad input may do to payouts: withhold them, and nothing else.
namespace incent::diff {

// A row of a sheet, and what becomes of it.
struct Spoil {
  std::string sheet;
  std::string before;
  std::string after;
};

// A few rows, each torn, with a cell that cannot be read, naming nobody, without its key, or with the key of
// another row. Whatever is done to it, a reader can tell that something is wrong.
std::vector<Spoil> MakeSpoils(const std::vector<column::DatasetSchema>& schemas, const Batch& batch,
                              Entropy& entropy);

Batch Spoiled(Batch batch, const std::vector<Spoil>& spoils);

// Runs the plan over sound and over spoiled rows, and gives what breaks the law, one a line; empty: it holds.
//
// What is paid or held of the spoiled rows is paid or held of the sound ones, in the same amount. What the
// sound rows pay to somebody for a period, the spoiled rows pay or withhold, if he still is a participant.
std::string BreachesOfLaw(const ir::Module& module, const column::InputData& sound,
                          const column::InputData& spoiled);

}  // namespace incent::diff
