#pragma once

#include "runtime/trace/node.h"

namespace incent::trace {

// The tree as people want to read it: without what changed nothing, an operation on the line of its clause,
// and of errors and settled conditions only what decides. Nothing is worked out anew, and what a node that is
// left out would have said stands where it is needed next.
Node Condensed(const Node& root);

}  // namespace incent::trace
