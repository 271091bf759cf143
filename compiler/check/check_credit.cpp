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
  s.diags.Report(credit.shares_total->span, kSharesTotal, value::DecimalToShortText(sum.mantissa, sum.scale),
                 value::DecimalToShortText(total->mantissa, total->scale));
}

void CheckShare(Session& s, const Context& context, const ast::CreditTo& to) {
  if (to.share_kind == ast::ShareKind::Rest) Refuse(s, to.span, Refused::ShareRest);
  if (to.share == nullptr) return;
  const Facts share = CheckPresent(s, context, *to.share);
  if (share.type.IsError() || (share.type.IsNumber() && share.type.unit.IsPlain())) return;
  s.diags.Report(to.share->span, kTypeMismatch, TypeWords(Type::Number(2)), TypeWords(share.type));
}

void CheckRecipient(Session& s, const Context& context, const ast::CreditTo& to) {
  Context inner = context;
  if (to.condition != nullptr) {
    Context condition = context;
    condition.recipient = true;
    CheckFlag(s, condition, *to.condition);
    inner = Assuming(context, *to.condition);
  }
  const Facts who = CheckPresent(s, inner, *to.recipient);
  const int people = s.Plan(context.plan).dataset;
  if (!who.type.IsError() && (who.type.kind != Kind::Ref || who.type.dataset != people)) {
    const std::string& name = s.program.datasets[static_cast<size_t>(people)].name();
    s.diags.Report(to.recipient->span, kTypeMismatch, diag::Bilingual{"a `" + name + "`", "“" + name + "”"},
                   TypeWords(who.type));
  }
  CheckShare(s, inner, to);
}

void CheckRecipients(Session& s, const Context& context, const ast::Credit& credit) {
  bool shares = false;
  bool weights = false;
  for (const ast::CreditTo& to : credit.recipients) {
    shares |= to.share_kind == ast::ShareKind::Share;
    weights |= to.share_kind == ast::ShareKind::Weight;
    CheckRecipient(s, context, to);
  }
  if (shares && weights) s.diags.Report(credit.span, kUnusedSplit);
  if (credit.shares_total != nullptr) CheckStaticTotal(s, credit);
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

void CheckCredit(Session& s, int definition, const ast::Credit& credit) {
  const int plan = s.Definition(definition).plan;
  const int source = SourceOf(s, definition);
  if (RefuseCredit(s, credit, source) || plan < 0 || s.Plan(plan).dataset < 0) return;
  Context context = At(s, plan, definition, RowOf(source));
  context.has_date = true;  // lowering reads parameters at the credit's own date
  if (credit.when != nullptr) {
    CheckFlag(s, context, *credit.when);
    context = Assuming(context, *credit.when);
  }
  if (!CheckComplete(s, credit)) return;
  Context undated = context;
  undated.has_date = false;
  const Facts date = CheckPresent(s, undated, *credit.on);
  if (!date.type.IsError() && date.type.kind != Kind::Date) {
    s.diags.Report(credit.on->span, kTypeMismatch, TypeWords(Type::Date()), TypeWords(date.type));
  }
  CheckRecipients(s, context, credit);
  Facts amount = CheckPresent(s, context, *credit.amount);
  if (!amount.type.IsError() && !amount.type.IsNumber()) {
    s.diags.Report(credit.amount->span, kTypeMismatch, diag::Bilingual{"a number or amount", "数或金额"},
                   TypeWords(amount.type));
    amount.type = Type::Error();
  }
  amount.additivity = Additivity::Flow;
  amount.needs_date = false;
  s.FactsOf(definition).facts = amount;
  s.FactsOf(definition).grain = LineOf(definition);
}

}  // namespace incent::check
