#include "compiler/base/check.h"
#include "compiler/codegen/llvm/emitter.h"

// The rows of a step: constants, conversions between carriers, and exact arithmetic on them.
namespace incent::codegen {

using numbers::Carrier;
using value::Int128;

namespace {

// Where conversions by vectors are missing: added to an integer below 2^51, this gives a double whose low
// bits are the integer.
constexpr double kShift = 6755399441055744.0;  // 2^52 + 2^51
constexpr int64_t kShiftBits = 0x4338000000000000;
constexpr Int128 kMaxShifted = Int128{1} << 51;

}  // namespace

llvm::Value* Emitter::Or(Value a, Value b) {
  if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
  return builder_.CreateOr(a, b);
}

llvm::Value* Emitter::AndNot(Value a, Value b) {
  if (a == nullptr || b == nullptr) return a;
  return builder_.CreateAnd(a, builder_.CreateNot(b));
}

llvm::Value* Emitter::Choose(Value condition, Value a, Value b) {
  if (a == nullptr && b == nullptr) return nullptr;
  Value none = llvm::Constant::getNullValue(Masks());
  return Select(condition, a == nullptr ? none : a, b == nullptr ? none : b);
}

llvm::Type* Emitter::TypeOf(Carrier carrier) {
  switch (carrier) {
    case Carrier::Double:
      return Doubles();
    case Carrier::Flag:
      return Masks();
    case Carrier::Wide:
      return WideIntegers();
    default:
      return Integers();
  }
}

llvm::Value* Emitter::Splat(Carrier carrier, Int128 mantissa) {
  if (carrier == Carrier::Double)
    return llvm::ConstantFP::get(Doubles(), static_cast<double>(static_cast<int64_t>(mantissa)));
  if (carrier == Carrier::Wide)
    return JoinWide(Splat(Carrier::Integer, static_cast<int64_t>(mantissa)),
                    Splat(Carrier::Integer, static_cast<int64_t>(mantissa >> 64)));
  return llvm::ConstantInt::get(TypeOf(carrier), static_cast<uint64_t>(mantissa), true);
}

llvm::Value* Emitter::ToDouble(Value integer, Int128 largest) {
  if (features_.converts_integers || largest >= kMaxShifted) return builder_.CreateSIToFP(integer, Doubles());
  Value shifted = builder_.CreateAdd(integer, llvm::ConstantInt::get(Integers(), kShiftBits));
  return builder_.CreateFSub(builder_.CreateBitCast(shifted, Doubles()),
                             llvm::ConstantFP::get(Doubles(), kShift));
}

llvm::Value* Emitter::ToInteger(Value number, Int128 largest) {
  if (features_.converts_integers || largest >= kMaxShifted) return builder_.CreateFPToSI(number, Integers());
  Value shifted = builder_.CreateFAdd(number, llvm::ConstantFP::get(Doubles(), kShift));
  return builder_.CreateSub(builder_.CreateBitCast(shifted, Integers()),
                            llvm::ConstantInt::get(Integers(), kShiftBits));
}

llvm::Value* Emitter::Converted(Value value, Carrier from, Carrier to, Int128 largest) {
  if (from == to) return value;
  Value integer = from == Carrier::Double ? ToInteger(value, largest)
                  : from == Carrier::Wide ? Low(value)
                                          : value;
  if (to == Carrier::Wide) return ToWide(integer);
  return to == Carrier::Double ? ToDouble(integer, largest) : integer;
}

llvm::Value* Emitter::FromFlag(Value flag, Carrier carrier) {
  if (carrier == Carrier::Double) return builder_.CreateUIToFP(flag, Doubles());
  Value bit = builder_.CreateZExt(flag, Integers());
  return carrier == Carrier::Wide ? JoinWide(bit, llvm::Constant::getNullValue(Integers())) : bit;
}

int Emitter::ScaleOf(ir::InstId id) const {
  return Inst(id).type.IsNumber() ? Inst(id).type.scale : 0;
}

llvm::Value* Emitter::As(ir::InstId id, Carrier carrier) {
  const Carrier from = CarrierOf(id);
  Value value = emitted_[id].value;
  INCENT_CHECK(value != nullptr, "an operand is computed before it is read");
  if (from == carrier) return value;
  const auto [at, added] = converted_.try_emplace({id, static_cast<int>(carrier)});
  if (!added) return at->second;
  const Int128 largest = numbers::Magnitude(spec_.values[id].range);
  if (from == Carrier::Flag) {
    at->second = FromFlag(value, carrier);
  } else if (carrier == Carrier::Flag) {
    at->second = builder_.CreateNot(IsEqual(from, value, Splat(from, 0)));
  } else {
    at->second = Converted(value, from, carrier, largest);
  }
  return at->second;
}

llvm::Value* Emitter::At(ir::InstId id, Carrier carrier, int scale) {
  const int digits = Inst(id).type.IsNumber() ? scale - ScaleOf(id) : 0;
  Value value = As(id, carrier);
  return digits == 0 ? value : Multiply(carrier, value, Splat(carrier, value::PowerOfTen(digits)));
}

Emitted Emitter::Alternative(ir::InstId id, size_t k) {
  const ir::InstId operand = OperandOf(id, k);
  return {At(operand, CarrierOf(id), ScaleOf(id)), Lacks(operand)};
}

llvm::Value* Emitter::IsTrue(ir::InstId id) {
  return AndNot(Flag(id), Lacks(id));
}

Carrier Emitter::SteppedAs(ir::InstId id, bool as_doubles) const {
  const Int128 largest = spec_.values[id].largest;
  if (as_doubles && largest <= numbers::kMaxDouble) return Carrier::Double;
  return largest <= numbers::kMaxInteger ? Carrier::Integer : Carrier::Wide;
}

llvm::Value* Emitter::Add(Carrier carrier, Value a, Value b) {
  if (carrier == Carrier::Wide) return AddWide(a, b);
  return carrier == Carrier::Double ? builder_.CreateFAdd(a, b) : builder_.CreateAdd(a, b);
}

llvm::Value* Emitter::Subtract(Carrier carrier, Value a, Value b) {
  if (carrier == Carrier::Wide) return SubtractWide(a, b);
  return carrier == Carrier::Double ? builder_.CreateFSub(a, b) : builder_.CreateSub(a, b);
}

llvm::Value* Emitter::Multiply(Carrier carrier, Value a, Value b) {
  if (carrier == Carrier::Wide) return MultiplyWide(a, b);
  return carrier == Carrier::Double ? builder_.CreateFMul(a, b) : builder_.CreateMul(a, b);
}

llvm::Value* Emitter::MultiplyAdd(Carrier carrier, Value a, Value b, Value c) {
  if (carrier == Carrier::Double)
    return builder_.CreateIntrinsic(llvm::Intrinsic::fma, {Doubles()}, {a, b, c});
  return Add(carrier, Multiply(carrier, a, b), c);
}

llvm::Value* Emitter::IsLess(Carrier carrier, Value a, Value b) {
  if (carrier == Carrier::Wide) return IsLessWide(a, b);
  return carrier == Carrier::Double ? builder_.CreateFCmpOLT(a, b) : builder_.CreateICmpSLT(a, b);
}

llvm::Value* Emitter::IsEqual(Carrier carrier, Value a, Value b) {
  if (carrier == Carrier::Wide) return IsEqualWide(a, b);
  if (a->getType() == Masks()) return builder_.CreateNot(builder_.CreateXor(a, b));
  return carrier == Carrier::Double ? builder_.CreateFCmpOEQ(a, b) : builder_.CreateICmpEQ(a, b);
}

llvm::Value* Emitter::PositivePart(Carrier carrier, Value a) {
  Value zero = Splat(carrier, 0);
  return Select(IsLess(carrier, zero, a), a, zero);
}

llvm::Value* Emitter::Smaller(Carrier carrier, Value a, Value b) {
  return Select(IsLess(carrier, a, b), a, b);
}

}  // namespace incent::codegen
