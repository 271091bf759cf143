#include "compiler/syntax/builder.h"

// Values, parameters, tier tables and decision tables.
namespace incent::syntax {

const ast::Item* Builder::Build(P::LetStmtContext& ctx) {
  P::LetHeadContext& head = *ctx.letHead();
  auto* let = NewNamed<ast::Let>(ctx, head);
  if (head.MEASURE() != nullptr) let->word = ast::LetKind::Measure;
  if (head.GATE() != nullptr) let->word = ast::LetKind::Gate;
  if (head.grain() != nullptr) let->grain = Build(*head.grain());
  if (ctx.expr() != nullptr) {
    let->value = Build(*ctx.expr());
    return let;
  }
  let->clauses = Build(*ctx.payBlock());
  if (let->clauses.empty()) return Broken(ctx);
  if (let->clauses.size() == 1 && let->clauses.front().kind == ast::PayClauseKind::Amount) {
    let->value = let->clauses.front().value;
    let->clauses.clear();
  }
  return let;
}

const ast::Item* Builder::Build(P::CarryStmtContext& ctx) {
  auto* carry = NewNamed<ast::Carry>(ctx, ctx);
  carry->grain = Build(*ctx.grain());
  carry->starts = Build(*ctx.expr(0));
  carry->value = Build(*ctx.expr(1));
  return carry;
}

const ast::Item* Builder::Build(P::ParamStmtContext& ctx) {
  P::ParamHeadContext& head = *ctx.paramHead();
  auto* param = NewNamed<ast::Param>(ctx, head);
  param->type = Build(*head.typeRef());
  for (P::ParamRowContext* row : ctx.paramRow()) {
    auto value = Part<ast::ParamValue>(*row);
    value.from = BuildDate(*row->DATE());
    value.value = Build(*row->expr());
    param->values.push_back(value);
  }
  if (param->values.empty()) diags_.Report(param->span, kEmptyBlock);
  return param;
}

const ast::Item* Builder::Build(P::TiersStmtContext& ctx) {
  P::TiersHeadContext& head = *ctx.tiersHead();
  auto* tiers = NewNamed<ast::Tiers>(ctx, head);
  P::TierModeContext& mode = *head.tierMode();
  if (mode.RETROACTIVE() != nullptr) tiers->mode = ast::TierMode::Retroactive;
  if (mode.INTERPOLATED() != nullptr) tiers->mode = ast::TierMode::Interpolated;
  tiers->on_output = mode.ON_OUTPUT() != nullptr;
  tiers->adding_up = mode.ADDING_UP() != nullptr;
  tiers->relative_to = Build(head.expr());
  for (P::TierRowContext* row : ctx.tierRow()) tiers->rows.push_back(Build(*row));
  if (tiers->rows.empty()) diags_.Report(tiers->span, kEmptyBlock);
  return tiers;
}

ast::TierRow Builder::Build(P::TierRowContext& ctx) {
  auto row = Part<ast::TierRow>(ctx);
  if (ctx.path() != nullptr) row.each = Build(*ctx.path());
  if (ctx.filter() != nullptr) row.filter = Build(*ctx.filter()->expr());
  if (ctx.ABOVE() != nullptr) row.bound = ast::TierBound::Above;
  if (ctx.BELOW() != nullptr) row.bound = ast::TierBound::Below;
  row.threshold = Build(*ctx.expr(0));
  row.value = Build(*ctx.expr(1));
  return row;
}

const ast::Item* Builder::Build(P::TableStmtContext& ctx) {
  P::TableHeadContext& head = *ctx.tableHead();
  auto* table = NewNamed<ast::Table>(ctx, head);
  P::HitPolicyContext& hit = *head.hitPolicy();
  if (hit.FIRST() != nullptr) table->hit = ast::HitPolicy::First;
  if (hit.ANY() != nullptr) table->hit = ast::HitPolicy::Any;
  if (hit.COLLECT_SUM() != nullptr) table->hit = ast::HitPolicy::CollectSum;

  P::TableColumnsContext& columns = *ctx.tableColumns();
  for (P::ExprContext* input : columns.expr()) table->inputs.push_back(Build(*input));
  table->outputs = BuildAll(columns.name(), 0);
  bool all_fit = true;
  for (P::TableRowContext* line : ctx.tableRow()) {
    ast::TableRow row = Build(*line);
    if (row.tests.size() == table->inputs.size() && row.outputs.size() == table->outputs.size()) {
      table->rows.push_back(std::move(row));
      continue;
    }
    // Often it is the head that is wrong: one message is enough.
    if (std::exchange(all_fit, false)) {
      const size_t num_columns = table->inputs.size() + table->outputs.size();
      diags_.Report(row.span, kRowWidth, row.tests.size() + row.outputs.size(), num_columns)
          .Note(SpanOf(columns), kHeadHere);
    }
  }
  if (ctx.tableRow().empty()) diags_.Report(table->span, kEmptyBlock);
  return table;
}

ast::TableRow Builder::Build(P::TableRowContext& ctx) {
  auto row = Part<ast::TableRow>(ctx);
  for (P::CellTestContext* test : ctx.cellTest()) row.tests.push_back(Build(*test));
  for (P::ExprContext* output : ctx.expr()) row.outputs.push_back(Build(*output));
  return row;
}

ast::CellTest Builder::Build(P::CellTestContext& ctx) {
  auto test = Part<ast::CellTest>(ctx);
  if (As<P::AbsentCellContext>(ctx) != nullptr) test.kind = ast::CellTestKind::Absent;
  if (auto* compare = As<P::CompareCellContext>(ctx)) {
    test.kind = ast::CellTestKind::Compare;
    test.op = Build(*compare->compareOp());
    test.values.push_back(Build(*compare->cellValue()));
  }
  if (auto* values = As<P::ValueCellContext>(ctx)) {
    test.kind = values->RANGE() != nullptr ? ast::CellTestKind::Range : ast::CellTestKind::List;
    test.negated = values->NOT() != nullptr;
    for (P::CellValueContext* value : values->cellValue()) test.values.push_back(Build(*value));
  }
  return test;
}

const ast::Expr* Builder::Build(P::CellValueContext& ctx) {
  if (P::PathContext* path = ctx.path()) {
    auto* name = New<ast::Name>(*path->name());
    name->text = Build(*path->name()).text;
    const ast::Expr* expr = name;
    for (P::MemberContext* part : path->member()) {
      auto* member = New<ast::Member>(*part);
      member->span = source::Join(expr->span, member->span);
      member->base = expr;
      member->member = Build(*part);
      expr = member;
    }
    return expr;
  }
  const ast::Expr* literal = Build(*ctx.literal());
  if (ctx.MINUS() == nullptr) return literal;
  auto* negate = New<ast::Negate>(ctx);
  negate->operand = literal;
  return negate;
}

}  // namespace incent::syntax
