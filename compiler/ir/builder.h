#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/ir/module.h"

namespace incent::ir {

// Appends instructions to one stage, with type and range worked out from the operands by the rules of
// infer.h and ranges.h. Equal instructions (op, operands, attributes, type) are made once. Type errors and
// ops out of place are bugs of the caller: the process ends with what is wrong.
class StageBuilder {
 public:
  StageBuilder(Module& module, std::string name, StageClass stage_class, Domain domain);

  // Where the next instructions come from, for messages and traces.
  void At(DefinitionId definition, source::Span span);

  // `name` is a wish: it is made unique in the stage. Without one, the op's text is used.
  InstId Add(Op op, std::vector<InstId> operands, Attributes attributes = {}, std::string_view name = "");
  // For ops whose type does not follow from operands (const, col, rowcol, field, gather, param, rescale,
  // call). `range` counts for call only; else the rules know better.
  InstId AddTyped(Op op, std::vector<InstId> operands, Attributes attributes, types::Type type,
                  Range range = {}, std::string_view name = "");

  InstId ConstNumber(Int128 mantissa, types::Type type);
  InstId ConstFlag(bool value);
  InstId ConstDate(value::Day day);
  InstId ConstText(std::string text, types::Type type);
  InstId ConstNull(types::Type type);

  // Short forms of what lowering writes most.
  InstId Not(InstId flag) { return Add(Op::Not, {flag}); }
  InstId And(InstId a, InstId b);  // a constant true is left out
  InstId Or(InstId a, InstId b);   // a constant false is left out
  InstId Select(InstId condition, InstId then, InstId otherwise) {
    return Add(Op::Select, {condition, then, otherwise});
  }
  InstId Round(InstId x, Int128 unit, int unit_scale, value::RoundingMode mode, std::string_view name = "");
  InstId Guard(InstId condition, InstId value, value::ErrorCode code);
  // By how much a level rose.
  InstId Rise(InstId after, InstId before, std::string_view name = "");
  // `a` at its unit, 0: what `select` or `coalesce` take beside it.
  InstId ZeroLike(InstId a);

  // Publishes an instruction; the output keeps its type and range. In a MERGE stage it lives in
  // stage().target, which must be set before.
  OutputId Publish(InstId inst, std::string name, DefinitionId value_of = kNone);
  // The value is that of a definition which is worked out here.
  void Name(InstId inst, DefinitionId definition) { stage_.names.push_back({inst, definition}); }
  // `load` from the stage's own domain, `bcast` from a coarser one. A MERGE stage reads from the domain
  // that it aggregates, not from its target.
  InstId Read(OutputId output, std::string_view name = "");

  Stage& stage() { return stage_; }
  Module& module() { return module_; }
  const Instruction& operator[](InstId id) const { return stage_.insts[id]; }
  const types::Type& TypeOf(InstId id) const { return stage_.insts[id].type; }

  // Appends the stage to the module (in execution order) and returns its index. The builder is spent.
  int Finish();

 private:
  InstId Append(Instruction instruction, std::string_view name);
  std::string UniqueName(std::string_view wish);
  bool IsConstFlag(InstId id, bool value) const;

  Module& module_;
  Stage stage_;
  std::vector<OutputId> published_;  // get their stage number in Finish
  std::unordered_multimap<size_t, InstId> by_hash_;
  std::unordered_map<std::string, int> names_;  // -> the last number tried
  DefinitionId definition_ = kNone;
  source::Span span_;
};

}  // namespace incent::ir
