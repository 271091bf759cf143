#pragma once

#include <map>
#include <vector>

#include "compiler/ir/module.h"

// Number planning: which values of a stage fit machine numbers, and why.
//
// From what is known of the values that come from outside (bounds of the schema, smallest and largest of a
// column) it bounds every value and every step on the way to it. What stays below 2^53 is an integer in a
// double, exactly; what stays below 2^63, a 64-bit integer; below 10^38, a 128-bit integer; the rest, and ops
// that look beyond numbers, is left to the reference interpreter.
namespace incent::numbers {

using value::Int128;

// What carries a value through compiled code.
enum class Carrier : uint8_t {
  None,     // nothing: it does not fit
  Flag,     // one bit
  Double,   // an integer of at most 2^53 in magnitude
  Integer,  // 64 bits
  Wide,     // 128 bits
};

inline constexpr Int128 kMaxDouble = Int128{1} << 53;
inline constexpr Int128 kMaxInteger = (Int128{1} << 63) - 1;
// Magnitudes are cut off at the largest mantissa: there nobody knows whether a step overflows.
inline constexpr Int128 kMaxWide = value::kMaxMantissa - 1;
// Up to here, the quotient of a rounding needs no correction (see compiler/codegen/llvm/emit_round.cpp).
inline constexpr Int128 kMaxQuickRound = Int128{1} << 49;

// What is known of a value from outside before a row is read.
struct Source {
  ir::Range range;
  // In some rows there is null or an error. Their mantissa is stored as 0.
  bool may_lack = false;
};

struct Target {
  bool has_fma = true;  // without it, rounding in doubles is not exact
};

struct Value {
  Carrier carrier = Carrier::None;
  bool computed = false;  // compiled code can compute it from its operands; else it comes from outside
  bool may_lack = false;  // null in some rows; errors never reach compiled code
  ir::Range range;        // holds 0 where may_lack
  Int128 largest = 0;     // magnitude met on the way to a computed value: the reason for its carrier
};

// One Value per instruction of `stage`. Instructions missing in `sources` are taken at their static range,
// as something that may lack a value.
std::vector<Value> PlanNumbers(const ir::Module& module, const ir::Stage& stage,
                               const std::map<ir::InstId, Source>& sources, const Target& target = {});

// Magnitudes are cut off at the largest mantissa.
Int128 Magnitude(const ir::Range& range);

// In memory, the value may take more than 64 bits.
inline bool IsWide(const Value& value) {
  return Magnitude(value.range) > kMaxInteger;
}

// The scales at which a tier op compares and multiplies: of x and all bounds, and of all values.
struct TierScales {
  int bound = 0;
  int value = 0;
};
TierScales ScalesOfTiers(const ir::Stage& stage, const ir::Instruction& inst);

// How many digits a division appends to the dividend, so that the quotient of integers has the result's
// scale.
int DigitsOfDividend(const ir::Stage& stage, const ir::Instruction& inst);

}  // namespace incent::numbers
