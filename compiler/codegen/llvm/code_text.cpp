#include "compiler/codegen/llvm/code_text.h"

#include <llvm/IR/Constants.h>
#include <llvm/IR/Instructions.h>

#include <type_traits>

#include "compiler/base/check.h"

namespace incent::codegen {

namespace {

// What an operand is; its bytes follow.
enum class Kind : uint8_t { Local, Function, Integer, Real, Data, Text };

class Writer {
 public:
  explicit Writer(std::string& text) : text_(text) {}

  void Write(const llvm::Function& function) {
    Write(function.getName());
    Write(function.getFunctionType());
    Write(llvm::StringRef(function.getAttributes().getAsString(llvm::AttributeList::FunctionIndex)));
    locals_.clear();
    for (const llvm::Argument& argument : function.args()) Number(argument);
    for (const llvm::BasicBlock& block : function) {
      Number(block);
      for (const llvm::Instruction& inst : block) Number(inst);
    }
    Write(function.size());
    for (const llvm::BasicBlock& block : function) {
      Write(block.size());
      for (const llvm::Instruction& inst : block) Write(inst);
    }
  }

 private:
  void Number(const llvm::Value& local) { locals_.try_emplace(&local, locals_.size()); }

  template <typename T>
    requires std::is_trivially_copyable_v<T> && (!std::is_pointer_v<T>)
  void Write(const T& plain) {
    text_.append(reinterpret_cast<const char*>(&plain), sizeof plain);
  }

  void Write(llvm::StringRef string) {
    Write(string.size());
    text_.append(string.data(), string.size());
  }

  void Write(const llvm::APInt& bits) {
    Write(bits.getBitWidth());
    for (unsigned word = 0; word < bits.getNumWords(); ++word) Write(bits.getRawData()[word]);
  }

  void Write(const llvm::Type* type) {
    Write(type->getTypeID());
    Write(type->getScalarSizeInBits());
    if (const auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(type)) Write(vector->getNumElements());
    if (const auto* array = llvm::dyn_cast<llvm::ArrayType>(type)) Write(array->getNumElements());
    Write(type->getNumContainedTypes());
    for (const llvm::Type* part : type->subtypes()) Write(part);
  }

  void Write(const llvm::Instruction& inst) {
    Write(inst.getOpcode());
    Write(inst.getRawSubclassOptionalData());  // what may be assumed, such as that nothing overflows
    Write(inst.getType());
    Write(inst.getNumOperands());
    for (const llvm::Value* operand : inst.operands()) WriteOperand(*operand);
    WriteRest(inst);
  }

  // What is not an operand.
  void WriteRest(const llvm::Instruction& inst) {
    INCENT_CHECK(!inst.hasMetadata() && !inst.isVolatile(), "kernels are written without either");
    if (const auto* compare = llvm::dyn_cast<llvm::CmpInst>(&inst)) Write(compare->getPredicate());
    if (const auto* address = llvm::dyn_cast<llvm::GetElementPtrInst>(&inst))
      Write(address->getSourceElementType());
    if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&inst)) Write(load->getAlign());
    if (const auto* store = llvm::dyn_cast<llvm::StoreInst>(&inst)) Write(store->getAlign());
    if (const auto* room = llvm::dyn_cast<llvm::AllocaInst>(&inst)) {
      Write(room->getAllocatedType());
      Write(room->getAlign());
    }
    if (const auto* call = llvm::dyn_cast<llvm::CallInst>(&inst))
      INCENT_CHECK(call->getAttributes().isEmpty() && !call->isTailCall(), "kernels call without either");
    if (const auto* phi = llvm::dyn_cast<llvm::PHINode>(&inst)) {
      for (const llvm::BasicBlock* block : phi->blocks()) WriteOperand(*block);
    }
    if (const auto* shuffle = llvm::dyn_cast<llvm::ShuffleVectorInst>(&inst)) {
      for (const int index : shuffle->getShuffleMask()) Write(index);
    }
  }

  void WriteOperand(const llvm::Value& value) {
    if (const auto local = locals_.find(&value); local != locals_.end()) {
      Write(Kind::Local);
      Write(local->second);
    } else if (const auto* function = llvm::dyn_cast<llvm::Function>(&value)) {
      Write(Kind::Function);
      Write(function->getName());
    } else {
      WriteConstant(llvm::cast<llvm::Constant>(value));
    }
  }

  void WriteConstant(const llvm::Constant& constant) {
    if (const auto* integer = llvm::dyn_cast<llvm::ConstantInt>(&constant)) {
      Write(Kind::Integer);
      Write(integer->getValue());
      return;
    }
    if (const auto* real = llvm::dyn_cast<llvm::ConstantFP>(&constant)) {
      Write(Kind::Real);
      Write(real->getValueAPF().bitcastToAPInt());
      return;
    }
    if (const auto* data = llvm::dyn_cast<llvm::ConstantDataVector>(&constant)) {
      Write(Kind::Data);
      Write(data->getType());
      Write(data->getRawDataValues());
      return;
    }
    // The few others, by what LLVM writes.
    std::string printed;
    llvm::raw_string_ostream stream(printed);
    constant.print(stream);
    Write(Kind::Text);
    Write(llvm::StringRef(printed));
  }

  std::string& text_;
  llvm::DenseMap<const llvm::Value*, size_t> locals_;
};

}  // namespace

void AppendCode(const llvm::Module& module, std::string& text) {
  Writer writer(text);
  for (const llvm::Function& function : module) writer.Write(function);
}

}  // namespace incent::codegen
