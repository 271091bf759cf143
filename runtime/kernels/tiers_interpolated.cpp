#include "runtime/kernels/tiers.h"
#include "runtime/value/int256.h"

namespace incent::kernels {
namespace {

using value::kMaxScale;
using value::UInt128;
using value::UInt256;

// upper - lower, which may need one bit more than a signed number has.
UInt128 Distance(Int128 lower, Int128 upper) {
  return static_cast<UInt128>(upper) - static_cast<UInt128>(lower);
}

// rise * offset / width, truncated at `digits` more digits than the rise has; offset <= width.
// Two divisions, because the dividend times 10^digits could pass 256 bits.
UInt256 ProRata(UInt128 rise, UInt128 offset, UInt128 width, int digits) {
  const auto power = static_cast<UInt128>(value::PowerOfTen(digits));
  const auto [whole, rest] = DivideWide(value::WideProduct(rise, offset), width);
  const UInt256 fraction = DivideWide(value::WideProduct(rest.low, power), width).quotient;
  return Sum(value::WideProduct(whole.low, power), fraction);
}

// The line from (x0, v0) to (x1, v1) at x0 <= x < x1, at scale 18 in two's complement.
UInt256 OnLine(const TierRow& start, const TierRow& end, Int128 x, int value_scale) {
  const int digits = kMaxScale - value_scale;
  const UInt128 offset = Distance(start.bound, x);
  const UInt128 width = Distance(start.bound, end.bound);
  const UInt256 base = value::SignedProduct(start.value, value::PowerOfTen(digits));
  return end.value >= start.value
             ? Sum(base, ProRata(Distance(start.value, end.value), offset, width, digits))
             : Difference(base, ProRata(Distance(end.value, start.value), offset, width, digits));
}

// The last row whose bound x reaches, or the first row.
size_t SegmentOf(const TierTable& table, Int128 x) {
  size_t row = table.rows.size() - 1;
  while (row > 0 && x < table.rows[row].bound) --row;
  return row;
}

bool OnSlope(const TierTable& table, Int128 x, size_t row) {
  return row + 1 < table.rows.size() && x >= table.rows[row].bound;
}

ErrorCode ValueInSegment(const TierTable& table, Int128 x, size_t row, Int128* out) {
  const bool ok = OnSlope(table, x, row)
                      ? ToMantissa(OnLine(table.rows[row], table.rows[row + 1], x, table.value_scale), out)
                      : value::Rescale(table.rows[row].value, table.value_scale, kMaxScale, out);
  return ok ? ErrorCode::None : ErrorCode::Overflow;
}

ErrorCode SubtractChecked(Int128 a, Int128 b, Int128* out) {
  return value::Subtract(a, 0, b, 0, out) ? ErrorCode::None : ErrorCode::Overflow;
}

}  // namespace

ErrorCode InterpolatedValue(const TierTable& table, Int128 x, Int128* out) {
  return ValueInSegment(table, x, SegmentOf(table, x), out);
}

ErrorCode InterpolatedBand(const TierTable& table, Int128 x, TierBand* band) {
  const size_t row = SegmentOf(table, x);
  *band = {.row = row, .value = table.rows[row].value};
  const ErrorCode error = SubtractChecked(x, table.rows[row].bound, &band->part);
  return error != ErrorCode::None ? error : ValueInSegment(table, x, row, &band->contribution);
}

ErrorCode AddingUpKnots(std::span<const TierRow> rows, std::vector<TierRow>* knots) {
  knots->assign(rows.begin(), rows.end());
  Int128 total = 0;
  for (TierRow& knot : *knots) {
    const Int128 amount = knot.value;
    knot.value = total;
    if (!value::Add(total, 0, amount, 0, &total)) return ErrorCode::Overflow;
  }
  return ErrorCode::None;
}

ErrorCode AddingUpBands(const TierTable& table, Int128 x, std::vector<TierBand>* bands) {
  bands->clear();
  for (size_t row = 0; row + 1 < table.rows.size(); ++row) {
    const TierRow& start = table.rows[row];
    const TierRow& end = table.rows[row + 1];
    if (x <= start.bound && x < end.bound) break;  // at its bound, a band without width is full
    TierBand band{.row = row, .value = start.value};
    ErrorCode error = SubtractChecked(x < end.bound ? x : end.bound, start.bound, &band.part);
    if (error != ErrorCode::None) return error;
    // A band by itself is a line from nothing to its amount.
    const TierRow line[] = {{start.bound, 0}, {end.bound, start.value}};
    error = InterpolatedValue({line, table.bound_scale, table.value_scale}, x, &band.contribution);
    if (error != ErrorCode::None) return error;
    bands->push_back(band);
  }
  return ErrorCode::None;
}

}  // namespace incent::kernels
