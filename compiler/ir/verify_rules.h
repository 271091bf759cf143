#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/module.h"

// The parts of Verify. Inside of verify*.cpp only.
namespace incent::ir {

class Violations {
 public:
  void Add(std::string_view rule, std::string_view place, std::string_view what);
  bool empty() const { return list_.empty(); }
  std::vector<std::string> Take() { return std::move(list_); }

 private:
  std::vector<std::string> list_;
};

std::string PlaceOf(const Stage& stage);
std::string PlaceOf(const Stage& stage, const Instruction& inst);

// V1 and the sanity of all numbers: what the other parts take for granted.
void VerifyStructure(const Module& module, Violations& violations);
// One stage: V2..V8, V10, V13.
void VerifyInstructions(const Module& module, const Stage& stage, Violations& violations);
// V5, V12, V15: what enters and leaves stages.
void VerifyStages(const Module& module, Violations& violations);
// V11.
void VerifyLedger(const Module& module, Violations& violations);

// True if `x` is not null on any row where the flag `mask` is true.
bool ImpliesPresent(const Module& module, const Stage& stage, InstId mask, InstId x);

}  // namespace incent::ir
