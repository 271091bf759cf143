#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/value/error_code.h"
#include "runtime/value/int128.h"

// The scalar functions of the standard library, by name: what the IR's `call` runs.
namespace incent::kernels {

using value::ErrorCode;
using value::Int128;

// A number, or a date as its day number (scale 0).
struct KernelValue {
  Int128 units = 0;
  int scale = 0;
  bool is_null = false;
};

// The static scale of a kernel's result: a constant, or that of one argument.
struct ResultScale {
  enum class Rule : uint8_t { Fixed, OfArgument };
  Rule rule = Rule::Fixed;
  int number = 0;  // the scale, or the argument's index
};

struct Kernel {
  std::string_view name;
  int min_args = 0;
  int max_args = 0;
  ResultScale result_scale;
  uint32_t nullable_args = 0;  // bit i: argument i may be null; any other null makes the result null
  // Sets `out->units` only. Called through CallKernel, which has checked nulls and count.
  ErrorCode (*call)(std::span<const KernelValue> args, KernelValue* out) = nullptr;
  std::string_view english_doc;
};

// All kernels, in ascending order of name.
std::span<const Kernel> AllKernels();

// nullptr if there is none.
const Kernel* FindKernel(std::string_view name);

// The result's scale; `arg_scales` has at least `min_args` entries.
int ResultScaleOf(const Kernel& kernel, std::span<const int> arg_scales);

// Runs `kernel`. The count of `args` must be in min_args..max_args; an argument left out at the end
// counts as null. On an error `*out` is unspecified. Errors: those of the kernel's doc.
[[nodiscard]] ErrorCode CallKernel(const Kernel& kernel, std::span<const KernelValue> args, KernelValue* out);

}  // namespace incent::kernels
