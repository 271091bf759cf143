#include <cstddef>
#include <cstdint>

#include "tests/fuzz/reading_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  incent::fuzz::CheckReading("Row.jsonl", {reinterpret_cast<const char*>(data), size});
  return 0;
}
