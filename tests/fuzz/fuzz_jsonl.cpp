#include <cstddef>
#include <cstdint>

#include "tests/fuzz/load_laws.h"
#include "tests/support/other_json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  incent::io::CheckLoadLaws("D.jsonl", bytes);
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  // A line without a character is no row to us, and no JSON to the other.
  if (line.empty() || line == "\r") return 0;
  const std::string difference = incent::io::DifferenceToOtherJson(line);
  incent::io::Demand(difference.empty(), "a line is read as another parser reads it", difference);
  return 0;
}
