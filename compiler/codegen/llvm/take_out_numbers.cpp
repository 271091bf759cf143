#include <llvm/IR/Constants.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>

#include "compiler/codegen/llvm/emitter.h"

// Rates, bounds, divisors and other numbers become an argument, one for each place where one stands: plans
// repeat rules with other numbers, and their kernels are then the same code.
namespace incent::codegen {

namespace {

// Operands of others, like the distance of a shift, say what code it is.
bool ComputesWithNumbers(const llvm::Instruction& inst) {
  if (llvm::isa<llvm::CmpInst, llvm::SelectInst, llvm::StoreInst>(inst)) return true;
  if (const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&inst))
    return call->getIntrinsicID() == llvm::Intrinsic::fma ||
           call->getIntrinsicID() == llvm::Intrinsic::copysign;
  return llvm::isa<llvm::BinaryOperator>(inst) && !inst.isShift() && !inst.isBitwiseLogicOp();
}

// Rows `first` .. of a vector, if they are one number. What means nothing is none.
llvm::Constant* NumberOf(const llvm::Constant& vector, unsigned first) {
  llvm::Constant* number = vector.getAggregateElement(first);
  if (!llvm::isa_and_nonnull<llvm::ConstantInt, llvm::ConstantFP>(number)) return nullptr;
  for (unsigned row = 1; row < kRowsPerStep; ++row) {
    if (vector.getAggregateElement(first + row) != number) return nullptr;
  }
  return number;
}

}  // namespace

void Emitter::TakeOutNumbers() {
  for (llvm::Instruction& inst : *loop_) {
    if (!ComputesWithNumbers(inst)) continue;
    builder_.SetInsertPoint(&inst);
    for (llvm::Use& operand : inst.operands()) {
      const auto* constant = llvm::dyn_cast<llvm::Constant>(operand.get());
      Value number = constant == nullptr ? nullptr : TakenOut(*constant);
      if (number != nullptr) operand.set(number);
    }
  }
}

llvm::Value* Emitter::TakenOut(const llvm::Constant& constant) {
  llvm::Type* type = constant.getType();
  if (type == WideIntegers()) {
    llvm::Constant* low = NumberOf(constant, 0);
    llvm::Constant* high = NumberOf(constant, kRowsPerStep);
    if (low == nullptr || high == nullptr || constant.isNullValue()) return nullptr;
    Value lower = NextNumber(*low);
    return JoinWide(lower, NextNumber(*high));
  }
  if (type != Doubles() && type != Integers()) return nullptr;
  llvm::Constant* number = NumberOf(constant, 0);
  // Signs and masks, not numbers of a plan.
  if (number == nullptr || number->isNullValue() || number->isAllOnesValue()) return nullptr;
  return NextNumber(*number);
}

llvm::Value* Emitter::NextNumber(const llvm::Constant& number) {
  const auto* real = llvm::dyn_cast<llvm::ConstantFP>(&number);
  const llvm::APInt bits = real != nullptr ? real->getValueAPF().bitcastToAPInt()
                                           : llvm::cast<llvm::ConstantInt>(number).getValue();
  Value address = builder_.CreateConstInBoundsGEP1_64(builder_.getInt64Ty(), numbers_base_, numbers_.size());
  numbers_.push_back(bits.getZExtValue());
  return builder_.CreateVectorSplat(kRowsPerStep, builder_.CreateLoad(number.getType(), address));
}

}  // namespace incent::codegen
