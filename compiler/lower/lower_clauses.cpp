#include <algorithm>

#include "compiler/lower/lowering.h"

// The clauses of a pay in the order written: a pipeline on the amount. A clause over a window (a to-date
// tier, a cap `per year`) compares two levels, before and after this line or period.
namespace incent::lower {
namespace {

using ast::PayClause;
using ast::PayClauseKind;
using value::Granule;

// Where a level is counted; no granule: over the whole plan.
struct LevelWindow {
  std::optional<Granule> granule;

  bool IsWiderThan(const LevelWindow& other) const {
    return other.granule && (!granule || *granule > *other.granule);
  }
};

struct Pipeline {
  Lowering& l;
  Place& at;
  std::optional<InstId> mask;      // who and what may be paid at all
  std::optional<InstId> is_first;  // of the lines, if only first ones are paid
  InstId value = 0;
  bool started = false;
  bool masked = false;  // `value` is zero wherever `mask` is false
  // What all `when` so far have said: the amount is zero where it is false, until a floor raises it.
  std::optional<InstId> condition;
  std::optional<LevelWindow> level;  // widest window of a level clause
  std::optional<InstId> posting;
  bool rounded_last = false;
  check::RoundRule rule = {};  // of the last rounding
  const PayClause* spread = nullptr;
  std::vector<const PayClause*> payees = {};
};

// What a clause has made of the amount.
void Set(Pipeline& p, InstId value) {
  p.value = value;
  p.masked = false;
}

// What may not pay is zero, whatever a clause made of it and whether or not it could be worked out.
void MaskValue(Pipeline& p) {
  if (p.mask && !p.masked) p.value = Masked(p.at, *p.mask, p.value);
  p.masked = true;
}

// What counts for a level: what may pay; in the window of the plan, only what lies in the plan.
InstId Counted(Pipeline& p, const LevelWindow& window) {
  MaskValue(p);
  return p.mask || window.granule ? p.value : Masked(p.at, InPlan(p.l, p.at), p.value);
}

InstId Scan(Place& at, InstId value, const LevelWindow& window, std::string_view name) {
  ir::Attributes attributes;
  attributes.granule = window.granule;
  attributes.count = at.grain.kind == GrainKind::Line ? 1 : 0;
  return at.b.Add(Op::ScanSum, {value}, attributes, name);
}

InstId Shifted(Place& at, InstId value, const LevelWindow& window) {
  ir::Attributes attributes;
  attributes.granule = window.granule;
  attributes.count = 1;
  return at.b.Add(Op::Shift, {value}, attributes);
}

// The value one line or period before in the window; zero before its first.
InstId Before(Pipeline& p, InstId value, const LevelWindow& window) {
  const InstId before = Shifted(p.at, value, window);
  const InstId level = p.at.b.Add(Op::Coalesce, {before, p.at.b.ZeroLike(value)});
  if (window.granule) return level;
  const InstId in_plan = Shifted(p.at, InPlan(p.l, p.at), window);
  return Masked(p.at, p.at.b.Add(Op::Coalesce, {in_plan, p.at.b.ConstFlag(false)}), level);
}

void Widen(Pipeline& p, const LevelWindow& window) {
  if (!p.level || window.IsWiderThan(*p.level)) p.level = window;
}

LevelWindow WindowOf(const ast::PerWindow& per) {
  if (per.window.kind == ast::WindowKind::Plan) return {};
  return {check::GranuleOf(per.window.unit)};
}

// S before: S less this line's own part where S is a running sum, else S of the row before.
InstId LevelBefore(Pipeline& p, InstId level, Granule window) {
  const ir::Instruction& inst = p.at.b[level];
  if (inst.op == Op::ScanSum && inst.attributes.granule == window) {
    const InstId own = inst.operands[0];
    return p.at.b.Add(Op::Sub, {level, own}, {}, "S0");
  }
  return Before(p, level, {window});
}

InstId LowerApply(Pipeline& p, const PayClause& clause) {
  const int tiers = p.l.program.DefinitionOf(clause.table.id);
  const InstId x = LowerExpr(p.l, p.at, *clause.value);
  const auto term = check::AsFoldTerm(*clause.value);
  const bool to_date = term && term->window != nullptr && term->window->kind == ast::WindowKind::ToDate;
  p.at.b.At(p.at.definition, clause.span);
  if (!to_date) return LowerTiers(p.l, p.at, tiers, x, TierUse::Apply);
  const Granule window = check::GranuleOf(term->window->unit);
  Widen(p, {window});
  const InstId before = LevelBefore(p, x, window);
  const InstId after_amount = LowerTiers(p.l, p.at, tiers, x, TierUse::Apply);
  const InstId before_amount = LowerTiers(p.l, p.at, tiers, before, TierUse::Apply);
  p.at.b.At(p.at.definition, clause.span);
  return p.at.b.Rise(after_amount, before_amount, "increase");
}

InstId LowerEntitled(Pipeline& p, const PayClause& clause) {
  const InstId after = LowerExpr(p.l, p.at, *clause.value);
  p.at.b.At(p.at.definition, clause.span);
  const LevelWindow window = WindowOf(*clause.per);
  Widen(p, window);
  return p.at.b.Rise(after, Before(p, after, window), "increase");
}

InstId LowerProduct(Pipeline& p, const PayClause& clause) {
  const InstId factor = LowerExpr(p.l, p.at, *clause.value);
  p.at.b.At(p.at.definition, clause.span);
  return p.at.b.Add(Op::Mul, {p.value, factor});
}

InstId LowerProration(Pipeline& p, const PayClause& clause) {
  StageBuilder& b = p.at.b;
  const InstId factor = LowerExpr(p.l, p.at, *clause.value);
  b.At(p.at.definition, clause.span);
  const InstId low = b.Add(Op::CmpGe, {factor, b.ConstNumber(0, types::Type::Number(0))});
  const InstId high = b.Add(Op::CmpLe, {factor, b.ConstNumber(1, types::Type::Number(0))});
  return b.Add(Op::Mul, {p.value, b.Guard(b.And(low, high), factor, value::ErrorCode::Proration)});
}

// A cap on the running sum of the window: the row is the difference of the capped levels.
InstId LowerCapPer(Pipeline& p, const PayClause& clause, InstId cap) {
  const LevelWindow window = WindowOf(*clause.per);
  Widen(p, window);
  StageBuilder& b = p.at.b;
  const InstId own = Counted(p, window);
  const InstId after = Scan(p.at, own, window, "E1");
  const InstId before = b.Add(Op::Sub, {after, own}, {}, "E0");
  const InstId capped_after = b.Add(Op::Min, {after, cap}, {}, "C1");
  const InstId capped_before = b.Add(Op::Min, {before, cap}, {}, "C0");
  return b.Rise(capped_after, capped_before, "capped");
}

void LowerLimit(Pipeline& p, const PayClause& clause) {
  const InstId limit = FitZero(p.at, LowerExpr(p.l, p.at, *clause.value), p.at.b.TypeOf(p.value));
  p.at.b.At(p.at.definition, clause.span);
  if (clause.kind == PayClauseKind::AtLeast) {
    // It raises what a `when` made zero.
    p.condition.reset();
    Set(p, p.at.b.Add(Op::Max, {p.value, limit}));
  } else {
    Set(p, clause.per ? LowerCapPer(p, clause, limit) : p.at.b.Add(Op::Min, {p.value, limit}));
  }
}

// Lines of a credit whose parts sum to the whole.
bool IsSplit(const Lowering& l, const Place& at) {
  if (at.grain.kind != GrainKind::Line) return false;
  const auto& credit = static_cast<const ast::Credit&>(*l.Definition(at.grain.index).item);
  return credit.shares_total != nullptr || credit.recipients[0].share_kind == ast::ShareKind::Weight;
}

// Rounding: of the level where there is one, so that parts sum to the rounded whole; of the lines of one
// source row together where the credit is a split; else of the value alone.
void RoundPipeline(Pipeline& p, const check::RoundRule& rule) {
  StageBuilder& b = p.at.b;
  p.rule = rule;
  if (!p.level && IsSplit(p.l, p.at)) {
    // Who may not be paid has a part as well; lines that the pay does not look at have none.
    const InstId part = p.is_first ? Masked(p.at, *p.is_first, p.value) : p.value;
    return Set(p, RoundValue(p.l, p.at, part, rule));
  }
  if (!p.level) {
    MaskValue(p);
    p.value = RoundValue(p.l, p.at, p.value, rule);  // zero stays zero
    return;
  }
  const InstId own = Counted(p, *p.level);
  const InstId after = Scan(p.at, own, *p.level, "level.after");
  const InstId before = b.Add(Op::Sub, {after, own}, {}, "level.before");
  const InstId rounded_after = b.Round(after, rule.unit, rule.scale, rule.mode, "R1");
  const InstId rounded_before = b.Round(before, rule.unit, rule.scale, rule.mode, "R0");
  Set(p, b.Rise(rounded_after, rounded_before, "rounded"));
}

check::RoundRule RuleOf(const ast::RoundSpec& spec) {
  const auto unit = check::EvaluateConstant(*spec.unit);
  return {unit->mantissa, unit->scale, std::string(unit->unit.symbol()),
          static_cast<value::RoundingMode>(spec.mode)};
}

void Start(Pipeline& p, InstId amount) {
  Set(p, p.condition ? Masked(p.at, *p.condition, amount) : amount);
  p.started = true;
}

const char* ClauseText(PayClauseKind kind) {
  switch (kind) {
    case PayClauseKind::Amount:
      return "amount";
    case PayClauseKind::Apply:
      return "apply";
    case PayClauseKind::When:
      return "when";
    case PayClauseKind::MultiplyBy:
      return "multiply by";
    case PayClauseKind::ProratedBy:
      return "prorated by";
    case PayClauseKind::Entitled:
      return "entitled";
    case PayClauseKind::AtLeast:
      return "at least";
    case PayClauseKind::CappedAt:
      return "capped at";
    case PayClauseKind::SpreadOver:
      return "spread over";
    case PayClauseKind::Round:
      return "round";
    case PayClauseKind::On:
      return "on";
    case PayClauseKind::To:
      return "to";
  }
  return "";
}

void LowerWhen(Pipeline& p, const PayClause& clause) {
  const InstId condition = LowerExpr(p.l, p.at, *clause.value);
  p.at.b.At(p.at.definition, clause.span);
  if (p.started) Set(p, p.at.b.Select(condition, p.value, p.at.b.ZeroLike(p.value)));
  p.condition = p.condition ? p.at.b.And(*p.condition, condition) : condition;
}

// A factor may rely on what a `when` before it has said, so it is not looked at where that is false: the
// amount is zero there.
void LowerFactor(Pipeline& p, const PayClause& clause) {
  const InstId product =
      clause.kind == PayClauseKind::ProratedBy ? LowerProration(p, clause) : LowerProduct(p, clause);
  Set(p, p.condition ? Masked(p.at, *p.condition, product) : product);
}

void LowerClause(Pipeline& p, const PayClause& clause) {
  p.at.b.At(p.at.definition, clause.span);
  switch (clause.kind) {
    case PayClauseKind::Amount:
      Start(p, LowerExpr(p.l, p.at, *clause.value));
      break;
    case PayClauseKind::Apply:
      Start(p, LowerApply(p, clause));
      break;
    case PayClauseKind::Entitled:
      Start(p, LowerEntitled(p, clause));
      break;
    case PayClauseKind::When:
      LowerWhen(p, clause);
      break;
    case PayClauseKind::MultiplyBy:
    case PayClauseKind::ProratedBy:
      LowerFactor(p, clause);
      break;
    case PayClauseKind::AtLeast:
    case PayClauseKind::CappedAt:
      LowerLimit(p, clause);
      break;
    case PayClauseKind::Round:
      RoundPipeline(p, RuleOf(*clause.round));
      break;
    case PayClauseKind::On:
      p.posting = LowerExpr(p.l, p.at, *clause.value);
      return;
    case PayClauseKind::SpreadOver:
      p.spread = &clause;
      return;
    case PayClauseKind::To:
      p.payees.push_back(&clause);
      return;
  }
  // A condition leaves the amount as it is or takes it away, so what was rounded stays so.
  if (clause.kind != PayClauseKind::When) p.rounded_last = clause.kind == PayClauseKind::Round;
  if (p.started) p.at.b.stage().steps.push_back({ClauseText(clause.kind), clause.span, p.value});
}

}  // namespace

InstId RoundValue(Lowering& l, Place& at, InstId value, const check::RoundRule& rule) {
  if (!IsSplit(l, at)) return at.b.Round(value, rule.unit, rule.scale, rule.mode, "rounded");
  ir::Attributes attributes;
  attributes.unit = rule.unit;
  attributes.unit_scale = rule.scale;
  attributes.mode = rule.mode;
  return at.b.Add(Op::RoundRow, {value}, attributes, "rounded");
}

ClauseResult LowerClauses(Lowering& l, Place& at, const std::vector<PayClause>& clauses,
                          std::optional<PayMask> pays) {
  Pipeline p{.l = l, .at = at};
  if (pays) {
    p.is_first = pays->is_first;
    p.mask = p.is_first ? at.b.And(pays->may_pay, *p.is_first) : pays->may_pay;
  }
  for (const PayClause& clause : clauses) LowerClause(p, clause);
  if (pays && !p.rounded_last) {
    const check::RoundRule rule = check::RuleFor(*l.facts().round, at.b.TypeOf(p.value).unit);
    const source::Span span = l.Definition(at.definition).item->name.span;
    at.b.At(at.definition, span);
    RoundPipeline(p, rule);
    at.b.stage().steps.push_back({"round", span, p.value});
  }
  MaskValue(p);
  // The last step is what is paid; a condition keeps its own result, which says why there is nothing.
  std::vector<ir::Step>& steps = at.b.stage().steps;
  if (!steps.empty() && steps.back().text == ClauseText(PayClauseKind::Round)) steps.back().result = p.value;
  return {p.value, p.posting, p.rule, p.spread, std::move(p.payees)};
}

}  // namespace incent::lower
