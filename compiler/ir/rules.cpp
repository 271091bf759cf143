#include "compiler/ir/rules.h"

#include <array>

namespace incent::ir {
namespace {

struct Rule {
  Op op;
  uint32_t places;
  uint32_t attributes;
  Reads reads;
};

constexpr auto kRules = std::to_array<Rule>({
#define INCENT_RULE(op, type_rule, range_rule, places, attributes, reads) \
  {Op::op, places, attributes, Reads::reads},
#include "compiler/ir/rules.def"
#undef INCENT_RULE
});

// Both tables are indexed by Op, so their order must agree.
constexpr bool InOrder() {
  for (size_t i = 0; i < kRules.size(); ++i) {
    if (static_cast<size_t>(kRules[i].op) != i) return false;
  }
  return kRules.size() == static_cast<size_t>(Op::Probe) + 1;
}
static_assert(InOrder(), "rules.def must have the rows of ops.def, in their order");

const Rule& RuleOf(Op op) {
  return kRules[static_cast<size_t>(op)];
}

}  // namespace

uint32_t PlacesOf(Op op) {
  return RuleOf(op).places;
}
uint32_t AttributesOf(Op op) {
  return RuleOf(op).attributes;
}
Reads ReadsOf(Op op) {
  return RuleOf(op).reads;
}

std::string PlaceProblem(Op op, StageClass stage_class, const Domain& domain) {
  const uint32_t places = PlacesOf(op);
  const bool ordered = stage_class == StageClass::Fold || stage_class == StageClass::Scan;
  if ((places & kFoldOrScan) != 0 && !ordered) return "stands only in FOLD and SCAN stages";
  if ((places & kMergeStage) != 0 && stage_class != StageClass::Merge) return "stands only in MERGE stages";
  if ((places >> static_cast<int>(domain.kind) & 1) == 0) return "does not exist in this domain";
  return {};
}

bool IsCoarser(const Domain& coarse, const Domain& fine) {
  if (coarse.kind == fine.kind && coarse.kind != DomainKind::Cells && coarse.kind != DomainKind::Periods)
    return false;
  switch (coarse.kind) {
    case DomainKind::Unit:
      return true;
    case DomainKind::People:
      return HasParticipant(fine.kind);
    case DomainKind::Periods:
      if (fine.kind == DomainKind::Lines || fine.kind == DomainKind::Cells) break;
      if (fine.kind != DomainKind::Periods || coarse.granule == fine.granule) return false;
      break;
    case DomainKind::Cells:
      if (fine.kind == DomainKind::Lines) break;
      if (fine.kind != DomainKind::Cells || coarse.granule == fine.granule) return false;
      break;
    default:
      return false;
  }
  return fine.kind == DomainKind::Lines || value::Nests(fine.granule, coarse.granule);
}

Domain Canonical(const Domain& domain) {
  Domain result{domain.kind};
  if (domain.kind == DomainKind::Periods || domain.kind == DomainKind::Cells) result.granule = domain.granule;
  if (domain.kind == DomainKind::Rows || domain.kind == DomainKind::Lines) result.index = domain.index;
  return result;
}

}  // namespace incent::ir
