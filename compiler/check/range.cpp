#include "compiler/check/range.h"

#include <algorithm>
#include <utility>

namespace incent::check {
namespace {

using End = Range::End;
using Ends = std::optional<End>;

int Order(const End& a, const End& b) {
  return value::Compare(a.mantissa, a.scale, b.mantissa, b.scale);
}
int Sign(const End& end) {
  return end.mantissa > 0 ? 1 : end.mantissa < 0 ? -1 : 0;
}

// nullopt where the result has too many digits: the end is open then.
Ends Add(const Ends& a, const Ends& b) {
  if (!a || !b) return std::nullopt;
  End sum{0, value::AddScale(a->scale, b->scale)};
  return value::Add(a->mantissa, a->scale, b->mantissa, b->scale, &sum.mantissa) ? Ends(sum) : std::nullopt;
}
Ends Multiply(const End& a, const End& b) {
  End product{0, value::MulScale(a.scale, b.scale)};
  const bool fits = value::Multiply(a.mantissa, a.scale, b.mantissa, b.scale, &product.mantissa);
  return fits ? Ends(product) : std::nullopt;
}
Ends Divide(const End& a, const End& b) {
  End quotient{0, value::kMaxScale};
  const bool fits = value::Divide(a.mantissa, a.scale, b.mantissa, b.scale, &quotient.mantissa);
  return fits ? Ends(quotient) : std::nullopt;
}
Ends Round(const Ends& end, const End& unit, value::RoundingMode mode) {
  if (!end) return std::nullopt;
  End rounded{0, unit.scale};
  const bool fits =
      value::RoundToUnit(end->mantissa, end->scale, unit.mantissa, unit.scale, mode, &rounded.mantissa);
  return fits ? Ends(rounded) : std::nullopt;
}
Ends Negate(const Ends& end) {
  return end ? Ends(End{-end->mantissa, end->scale}) : std::nullopt;
}

Ends Smaller(const Ends& a, const Ends& b) {
  return a && b ? (Order(*a, *b) <= 0 ? a : b) : std::nullopt;
}
Ends Larger(const Ends& a, const Ends& b) {
  return a && b ? (Order(*a, *b) >= 0 ? a : b) : std::nullopt;
}

// The ends of a monotonic operation on two closed ranges are among those of their ends.
template <typename Operation>
Range OfCorners(const Range& a, const Range& b, Operation operation) {
  if (!a.low || !a.high || !b.low || !b.high) return {};
  const Ends corners[] = {operation(*a.low, *b.low), operation(*a.low, *b.high), operation(*a.high, *b.low),
                          operation(*a.high, *b.high)};
  Range range{corners[0], corners[0]};
  for (const Ends& corner : corners) {
    range.low = Smaller(range.low, corner);
    range.high = Larger(range.high, corner);
  }
  return range;
}

}  // namespace

Range Range::Only(Int128 mantissa, int scale) {
  return Between(mantissa, mantissa, scale);
}
Range Range::Between(Int128 low, Int128 high, int scale) {
  return {End{low, scale}, End{high, scale}};
}

bool Range::IsAtLeastZero() const {
  return low && Sign(*low) >= 0;
}
bool Range::IsAtMostZero() const {
  return high && Sign(*high) <= 0;
}
bool Range::IsPositive() const {
  return IsAtLeastZero() && (Sign(*low) > 0 || not_zero);
}
bool Range::IsNegative() const {
  return IsAtMostZero() && (Sign(*high) < 0 || not_zero);
}
bool Range::ExcludesZero() const {
  return not_zero || IsPositive() || IsNegative();
}
Range Range::NotZero() const {
  return {low, high, true};
}

Range Either(const Range& a, const Range& b) {
  return {Smaller(a.low, b.low), Larger(a.high, b.high), a.ExcludesZero() && b.ExcludesZero()};
}

Range Negated(const Range& a) {
  return {Negate(a.high), Negate(a.low), a.not_zero};
}

Range Absolute(const Range& a) {
  if (a.IsAtLeastZero()) return a;
  if (a.IsAtMostZero()) return Negated(a);
  return {End{}, Larger(a.high, Negate(a.low)), a.not_zero};
}

Range SumOf(const Range& a, const Range& b) {
  const bool up = a.IsAtLeastZero() && b.IsAtLeastZero() && (a.IsPositive() || b.IsPositive());
  const bool down = a.IsAtMostZero() && b.IsAtMostZero() && (a.IsNegative() || b.IsNegative());
  return {Add(a.low, b.low), Add(a.high, b.high), up || down};
}

Range DifferenceOf(const Range& a, const Range& b) {
  return SumOf(a, Negated(b));
}

Range ProductOf(const Range& a, const Range& b, bool exact) {
  Range range = OfCorners(a, b, Multiply);
  const bool same = (a.IsAtLeastZero() && b.IsAtLeastZero()) || (a.IsAtMostZero() && b.IsAtMostZero());
  const bool opposite = (a.IsAtLeastZero() && b.IsAtMostZero()) || (a.IsAtMostZero() && b.IsAtLeastZero());
  if (!range.low && same) range.low = End{};
  if (!range.high && opposite) range.high = End{};
  range.not_zero = exact && a.ExcludesZero() && b.ExcludesZero();
  return range;
}

Range QuotientOf(const Range& a, const Range& b) {
  // By what may come as close to zero as it likes, the quotient has no end.
  const bool away = b.low && b.high && Sign(*b.low) * Sign(*b.high) > 0;
  if (away && a.low && a.high) return OfCorners(a, b, Divide);
  Range range;
  const bool same = (a.IsAtLeastZero() && b.IsPositive()) || (a.IsAtMostZero() && b.IsNegative());
  const bool opposite = (a.IsAtLeastZero() && b.IsNegative()) || (a.IsAtMostZero() && b.IsPositive());
  if (same) range.low = End{};
  if (opposite) range.high = End{};
  return range;
}

Range SmallerOf(const Range& a, const Range& b) {
  Range range{Smaller(a.low, b.low), a.high && b.high ? Smaller(a.high, b.high) : (a.high ? a.high : b.high)};
  range.not_zero = (a.ExcludesZero() && b.ExcludesZero()) || a.IsNegative() || b.IsNegative();
  return range;
}

Range LargerOf(const Range& a, const Range& b) {
  return Negated(SmallerOf(Negated(a), Negated(b)));
}

Range RoundedTo(const Range& a, const End& unit) {
  return {Round(a.low, unit, value::RoundingMode::Floor), Round(a.high, unit, value::RoundingMode::Ceiling)};
}

}  // namespace incent::check
