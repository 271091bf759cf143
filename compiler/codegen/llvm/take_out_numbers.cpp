#include <llvm/IR/Constants.h>
#include <llvm/IR/Instructions.h>

#include "compiler/codegen/llvm/emitter.h"

// Rates, bounds, divisors and other numbers become an argument, one for each place where one stands: plans
// repeat rules with other numbers, and their kernels are then the same code.
namespace incent::codegen {

namespace {

// Operands of others, like the distance of a shift, say what code it is.
bool ComputesWithNumbers(const llvm::Instruction& inst) {
  if (llvm::isa<llvm::CmpInst, llvm::SelectInst, llvm::StoreInst>(inst)) return true;
  return llvm::isa<llvm::BinaryOperator>(inst) && !inst.isShift() && !inst.isBitwiseLogicOp();
}

// Signs and masks are not numbers of a plan, and smaller integers are of dates.
bool IsNumber(const llvm::ConstantInt& constant) {
  return constant.getBitWidth() == 64 && !constant.isZero() && !constant.isMinusOne();
}

}  // namespace

void Emitter::TakeOutNumbers() {
  for (llvm::Instruction& inst : *loop_) {
    if (!ComputesWithNumbers(inst)) continue;
    builder_.SetInsertPoint(&inst);
    for (llvm::Use& operand : inst.operands()) {
      const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(operand.get());
      if (constant != nullptr && IsNumber(*constant)) operand.set(NextNumber(*constant));
    }
  }
}

llvm::Value* Emitter::NextNumber(const llvm::ConstantInt& number) {
  llvm::Type* i64 = builder_.getInt64Ty();
  Value address = builder_.CreateConstInBoundsGEP1_64(i64, numbers_base_, numbers_.size());
  numbers_.push_back(number.getZExtValue());
  return builder_.CreateLoad(i64, address);
}

}  // namespace incent::codegen
