#include "compiler/ir/builder.h"

#include <functional>

#include "compiler/base/check.h"
#include "compiler/ir/ranges.h"
#include "compiler/ir/rules.h"

namespace incent::ir {
namespace {

void Mix(size_t& hash, size_t value) {
  hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6) + (hash >> 2);
}

// Only what usually tells instructions apart; equality decides.
size_t HashOf(const Instruction& inst) {
  size_t hash = static_cast<size_t>(inst.op);
  for (const InstId operand : inst.operands) Mix(hash, operand);
  const Attributes& attributes = inst.attributes;
  Mix(hash, static_cast<size_t>(attributes.literal.number));
  Mix(hash, std::hash<std::string>()(attributes.literal.text));
  Mix(hash, std::hash<std::string>()(attributes.name));
  for (const int part : {attributes.dataset, attributes.field, attributes.output, attributes.component,
                         attributes.count, attributes.days, inst.type.scale}) {
    Mix(hash, static_cast<size_t>(part));
  }
  return hash;
}

bool SameComputation(const Instruction& a, const Instruction& b) {
  return a.op == b.op && a.operands == b.operands && a.type == b.type && a.attributes == b.attributes;
}

[[noreturn]] void Refuse(const Stage& stage, Op op, const std::string& problem) {
  const std::string what = "stage " + stage.name + ": " + std::string(FactsOf(op).text) + ": " + problem;
  base::FailCheck(__FILE__, __LINE__, what.c_str());
}

Literal NumberLiteral(Int128 number) {
  Literal literal;
  literal.number = number;
  return literal;
}

}  // namespace

StageBuilder::StageBuilder(Module& module, std::string name, StageClass stage_class, Domain domain)
    : module_(module) {
  stage_.name = std::move(name);
  stage_.stage_class = stage_class;
  stage_.domain = Canonical(domain);
}

void StageBuilder::At(DefinitionId definition, source::Span span) {
  definition_ = definition;
  span_ = span;
}

InstId StageBuilder::Add(Op op, std::vector<InstId> operands, Attributes attributes, std::string_view name) {
  return AddTyped(op, std::move(operands), std::move(attributes), types::Type::Error(), {}, name);
}

InstId StageBuilder::AddTyped(Op op, std::vector<InstId> operands, Attributes attributes, types::Type type,
                              Range range, std::string_view name) {
  std::string problem = PlaceProblem(op, stage_.stage_class, stage_.domain);
  if (!problem.empty()) Refuse(stage_, op, problem);
  Query query{module_, stage_.domain, op, {}, attributes, std::move(type), range};
  for (const InstId operand : operands) {
    if (operand >= stage_.insts.size()) Refuse(stage_, op, "no such operand");
    query.operands.push_back(&stage_.insts[operand]);
  }
  InferredType inferred = InferType(query);
  if (!inferred.ok()) Refuse(stage_, op, inferred.problem);
  const Range inferred_range = InferRange(query, inferred.type);
  return Append({op,
                 std::move(operands),
                 std::move(attributes),
                 std::move(inferred.type),
                 inferred_range,
                 definition_,
                 span_,
                 {}},
                name);
}

InstId StageBuilder::Append(Instruction instruction, std::string_view name) {
  const size_t hash = HashOf(instruction);
  const auto [begin, end] = by_hash_.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    if (SameComputation(stage_.insts[it->second], instruction)) return it->second;
  }
  const auto id = static_cast<InstId>(stage_.insts.size());
  instruction.name = UniqueName(name.empty() ? FactsOf(instruction.op).text : name);
  stage_.insts.push_back(std::move(instruction));
  by_hash_.emplace(hash, id);
  return id;
}

std::string StageBuilder::UniqueName(std::string_view wish) {
  std::string name(wish);
  const auto [entry, fresh] = names_.try_emplace(name, 1);
  if (fresh) return name;
  int& tried = entry->second;
  do {
    name = std::string(wish) + "." + std::to_string(++tried);
  } while (!names_.try_emplace(name, 1).second);
  return name;
}

