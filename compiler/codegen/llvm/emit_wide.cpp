#include <array>

#include "compiler/codegen/llvm/emitter.h"

// 128-bit integers: the processor has none, but vectors of their halves. Of a single row the halves stand in
// a place of their own, which is written once.
namespace incent::codegen {

using numbers::Carrier;

namespace {

constexpr size_t kRows = kRowsPerStep;
constexpr unsigned kHalfWord = 32;

// Indices first, first + stride, ...
template <size_t count>
constexpr std::array<int, count> Every(size_t first, size_t stride) {
  std::array<int, count> indices{};
  for (size_t i = 0; i < count; ++i) indices[i] = static_cast<int>(first + i * stride);
  return indices;
}

// From halves one after the other to halves of a row side by side.
constexpr std::array<int, 2 * kRows> Alternating() {
  std::array<int, 2 * kRows> indices{};
  for (size_t row = 0; row < kRows; ++row) {
    indices[2 * row] = static_cast<int>(row);
    indices[2 * row + 1] = static_cast<int>(kRows + row);
  }
  return indices;
}

}  // namespace

// What was joined is taken apart again by looking at it: that leaves less to compile.
llvm::Value* Emitter::Half(Value wide, unsigned half) {
  llvm::Type* i64 = builder_.getInt64Ty();
  if (features_.is_brief)
    return builder_.CreateLoad(i64, builder_.CreateConstInBoundsGEP1_64(i64, wide, half));
  auto* joined = llvm::dyn_cast<llvm::ShuffleVectorInst>(wide);
  if (joined != nullptr && joined->isConcat()) return joined->getOperand(half);
  return builder_.CreateShuffleVector(wide, Every<kRows>(half * kRows, 1));
}

llvm::Value* Emitter::JoinWide(Value low, Value high) {
  if (features_.is_brief) {
    Value room = Room(WidePair(), llvm::Align(8));
    builder_.CreateStore(low, room);
    builder_.CreateStore(high, builder_.CreateConstInBoundsGEP1_64(builder_.getInt64Ty(), room, 1));
    return room;
  }
  return builder_.CreateShuffleVector(low, high, Every<2 * kRows>(0, 1));
}

llvm::Type* Emitter::WideIntegers() {
  if (features_.is_brief) return builder_.getPtrTy();
  return llvm::FixedVectorType::get(builder_.getInt64Ty(), 2 * kRowsPerStep);
}

llvm::Value* Emitter::ToWide(Value integer) {
  return JoinWide(integer, builder_.CreateAShr(integer, 63));
}

llvm::Value* Emitter::AddWide(Value a, Value b) {
  Value low = builder_.CreateAdd(Low(a), Low(b));
  Value carry = builder_.CreateZExt(builder_.CreateICmpULT(low, Low(a)), Integers());
  return JoinWide(low, builder_.CreateAdd(builder_.CreateAdd(High(a), High(b)), carry));
}

llvm::Value* Emitter::SubtractWide(Value a, Value b) {
  Value borrow = builder_.CreateZExt(builder_.CreateICmpULT(Low(a), Low(b)), Integers());
  return JoinWide(builder_.CreateSub(Low(a), Low(b)),
                  builder_.CreateSub(builder_.CreateSub(High(a), High(b)), borrow));
}

// The higher half of the product of two 64-bit numbers without a sign, from products of their halves.
llvm::Value* Emitter::HighProduct(Value a, Value b) {
  Value mask = llvm::ConstantInt::get(Integers(), (uint64_t{1} << kHalfWord) - 1);
  const auto low = [&](Value x) { return builder_.CreateAnd(x, mask); };
  const auto high = [&](Value x) { return builder_.CreateLShr(x, kHalfWord); };
  Value a_low = low(a);
  Value a_high = high(a);
  Value b_low = low(b);
  Value b_high = high(b);
  Value second = builder_.CreateMul(a_high, b_low);
  Value third = builder_.CreateMul(a_low, b_high);
  Value carried = builder_.CreateAdd(high(builder_.CreateMul(a_low, b_low)), low(second));
  Value middle = builder_.CreateAdd(carried, low(third));
  return builder_.CreateAdd(builder_.CreateAdd(builder_.CreateMul(a_high, b_high), high(second)),
                            builder_.CreateAdd(high(third), high(middle)));
}

// Two's complement: the signs are in the products with the higher halves, and what is above 128 bits is cut
// off.
llvm::Value* Emitter::MultiplyWide(Value a, Value b) {
  if (features_.is_brief) return Called(kMultiplyWide, a, b);
  Value a_low = Low(a);
  Value b_low = Low(b);
  Value mixed = builder_.CreateAdd(builder_.CreateMul(High(a), b_low), builder_.CreateMul(a_low, High(b)));
  return JoinWide(builder_.CreateMul(a_low, b_low), builder_.CreateAdd(HighProduct(a_low, b_low), mixed));
}

llvm::AllocaInst* Emitter::Room(llvm::Type* type, llvm::Align align) {
  llvm::AllocaInst* room = llvm::IRBuilder<>(&*entry_->getFirstInsertionPt()).CreateAlloca(type);
  room->setAlignment(align);
  return room;
}

void Emitter::Call(const char* function, Value result, Value a, Value b) {
  llvm::Type* pointer = builder_.getPtrTy();
  const llvm::FunctionCallee callee = module_.getOrInsertFunction(
      function, llvm::FunctionType::get(builder_.getVoidTy(), {pointer, pointer, pointer}, false));
  builder_.CreateCall(callee, {result, a, b});
}

llvm::Value* Emitter::CalledForRows(const char* function, Value a, Value b) {
  const llvm::Align align(64);
  for (llvm::AllocaInst*& room : rooms_) {
    if (room == nullptr) room = Room(WideIntegers(), align);
  }
  const auto [result, left, right] = rooms_;
  builder_.CreateAlignedStore(a, left, align);
  builder_.CreateAlignedStore(b, right, align);
  Call(function, result, left, right);
  return builder_.CreateAlignedLoad(a->getType(), result, align);
}

llvm::Value* Emitter::Called(const char* function, Value a, Value b) {
  Value result = Room(WidePair(), llvm::Align(8));
  Call(function, result, a, b);
  return result;
}

llvm::Value* Emitter::IsLessWide(Value a, Value b) {
  Value lower =
      builder_.CreateAnd(builder_.CreateICmpEQ(High(a), High(b)), builder_.CreateICmpULT(Low(a), Low(b)));
  return builder_.CreateOr(builder_.CreateICmpSLT(High(a), High(b)), lower);
}

llvm::Value* Emitter::IsEqualWide(Value a, Value b) {
  return builder_.CreateAnd(builder_.CreateICmpEQ(High(a), High(b)), builder_.CreateICmpEQ(Low(a), Low(b)));
}

llvm::Value* Emitter::LoadWide(Value address) {
  if (features_.is_brief) return address;
  Value halves = builder_.CreateAlignedLoad(WideIntegers(), address, llvm::Align(1));
  return JoinWide(builder_.CreateShuffleVector(halves, Every<kRows>(0, 2)),
                  builder_.CreateShuffleVector(halves, Every<kRows>(1, 2)));
}

void Emitter::StoreWide(Value wide, Value address) {
  if (features_.is_brief) {
    builder_.CreateStore(Low(wide), address);
    builder_.CreateStore(High(wide), builder_.CreateConstInBoundsGEP1_64(builder_.getInt64Ty(), address, 1));
    return;
  }
  builder_.CreateAlignedStore(builder_.CreateShuffleVector(wide, Alternating()), address, llvm::Align(8));
}

llvm::Value* Emitter::Select(Value condition, Value a, Value b) {
  if (features_.is_brief && a->getType() == Masks())
    return Or(builder_.CreateAnd(condition, a), AndNot(b, condition));
  if (!features_.is_brief && a->getType() == WideIntegers()) condition = JoinWide(condition, condition);
  return builder_.CreateSelect(condition, a, b);
}

Carrier Emitter::CarrierOf(Value value) {
  if (value->getType() == Doubles()) return Carrier::Double;
  return value->getType() == WideIntegers() ? Carrier::Wide : Carrier::Integer;
}

}  // namespace incent::codegen
