#include "compiler/syntax/builder.h"

// Clawbacks and draws.
namespace incent::syntax {

const ast::Item* Builder::Build(P::ClawbackStmtContext& ctx) {
  P::ClawbackHeadContext& head = *ctx.clawbackHead();
  auto* clawback = NewNamed<ast::Clawback>(ctx, head);
  clawback->of = BuildAll(head.name(), 1);
  for (P::ClawbackItemContext* item : ctx.clawbackItem()) {
    if (auto* when = As<P::ClawbackWhenContext>(*item)) {
      SetOnce(clawback->when, *item, when->expr(), {"`when`", "“当”"});
    } else if (auto* on = As<P::ClawbackOnContext>(*item)) {
      SetOnce(clawback->on, *item, on->expr(), {"`on`", "“日期”"});
    } else if (auto* recover = As<P::ClawbackRecoverContext>(*item)) {
      SetOnce(clawback->recover, *item, recover->expr(), {"`recover`", "“扣回”"});
    } else {
      if (clawback->recompute) ReportRepeated(*item, clawback->name.span, {"`recompute`", "“重算”"});
      clawback->recompute = true;
    }
  }
  return clawback;
}

const ast::Item* Builder::Build(P::DrawStmtContext& ctx) {
  P::DrawHeadContext& head = *ctx.drawHead();
  auto* draw = NewNamed<ast::Draw>(ctx, head);
  draw->grain = Build(*head.grain());
  for (P::DrawItemContext* item : ctx.drawItem()) {
    if (auto* amount = As<P::DrawAmountContext>(*item)) {
      SetOnce(draw->amount, *item, amount->expr(), {"`amount`", "“金额”"});
    } else if (auto* when = As<P::DrawWhenContext>(*item)) {
      SetOnce(draw->when, *item, when->expr(), {"`when`", "“当”"});
    } else if (auto* prorated = As<P::DrawProratedByContext>(*item)) {
      SetOnce(draw->prorated_by, *item, prorated->expr(), {"`prorated by`", "“折算”"});
    } else if (auto* until = As<P::DrawUntilContext>(*item)) {
      SetOnce(draw->until, *item, until->expr(), {"`until`", "“止于”"});
    } else if (auto* recover = As<P::DrawRecoverContext>(*item)) {
      if (!draw->recover_from.empty()) {
        ReportRepeated(*item, draw->recover_from.front().span, {"`recover`", "“扣回”"});
      }
      draw->recover_rate = Build(recover->expr());
      draw->recover_from = BuildAll(recover->name(), 0);
    }
  }
  return draw;
}

}  // namespace incent::syntax
