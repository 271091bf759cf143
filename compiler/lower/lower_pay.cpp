#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/lower/lowering.h"

// What reaches the ledger: pays, badges, clawbacks; and asserts, which can hold it back.
namespace incent::lower {
namespace {

using types::Type;

StageBuilder BeginStage(Lowering& l, int definition, const Grain& grain) {
  const ast::Item& item = *l.Definition(definition).item;
  const ir::Domain domain = DomainOf(l, grain);
  StageBuilder b(l.module, item.name.text, ClassOf(grain), domain);
  b.stage().definition = definition;
  b.At(definition, item.span);
  return b;
}

OutputId Finish(Lowering& l, StageBuilder& b, int definition, InstId value, std::optional<InstId> posting,
                const Grain& grain) {
  const ir::ComponentId component =
      AddComponent(l, definition, b.TypeOf(value), grain.kind == GrainKind::Line);
  b.stage().ledger.push_back({component, value, posting});
  const std::string& name = l.Definition(definition).name();
  const OutputId output = b.Publish(value, name);
  if (posting) l.posting_dates[definition] = b.Publish(*posting, name + ".on");
  b.Finish();
  return output;
}

// What one pay gave for the line up to `date`: nothing while it is held, or posted later.
InstId PaidUpTo(Lowering& l, Place& at, int pay, InstId date) {
  const InstId paid = at.b.Read(EnsureValue(l, pay), "paid");
  InstId when = at.b.Add(Op::LineDate, {});
  if (const auto it = l.posting_dates.find(pay); it != l.posting_dates.end()) {
    const InstId posted = at.b.Read(it->second);
    if (!at.b.TypeOf(posted).optional) {
      when = posted;
    } else {
      const InstId present = at.b.Add(Op::Present, {posted});
      const InstId known = at.b.Add(Op::Unwrap, {posted, present});
      return Masked(at, at.b.And(present, at.b.Add(Op::CmpLe, {known, date})), paid);
    }
  }
  return Masked(at, at.b.Add(Op::CmpLe, {when, date}), paid);
}

struct Recovery {
  InstId applies;
  InstId date;
  InstId share;
};

Recovery LowerRecovery(Lowering& l, Place& at, const ast::Clawback& clawback) {
  const InstId when = LowerExpr(l, at, *clawback.when);
  const InstId date = LowerExpr(l, at, *clawback.on);
  const InstId share = LowerExpr(l, at, *clawback.recover);
  const InstId zero = at.b.ConstNumber(0, Type::Number(0));
  const InstId one = at.b.ConstNumber(1, Type::Number(0));
  const InstId good = at.b.And(at.b.Add(Op::CmpGe, {share, zero}), at.b.Add(Op::CmpLe, {share, one}));
  return {when, date, Masked(at, when, at.b.Guard(good, share, value::ErrorCode::RecoverRange))};
}

// Other clawbacks of the same pay that are written before or after this one.
std::vector<int> Rivals(const Lowering& l, int definition, const ast::Clawback& clawback) {
  std::vector<int> rivals;
  for (const int other : l.program.plans[static_cast<size_t>(l.plan)].definitions) {
    const auto* rule = l.Definition(other).item->As<ast::Clawback>();
    if (rule == nullptr || other == definition) continue;
    bool same = false;
    for (const ast::Ident& a : rule->of) {
      for (const ast::Ident& b : clawback.of) same |= a.text == b.text;
    }
    if (same) rivals.push_back(other);
  }
  return rivals;
}

// Several events on one line take back no more than was paid: an event takes what earlier ones left.
InstId LimitedShare(Lowering& l, Place& at, int definition, const ast::Clawback& clawback,
                    const Recovery& own) {
  StageBuilder& b = at.b;
  InstId taken = b.ConstNumber(0, Type::Number(0));
  bool any = false;
  for (const int other : Rivals(l, definition, clawback)) {
    const Recovery rival = LowerRecovery(l, at, static_cast<const ast::Clawback&>(*l.Definition(other).item));
    const Op earlier = other < definition ? Op::CmpLe : Op::CmpLt;
    InstId before = rival.applies;
    before = b.And(before, b.Add(earlier, {rival.date, own.date}));
    taken = b.Add(Op::Add, {taken, Masked(at, before, rival.share)});
    any = true;
  }
  if (!any) return own.share;
  const InstId one = b.ConstNumber(1, Type::Number(0));
  const InstId after = b.Add(Op::Min, {b.Add(Op::Add, {taken, own.share}), one});
  return b.Add(Op::Sub, {after, b.Add(Op::Min, {taken, one})});
}

// Pays that an assert names.
void CollectPays(const Lowering& l, const ast::Expr& expr, std::vector<int>& pays) {
  if (const auto* name = expr.As<ast::Name>()) {
    const int definition = l.program.DefinitionOf(name->id);
    if (definition >= 0 && l.Definition(definition).item->Is<ast::Pay>()) pays.push_back(definition);
    return;
  }
  ast::ForEachChild(expr, [&](const auto& child) {
    if constexpr (std::is_base_of_v<ast::Expr, std::decay_t<decltype(child)>>) CollectPays(l, child, pays);
  });
}

}  // namespace

ir::ComponentId AddComponent(Lowering& l, int definition, const Type& type, bool by_line) {
  const ast::Item& item = *l.Definition(definition).item;
  const auto component = static_cast<ir::ComponentId>(l.module.components.size());
  l.module.components.push_back({item.name.text, item.label.value_or(""), type, definition, by_line});
  l.components[definition] = component;
  return component;
}

InstId FirstInWindow(Lowering& l, Place& at, const ast::Grain& grain) {
  ir::Attributes attributes;
  InstId counts = at.b.ConstFlag(true);
  if (grain.over && grain.over->kind == ast::WindowKind::Unit) {
    attributes.granule = check::GranuleOf(grain.over->unit);
  } else if (grain.over && grain.over->kind == ast::WindowKind::Plan) {
    counts = InPlan(l, at);
  }
  return at.b.Add(Op::ScanFirst, {counts}, attributes, "first");
}

OutputId LowerPay(Lowering& l, int definition, const ast::Pay& pay) {
  const Grain grain = *l.FactsOf(definition).grain;
  StageBuilder b = BeginStage(l, definition, grain);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  InstId mask = MayPay(l, at);
  if (l.FactsOf(definition).first_only) mask = b.And(mask, FirstInWindow(l, at, pay.grain));
  const ClauseResult result = LowerClauses(l, at, pay.clauses, true, mask);
  return Finish(l, b, definition, result.value, result.posting, grain);
}

OutputId LowerBadge(Lowering& l, int definition, const ast::Badge& badge) {
  const Grain grain = *l.FactsOf(definition).grain;
  StageBuilder b = BeginStage(l, definition, grain);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  InstId mask = MayPay(l, at);
  if (badge.grain.choice == ast::LineChoice::First) mask = b.And(mask, FirstInWindow(l, at, badge.grain));
  const InstId value = b.And(mask, LowerExpr(l, at, *badge.when));
  b.stage().steps.push_back({"when", badge.when->span, value});
  return Finish(l, b, definition, value, std::nullopt, grain);
}

OutputId LowerClawback(Lowering& l, int definition, const ast::Clawback& clawback) {
  const Grain grain = *l.FactsOf(definition).grain;
  for (const ast::Ident& pay : clawback.of) EnsureValue(l, l.program.DefinitionOf(pay.id));
  StageBuilder b = BeginStage(l, definition, grain);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  const Recovery own = LowerRecovery(l, at, clawback);
  InstId paid = PaidUpTo(l, at, l.program.DefinitionOf(clawback.of[0].id), own.date);
  for (size_t i = 1; i < clawback.of.size(); ++i) {
    paid = b.Add(Op::Add, {paid, PaidUpTo(l, at, l.program.DefinitionOf(clawback.of[i].id), own.date)});
  }
  b.stage().steps.push_back({"paid", clawback.of[0].span, paid});
  const InstId share = LimitedShare(l, at, definition, clawback, own);
  b.At(definition, clawback.recover->span);
  const InstId back = Masked(at, own.applies, b.Add(Op::Neg, {b.Add(Op::Mul, {paid, share})}));
  b.stage().steps.push_back({"recover", clawback.recover->span, back});
  const auto rule = check::RuleFor(*l.facts().round, b.TypeOf(back).unit);
  const InstId rounded = RoundValue(l, at, back, rule);
  b.stage().steps.push_back({"round", clawback.name.span, rounded});
  // The date of a line without an event is never read: such a row has the value zero.
  const InstId posting = b.Select(own.applies, own.date, b.Add(Op::LineDate, {}));
  return Finish(l, b, definition, rounded, posting, grain);
}

void LowerAssert(Lowering& l, int definition, const ast::Assert& check) {
  const Grain grain = *l.FactsOf(definition).grain;
  std::vector<int> pays;
  CollectPays(l, *check.condition, pays);
  StageBuilder b = BeginStage(l, definition, grain);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  const InstId condition = LowerExpr(l, at, *check.condition);
  ir::Check lowered{definition, condition, {}};
  for (const int pay : pays) {
    if (l.FactsOf(pay).grain == grain) lowered.withholds.push_back(l.components.at(pay));
  }
  b.stage().checks.push_back(lowered);
  b.Finish();
}

}  // namespace incent::lower
