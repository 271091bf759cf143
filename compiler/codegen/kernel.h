#pragma once

#include <cstdint>
#include <vector>

#include "compiler/ir/module.h"
#include "compiler/numbers/plan.h"

// A kernel: element ops of one stage, fused into one loop over rows. What it reads and writes is columns; it
// has no branches but the loop's, no addresses but those in its arguments, and no calls but of the functions
// for 128 bits below.
namespace incent::codegen {

// How many rows a kernel takes at a time. A call covers a multiple of it.
inline constexpr int kRowsPerStep = 8;

// The integers of an input column, in the order of the machine's bytes.
enum class Width : uint8_t { Int8, Int16, Int32, Int64, Int128 };
constexpr int BytesOf(Width width) {
  return 1 << static_cast<int>(width);
}

// Whether rows of an input may be without a value: 0 a value, 1 null, from 2 on an error.
enum class States : uint8_t {
  None,   // all are values
  Bytes,  // 8 bits a row
  Words,  // 32 bits a row
};

struct Input {
  ir::InstId inst = 0;
  Width width = Width::Int64;
  States states = States::None;
  bool negative_is_null = false;  // references
  bool is_mapped = false;         // a value v stands for entry v of a table of 32-bit integers

  friend bool operator==(const Input&, const Input&) = default;
};

// A column of 64-bit integers (flags: 0 and 1), or of 128-bit ones; where rows may lack a value, 0 there, and
// a column of 32-bit states. A row whose value needs more than 64 bits is set aside unless the column is
// wide.
struct Output {
  ir::InstId inst = 0;
  bool has_states = false;
  bool is_wide = false;

  friend bool operator==(const Output&, const Output&) = default;
};

struct KernelSpec {
  const ir::Stage& stage;
  const std::vector<numbers::Value>& values;  // by instruction
  std::vector<Input> inputs;
  std::vector<ir::InstId> body;      // computed ops and constants, in the order of the stage
  std::vector<ir::InstId> literals;  // constants of `body` that only the run knows: texts
  std::vector<Output> outputs;
  std::vector<ir::InstId> required;  // flags: a row where one is not true is set aside
};

// Row 0 is the first row of the call.
struct KernelArguments {
  const void* const* inputs = nullptr;  // parallel to KernelSpec::inputs
  const void* const* input_states = nullptr;
  const int32_t* const* maps = nullptr;  // of inputs that are mapped
  const int64_t* literals = nullptr;
  const uint64_t* numbers = nullptr;  // CompiledKernel::numbers
  int64_t* const* outputs = nullptr;
  uint32_t* const* output_states = nullptr;
  // One bit a row, eight rows a byte: the row was set aside. Its outputs mean nothing, and the reference
  // interpreter has to do it.
  uint8_t* aside = nullptr;
};

// A 128-bit integer by halves, and those of one step.
struct Wide {
  uint64_t low;
  uint64_t high;
};
struct WideRows {
  uint64_t low[kRowsPerStep];
  uint64_t high[kRowsPerStep];
};
// Quotients truncated toward zero; no divisor is 0. Processors have no such division.
void DivideWideRows(WideRows* quotients, const WideRows* dividends, const WideRows* divisors);
void DivideWide(Wide* quotient, const Wide* dividend, const Wide* divisor);
// What is above 128 bits is cut off.
void MultiplyWide(Wide* product, const Wide* a, const Wide* b);

// Computes rows 0 .. num_rows - 1, a multiple of kRowsPerStep; 0 if no row was set aside.
using KernelFunction = uint64_t (*)(const KernelArguments* arguments, int64_t num_rows);

// Code, and the plan's numbers that it takes as an argument rather than having them in itself: kernels that
// differ in nothing else are one function.
struct CompiledKernel {
  KernelFunction function = nullptr;
  std::vector<uint64_t> numbers;
};
// Calls it with its numbers.
uint64_t Call(const CompiledKernel& kernel, KernelArguments arguments, int64_t num_rows);

}  // namespace incent::codegen