InstId StageBuilder::ConstNumber(Int128 mantissa, types::Type type) {
  Attributes attributes;
  attributes.literal = NumberLiteral(mantissa);
  return AddTyped(Op::Const, {}, std::move(attributes), type.Present());
}

InstId StageBuilder::ConstFlag(bool value) {
  Attributes attributes;
  attributes.literal = NumberLiteral(value ? 1 : 0);
  return AddTyped(Op::Const, {}, std::move(attributes), types::Type::Flag());
}

InstId StageBuilder::ConstDate(value::Day day) {
  Attributes attributes;
  attributes.literal = NumberLiteral(day);
  return AddTyped(Op::Const, {}, std::move(attributes), types::Type::Date());
}

InstId StageBuilder::ConstText(std::string text, types::Type type) {
  Attributes attributes;
  attributes.literal.text = std::move(text);
  return AddTyped(Op::Const, {}, std::move(attributes), type.Present());
}

InstId StageBuilder::ConstNull(types::Type type) {
  Attributes attributes;
  attributes.literal.is_null = true;
  return AddTyped(Op::Const, {}, std::move(attributes), type.Optional());
}

bool StageBuilder::IsConstFlag(InstId id, bool value) const {
  const Instruction& inst = stage_.insts[id];
  return inst.op == Op::Const && inst.type.kind == types::Kind::Flag && !inst.attributes.literal.is_null &&
         inst.attributes.literal.number == (value ? 1 : 0);
}

InstId StageBuilder::And(InstId a, InstId b) {
  if (IsConstFlag(a, true)) return b;
  return IsConstFlag(b, true) ? a : Add(Op::And, {a, b});
}

InstId StageBuilder::Or(InstId a, InstId b) {
  if (IsConstFlag(a, false)) return b;
  return IsConstFlag(b, false) ? a : Add(Op::Or, {a, b});
}

InstId StageBuilder::Round(InstId x, Int128 unit, int unit_scale, value::RoundingMode mode,
                           std::string_view name) {
  Attributes attributes;
  attributes.unit = unit;
  attributes.unit_scale = unit_scale;
  attributes.mode = mode;
  return Add(Op::Round, {x}, std::move(attributes), name);
}

InstId StageBuilder::Guard(InstId condition, InstId value, value::ErrorCode code) {
  Attributes attributes;
  attributes.code = code;
  return Add(Op::Guard, {condition, value}, std::move(attributes));
}

InstId StageBuilder::Rise(InstId after, InstId before, std::string_view name) {
  Attributes attributes;
  attributes.purpose = Purpose::Rise;
  return Add(Op::Sub, {after, before}, std::move(attributes), name);
}

InstId StageBuilder::ZeroLike(InstId a) {
  types::Type type = TypeOf(a);
  type.scale = 0;
  return ConstNumber(0, std::move(type));
}

OutputId StageBuilder::Publish(InstId inst, std::string name, DefinitionId value_of) {
  INCENT_CHECK(inst < stage_.insts.size());
  const Instruction& published = stage_.insts[inst];
  const bool merge = stage_.stage_class == StageClass::Merge;
  const auto id = static_cast<OutputId>(module_.outputs.size());
  module_.outputs.push_back({std::move(name), kNone, inst, merge ? Canonical(stage_.target) : stage_.domain,
                             published.type, published.range, published.definition, value_of});
  stage_.outputs.emplace_back(id, inst);
  published_.push_back(id);
  return id;
}

InstId StageBuilder::Read(OutputId output, std::string_view name) {
  INCENT_CHECK(output >= 0 && static_cast<size_t>(output) < module_.outputs.size());
  const Output& source = module_.outputs[static_cast<size_t>(output)];
  Attributes attributes;
  attributes.output = output;
  const Op op = source.domain == stage_.domain ? Op::Load : Op::Bcast;
  return Add(op, {}, std::move(attributes), name.empty() ? std::string_view(source.name) : name);
}

int StageBuilder::Finish() {
  const auto index = static_cast<int>(module_.stages.size());
  for (const OutputId id : published_) module_.outputs[static_cast<size_t>(id)].stage = index;
  stage_.target = Canonical(stage_.target);
  module_.stages.push_back(std::move(stage_));
  return index;
}

}  // namespace incent::ir
