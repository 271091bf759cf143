#include "tests/diff/coverage.h"

#include "compiler/ir/text_words.h"

namespace incent::diff {
namespace {

constexpr const char* kOps = "operations";
constexpr const char* kModes = "rounding modes";
constexpr const char* kClasses = "stage classes";
constexpr const char* kDomains = "domains";

constexpr const char* kModeNames[] = {"half_up", "half_even", "half_down", "away",
                                      "toward",  "floor",     "ceiling"};
constexpr const char* kClassNames[] = {"MAP", "FOLD", "SCAN", "MERGE"};
constexpr const char* kDomainNames[] = {"unit", "periods", "people", "cells", "rows", "lines"};

constexpr ir::Op kAllOps[] = {
#define INCENT_OP(name, text, operands, fail, summary) ir::Op::name,
#include "compiler/ir/ops.def"
#undef INCENT_OP
};

}  // namespace

void Coverage::Add(const ir::Module& module) {
  for (const ir::Stage& stage : module.stages) {
    ++counts_[kClasses][kClassNames[static_cast<size_t>(stage.stage_class)]];
    ++counts_[kDomains][kDomainNames[static_cast<size_t>(stage.domain.kind)]];
    if (stage.stage_class == ir::StageClass::Merge)
      ++counts_[kDomains][kDomainNames[static_cast<size_t>(stage.target.kind)]];
    for (const ir::Instruction& inst : stage.insts) {
      ++counts_[kOps][std::string(ir::FactsOf(inst.op).text)];
      if (inst.op == ir::Op::Round || inst.op == ir::Op::RoundRow)
        ++counts_[kModes][kModeNames[static_cast<size_t>(inst.attributes.mode)]];
    }
  }
}

void Coverage::Add(const Coverage& other) {
  for (const auto& [group, names] : other.counts_) {
    for (const auto& [name, count] : names) counts_[group][name] += count;
  }
}

std::vector<std::string> Coverage::Missing() const {
  std::vector<std::string> missing;
  const auto expect = [&](const char* group, std::string_view name) {
    const auto found = counts_.find(group);
    if (found == counts_.end() || found->second.find(std::string(name)) == found->second.end())
      missing.push_back(std::string(group) + ": " + std::string(name));
  };
  for (const ir::Op op : kAllOps) expect(kOps, ir::FactsOf(op).text);
  for (const char* name : kModeNames) expect(kModes, name);
  for (const char* name : kClassNames) expect(kClasses, name);
  for (const char* name : kDomainNames) expect(kDomains, name);
  return missing;
}

std::string Coverage::Table() const {
  std::string text;
  for (const auto& [group, names] : counts_) {
    text += group + ":";
    for (const auto& [name, count] : names) text += " " + name + "=" + std::to_string(count);
    text += "\n";
  }
  return text;
}

}  // namespace incent::diff
