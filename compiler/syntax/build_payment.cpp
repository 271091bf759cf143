#include "compiler/syntax/builder.h"

// Credits, payments, badges and exceptions.
namespace incent::syntax {

const ast::Item* Builder::Build(P::CreditStmtContext& ctx) {
  P::CreditHeadContext& head = *ctx.creditHead();
  auto* credit = NewNamed<ast::Credit>(ctx, head);
  credit->source = Build(*head.path());
  if (head.AS() != nullptr) credit->alias = Build(*head.name(1));
  for (P::CreditItemContext* item : ctx.creditItem()) {
    if (auto* when = As<P::CreditWhenContext>(*item)) {
      SetOnce(credit->when, *item, when->expr(), {"`when`", "“当”"});
    } else if (auto* on = As<P::CreditOnContext>(*item)) {
      SetOnce(credit->on, *item, on->expr(), {"`on`", "“日期”"});
    } else if (auto* amount = As<P::CreditAmountContext>(*item)) {
      SetOnce(credit->amount, *item, amount->expr(), {"`amount`", "“金额”"});
    } else if (auto* total = As<P::CreditSharesTotalContext>(*item)) {
      SetOnce(credit->shares_total, *item, total->expr(), {"`shares total`", "“比例合计”"});
      credit->shares_total_per = Build(total->primary());
    } else if (auto* recipient = As<P::CreditRecipientContext>(*item)) {
      credit->recipients.push_back(Build(*recipient));
    }
  }
  return credit;
}

ast::CreditTo Builder::Build(P::CreditRecipientContext& ctx) {
  auto to = Part<ast::CreditTo>(ctx);
  size_t next = 0;
  to.recipient = Build(*ctx.expr(next++));
  if (ctx.REST() != nullptr) {
    to.share_kind = ast::ShareKind::Rest;
  } else if (ctx.SHARE() != nullptr || ctx.WEIGHT() != nullptr) {
    to.share_kind = ctx.SHARE() != nullptr ? ast::ShareKind::Share : ast::ShareKind::Weight;
    to.share = Build(*ctx.expr(next++));
  }
  if (ctx.IF() != nullptr) to.condition = Build(*ctx.expr(next));
  return to;
}

const ast::Item* Builder::Build(P::PayStmtContext& ctx) {
  P::PayHeadContext& head = *ctx.payHead();
  auto* pay = NewNamed<ast::Pay>(ctx, head);
  pay->grain = Build(*head.grain());
  if (ctx.expr() != nullptr) {
    pay->clauses.push_back(AmountClause(*ctx.expr()));
  } else {
    pay->clauses = Build(*ctx.payBlock());
  }
  return pay;
}

const ast::Item* Builder::Build(P::BadgeStmtContext& ctx) {
  auto* badge = NewNamed<ast::Badge>(ctx, ctx);
  badge->grain = Build(*ctx.grain());
  badge->when = Build(*ctx.expr());
  return badge;
}

const ast::Item* Builder::Build(P::ExceptionStmtContext& ctx) {
  P::ExceptionHeadContext& head = *ctx.exceptionHead();
  auto* exception = NewNamed<ast::Exception>(ctx, head);
  exception->overrides = Build(*head.name(1));
  exception->before = BuildAll(head.name(), 2);
  for (P::ExceptionItemContext* item : ctx.exceptionItem()) {
    if (auto* when = As<P::ExceptionWhenContext>(*item)) {
      SetOnce(exception->when, *item, when->expr(), {"`when`", "“当”"});
    } else if (auto* set = As<P::ExceptionSetContext>(*item)) {
      SetOnce(exception->value, *item, set->expr(), {"`set`", "“改为”"});
    } else if (auto* dates = As<P::ExceptionDatesContext>(*item)) {
      if (exception->from != nullptr) ReportRepeated(*item, exception->from->span, {"`from`", "“自”"});
      BuildDates(dates->dateRange(), exception->from, exception->until);
    } else if (auto* because = As<P::ExceptionBecauseContext>(*item)) {
      if (exception->because) ReportRepeated(*item, exception->name.span, {"`because`", "“理由”"});
      exception->because = BuildText(*because->STRING());
    }
  }
  const Bilingual words("an exception", "例外");
  if (exception->when == nullptr)
    diags_.Report(SpanOf(head), kMissingClause, words, Bilingual("`when`", "“当”"));
  if (exception->value == nullptr)
    diags_.Report(SpanOf(head), kMissingClause, words, Bilingual("`set`", "“改为”"));
  if (exception->when == nullptr || exception->value == nullptr) return Broken(ctx);
  return exception;
}

}  // namespace incent::syntax
