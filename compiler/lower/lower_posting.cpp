#include "compiler/lower/lowering.h"
#include "runtime/value/length.h"

// How a rounded payout reaches the ledger: in parts over time (`spread over`) and to whom (`to`). Whatever
// the parts are, they sum to the whole.
namespace incent::lower {
namespace {

using ast::PayClause;
using types::Type;

// A part of the payout, due on a date; none: on the row's own.
struct Part {
  InstId value;
  std::optional<InstId> date;
};

// `date` some units later, counted from the first date, so that the 31st comes back after February. What
// is held stays held.
InstId Later(Place& at, InstId date, value::Granule unit, int units) {
  const auto [months, days] = value::LengthOf(unit);
  if (!at.b.TypeOf(date).optional) return ShiftDate(at, date, months * units, days * units);
  const InstId present = at.b.Add(Op::Present, {date});
  const InstId known = at.b.Add(Op::Unwrap, {date, present});
  return at.b.Select(present, ShiftDate(at, known, months * units, days * units), date);
}

// The k-th of n parts: the rounded level A*k/n less the level before.
InstId LevelAfter(Place& at, const ClauseResult& result, int k, int n) {
  if (k == n) return result.value;
  const InstId times = at.b.Add(Op::Mul, {result.value, at.b.ConstNumber(k, Type::Number(0))});
  const InstId level = at.b.Add(Op::Div, {times, at.b.ConstNumber(n, Type::Number(0))});
  const check::RoundRule& rule = result.rule;
  return at.b.Round(level, rule.unit, rule.scale, rule.mode);
}

std::vector<Part> SpreadParts(Place& at, const ClauseResult& result) {
  if (result.spread == nullptr) return {{result.value, result.posting}};
  at.b.At(at.definition, result.spread->span);
  const auto& duration = static_cast<const ast::Number&>(*result.spread->value);
  const int n = std::stoi(duration.digits);  // checked
  const InstId first = result.posting ? *result.posting : OwnEnd(at);
  std::vector<Part> parts;
  InstId before = 0;
  for (int k = 1; k <= n; ++k) {
    const InstId level = LevelAfter(at, result, k, n);
    const InstId part = k == 1 ? level : at.b.Rise(level, before);
    parts.push_back({part, Later(at, first, check::GranuleOf(duration.unit), k - 1)});
    before = level;
  }
  return parts;
}

struct Payee {
  const PayClause* clause;
  InstId who;
  InstId share;
};

// What the shares leave to the participant; more than all of it is an error, unless there is nothing to
// divide.
InstId OwnShare(Place& at, InstId value, const std::vector<Payee>& payees) {
  InstId sum = payees[0].share;
  for (size_t i = 1; i < payees.size(); ++i) sum = at.b.Add(Op::Add, {sum, payees[i].share});
  const InstId one = at.b.ConstNumber(1, Type::Number(0));
  const InstId nothing = at.b.Add(Op::CmpEq, {value, at.b.ZeroLike(value)});
  const InstId good = at.b.Or(nothing, at.b.Add(Op::CmpLe, {sum, one}));
  const InstId rest =
      at.b.Add(Op::Max, {at.b.Add(Op::Sub, {one, sum}), at.b.ConstNumber(0, Type::Number(0))});
  return at.b.Guard(good, rest, value::ErrorCode::SharesTotal);
}

// Adds the ledger entries of one component.
class Entries {
 public:
  Entries(Place& at, ir::ComponentId component, const ClauseResult& result)
      : at_(at), component_(component), result_(result) {}

  void Add(const Part& part, const std::vector<Payee>& payees) {
    if (payees.empty()) return AddOne(part.value, part.date, std::nullopt, result_.spread);
    if (payees[0].clause->share == nullptr) {
      return AddOne(part.value, part.date, payees[0].who, payees[0].clause);
    }
    std::vector<InstId> operands = {part.value};
    for (const Payee& payee : payees) operands.push_back(payee.share);
    operands.push_back(OwnShare(at_, part.value, payees));
    for (size_t i = 0; i < payees.size(); ++i) {
      at_.b.At(at_.definition, payees[i].clause->span);
      AddOne(Divided(operands, i), part.date, payees[i].who, payees[i].clause);
    }
    AddOne(Divided(operands, payees.size()), part.date, std::nullopt, payees.back().clause);
  }

 private:
  InstId Divided(const std::vector<InstId>& operands, size_t index) {
    ir::Attributes attributes;
    attributes.count = static_cast<int>(index) + 1;
    attributes.unit = result_.rule.unit;
    attributes.unit_scale = result_.rule.scale;
    return at_.b.Add(Op::SplitPart, operands, attributes);
  }

  void AddOne(InstId value, std::optional<InstId> date, std::optional<InstId> payee,
              const PayClause* clause) {
    at_.b.stage().ledger.push_back({component_, value, date, payee});
    if (clause == nullptr) return;
    const bool spread = clause->kind == ast::PayClauseKind::SpreadOver;
    at_.b.stage().steps.push_back({spread ? "spread over" : "to", clause->span, value});
  }

  Place& at_;
  ir::ComponentId component_;
  const ClauseResult& result_;
};

}  // namespace

void PostPayout(Lowering& l, Place& at, ir::ComponentId component, const ClauseResult& result) {
  std::vector<Payee> payees;
  for (const PayClause* clause : result.payees) {
    const InstId who = LowerExpr(l, at, *clause->value);
    payees.push_back({clause, who, clause->share != nullptr ? LowerExpr(l, at, *clause->share) : 0});
  }
  Entries entries(at, component, result);
  for (const Part& part : SpreadParts(at, result)) entries.Add(part, payees);
}

}  // namespace incent::lower
