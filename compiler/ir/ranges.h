#pragma once

#include "compiler/ir/infer.h"

// Which mantissas a result can have. Sound: every value (not error, not null) of the instruction lies in
// its range if its operands lie in theirs. What would pass 38 digits is an error, so ranges end there.
namespace incent::ir {

inline constexpr Range Exactly(Int128 mantissa) {
  return {mantissa, mantissa};
}

// The smallest range that holds both.
Range Hull(const Range& a, const Range& b);
// What both hold; `a` if they have nothing in common (then no row has a value at all).
Range Intersection(const Range& a, const Range& b);
bool Contains(const Range& outer, const Range& inner);
inline bool Contains(const Range& range, Int128 mantissa) {
  return range.low <= mantissa && mantissa <= range.high;
}

// The same values at another scale, which must not be smaller.
Range Aligned(const Range& range, int from, int to);

// The range of the result, given its type (InferType). Full for what is no number.
Range InferRange(const Query& query, const types::Type& type);

// What LineSet::amount_range must hold for lines made by the emits of `stage`: each part, their sum where
// one participant is named more than once, and the whole.
Range EmittedRange(const Stage& stage);

// Rows are numbered in 64 bits, so no column has more.
inline constexpr Int128 kMaxRows = INT64_MAX;

}  // namespace incent::ir
