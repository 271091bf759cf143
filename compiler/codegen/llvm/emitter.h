#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "compiler/codegen/kernel.h"
#include "compiler/codegen/llvm/calendar.h"
#include "compiler/numbers/functions.h"

// Inside of codegen/ only: writes one kernel as LLVM IR: eight rows at a time, or, to be compiled quickly,
// one.
namespace incent::codegen {

// The values of an instruction, and in which rows there is none (nullptr: in no row). What stands where a
// value lacks, or where a row is set aside, means nothing and may lie outside of the value's range: no step
// may trap on it.
struct Emitted {
  llvm::Value* value = nullptr;
  llvm::Value* lacks = nullptr;
};

// The names of functions for 128 bits (kernel.h): all that a kernel may call.
inline constexpr const char* kDivideWideRows = "incent_divide_wide_rows";
inline constexpr const char* kDivideWide = "incent_divide_wide";
inline constexpr const char* kMultiplyWide = "incent_multiply_wide";

struct Features {
  bool converts_integers = false;  // 64-bit integers to doubles and back, by vectors (AVX-512 DQ)
  // Quick to compile counts for more than quick to run. One row at a time, in integers, and each instruction
  // one that LLVM's fast selection knows: the slow one takes twenty times as long.
  bool is_brief = false;
};

class Emitter {
 public:
  Emitter(llvm::Module& module, const KernelSpec& spec, const std::string& name, const Features& features);
  Emitter(const Emitter&) = delete;
  Emitter& operator=(const Emitter&) = delete;

  // Adds the function to the module. Gives the numbers that it takes as an argument.
  std::vector<uint64_t> Emit();

 private:
  using Value = llvm::Value*;

  // --- the loop: emit_loop.cpp ---
  void Begin();
  void LoadInputs();
  void StoreOutputs();
  void End();
  // What is set aside in this step, into its byte; not zero if any is.
  Value StoreAside();
  Value StoreAsideBit(Value address);
  Value LoadInput(const Input& input, Value base);
  Value PointerAt(Value array, size_t index);
  Value LoadStates(size_t k, Emitted& emitted);
  Value Mapped(size_t k, Value raw, Value unreadable);

  // --- numbers as an argument: take_out_numbers.cpp ---
  void TakeOutNumbers();
  Value NextNumber(const llvm::ConstantInt& number);

  // --- one instruction: emit_<group>.cpp; they fill in `emitted_` ---
  void EmitInst(ir::InstId id);
  Emitted EmitOp(ir::InstId id);
  Emitted EmitConst(ir::InstId id);
  Emitted EmitArithmetic(ir::InstId id);
  Emitted EmitProduct(ir::InstId id);
  Emitted EmitDivide(ir::InstId id);
  Emitted EmitSign(ir::InstId id);
  Emitted EmitExtreme(ir::InstId id);
  Emitted EmitRound(ir::InstId id);
  Emitted EmitCompare(ir::InstId id);
  Emitted EmitJunction(ir::InstId id);
  Emitted EmitNot(ir::InstId id);
  Emitted EmitPresence(ir::InstId id);
  Emitted EmitCoalesce(ir::InstId id);
  Emitted EmitUnwrap(ir::InstId id);
  Emitted EmitSelect(ir::InstId id);
  Emitted EmitGuard(ir::InstId id);
  Emitted EmitHit(ir::InstId id);
  Emitted EmitChoose(ir::InstId id);
  Emitted EmitPick(ir::InstId id);
  Emitted EmitTierMarginal(ir::InstId id);
  Emitted EmitTierValue(ir::InstId id);
  Emitted EmitTierInterp(ir::InstId id);
  Emitted EmitTierPortion(ir::InstId id);
  Emitted EmitFunction(ir::InstId id);
  // An operand of a function, as 32-bit integers.
  Value DayOf(ir::InstId id, Value lacks);
  Value ShiftOf(ir::InstId id, int longest, Value lacks);
  Value ShiftedDate(ir::InstId id, Value days, bool may_leave);
  Value LacksAny(ir::InstId id);
  // Rows whose bounds, at `scale`, descend.
  Value Descends(ir::InstId id, numbers::Carrier carrier, int scale);
  // x / divisor, rounded; `largest` bounds x.
  Value Quotient(numbers::Carrier carrier, Value x, value::Int128 divisor, value::Int128 largest,
                 value::RoundingMode mode);
  Value EmitQuickRound(Value x, double divisor);
  Value EmitRoundDouble(Value x, double divisor, value::RoundingMode mode);
  Value EmitRoundInteger(Value x, int64_t divisor, value::RoundingMode mode);
  Value EmitRoundWide(Value x, value::Int128 divisor, value::RoundingMode mode);
  // Away from zero where `remainder` of the magnitude says so.
  Value Rounded(Value magnitude, Value remainder, Value divisor, Value is_negative, value::RoundingMode mode);
  // Rounds half to even what has more than 18 digits behind the point.
  Value CutTo18(numbers::Carrier carrier, Value x, int scale, value::Int128 largest);
  // Truncated toward zero; no divisor is 0. Of integers, wide or not.
  Value Divide(numbers::Carrier carrier, Value dividend, Value divisor);
  void CorrectQuotient(numbers::Carrier carrier, Value d, Value& q, Value& r);
  Value RoundsAway(Value remainder, Value rest, Value is_odd, Value is_negative, value::RoundingMode mode);
  // Flags: the conditions of a table, and those that have an earlier true one.
  std::vector<Value> TrueConditions(ir::InstId id, size_t count, size_t stride);
  Value DiffersFrom(const Emitted& a, const Emitted& b);

