#include "compiler/codegen/llvm/emitter.h"

#include "compiler/base/check.h"

namespace incent::codegen {

using numbers::Carrier;

namespace {

// The fields of KernelArguments, in order.
enum ArgumentField : unsigned {
  kInputs,
  kInputStates,
  kMaps,
  kLiterals,
  kNumbers,
  kOutputs,
  kOutputStates,
  kAside,
};

constexpr uint32_t kNullState = 1;

}  // namespace

Emitter::Emitter(llvm::Module& module, const KernelSpec& spec, const std::string& name,
                 const Features& features)
    : module_(module),
      spec_(spec),
      features_(features),
      num_rows_(features.is_brief ? 1 : kRowsPerStep),
      builder_(module.getContext()),
      emitted_(spec.stage.insts.size()) {
  llvm::Type* pointer = builder_.getPtrTy();
  auto* type = llvm::FunctionType::get(builder_.getInt64Ty(), {pointer, builder_.getInt64Ty()}, false);
  function_ = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module_);
  function_->addFnAttr("prefer-vector-width", "512");
  function_->addFnAttr("min-legal-vector-width", "512");
  function_->addFnAttr(llvm::Attribute::NoUnwind);
}

std::vector<uint64_t> Emitter::Emit() {
  Begin();
  LoadInputs();
  for (const ir::InstId id : spec_.body) EmitInst(id);
  for (const ir::InstId id : spec_.required) SetAside(builder_.CreateNot(IsTrue(id)));
  StoreOutputs();
  if (features_.is_brief) TakeOutNumbers();
  builder_.SetInsertPoint(loop_);
  End();
  return std::move(numbers_);
}

llvm::Value* Emitter::PointerAt(Value array, size_t index) {
  llvm::Type* pointer = builder_.getPtrTy();
  return builder_.CreateLoad(pointer, builder_.CreateConstInBoundsGEP1_64(pointer, array, index));
}

// Everything that does not change from row to row stands before the loop.
void Emitter::Begin() {
  llvm::LLVMContext& context = module_.getContext();
  entry_ = llvm::BasicBlock::Create(context, "entry", function_);
  loop_ = llvm::BasicBlock::Create(context, "rows", function_);
  builder_.SetInsertPoint(entry_);
  Value arguments = function_->getArg(0);
  Value inputs = PointerAt(arguments, kInputs);
  Value input_states = PointerAt(arguments, kInputStates);
  Value maps = PointerAt(arguments, kMaps);
  Value literals = PointerAt(arguments, kLiterals);
  if (features_.is_brief) numbers_base_ = PointerAt(arguments, kNumbers);
  Value outputs = PointerAt(arguments, kOutputs);
  Value output_states = PointerAt(arguments, kOutputStates);
  aside_bytes_ = PointerAt(arguments, kAside);
  for (size_t k = 0; k < spec_.inputs.size(); ++k) {
    input_bases_.push_back(PointerAt(inputs, k));
    state_bases_.push_back(spec_.inputs[k].states == States::None ? nullptr : PointerAt(input_states, k));
    map_bases_.push_back(spec_.inputs[k].is_mapped ? PointerAt(maps, k) : nullptr);
  }
  for (size_t k = 0; k < spec_.outputs.size(); ++k) {
    output_bases_.push_back(PointerAt(outputs, k));
    output_state_bases_.push_back(spec_.outputs[k].has_states ? PointerAt(output_states, k) : nullptr);
  }
  llvm::Type* i64 = builder_.getInt64Ty();
  for (size_t k = 0; k < spec_.literals.size(); ++k) {
    Value literal = builder_.CreateLoad(i64, builder_.CreateConstInBoundsGEP1_64(i64, literals, k));
    literal_values_[spec_.literals[k]] = SplatOf(literal);
  }
  builder_.CreateBr(loop_);
  builder_.SetInsertPoint(loop_);
  row_ = builder_.CreatePHI(i64, 2, "row");
  row_->addIncoming(builder_.getInt64(0), entry_);
  any_aside_ = builder_.CreatePHI(builder_.getInt8Ty(), 2, "any_aside");
  any_aside_->addIncoming(builder_.getInt8(0), entry_);
}

llvm::Value* Emitter::LoadInput(const Input& input, Value base) {
  if (input.width == Width::Int128)
    return LoadWide(builder_.CreateInBoundsGEP(builder_.getInt128Ty(), base, row_));
  llvm::Type* element = builder_.getIntNTy(8U * static_cast<unsigned>(BytesOf(input.width)));
  Value address = builder_.CreateInBoundsGEP(element, base, row_);
  return builder_.CreateAlignedLoad(VectorOf(element), address, llvm::Align(1));
}

// The rows that hold no value; nullptr if all do.
llvm::Value* Emitter::LoadStates(size_t k, Emitted& emitted) {
  const Input& input = spec_.inputs[k];
  if (input.states == States::None) return emitted.lacks;
  llvm::Type* element = input.states == States::Bytes ? builder_.getInt8Ty() : builder_.getInt32Ty();
  Value address = builder_.CreateInBoundsGEP(element, state_bases_[k], row_);
  Value states = builder_.CreateAlignedLoad(VectorOf(element), address, llvm::Align(1));
  Value null = llvm::ConstantInt::get(VectorOf(element), kNullState);
  emitted.lacks = Or(emitted.lacks, builder_.CreateICmpEQ(states, null));
  Value error = builder_.CreateICmpUGT(states, null);
  SetAside(error);
  return Or(emitted.lacks, error);
}

