#include <algorithm>

#include "compiler/ir/ranges.h"
#include "compiler/lower/lowering.h"

namespace incent::lower {
namespace {

using types::Type;

struct Recipient {
  InstId when;
  InstId who;
  InstId share;
  InstId weight;  // of ShareKind::Weight
};

Recipient LowerRecipient(Lowering& l, Place& at, const ast::CreditTo& to, InstId when) {
  Recipient recipient{when, 0, 0, 0};
  recipient.who = LowerExpr(l, at, *to.recipient);
  if (to.condition != nullptr) {
    Place inner = at;
    inner.recipient = recipient.who;
    recipient.when = at.b.And(when, LowerExpr(l, inner, *to.condition));
  }
  const InstId one = at.b.ConstNumber(1, Type::Number(0));
  recipient.share = to.share != nullptr ? LowerExpr(l, at, *to.share) : one;
  recipient.weight = recipient.share;
  return recipient;
}

// Σ of the shares of those who get a line.
InstId TotalShare(Place& at, const std::vector<Recipient>& recipients) {
  InstId sum = Masked(at, recipients[0].when, recipients[0].share);
  for (size_t i = 1; i < recipients.size(); ++i) {
    sum = at.b.Add(Op::Add, {sum, Masked(at, recipients[i].when, recipients[i].share)});
  }
  return sum;
}

// `to X weight w`: parts by largest remainder in the amount's smallest unit.
void SplitByWeight(Place& at, InstId whole, std::vector<Recipient>& recipients, std::vector<InstId>& parts) {
  std::vector<InstId> operands = {whole};
  for (const Recipient& recipient : recipients)
    operands.push_back(Masked(at, recipient.when, recipient.weight));
  const InstId total = TotalShare(at, recipients);
  // To the cent, even where the amount is written in whole units.
  const types::Type& amount = at.b.TypeOf(whole);
  const int cents = amount.unit.IsPlain() ? 0 : types::MinorUnits(amount.unit.symbol());
  const int unit_scale = std::max(amount.scale, cents);
  for (size_t i = 0; i < recipients.size(); ++i) {
    ir::Attributes attributes;
    attributes.count = static_cast<int>(i) + 1;
    attributes.unit = 1;
    attributes.unit_scale = unit_scale;
    parts.push_back(at.b.Add(Op::SplitPart, operands, attributes));
    const InstId share = at.b.Add(Op::DivOpt, {operands[i + 1], total});
    recipients[i].share = at.b.Add(Op::Coalesce, {share, at.b.ConstNumber(0, Type::Number(0))});
  }
}

// The amount, in error where the shares of the row do not total as declared.
InstId GuardTotal(Lowering& l, Place& at, const ast::Credit& credit, const std::vector<Recipient>& recipients,
                  InstId whole) {
  if (credit.shares_total == nullptr) return whole;
  const InstId total = LowerExpr(l, at, *credit.shares_total);
  const InstId good = at.b.Add(Op::CmpEq, {TotalShare(at, recipients), total});
  return at.b.Guard(good, whole, value::ErrorCode::SharesTotal);
}

InstId ConditionOf(Lowering& l, Place& at, const ast::Credit& credit) {
  return credit.when != nullptr ? LowerExpr(l, at, *credit.when) : at.b.ConstFlag(true);
}

// All emits of one line set carry equal types: the widest of its recipients.
InstId WidenTo(Place& at, InstId value, int scale) {
  if (at.b.TypeOf(value).scale >= scale) return value;
  Type type = at.b.TypeOf(value);
  type.scale = scale;
  return at.b.AddTyped(Op::Rescale, {value}, {}, type);
}

void AddEmits(Place& at, const std::vector<Recipient>& recipients, const std::vector<InstId>& parts,
              InstId date, InstId whole) {
  int amount_scale = 0;
  int share_scale = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    amount_scale = std::max(amount_scale, at.b.TypeOf(parts[i]).scale);
    share_scale = std::max(share_scale, at.b.TypeOf(recipients[i].share).scale);
  }
  for (size_t i = 0; i < recipients.size(); ++i) {
    const Recipient& to = recipients[i];
    at.b.stage().emits.push_back({to.when, to.who, date, WidenTo(at, to.share, share_scale),
                                  WidenTo(at, parts[i], amount_scale), WidenTo(at, whole, amount_scale)});
  }
}

}  // namespace

int EnsureCredit(Lowering& l, int definition) {
  if (const auto it = l.line_sets.find(definition); it != l.line_sets.end()) return it->second;
  const auto& credit = static_cast<const ast::Credit&>(*l.Definition(definition).item);
  const int source = l.program.DatasetOf(credit.source[0].id);
  const Grain grain = check::RowOf(source);
  StageBuilder b(l.module, "credit." + credit.name.text, ir::StageClass::Map, DomainOf(l, grain));
  b.stage().definition = definition;
  b.At(definition, credit.span);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  const InstId date = LowerExpr(l, at, *credit.on);
  at.date = date;
  const InstId when = ConditionOf(l, at, credit);
  std::vector<Recipient> recipients;
  for (const ast::CreditTo& to : credit.recipients) recipients.push_back(LowerRecipient(l, at, to, when));
  const InstId whole = GuardTotal(l, at, credit, recipients, LowerExpr(l, at, *credit.amount));
  std::vector<InstId> parts;
  if (credit.recipients[0].share_kind == ast::ShareKind::Weight) {
    SplitByWeight(at, whole, recipients, parts);
  } else {
    for (size_t i = 0; i < recipients.size(); ++i) {
      const bool all = credit.recipients[i].share == nullptr;
      parts.push_back(all ? whole : at.b.Add(Op::Mul, {whole, recipients[i].share}));
    }
  }
  AddEmits(at, recipients, parts, date, whole);
  const int set = static_cast<int>(l.module.line_sets.size());
  const ir::Emit& emit = b.stage().emits.front();
  l.module.line_sets.push_back({credit.name.text, source, b.TypeOf(emit.amount), ir::EmittedRange(b.stage()),
                                b.TypeOf(emit.share), definition});
  b.stage().target = {ir::DomainKind::Lines, value::Granule::Month, set};
  b.Finish();
  l.line_sets[definition] = set;
  return set;
}

}  // namespace incent::lower
