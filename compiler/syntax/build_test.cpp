#include "compiler/syntax/builder.h"

namespace incent::syntax {

const ast::Item* Builder::Build(P::TestDeclContext& ctx) {
  P::TestHeadContext& head = *ctx.testHead();
  auto* test = New<ast::Test>(ctx);
  test->doc = DocBefore(ctx);
  test->label = BuildText(*head.STRING());
  if (head.name() != nullptr) test->plan = Build(*head.name());
  for (P::TestStepContext* step : ctx.testStep()) test->steps.push_back(Build(*step));
  return test;
}

ast::TestStep Builder::Build(P::TestStepContext& ctx) {
  if (P::GivenStmtContext* given = ctx.givenStmt()) return Build(*given);
  auto step = Part<ast::TestStep>(ctx);
  if (P::CloseStmtContext* close = ctx.closeStmt()) {
    step.kind = ast::TestStepKind::Close;
    if (close->DATE() != nullptr) {
      step.value = BuildDate(*close->DATE());
    } else {
      step.value = BuildPeriod(*close->PERIOD());
    }
  } else {
    step.kind = ast::TestStepKind::Expect;
    step.value = Build(*ctx.expectStmt()->expr());
  }
  return step;
}

ast::TestStep Builder::Build(P::GivenStmtContext& ctx) {
  auto step = Part<ast::TestStep>(ctx);
  step.kind = ast::TestStepKind::Given;
  step.dataset = Build(*ctx.path());
  for (P::MemberContext* column : ctx.member()) step.columns.push_back(Build(*column));
  bool all_fit = true;
  for (P::DataRowContext* line : ctx.dataRow()) {
    auto row = Part<ast::GivenRow>(*line);
    for (P::CellContext* cell : line->cell()) row.cells.push_back(Build(cell->expr()));
    if (row.cells.size() == step.columns.size()) {
      step.rows.push_back(std::move(row));
      continue;
    }
    // Often it is the head that is wrong: one message is enough.
    if (std::exchange(all_fit, false)) {
      diags_.Report(row.span, kRowWidth, row.cells.size(), step.columns.size())
          .Note(source::Join(step.columns.front().span, step.columns.back().span), kHeadHere);
    }
  }
  return step;
}

}  // namespace incent::syntax
