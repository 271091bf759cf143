#include "runtime/kernels/allocation.h"

#include <algorithm>
#include <numeric>

#include "runtime/value/int256.h"

namespace incent::kernels {
namespace {

using value::Magnitude;
using value::QuotientRemainder;
using value::UInt128;
using value::UInt256;

// Adds one to the `count` parts with the largest remainders, the earlier of equal ones first.
void AddToLargest(std::span<const UInt256> remainders, size_t count, std::vector<Int128>* parts) {
  if (count == 0) return;
  std::vector<size_t> order(parts->size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return remainders[a] == remainders[b] ? a < b : remainders[b] < remainders[a];
  });
  for (size_t i = 0; i < count; ++i) ++(*parts)[order[i]];
}

void Negate(std::vector<Int128>* parts) {
  for (Int128& part : *parts) part = -part;
}

// What `target` has more than the parts; never more than there are parts.
size_t Leftover(Int128 target, std::span<const Int128> parts) {
  value::ExactSum rest;
  rest.Add(target);
  for (const Int128 part : parts) rest.Add(-part);
  Int128 count = 0;
  return rest.Get(&count) ? static_cast<size_t>(count) : 0;
}

// Floor division of m by a positive divisor, m scaled up by `factor` first.
QuotientRemainder DivideFloor(Int128 m, UInt128 factor, UInt256 divisor, bool* negative) {
  auto [quotient, remainder] = DivideWide(value::WideProduct(Magnitude(m), factor), divisor);
  *negative = m < 0;
  if (m < 0 && !(remainder == UInt256())) {
    quotient = Sum(quotient, UInt128{1});
    remainder = Difference(divisor, remainder);
  }
  return {quotient, remainder};
}

// Floors every part (negated if `mirrored`) to a count of units; keeps the remainders.
bool FloorParts(std::span<const Int128> parts, bool mirrored, const GroupRounding& rounding,
                std::vector<Int128>* counts, std::vector<UInt256>* remainders) {
  const int shift = rounding.unit_scale - rounding.scale;
  const auto factor = static_cast<UInt128>(value::PowerOfTen(std::max(shift, 0)));
  const auto drop = static_cast<UInt128>(value::PowerOfTen(std::max(-shift, 0)));
  const UInt256 divisor = value::WideProduct(static_cast<UInt128>(rounding.unit), drop);
  for (const Int128 part : parts) {
    bool negative = false;
    const QuotientRemainder floor = DivideFloor(mirrored ? -part : part, factor, divisor, &negative);
    Int128 count = 0;
    if (!ToMantissa(negative, floor.quotient, &count)) return false;
    counts->push_back(count);
    remainders->push_back(floor.remainder);
  }
  return true;
}

bool IsMirrored(Int128 total, std::span<const Int128> parts) {
  if (total != 0) return total < 0;
  const auto first = std::find_if(parts.begin(), parts.end(), [](Int128 part) { return part != 0; });
  return first != parts.end() && *first < 0;
}

bool TimesUnit(std::vector<Int128>* counts, Int128 unit) {
  return std::all_of(counts->begin(), counts->end(),
                     [unit](Int128& count) { return ToMantissa(value::SignedProduct(count, unit), &count); });
}

}  // namespace

namespace {

// SplitLargestRemainder; the index of the part with the largest remainder goes to `*largest`, of those
// without any the first that has a weight. No part has if all weights are 0.
ErrorCode Divide(Int128 total, std::span<const Int128> weights, std::vector<Int128>* parts, size_t* largest) {
  UInt256 whole;
  for (const Int128 weight : weights) {
    if (weight < 0) return ErrorCode::NegativeWeight;
    whole = Sum(whole, Magnitude(weight));
  }
  parts->assign(weights.size(), 0);
  *largest = weights.size();
  if (whole == UInt256()) return ErrorCode::None;

  std::vector<UInt256> remainders(weights.size());
  for (size_t i = 0; i < weights.size(); ++i) {
    const UInt256 product = value::WideProduct(Magnitude(total), Magnitude(weights[i]));
    const auto [quotient, remainder] = DivideWide(product, whole);
    (*parts)[i] = static_cast<Int128>(quotient.low);  // at most |total|
    remainders[i] = remainder;
    const bool is_first = *largest == weights.size() && weights[i] != 0;
    if (is_first || (weights[i] != 0 && remainders[*largest] < remainder)) *largest = i;
  }
  AddToLargest(remainders, Leftover(total < 0 ? -total : total, *parts), parts);
  if (total < 0) Negate(parts);
  return ErrorCode::None;
}

}  // namespace

ErrorCode SplitLargestRemainder(Int128 total, std::span<const Int128> weights, std::vector<Int128>* parts) {
  size_t largest = 0;
  return Divide(total, weights, parts, &largest);
}

ErrorCode SplitExactly(Int128 total, const GroupRounding& rounding, std::span<const Int128> weights,
                       std::vector<Int128>* parts) {
  if (rounding.unit <= 0) return ErrorCode::BadUnit;
  const int scale = value::AddScale(rounding.scale, rounding.unit_scale);
  Int128 whole = 0;
  Int128 unit = 0;
  if (!value::Rescale(total, rounding.scale, scale, &whole) ||
      !value::Rescale(rounding.unit, rounding.unit_scale, scale, &unit)) {
    return ErrorCode::Overflow;
  }
  size_t largest = 0;
  const ErrorCode error = Divide(whole / unit, weights, parts, &largest);
  if (error != ErrorCode::None) return error;
  if (!TimesUnit(parts, unit)) return ErrorCode::Overflow;
  if (largest < parts->size()) (*parts)[largest] += whole % unit;
  return ErrorCode::None;
}

ErrorCode SplitAmount(Int128 total, const GroupRounding& rounding, std::span<const Int128> weights,
                      std::vector<Int128>* rounded) {
  if (rounding.unit <= 0) return ErrorCode::BadUnit;
  Int128 whole = 0;
  if (!RoundToUnit(total, rounding.scale, rounding.unit, rounding.unit_scale, rounding.mode, &whole)) {
    return ErrorCode::Overflow;
  }
  const ErrorCode error = SplitLargestRemainder(whole / rounding.unit, weights, rounded);
  if (error != ErrorCode::None) return error;
  return TimesUnit(rounded, rounding.unit) ? ErrorCode::None : ErrorCode::Overflow;
}

ErrorCode RoundGroup(std::span<const Int128> parts, const GroupRounding& rounding,
                     std::vector<Int128>* rounded) {
  if (rounding.unit <= 0) return ErrorCode::BadUnit;
  value::ExactSum sum;
  for (const Int128 part : parts) sum.Add(part);
  Int128 total = 0;
  Int128 target = 0;
  if (!sum.Get(&total) ||
      !RoundToUnit(total, rounding.scale, rounding.unit, rounding.unit_scale, rounding.mode, &target)) {
    return ErrorCode::Overflow;
  }
  const bool mirrored = IsMirrored(total, parts);
  rounded->clear();
  std::vector<UInt256> remainders;
  if (!FloorParts(parts, mirrored, rounding, rounded, &remainders)) return ErrorCode::Overflow;
  // The floors fall short of the sum by less than the number of parts that have a remainder, and
  // the target is next to the sum, so every extra unit goes to a part with a remainder.
  const Int128 units = target / rounding.unit;
  AddToLargest(remainders, Leftover(mirrored ? -units : units, *rounded), rounded);
  if (mirrored) Negate(rounded);
  return TimesUnit(rounded, rounding.unit) ? ErrorCode::None : ErrorCode::Overflow;
}

}  // namespace incent::kernels