// What the values stand for, by the input's table. Nothing is read where there is no value.
llvm::Value* Emitter::Mapped(size_t k, Value raw, Value unreadable) {
  llvm::Type* i32 = builder_.getInt32Ty();
  Value index = builder_.CreateSExt(raw, Integers());
  Value addresses = builder_.CreateGEP(i32, map_bases_[k], index);
  if (features_.is_brief) {
    // Any place that can be read.
    Value address = unreadable == nullptr ? addresses : Select(unreadable, function_->getArg(0), addresses);
    return builder_.CreateLoad(i32, address);
  }
  Value all = llvm::Constant::getAllOnesValue(Masks());
  Value mask = unreadable == nullptr ? all : builder_.CreateNot(unreadable);
  return builder_.CreateMaskedGather(VectorOf(i32), addresses, llvm::Align(4), mask,
                                     llvm::Constant::getNullValue(VectorOf(i32)));
}

void Emitter::LoadInputs() {
  for (size_t k = 0; k < spec_.inputs.size(); ++k) {
    const Input& input = spec_.inputs[k];
    Value raw = LoadInput(input, input_bases_[k]);
    Emitted emitted;
    if (input.negative_is_null)
      emitted.lacks = builder_.CreateICmpSLT(raw, llvm::Constant::getNullValue(raw->getType()));
    Value unreadable = LoadStates(k, emitted);
    if (input.is_mapped) raw = Mapped(k, raw, unreadable);
    if (CarrierOf(input.inst) == Carrier::Flag) {
      Value zero = llvm::Constant::getNullValue(raw->getType());
      emitted.value = builder_.CreateNot(IsEqual(CarrierOf(raw), raw, zero));
    } else if (CarrierOf(input.inst) == Carrier::Double && (BytesOf(input.width) <= 4 || input.is_mapped)) {
      emitted.value = builder_.CreateSIToFP(raw, Doubles());
    } else {
      const bool is_wide = input.width == Width::Int128;
      emitted.value = Converted(is_wide ? raw : builder_.CreateSExt(raw, Integers()),
                                is_wide ? Carrier::Wide : Carrier::Integer, CarrierOf(input.inst),
                                numbers::Magnitude(spec_.values[input.inst].range));
    }
    emitted_[input.inst] = emitted;
  }
}

void Emitter::StoreOutputs() {
  for (size_t k = 0; k < spec_.outputs.size(); ++k) {
    const Output& output = spec_.outputs[k];
    const Carrier stored = output.is_wide ? Carrier::Wide : Carrier::Integer;
    Value value = As(output.inst, stored);
    Value lacks = Lacks(output.inst);
    INCENT_CHECK(lacks == nullptr || output.has_states, "an output that may lack a value has states");
    if (!output.is_wide && numbers::IsWide(spec_.values[output.inst])) {
      Value is_same = IsEqualWide(ToWide(value), emitted_[output.inst].value);
      SetAside(AndNot(builder_.CreateNot(is_same), lacks));
    }
    if (lacks != nullptr) value = Select(lacks, Splat(stored, 0), value);
    if (output.is_wide) {
      StoreWide(value, builder_.CreateInBoundsGEP(builder_.getInt128Ty(), output_bases_[k], row_));
    } else {
      Value address = builder_.CreateInBoundsGEP(builder_.getInt64Ty(), output_bases_[k], row_);
      builder_.CreateAlignedStore(value, address, llvm::Align(8));
    }
    if (!output.has_states) continue;
    llvm::Type* words = VectorOf(builder_.getInt32Ty());
    Value states = lacks == nullptr ? llvm::Constant::getNullValue(words) : builder_.CreateZExt(lacks, words);
    builder_.CreateAlignedStore(
        states, builder_.CreateInBoundsGEP(builder_.getInt32Ty(), output_state_bases_[k], row_),
        llvm::Align(4));
  }
}

llvm::Value* Emitter::StoreAside() {
  llvm::Type* i8 = builder_.getInt8Ty();
  Value byte = builder_.CreateLShr(row_, builder_.getInt64(3));
  Value address = builder_.CreateInBoundsGEP(i8, aside_bytes_, byte);
  Value bits = builder_.getInt8(0);
  if (aside_ != nullptr && features_.is_brief) return StoreAsideBit(address);
  if (aside_ != nullptr) bits = builder_.CreateBitCast(aside_, i8);
  builder_.CreateStore(bits, address);
  return bits;
}

// Behind those of the rows before this one, whatever stood there.
llvm::Value* Emitter::StoreAsideBit(Value address) {
  llvm::Type* i8 = builder_.getInt8Ty();
  llvm::Type* i64 = builder_.getInt64Ty();
  Value place = builder_.CreateAnd(row_, kRowsPerStep - 1);
  Value earlier = builder_.CreateSub(builder_.CreateShl(builder_.getInt64(1), place), builder_.getInt64(1));
  Value kept = builder_.CreateAnd(builder_.CreateZExt(builder_.CreateLoad(i8, address), i64), earlier);
  Value bit = builder_.CreateShl(builder_.CreateZExt(aside_, i64), place);
  builder_.CreateStore(builder_.CreateTrunc(builder_.CreateOr(kept, bit), i8), address);
  return builder_.CreateZExt(aside_, i8);
}

void Emitter::End() {
  Value any = builder_.CreateOr(any_aside_, StoreAside());
  Value next = builder_.CreateAdd(row_, builder_.getInt64(num_rows_));
  auto* exit = llvm::BasicBlock::Create(module_.getContext(), "exit", function_);
  row_->addIncoming(next, loop_);
  any_aside_->addIncoming(any, loop_);
  builder_.CreateCondBr(builder_.CreateICmpULT(next, function_->getArg(1)), loop_, exit);
  builder_.SetInsertPoint(exit);
  builder_.CreateRet(builder_.CreateZExt(any, builder_.getInt64Ty()));
}

}  // namespace incent::codegen
