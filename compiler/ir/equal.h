#pragma once

#include "compiler/ir/module.h"

namespace incent::ir {

// All is equal but source spans, which the text form does not keep.
bool EqualButSpans(const Module& a, const Module& b);
bool EqualButSpans(const Instruction& a, const Instruction& b);
bool EqualButSpans(const Stage& a, const Stage& b);

}  // namespace incent::ir
