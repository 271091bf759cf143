#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "compiler/ir/parse.h"
#include "compiler/ir/verify.h"
#include "compiler/passes/optimize.h"

// Any bytes: a line with a mistake, or a module that Verify judges; what verifies still does after the
// passes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto parsed = incent::ir::Parse({reinterpret_cast<const char*>(data), size});
  if (!parsed.module || !incent::ir::Verify(*parsed.module).empty()) return 0;
  for (const bool keep : {true, false}) {
    incent::passes::Optimize(*parsed.module, {.keep_unread_outputs = keep});
    if (!incent::ir::Verify(*parsed.module).empty()) std::abort();
  }
  return 0;
}
