#pragma once

#include "compiler/lower/lower.h"
#include "compiler/lower/lowering.h"

namespace incent::lower {

// The days that cells and periods must cover so that whatever the plan pays, asserts or measures on its own
// days is right: windows reach back and ahead, and what they fold may have windows of its own.
ir::History HistoryOf(const Lowering& l, const Order& order);

}  // namespace incent::lower
