#include "compiler/jit/bound_kernel.h"

#include <array>
#include <cstring>

namespace incent::jit {

using codegen::kRowsPerStep;

namespace {

// Of the row that is `at` rows behind the first of a chunk.
char* AddressOf(char* rows, int bytes, bool by_chunk, size_t first, size_t at) {
  return rows == nullptr ? nullptr : rows + (by_chunk ? at : first + at) * static_cast<size_t>(bytes);
}
char* ValuesAt(const Port& port, size_t first, size_t at) {
  return AddressOf(port.values, port.value_bytes, port.by_chunk, first, at);
}
char* StatesAt(const Port& port, size_t first, size_t at) {
  return AddressOf(port.states, port.state_bytes, port.by_chunk, first, at);
}

// Room for one step of one port.
struct Step {
  alignas(64) std::array<char, sizeof(value::Int128) * kRowsPerStep> values{};
  std::array<char, sizeof(uint32_t) * kRowsPerStep> states{};
};

}  // namespace

// Kernels write to no port of an input.
Port Port::Of(const InputColumn& column) {
  return {.values = static_cast<char*>(const_cast<void*>(column.data)),
          .states = static_cast<char*>(const_cast<void*>(column.states)),
          .value_bytes = codegen::BytesOf(column.width),
          .state_bytes = column.state_kind == codegen::States::Bytes ? 1 : 4,
          .map = column.map == nullptr ? nullptr : column.map->data()};
}

Port Port::Of(int64_t* values, eval::State* states) {
  return {.values = reinterpret_cast<char*>(values), .states = reinterpret_cast<char*>(states)};
}

Port Port::Of(value::Int128* values, eval::State* states) {
  return {.values = reinterpret_cast<char*>(values),
          .states = reinterpret_cast<char*>(states),
          .value_bytes = sizeof(value::Int128)};
}

Port Port::OfChunk() const {
  Port port = *this;
  port.by_chunk = true;
  return port;
}

BoundKernel::BoundKernel(codegen::CompiledKernel code, std::vector<Port> inputs, std::vector<Port> outputs,
                         std::vector<int64_t> literals)
    : code_(std::move(code)),
      inputs_(std::move(inputs)),
      outputs_(std::move(outputs)),
      literals_(std::move(literals)),
      from_(inputs_.size()),
      from_states_(inputs_.size()),
      to_(outputs_.size()),
      to_states_(outputs_.size()) {
  for (const Port& port : inputs_) maps_.push_back(port.map);
}

bool BoundKernel::Run(size_t first, int count, uint8_t* aside) {
  const int whole = count / kRowsPerStep * kRowsPerStep;
  uint64_t any = 0;
  if (whole > 0) any |= Call(first, 0, whole, aside);
  if (whole < count) any |= CallTail(first, static_cast<size_t>(whole), count - whole, aside + whole / 8);
  return any != 0;
}

uint64_t BoundKernel::Enter(int count, uint8_t* aside) const {
  const codegen::KernelArguments arguments{.inputs = from_.data(),
                                           .input_states = from_states_.data(),
                                           .maps = maps_.data(),
                                           .literals = literals_.data(),
                                           .outputs = to_.data(),
                                           .output_states = to_states_.data(),
                                           .aside = aside};
  return codegen::Call(code_, arguments, count);
}

// `count` is a multiple of kRowsPerStep.
uint64_t BoundKernel::Call(size_t first, size_t at, int count, uint8_t* aside) {
  for (size_t k = 0; k < inputs_.size(); ++k) {
    from_[k] = ValuesAt(inputs_[k], first, at);
    from_states_[k] = StatesAt(inputs_[k], first, at);
  }
  for (size_t k = 0; k < outputs_.size(); ++k) {
    to_[k] = reinterpret_cast<int64_t*>(ValuesAt(outputs_[k], first, at));
    to_states_[k] = reinterpret_cast<uint32_t*>(StatesAt(outputs_[k], first, at));
  }
  return Enter(count, aside);
}

// The last rows of a chunk are not a whole step: they are copied to where there is room for one.
uint64_t BoundKernel::CallTail(size_t first, size_t at, int count, uint8_t* aside) {
  std::vector<Step> steps(inputs_.size() + outputs_.size());
  const auto rows = static_cast<size_t>(count);
  for (size_t k = 0; k < inputs_.size(); ++k) {
    const Port& port = inputs_[k];
    std::memcpy(steps[k].values.data(), ValuesAt(port, first, at),
                rows * static_cast<size_t>(port.value_bytes));
    from_[k] = steps[k].values.data();
    from_states_[k] = steps[k].states.data();
    if (port.states == nullptr) continue;
    std::memcpy(steps[k].states.data(), StatesAt(port, first, at),
                rows * static_cast<size_t>(port.state_bytes));
  }
  Step* out = steps.data() + inputs_.size();
  for (size_t k = 0; k < outputs_.size(); ++k) {
    to_[k] = reinterpret_cast<int64_t*>(out[k].values.data());
    to_states_[k] = reinterpret_cast<uint32_t*>(out[k].states.data());
  }
  Enter(kRowsPerStep, aside);
  *aside = static_cast<uint8_t>(*aside & ((1U << rows) - 1));
  for (size_t k = 0; k < outputs_.size(); ++k) {
    const Port& port = outputs_[k];
    std::memcpy(ValuesAt(port, first, at), out[k].values.data(),
                rows * static_cast<size_t>(port.value_bytes));
    if (port.states == nullptr) continue;
    std::memcpy(StatesAt(port, first, at), out[k].states.data(),
                rows * static_cast<size_t>(port.state_bytes));
  }
  return *aside;
}

}  // namespace incent::jit
