#include <algorithm>

#include "compiler/lower/lowering.h"

// The clauses of a pay in the order written: a pipeline on the amount. A clause over a window (a to-date
// tier, a cap `per year`) compares two levels, before and after this line or period.
namespace incent::lower {
namespace {

using ast::PayClause;
using ast::PayClauseKind;
using value::Granule;

struct Pipeline {
  Lowering& l;
  Place& at;
  InstId value = 0;
  bool started = false;
  InstId early_condition = 0;    // a `when` before the amount
  std::optional<Granule> level;  // widest window of a level clause
  std::optional<InstId> posting;
  bool rounded_last = false;
};

InstId Scan(Place& at, InstId value, Granule reset, std::string_view name) {
  ir::Attributes attributes;
  attributes.granule = reset;
  return at.b.Add(Op::ScanSum, {value}, attributes, name);
}

// The value one line or period before in the window; zero before its first.
InstId Before(Place& at, InstId value, Granule reset) {
  ir::Attributes attributes;
  attributes.granule = reset;
  attributes.count = 1;
  const InstId shifted = at.b.Add(Op::Shift, {value}, attributes);
  return at.b.Add(Op::Coalesce, {shifted, at.b.ZeroLike(value)});
}

void Widen(Pipeline& p, Granule window) {
  p.level = p.level ? std::max(*p.level, window) : window;
}

Granule PerGranule(const ast::PerWindow& per) {
  return per.window.kind == ast::WindowKind::Unit ? check::GranuleOf(per.window.unit) : Granule::Year;
}

// S before: S less this line's own part where S is a running sum, else S of the row before.
InstId LevelBefore(Place& at, InstId level, Granule window) {
  const ir::Instruction& inst = at.b[level];
  if (inst.op == Op::ScanSum && inst.attributes.granule == window) {
    const InstId own = inst.operands[0];
    return at.b.Add(Op::Sub, {level, own}, {}, "S0");
  }
  return Before(at, level, window);
}

InstId LowerApply(Pipeline& p, const PayClause& clause) {
  const auto& tiers =
      static_cast<const ast::Tiers&>(*p.l.Definition(p.l.program.DefinitionOf(clause.table.id)).item);
  const InstId x = LowerExpr(p.l, p.at, *clause.value);
  const auto term = check::AsFoldTerm(*clause.value);
  const bool to_date = term && term->window != nullptr && term->window->kind == ast::WindowKind::ToDate;
  p.at.b.At(p.at.definition, clause.span);
  if (!to_date) return LowerTiers(p.l, p.at, tiers, x, TierUse::Apply);
  const Granule window = check::GranuleOf(term->window->unit);
  Widen(p, window);
  const InstId before = LevelBefore(p.at, x, window);
  const InstId after_amount = LowerTiers(p.l, p.at, tiers, x, TierUse::Apply);
  const InstId before_amount = LowerTiers(p.l, p.at, tiers, before, TierUse::Apply);
  p.at.b.At(p.at.definition, clause.span);
  return p.at.b.Add(Op::Sub, {after_amount, before_amount}, {}, "increase");
}

InstId LowerEntitled(Pipeline& p, const PayClause& clause) {
  const InstId after = LowerExpr(p.l, p.at, *clause.value);
  p.at.b.At(p.at.definition, clause.span);
  const Granule window = PerGranule(*clause.per);
  Widen(p, window);
  return p.at.b.Add(Op::Sub, {after, Before(p.at, after, window)}, {}, "increase");
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
  const Granule window = PerGranule(*clause.per);
  Widen(p, window);
  StageBuilder& b = p.at.b;
  const InstId after = Scan(p.at, p.value, window, "E1");
  const InstId before = b.Add(Op::Sub, {after, p.value}, {}, "E0");
  const InstId capped_after = b.Add(Op::Min, {after, cap}, {}, "C1");
  const InstId capped_before = b.Add(Op::Min, {before, cap}, {}, "C0");
  return b.Add(Op::Sub, {capped_after, capped_before}, {}, "capped");
}

InstId LowerLimit(Pipeline& p, const PayClause& clause) {
  const InstId limit = FitZero(p.at, LowerExpr(p.l, p.at, *clause.value), p.at.b.TypeOf(p.value));
  p.at.b.At(p.at.definition, clause.span);
  if (clause.kind == PayClauseKind::AtLeast) return p.at.b.Add(Op::Max, {p.value, limit});
  return clause.per ? LowerCapPer(p, clause, limit) : p.at.b.Add(Op::Min, {p.value, limit});
}

// Rounding: of the level where there is one, so that parts sum to the rounded whole; of the lines of one
// source row together where the credit is a split; else of the value alone.
InstId RoundPipeline(Pipeline& p, const check::RoundRule& rule) {
  StageBuilder& b = p.at.b;
  if (!p.level) return RoundValue(p.l, p.at, p.value, rule);
  const InstId after = Scan(p.at, p.value, *p.level, "level.after");
  const InstId before = b.Add(Op::Sub, {after, p.value}, {}, "level.before");
  const InstId rounded_after = b.Round(after, rule.unit, rule.scale, rule.mode, "R1");
  const InstId rounded_before = b.Round(before, rule.unit, rule.scale, rule.mode, "R0");
  return b.Add(Op::Sub, {rounded_after, rounded_before}, {}, "rounded");
}

check::RoundRule RuleOf(const ast::RoundSpec& spec) {
  const auto unit = check::EvaluateConstant(*spec.unit);
  return {unit->mantissa, unit->scale, std::string(unit->unit.symbol()),
          static_cast<value::RoundingMode>(spec.mode)};
}

void Start(Pipeline& p, InstId amount, std::optional<InstId> mask) {
  p.value = amount;
  if (p.early_condition != 0) p.value = Masked(p.at, p.early_condition, p.value);
  if (mask) p.value = Masked(p.at, *mask, p.value);
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
  if (p.started) {
    p.value = Masked(p.at, condition, p.value);
  } else {
    p.early_condition = p.early_condition == 0 ? condition : p.at.b.And(p.early_condition, condition);
  }
}

void LowerClause(Pipeline& p, const PayClause& clause, std::optional<InstId> mask) {
  p.at.b.At(p.at.definition, clause.span);
  p.rounded_last &= clause.kind == PayClauseKind::On;
  switch (clause.kind) {
    case PayClauseKind::Amount:
      Start(p, LowerExpr(p.l, p.at, *clause.value), mask);
      break;
    case PayClauseKind::Apply:
      Start(p, LowerApply(p, clause), mask);
      break;
    case PayClauseKind::Entitled:
      Start(p, LowerEntitled(p, clause), mask);
      break;
    case PayClauseKind::When:
      LowerWhen(p, clause);
      break;
    case PayClauseKind::MultiplyBy: {
      const InstId factor = LowerExpr(p.l, p.at, *clause.value);
      p.at.b.At(p.at.definition, clause.span);
      p.value = p.at.b.Add(Op::Mul, {p.value, factor});
      break;
    }
    case PayClauseKind::ProratedBy:
      p.value = LowerProration(p, clause);
      break;
    case PayClauseKind::AtLeast:
    case PayClauseKind::CappedAt:
      p.value = LowerLimit(p, clause);
      break;
    case PayClauseKind::Round:
      p.value = RoundPipeline(p, RuleOf(*clause.round));
      p.rounded_last = true;
      break;
    case PayClauseKind::On:
      p.posting = LowerExpr(p.l, p.at, *clause.value);
      return;
    case PayClauseKind::SpreadOver:
    case PayClauseKind::To:
      INCENT_UNREACHABLE("a clause that the checker refuses");
  }
  if (p.started) p.at.b.stage().steps.push_back({ClauseText(clause.kind), clause.span, p.value});
}

}  // namespace

InstId RoundValue(Lowering& l, Place& at, InstId value, const check::RoundRule& rule) {
  if (at.grain.kind == GrainKind::Line) {
    const auto& credit = static_cast<const ast::Credit&>(*l.Definition(at.grain.index).item);
    const bool split =
        credit.shares_total != nullptr || credit.recipients[0].share_kind == ast::ShareKind::Weight;
    if (split) {
      ir::Attributes attributes;
      attributes.unit = rule.unit;
      attributes.unit_scale = rule.scale;
      attributes.mode = rule.mode;
      return at.b.Add(Op::RoundRow, {value}, attributes, "rounded");
    }
  }
  return at.b.Round(value, rule.unit, rule.scale, rule.mode, "rounded");
}

ClauseResult LowerClauses(Lowering& l, Place& at, const std::vector<PayClause>& clauses, bool pays,
                          std::optional<InstId> mask) {
  Pipeline p{l, at, 0, false, 0, std::nullopt, std::nullopt, false};
  for (const PayClause& clause : clauses) LowerClause(p, clause, mask);
  if (pays && !p.rounded_last) {
    const check::RoundRule rule = check::RuleFor(*l.facts().round, at.b.TypeOf(p.value).unit);
    at.b.At(at.definition, l.Definition(at.definition).item->name.span);
    p.value = RoundPipeline(p, rule);
    at.b.stage().steps.push_back({"round", l.Definition(at.definition).item->name.span, p.value});
  }
  return {p.value, p.posting};
}

}  // namespace incent::lower
