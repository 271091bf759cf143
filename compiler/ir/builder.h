#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/module.h"

namespace incent::ir {

// Appends instructions to one stage, with type and range worked out from the operands by the rules of
// infer.h. Equal instructions (op, operands, attributes, type) are made once. Type errors are bugs of the
// caller: INCENT_CHECK.
class StageBuilder {
 public:
  StageBuilder(Module& module, std::string name, StageClass stage_class, Domain domain);

  // Where the next instructions come from, for messages and traces.
  void At(DefinitionId definition, source::Span span);

  InstId Add(Op op, std::vector<InstId> operands, Attributes attributes = {}, std::string_view name = "");
  // For ops whose type does not follow from operands (const, col, load, lookup, call, ...).
  InstId AddTyped(Op op, std::vector<InstId> operands, Attributes attributes, types::Type type, Range range,
                  std::string_view name = "");

  InstId ConstNumber(Int128 mantissa, types::Type type);
  InstId ConstFlag(bool value);
  InstId ConstDate(value::Day day);
  InstId ConstText(std::string text, types::Type type);
  InstId ConstNull(types::Type type);

  // Publishes an instruction; the output keeps its type and range.
  OutputId Publish(InstId inst, std::string name);
  // Load or Bcast, by the output's domain against the stage's. For a Merge stage with a finer domain too.
  InstId Read(OutputId output);

  Stage& stage() { return stage_; }
  Module& module() { return module_; }
  const Instruction& operator[](InstId id) const { return stage_.insts[id]; }
  const types::Type& TypeOf(InstId id) const { return stage_.insts[id].type; }

  // Appends the stage to the module (in execution order) and returns its index. The builder is spent.
  int Finish();

 private:
  Module& module_;
  Stage stage_;
  std::vector<OutputId> published_;  // get their stage number in Finish
  DefinitionId definition_ = kNone;
  source::Span span_;
};

}  // namespace incent::ir
