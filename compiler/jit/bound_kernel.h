#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compiler/codegen/kernel.h"
#include "compiler/jit/input_column.h"

namespace incent::jit {

// Where a kernel reads or writes one instruction: a column of all rows, or one of the rows of a chunk alone.
struct Port {
  char* values = nullptr;
  char* states = nullptr;  // not null where the kernel asks for states
  int value_bytes = 8;
  int state_bytes = 4;
  const int32_t* map = nullptr;
  bool by_chunk = false;  // row 0 is the first row of the chunk

  static Port Of(const InputColumn& column);
  // 64 or 128 bits and, unless nullptr, states.
  static Port Of(int64_t* values, eval::State* states);
  static Port Of(value::Int128* values, eval::State* states);
  Port OfChunk() const;
};

// A kernel with everything that it reads and writes. One thread at a time.
class BoundKernel {
 public:
  // Parallel to the inputs and outputs of the kernel's spec.
  BoundKernel(codegen::CompiledKernel code, std::vector<Port> inputs, std::vector<Port> outputs,
              std::vector<int64_t> literals);

  // Computes rows first .. first + count - 1, which are a chunk. `aside` has a bit for each of them, set
  // where the kernel sets the row aside; false if it sets none aside.
  bool Run(size_t first, int count, uint8_t* aside);

 private:
  uint64_t Call(size_t first, size_t at, int count, uint8_t* aside);
  uint64_t CallTail(size_t first, size_t at, int count, uint8_t* aside);
  uint64_t Enter(int count, uint8_t* aside) const;

  codegen::CompiledKernel code_;
  std::vector<Port> inputs_;
  std::vector<Port> outputs_;
  std::vector<int64_t> literals_;
  // Arguments of a call.
  std::vector<const void*> from_;
  std::vector<const void*> from_states_;
  std::vector<const int32_t*> maps_;
  std::vector<int64_t*> to_;
  std::vector<uint32_t*> to_states_;
};

}  // namespace incent::jit
