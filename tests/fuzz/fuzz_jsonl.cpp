#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "runtime/io/json_line.h"
#include "runtime/io/utf8.h"
#include "tests/fuzz/load_laws.h"

namespace {

// The other parser makes machine numbers of numbers, and refuses those that have no room there.
bool MayOverflow(const incent::io::JsonMember& member) {
  if (member.form != incent::io::CellForm::Bare || member.text == "true" || member.text == "false")
    return false;
  return member.text.size() > 100 || member.text.find_first_of("eE") != std::string_view::npos;
}

// A line that is taken for a flat object is JSON for another parser too.
void CheckAgainstOtherParser(std::string_view line) {
  incent::io::JsonLine parser(line);
  while (const std::optional<incent::io::JsonMember> member = parser.Next()) {
    if (MayOverflow(*member)) return;
  }
  if (!parser.fault().empty() || !incent::io::IsValidUtf8(line)) return;
  incent::io::Demand(nlohmann::json::accept(line), "a line that is read is JSON", std::string(line));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  incent::io::CheckLoadLaws("D.jsonl", bytes);
  CheckAgainstOtherParser(bytes.substr(0, bytes.find('\n')));
  return 0;
}
