#include "compiler/jit/numbers_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/ir/print.h"
#include "runtime/value/decimal.h"

namespace incent::jit {

namespace {

std::string_view NameOf(numbers::Carrier carrier) {
  switch (carrier) {
    case numbers::Carrier::None:
      return "-";
    case numbers::Carrier::Flag:
      return "flag";
    case numbers::Carrier::Double:
      return "double";
    case numbers::Carrier::Integer:
      return "integer";
    case numbers::Carrier::Wide:
      return "wide";
  }
  return "-";
}

int BitsOf(value::Int128 magnitude) {
  int bits = 0;
  for (; magnitude > 0; magnitude /= 2) ++bits;
  return bits;
}

class Text {
 public:
  explicit Text(const PlannedNumbers& numbers)
      : numbers_(numbers), insts_(ir::PrintInsts(numbers.module, numbers.stage)) {}

  std::string Write() {
    // What one part of a level makes, another may read.
    std::map<ir::InstId, std::string_view> way_of;
    for (const ir::InstId inst : numbers_.interpreted) way_of.try_emplace(inst, "interpreted");
    for (const ir::InstId inst : numbers_.computed) way_of.try_emplace(inst, "computed");
    for (const ir::InstId inst : numbers_.read) way_of.try_emplace(inst, "read");
    for (const auto& [inst, way] : way_of) Append(inst, way);
    return std::move(text_);
  }

 private:
  void Append(ir::InstId inst, std::string_view way) {
    const numbers::Value& value = numbers_.values[inst];
    const types::Type& type = numbers_.stage.insts[inst].type;
    std::string bits = "-";
    std::string bounds;
    if (type.IsNumber()) {
      bits = std::to_string(BitsOf(std::max(value.largest, numbers::Magnitude(value.range))));
      bounds = fmt::format("{} .. {}{}", value::DecimalToText(value.range.low, type.scale),
                           value::DecimalToText(value.range.high, type.scale), value.may_lack ? "?" : "");
    }
    text_ += fmt::format("  {:<11}  {:<7}  {:>4}  {:<36}  {}\n", way, NameOf(value.carrier), bits, bounds,
                         insts_[inst]);
  }

  const PlannedNumbers& numbers_;
  const std::vector<std::string> insts_;
  std::string text_;
};

}  // namespace

std::string NumbersText(const PlannedNumbers& numbers) {
  return fmt::format("{}\n  {:<11}  {:<7}  {:>4}  {:<36}  instruction\n", numbers.title, "", "carrier",
                     "bits", "bounds (?: may be absent)") +
         Text(numbers).Write();
}

}  // namespace incent::jit
