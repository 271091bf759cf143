#include <algorithm>

#include "compiler/lower/lowering.h"

// What is taken back after an event, of what was paid by then.
namespace incent::lower {
namespace {

using types::Type;

// Whether what `pay` gave for the line had been paid by `date`: not while it is held, or posted later.
InstId PaidBy(Lowering& l, Place& at, int pay, InstId date) {
  InstId posted = at.b.Add(Op::LineDate, {});
  if (const auto it = l.posting_dates.find(pay); it != l.posting_dates.end()) posted = at.b.Read(it->second);
  if (!at.b.TypeOf(posted).optional) return at.b.Add(Op::CmpLe, {posted, date});
  const InstId present = at.b.Add(Op::Present, {posted});
  return at.b.And(present, at.b.Add(Op::CmpLe, {at.b.Add(Op::Unwrap, {posted, present}), date}));
}

struct Recovery {
  InstId applies;
  InstId date;
  InstId share;  // 0 where it does not apply
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

// The other clawbacks of a pay.
std::vector<int> Rivals(const Lowering& l, int definition, int pay) {
  std::vector<int> rivals;
  for (const int other : l.program.plans[static_cast<size_t>(l.plan)].definitions) {
    const auto* rule = l.Definition(other).item->As<ast::Clawback>();
    if (rule == nullptr || other == definition) continue;
    const bool same = std::any_of(rule->of.begin(), rule->of.end(), [&](const ast::Ident& name) {
      return l.program.DefinitionOf(name.id) == pay;
    });
    if (same) rivals.push_back(other);
  }
  return rivals;
}

// What earlier events have taken of a pay, as a share of it: of one date, in the order of the plan.
std::optional<InstId> TakenBefore(Lowering& l, Place& at, int definition, const Recovery& own, int pay) {
  StageBuilder& b = at.b;
  std::optional<InstId> taken;
  for (const int other : Rivals(l, definition, pay)) {
    const auto& rule = static_cast<const ast::Clawback&>(*l.Definition(other).item);
    const Recovery rival = LowerRecovery(l, at, rule);
    const Op earlier = other < definition ? Op::CmpLe : Op::CmpLt;
    const InstId happened = b.And(rival.applies, b.Add(earlier, {rival.date, own.date}));
    const InstId share = Masked(at, b.And(happened, PaidBy(l, at, pay, rival.date)), rival.share);
    taken = taken ? b.Add(Op::Add, {*taken, share}) : share;
  }
  return taken;
}

// All that is taken back of some pays before this event and with it. Several events on one line take no more
// than was paid. Rounding acts on what is taken in all, so that the events of a line sum to a rounded share
// of it; pays that were rounded in one way are rounded together.
struct Levels {
  check::RoundRule rule;
  std::optional<InstId> before;
  InstId after;
};

// Adds what is taken of one pay to the levels of its way of rounding.
void AddPay(Lowering& l, Place& at, int definition, const Recovery& own, int pay, std::vector<Levels>& sums) {
  StageBuilder& b = at.b;
  const InstId paid = Masked(at, PaidBy(l, at, pay, own.date), b.Read(EnsureValue(l, pay), "paid"));
  const auto plus = [&](const std::optional<InstId>& a, InstId x) { return a ? b.Add(Op::Add, {*a, x}) : x; };
  const std::optional<InstId> taken = TakenBefore(l, at, definition, own, pay);
  const InstId one = b.ConstNumber(1, Type::Number(0));
  InstId share = own.share;
  std::optional<InstId> before;
  if (taken) {
    before = b.Add(Op::Mul, {paid, b.Add(Op::Min, {*taken, one})});
    share = b.Add(Op::Min, {b.Add(Op::Add, {*taken, own.share}), one});
  }
  const InstId after = b.Add(Op::Mul, {paid, share});
  const check::RoundRule& rule = l.last_rules.at(pay);
  const auto sum =
      std::find_if(sums.begin(), sums.end(), [&](const Levels& levels) { return levels.rule == rule; });
  if (sum == sums.end()) {
    sums.push_back({rule, before, after});
    return;
  }
  if (before) sum->before = plus(sum->before, *before);
  sum->after = plus(sum->after, after);
}

InstId RoundStep(Lowering& l, Place& at, const Levels& levels) {
  const InstId after = RoundValue(l, at, levels.after, levels.rule);
  return levels.before ? at.b.Rise(after, RoundValue(l, at, *levels.before, levels.rule)) : after;
}

// What this event takes of all pays.
InstId TakenOf(Lowering& l, Place& at, int definition, const ast::Clawback& clawback, const Recovery& own) {
  std::vector<Levels> sums;
  for (const ast::Ident& pay : clawback.of)
    AddPay(l, at, definition, own, l.program.DefinitionOf(pay.id), sums);
  at.b.At(definition, clawback.recover->span);
  InstId taken = RoundStep(l, at, sums[0]);
  for (size_t i = 1; i < sums.size(); ++i) taken = at.b.Add(Op::Add, {taken, RoundStep(l, at, sums[i])});
  return taken;
}

}  // namespace

OutputId LowerClawback(Lowering& l, int definition, const ast::Clawback& clawback) {
  const Grain grain = *l.FactsOf(definition).grain;
  for (const ast::Ident& pay : clawback.of) EnsureValue(l, l.program.DefinitionOf(pay.id));
  StageBuilder b = BeginPayout(l, definition, grain);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  const Recovery own = LowerRecovery(l, at, clawback);
  const InstId all = TakenOf(l, at, definition, clawback, own);
  const InstId applies = b.And(MayPay(l, at), own.applies);
  const InstId taken = Masked(at, applies, all);
  const InstId value = b.Add(Op::Neg, {taken});
  b.stage().steps.push_back({"recover", clawback.recover->span, value});
  // The date of a line without an event is never read: such a row has the value zero.
  const InstId posting = b.Select(applies, own.date, b.Add(Op::LineDate, {}));
  return FinishPayout(l, at, {.value = value, .posting = posting});
}

}  // namespace incent::lower
