#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "runtime/value/decimal.h"
#include "runtime/value/error_code.h"

// Tier tables: what a table says of one x. The tables' three kinds differ only here.
//
// The first row has no lower bound: it covers everything below the second, negative x included, so
// that a reversal is exact. Its `bound` is the t of `below t`, or the zero the table starts at, and
// only interpolation reads it. A step at t is written by two rows with the bound t.
namespace incent::kernels {

using value::ErrorCode;
using value::Int128;

struct TierRow {
  Int128 bound = 0;
  Int128 value = 0;
  bool above = false;  // `above t` excludes the bound itself; only retroactive tables tell
};

// A view of rows whose bounds ascend. x has the scale of the bounds.
struct TierTable {
  std::span<const TierRow> rows;  // at least one
  int bound_scale = 0;
  int value_scale = 0;

  int total_scale() const { return value::MulScale(bound_scale, value_scale); }
};

// The sum of (part of x in a row) * (the row's value), at `total_scale()`: exact, or rounded once,
// half-even, where the exact scale passes 18. Error: Overflow.
[[nodiscard]] ErrorCode MarginalTotal(const TierTable& table, Int128 x, Int128* out);

// The row of a retroactive table that holds x: the last one whose bound x reaches.
size_t RetroactiveRow(const TierTable& table, Int128 x);
Int128 RetroactiveValue(const TierTable& table, Int128 x);  // at `value_scale`

// The value at x on the straight line between the two bounds around x, constant outside them; at
// scale 18, the line's quotient truncated toward zero there. Error: Overflow.
[[nodiscard]] ErrorCode InterpolatedValue(const TierTable& table, Int128 x, Int128* out);

// The rows of `interpolated adding up`, where a value is the amount of the whole band that starts
// there, as rows for InterpolatedValue: each bound with the sum of all earlier amounts.
// Error: Overflow.
[[nodiscard]] ErrorCode AddingUpKnots(std::span<const TierRow> rows, std::vector<TierRow>* knots);

// The part of x that lies in row `number` (from 1) of a marginal table; 0 if there is no such row.
// All parts add up to x. At the bounds' scale. Error: Overflow.
[[nodiscard]] ErrorCode TierPortion(const TierTable& table, Int128 x, Int128 number, Int128* out);

// The rows of a table `relative to base`: bounds times base, at MulScale of the scales.
// Errors: TierBase if base <= 0, Overflow.
[[nodiscard]] ErrorCode RelativeRows(const TierTable& table, Int128 base, int base_scale,
                                     std::vector<TierRow>* rows);

// One line of an explanation: what one row adds to T(x).
struct TierBand {
  size_t row = 0;
  Int128 part = 0;          // of x, in this row's band
  Int128 value = 0;         // the row's
  Int128 contribution = 0;  // its scale is that of the total
};

// Marginal: the rows x reaches into, at least one. Each contribution is rounded for itself where
// the exact scale passes 18.
[[nodiscard]] ErrorCode MarginalBands(const TierTable& table, Int128 x, std::vector<TierBand>* bands);
// Retroactive: the one row, which holds all of x.
TierBand RetroactiveBand(const TierTable& table, Int128 x);
// Interpolated: the row where x's segment starts, the part of x past its bound, and T(x).
[[nodiscard]] ErrorCode InterpolatedBand(const TierTable& table, Int128 x, TierBand* band);
// Adding up (the rows, not the knots): the bands x fills or partly fills; the contributions sum to
// T(x) at scale 18.
[[nodiscard]] ErrorCode AddingUpBands(const TierTable& table, Int128 x, std::vector<TierBand>* bands);

}  // namespace incent::kernels
