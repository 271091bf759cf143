#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace incent::ir {

// Broken promises of the IR, each as "RULE place: what"; empty: the module may be run. For the people who
// write lowering and passes, so in English only. Any module may be given, also a parsed one.
//
//   V1   instructions use earlier ones; every index names something; names are unique
//   V2   types are those of InferType: signatures, units, scales, optional operands
//   V3   domains: ops stand where their domain exists; windows and groups have participants
//   V4   scan.* and shift only in FOLD and SCAN, agg.* only in MERGE; attributes only where they are read
//   V5   FOLD runs over lines, SCAN over cells, MERGE into a coarser target; only aggregates leave a MERGE
//   V6   the mask of `unwrap` implies that its operand is present
//   V7   the divisor of `div` is never 0, the index of `choose` never outside of its values
//   V8   ranges hold what InferRange computes
//   V10  resets are periods in which the stage's own periods nest
//   V11  what goes to the ledger was rounded on every path
//   V12  outputs are read by later stages only, and say of themselves what their instruction says
//   V13  ops that can fail have a definition to name in the message
//   V15  lines are made from the rows of their set's dataset, with its types
//   V16  the text form gives the module back
std::vector<std::string> Verify(const Module& module);

// All but V16: what a run relies on. Nobody is paid by the text, and reading it back takes as long as the
// rest of compiling after the parser.
std::vector<std::string> VerifyMeaning(const Module& module);

}  // namespace incent::ir
