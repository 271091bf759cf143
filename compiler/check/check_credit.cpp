#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using types::Kind;
using types::Type;

bool RefuseCredit(Session& s, const ast::Credit& credit, int source) {
  if (source < 0) {
    const bool definition = !credit.source.empty() && s.program.DefinitionOf(credit.source[0].id) >= 0;
    if (definition) Refuse(s, credit.source[0].span, Refused::CreditFromCredit);
    return true;
  }
  if (credit.shares_total_per != nullptr) {
    Refuse(s, credit.shares_total_per->span, Refused::SharesPer);
    return true;
  }
  return false;
}

// Shares are rates: 0.9 is shown as 90%.
std::string PercentText(const Constant& rate) {
  Int128 percent = 0;
  const int scale = value::MulScale(rate.scale, 0);
  if (!value::Multiply(rate.mantissa, rate.scale, 100, 0, &percent))
    return value::DecimalToShortText(rate.mantissa, rate.scale);
  return value::DecimalToShortText(percent, scale) + "%";
}

// Shares known when compiling, none of them conditional, must total what is declared.
void CheckStaticTotal(Session& s, const ast::Credit& credit) {
  const auto total = EvaluateConstant(*credit.shares_total);
  if (!total) {
    s.diags.Report(credit.shares_total->span, kNotConstant,
                   diag::Bilingual{"the total of the shares", "比例合计"});
    return;
  }
  Constant sum;
  for (const ast::CreditTo& to : credit.recipients) {
    const auto share =
        to.share != nullptr ? EvaluateConstant(*to.share) : std::optional<Constant>(Constant{1, 0, {}});
    if (to.condition != nullptr || !share) return;
    Constant next;
    next.scale = value::AddScale(sum.scale, share->scale);
    if (!value::Add(sum.mantissa, sum.scale, share->mantissa, share->scale, &next.mantissa)) return;
    sum = next;
  }
  if (value::Compare(sum.mantissa, sum.scale, total->mantissa, total->scale) == 0) return;
  s.diags.Report(credit.shares_total->span, kSharesTotal, PercentText(sum), PercentText(*total));
}

// The type of the share, or of the weight, which may be an amount; the error type if there is none, or after
// a report.
Type CheckShare(Session& s, const Context& context, const ast::CreditTo& to) {
  if (to.share_kind == ast::ShareKind::Rest) Refuse(s, to.span, Refused::ShareRest);
  if (to.share == nullptr) return Type::Error();
  if (to.share_kind == ast::ShareKind::Weight)
    return CheckNumber(s, context, *to.share, Presence::Needed).type;
  const Facts share = CheckPresent(s, context, *to.share);
  if (share.type.IsError() || (share.type.IsNumber() && share.type.unit.IsPlain())) return share.type;
  ReportType(s, *to.share, TypeWords(Type::Number(2)), share.type);
  return Type::Error();
}

Type CheckRecipient(Session& s, const Context& context, const ast::CreditTo& to) {
  Context inner = context;
  if (to.condition != nullptr) {
    Context condition = context;
    condition.recipient = true;
    CheckFlag(s, condition, *to.condition);
    inner = Assuming(s, context, *to.condition);
  }
  const Facts who = CheckPresent(s, inner, *to.recipient);
  ExpectParticipant(s, inner, *to.recipient, who.type);
  return CheckShare(s, inner, to);
}

// Weights divide what shares would state, so a credit has the one or the other.
void CheckRecipients(Session& s, const Context& context, const ast::Credit& credit) {
  const ast::CreditTo* weight = nullptr;
  const ast::CreditTo* other = nullptr;
  Type first;  // of the weights, which are compared with each other
  for (const ast::CreditTo& to : credit.recipients) {
    (to.share_kind == ast::ShareKind::Weight ? weight : other) = &to;
    const Type type = CheckRecipient(s, context, to);
    if (to.share_kind != ast::ShareKind::Weight || type.IsError()) continue;
    if (first.IsError()) first = type;
    if (type.unit != first.unit)
      s.diags.Report(to.share->span, kUnitsDiffer, TypeWords(first), TypeWords(type));
  }
  if (weight != nullptr && (other != nullptr || credit.shares_total != nullptr)) {
    s.diags.Report(other != nullptr ? other->span : credit.shares_total->span, kUnusedSplit)
        .Note(weight->span, kWeightHere);
  } else if (credit.shares_total != nullptr) {
    CheckStaticTotal(s, credit);
  }
}

bool CheckComplete(Session& s, const ast::Credit& credit) {
  const auto missing = [&](bool absent, diag::Bilingual what) {
    if (absent) s.diags.Report(credit.name.span, kCreditNeeds, credit.name.text, what);
    return absent;
  };
  bool bad = missing(credit.recipients.empty(), {"who gets it (`to`)", "归属谁"});
  bad |= missing(credit.on == nullptr, {"on which date it counts (`on`)", "计在哪一天（“日期”）"});
  bad |= missing(credit.amount == nullptr, {"how much it is (`amount`)", "多少（“金额”）"});
  return !bad;
}

}  // namespace

void ExpectParticipant(Session& s, const Context& context, const ast::Expr& expr, const Type& type) {
  const int people = s.Plan(context.plan).dataset;
  if (type.IsError() || (type.kind == Kind::Ref && type.dataset == people)) return;
  const std::string& name = s.program.datasets[static_cast<size_t>(people)].name();
  ReportType(s, expr, {"a `" + name + "`", "“" + name + "”"}, type);
}

void CheckCredit(Session& s, int definition, const ast::Credit& credit) {
  const int plan = s.Definition(definition).plan;
  const int source = SourceOf(s, definition);
  if (RefuseCredit(s, credit, source) || !CheckComplete(s, credit)) return;
  Context context = At(s, plan, definition, RowOf(source));
  context.has_date = true;  // parameters are read at the credit's own date
  if (credit.when != nullptr) {
    CheckFlag(s, context, *credit.when);
    context = Assuming(s, context, *credit.when);
  }
  Context undated = context;
  undated.has_date = false;
  CheckDate(s, undated, *credit.on, Presence::Needed);
  CheckRecipients(s, context, credit);
  const Facts amount = CheckNumber(s, context, *credit.amount, Presence::Needed);
  DefinitionFacts& own = s.FactsOf(definition);
  // Parameters are read at the date of the row; nothing that a row reads is known later than the row.
  // A line has its share of the amount.
  own.facts = amount.As(Additivity::Flow).Dated().Within({});
  own.grain = LineOf(definition);
  CheckNamedUnit(s, credit, own);
}

}  // namespace incent::check
