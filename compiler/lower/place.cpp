#include "compiler/ast/print.h"
#include "compiler/lower/lowering.h"

// Small questions about the place where an expression is lowered.
namespace incent::lower {

namespace {

bool IsPlainZero(const ir::Instruction& inst) {
  return inst.op == Op::Const && inst.type.IsNumber() && inst.type.unit.IsPlain() && !inst.type.optional &&
         inst.attributes.literal.number == 0;
}

}  // namespace

InstId PeriodEdge(Place& at, Op op, value::Granule granule) {
  ir::Attributes attributes;
  attributes.granule = granule;
  return at.b.Add(op, {}, attributes);
}

InstId OwnEnd(Place& at) {
  return at.grain.kind == GrainKind::Line ? at.b.Add(Op::LineDate, {})
                                          : PeriodEdge(at, Op::PeriodEnd, at.grain.granule);
}

InstId ShiftDate(Place& at, InstId date, int months, int days) {
  ir::Attributes attributes;
  attributes.count = months;
  attributes.days = days;
  return at.b.Add(Op::DateAdd, {date}, attributes);
}

ir::Domain DomainOf(Lowering& l, const Grain& grain) {
  switch (grain.kind) {
    case GrainKind::Company:
      return {ir::DomainKind::Unit, value::Granule::Month, ir::kNone};
    case GrainKind::CompanyPeriod:
      return {ir::DomainKind::Periods, grain.granule, ir::kNone};
    case GrainKind::Person:
      return {ir::DomainKind::People, value::Granule::Month, ir::kNone};
    case GrainKind::PersonPeriod:
      return {ir::DomainKind::Cells, grain.granule, ir::kNone};
    case GrainKind::Row:
      return {ir::DomainKind::Rows, value::Granule::Month, grain.index};
    case GrainKind::Line:
      return {ir::DomainKind::Lines, value::Granule::Month, EnsureCredit(l, grain.index)};
  }
  return {};
}

ir::StageClass ClassOf(const Grain& grain) {
  if (grain.kind == GrainKind::Line) return ir::StageClass::Fold;
  return grain.kind == GrainKind::PersonPeriod ? ir::StageClass::Scan : ir::StageClass::Map;
}

InstId FitZero(Place& at, InstId value, types::Type like) {
  const ir::Instruction& inst = at.b[value];
  if (!like.IsNumber() || like.unit.IsPlain() || !IsPlainZero(inst)) return value;
  return at.b.ConstNumber(0, types::Type::Number(0, like.unit));
}

InstId Compared(Place& at, Op op, InstId a, InstId b) {
  return at.b.Add(op, {FitZero(at, a, at.b.TypeOf(b)), FitZero(at, b, at.b.TypeOf(a))});
}

InstId Masked(Place& at, InstId mask, InstId value) {
  ir::Attributes attributes;
  attributes.purpose = ir::Purpose::Mask;
  return at.b.Add(Op::Select, {mask, value, at.b.ZeroLike(value)}, attributes);
}

InstId Demanded(Place& at, InstId value, value::ErrorCode code) {
  if (!at.b.TypeOf(value).optional) return value;
  const InstId present = at.b.Add(Op::Present, {value});
  return at.b.Guard(present, at.b.Add(Op::Unwrap, {value, present}), code);
}

bool HasDate(const Place& at) {
  return at.grain.kind == GrainKind::Line || at.grain.HasTime() || at.date.has_value();
}

InstId DateOf(Lowering& l, Place& at) {
  if (at.grain.kind == GrainKind::Line) return at.b.Add(Op::LineDate, {});
  if (at.grain.HasTime()) {
    const InstId end = PeriodEdge(at, Op::PeriodEnd, at.grain.granule);
    return l.facts().until ? at.b.Add(Op::Min, {end, at.b.ConstDate(*l.facts().until)}) : end;
  }
  INCENT_CHECK(at.date.has_value(), "a parameter is read where there is no date");
  return *at.date;
}

InstId InPlan(Lowering& l, Place& at) {
  const InstId last = OwnEnd(at);
  const InstId first =
      at.grain.kind == GrainKind::Line ? last : PeriodEdge(at, Op::PeriodStart, at.grain.granule);
  const InstId begun = at.b.Add(Op::CmpGe, {last, at.b.ConstDate(l.facts().from)});
  return l.facts().until ? at.b.And(begun, at.b.Add(Op::CmpLe, {first, at.b.ConstDate(*l.facts().until)}))
                         : begun;
}

InstId MayPay(Lowering& l, Place& at) {
  const InstId eligible =
      l.module.eligible != ir::kNone ? at.b.Read(l.module.eligible) : at.b.ConstFlag(true);
  return at.b.And(eligible, InPlan(l, at));
}

std::pair<value::Day, value::Day> FixedDays(const Lowering& l, const ast::Window& window) {
  switch (window.kind) {
    case ast::WindowKind::Period: {
      const auto parsed = value::ParsePeriod(window.period);
      return {value::PeriodStart(parsed->granule, parsed->period),
              value::PeriodEnd(parsed->granule, parsed->period)};
    }
    case ast::WindowKind::Plan:
      return {l.facts().from, l.facts().until.value_or(value::kLastDay)};
    default:
      return {value::kFirstDay, value::kLastDay};
  }
}

ir::Group LowerGroup(Lowering& l, int definition, const ast::Expr* group) {
  if (group == nullptr) return {};
  const auto& call = static_cast<const ast::Call&>(*group);
  const auto word = static_cast<resolve::GroupWord>(l.program.SymbolOf(call.callee.id)->index);
  if (word == resolve::GroupWord::Everyone) return {ir::GroupKind::Everyone, ir::kNone};
  const std::string name = "group " + ast::Print(*call.args[0]);
  auto [it, fresh] = l.folds.try_emplace(name, ir::kNone);
  if (fresh) {
    const Grain person{GrainKind::Person, value::Granule::Month, -1};
    StageBuilder b(l.module, name, ir::StageClass::Map, DomainOf(l, person));
    b.At(definition, group->span);
    Place inner{b, person, definition, true, std::nullopt, std::nullopt};
    const OutputId output = b.Publish(LowerExpr(l, inner, *call.args[0]), name);
    b.Finish();
    l.folds[name] = output;
  }
  return {ir::GroupKind::SameKey, l.folds[name]};
}

}  // namespace incent::lower
