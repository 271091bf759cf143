#include "compiler/ir/module.h"

#include <array>

namespace incent::ir {
namespace {

constexpr auto kFacts = std::to_array<OpFacts>({
#define INCENT_OP(name, text, operands, fail, summary) {text, operands, fail, summary},
#include "compiler/ir/ops.def"
#undef INCENT_OP
});

bool SamePeriod(const std::optional<value::ParsedPeriod>& a, const std::optional<value::ParsedPeriod>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->granule == b->granule && a->period == b->period;
}

bool SameSubject(const Attributes& a, const Attributes& b) {
  return a.literal == b.literal && a.dataset == b.dataset && a.field == b.field && a.output == b.output &&
         a.component == b.component && a.name == b.name && a.key == b.key && a.row_key == b.row_key &&
         SamePeriod(a.period, b.period);
}

bool SameForm(const Attributes& a, const Attributes& b) {
  return a.granule == b.granule && a.count == b.count && a.days == b.days && a.unit == b.unit &&
         a.unit_scale == b.unit_scale && a.mode == b.mode && a.code == b.code && a.hit == b.hit &&
         a.group == b.group && a.first_below == b.first_below && a.above == b.above && a.steps == b.steps &&
         a.before == b.before && a.choices == b.choices && a.subject == b.subject && a.purpose == b.purpose;
}

}  // namespace

bool operator==(const Attributes& a, const Attributes& b) {
  return SameSubject(a, b) && SameForm(a, b);
}

const OpFacts& FactsOf(Op op) {
  return kFacts[static_cast<size_t>(op)];
}

std::optional<Op> OpFromText(std::string_view text) {
  for (size_t i = 0; i < kFacts.size(); ++i) {
    if (kFacts[i].text == text) return static_cast<Op>(i);
  }
  return std::nullopt;
}

}  // namespace incent::ir