  // --- operands ---
  const ir::Instruction& Inst(ir::InstId id) const { return spec_.stage.insts[id]; }
  ir::InstId OperandOf(ir::InstId id, size_t k) const { return Inst(id).operands[k]; }
  // Doubles are integers too, and integers are enough for one row.
  numbers::Carrier CarrierOf(ir::InstId id) const {
    const numbers::Carrier carrier = spec_.values[id].carrier;
    return features_.is_brief && carrier == numbers::Carrier::Double ? numbers::Carrier::Integer : carrier;
  }
  int ScaleOf(ir::InstId id) const;
  // The value of `id` as `carrier` carries it, numbers at a scale that is not smaller than their own.
  Value As(ir::InstId id, numbers::Carrier carrier);
  Value At(ir::InstId id, numbers::Carrier carrier, int scale);
  // Operand k of `id`, in the carrier and at the scale of the result.
  Emitted Alternative(ir::InstId id, size_t k);
  Value Flag(ir::InstId id) { return As(id, numbers::Carrier::Flag); }
  Value Lacks(ir::InstId id) const { return emitted_[id].lacks; }
  Value IsTrue(ir::InstId id);  // present and true
  // What carries the steps on the way to `id`: integers, or doubles if these are welcome and enough.
  numbers::Carrier SteppedAs(ir::InstId id, bool as_doubles) const;
  // What carries a comparison of these numbers.
  numbers::Carrier ComparedAs(ir::InstId id, ir::InstId a, ir::InstId b) const {
    return SteppedAs(id,
                     CarrierOf(a) == numbers::Carrier::Double || CarrierOf(b) == numbers::Carrier::Double);
  }

