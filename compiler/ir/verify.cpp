#include "compiler/ir/verify.h"

#include "compiler/ir/equal.h"
#include "compiler/ir/parse.h"
#include "compiler/ir/print.h"
#include "compiler/ir/verify_rules.h"

namespace incent::ir {
namespace {

void VerifyText(const Module& module, Violations& violations) {
  const ParsedModule parsed = Parse(Print(module));
  if (!parsed.module) {
    violations.Add("V16", "line " + std::to_string(parsed.line), parsed.problem);
  } else if (!EqualButSpans(module, *parsed.module)) {
    violations.Add("V16", "module", "its text form gives another module");
  }
}

}  // namespace

void Violations::Add(std::string_view rule, std::string_view place, std::string_view what) {
  list_.push_back(std::string(rule) + " " + std::string(place) + ": " + std::string(what));
}

std::string PlaceOf(const Stage& stage) {
  return "stage " + stage.name;
}
std::string PlaceOf(const Stage& stage, const Instruction& inst) {
  return PlaceOf(stage) + " %" + inst.name + " = " + std::string(FactsOf(inst.op).text);
}

std::vector<std::string> VerifyMeaning(const Module& module) {
  Violations violations;
  VerifyStructure(module, violations);
  if (!violations.empty()) return violations.Take();
  VerifyStages(module, violations);
  for (const Stage& stage : module.stages) VerifyInstructions(module, stage, violations);
  VerifyLedger(module, violations);
  return violations.Take();
}

std::vector<std::string> Verify(const Module& module) {
  std::vector<std::string> broken = VerifyMeaning(module);
  if (!broken.empty()) return broken;
  Violations violations;
  VerifyText(module, violations);
  return violations.Take();
}

}  // namespace incent::ir