  // --- the rows of a step ---
  Value Or(Value a, Value b);  // nullptr: no row
  Value AndNot(Value a, Value b);
  Value Choose(Value condition, Value a, Value b);  // masks, nullptr: no row
  Value Splat(numbers::Carrier carrier, value::Int128 mantissa);
  // What carries a number of this type.
  numbers::Carrier CarrierOf(Value value);
  Value FromFlag(Value flag, numbers::Carrier carrier);
  // A number of magnitude `largest` at most, which fits both.
  Value Converted(Value value, numbers::Carrier from, numbers::Carrier to, value::Int128 largest);
  Value ToDouble(Value integer, value::Int128 largest);
  Value ToInteger(Value number, value::Int128 largest);
  Value Add(numbers::Carrier carrier, Value a, Value b);
  Value Subtract(numbers::Carrier carrier, Value a, Value b);
  Value Multiply(numbers::Carrier carrier, Value a, Value b);
  // a * b + c, where every step is exact.
  Value MultiplyAdd(numbers::Carrier carrier, Value a, Value b, Value c);
  Value IsLess(numbers::Carrier carrier, Value a, Value b);
  Value IsAtMost(numbers::Carrier carrier, Value a, Value b) {
    return Builder().CreateNot(IsLess(carrier, b, a));
  }
  Value IsEqual(numbers::Carrier carrier, Value a, Value b);
  Value PositivePart(numbers::Carrier carrier, Value a);
  Value Smaller(numbers::Carrier carrier, Value a, Value b);
  Value Select(Value condition, Value a, Value b);

  // --- 128 bits: emit_wide.cpp ---
  Value Half(Value wide, unsigned half);
  Value Low(Value wide) { return Half(wide, 0); }
  Value High(Value wide) { return Half(wide, 1); }
  Value JoinWide(Value low, Value high);
  Value ToWide(Value integer);
  Value AddWide(Value a, Value b);
  Value SubtractWide(Value a, Value b);
  Value MultiplyWide(Value a, Value b);
  Value HighProduct(Value a, Value b);
  // By a function of eight rows, and by one of a single row.
  Value CalledForRows(const char* function, Value a, Value b);
  Value Called(const char* function, Value a, Value b);
  void Call(const char* function, Value result, Value a, Value b);
  llvm::AllocaInst* Room(llvm::Type* type, llvm::Align align);
  Value IsLessWide(Value a, Value b);
  Value IsEqualWide(Value a, Value b);
  // Between the halves of a vector and a column, where they alternate.
  Value LoadWide(Value address);
  void StoreWide(Value wide, Value address);

  void SetAside(Value rows) { aside_ = Or(aside_, rows); }

  llvm::IRBuilder<>& Builder() { return builder_; }
  llvm::Type* Doubles() { return VectorOf(builder_.getDoubleTy()); }
  llvm::Type* Integers() { return VectorOf(builder_.getInt64Ty()); }
  // The lower halves of all rows, then the higher ones: what halves do is done by vectors. Of one row: the
  // address of its halves.
  llvm::Type* WideIntegers();
  llvm::Type* Masks() { return VectorOf(builder_.getInt1Ty()); }
  // Of as many as a step has rows.
  llvm::Type* VectorOf(llvm::Type* type) { return codegen::VectorOf(type, num_rows_); }
  llvm::Type* WidePair() { return llvm::ArrayType::get(builder_.getInt64Ty(), 2); }
  Value SplatOf(Value value) { return num_rows_ == 1 ? value : builder_.CreateVectorSplat(num_rows_, value); }
  llvm::Type* TypeOf(numbers::Carrier carrier);

  llvm::Module& module_;
  const KernelSpec& spec_;
  const Features& features_;
  const unsigned num_rows_;  // of a step
  llvm::IRBuilder<> builder_;
  llvm::Function* function_ = nullptr;
  llvm::BasicBlock* entry_ = nullptr;
  llvm::BasicBlock* loop_ = nullptr;
  llvm::PHINode* row_ = nullptr;
  llvm::PHINode* any_aside_ = nullptr;
  Value aside_ = nullptr;
  Value aside_bytes_ = nullptr;
  std::vector<Value> input_bases_;
  std::vector<Value> state_bases_;
  std::vector<Value> map_bases_;
  std::vector<Value> output_bases_;
  std::vector<Value> output_state_bases_;
  std::map<ir::InstId, Value> literal_values_;
  Value numbers_base_ = nullptr;
  std::vector<uint64_t> numbers_;
  std::array<llvm::AllocaInst*, 3> rooms_{};               // for the result and the operands of eight rows
  std::vector<Emitted> emitted_;                           // by instruction
  std::map<std::pair<ir::InstId, int>, Value> converted_;  // by instruction and carrier
};

}  // namespace incent::codegen
