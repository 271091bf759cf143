#include "compiler/syntax/builder.h"

namespace incent::syntax {

const ast::Expr* Builder::Build(P::ExprContext& ctx) {
  if (auto* primary = As<P::PrimaryExprContext>(ctx)) return Build(*primary->primary());
  if (const ast::Expr* expr = BuildPostfix(ctx)) return expr;
  if (const ast::Expr* expr = BuildOperator(ctx)) return expr;
  return BuildCondition(ctx);
}

// ---------------------------------------------------------------- primaries

const ast::Expr* Builder::Build(P::PrimaryContext& ctx) {
  if (P::AggregateOpContext* op = ctx.aggregateOp()) {
    static constexpr std::pair<size_t, ast::AggregateKind> kKinds[] = {
        {P::SUM_OF, ast::AggregateKind::Sum},          {P::COUNT_OF, ast::AggregateKind::Count},
        {P::AVERAGE_OF, ast::AggregateKind::Average},  {P::HIGHEST_OF, ast::AggregateKind::Highest},
        {P::LOWEST_OF, ast::AggregateKind::Lowest},    {P::LATEST_OF, ast::AggregateKind::Latest},
        {P::EARLIEST_OF, ast::AggregateKind::Earliest}};
    auto* aggregate = New<ast::Aggregate>(ctx);
    for (const auto& [type, kind] : kKinds) {
      if (type == op->start->getType()) aggregate->aggregate = kind;
    }
    aggregate->operand = Build(*ctx.primary());
    return aggregate;
  }
  const ast::Expr* expr = Build(*ctx.atom());
  for (P::MemberAccessContext* access : ctx.memberAccess()) expr = BuildMember(expr, *access);
  return expr;
}

const ast::Expr* Builder::BuildMember(const ast::Expr* base, P::MemberAccessContext& ctx) {
  auto* member = New<ast::Member>(ctx);
  member->span = source::Join(base->span, member->span);
  member->base = base;
  member->member = Build(*ctx.member());
  if (P::ArgsContext* args = ctx.args()) {
    member->has_args = true;
    member->args = Build(*args);
  }
  return member;
}

const ast::Expr* Builder::Build(P::AtomContext& ctx) {
  if (auto* literal = As<P::LiteralAtomContext>(ctx)) return Build(*literal->literal());
  if (auto* paren = As<P::ParenAtomContext>(ctx)) return Build(*paren->expr());
  if (auto* previous = As<P::PreviousAtomContext>(ctx)) {
    auto* node = New<ast::Previous>(ctx);
    node->name = Build(*previous->name());
    return node;
  }
  return BuildNamed(static_cast<P::NameAtomContext&>(ctx));
}

const ast::Expr* Builder::BuildNamed(P::NameAtomContext& ctx) {
  ast::Ident ident = Build(*ctx.name());
  if (P::ArgsContext* args = ctx.args()) {
    auto* call = New<ast::Call>(ctx);
    call->callee = std::move(ident);
    call->args = Build(*args);
    return call;
  }
  auto* name = New<ast::Name>(ctx);
  name->text = std::move(ident.text);
  return name;
}

std::vector<const ast::Expr*> Builder::Build(P::ArgsContext& ctx) {
  std::vector<const ast::Expr*> args;
  for (P::ExprContext* arg : ctx.expr()) args.push_back(Build(*arg));
  return args;
}

// ---------------------------------------------------------------- what follows a value

const ast::Expr* Builder::BuildPostfix(P::ExprContext& ctx) {
  if (auto* filtered = As<P::FilteredExprContext>(ctx)) {
    auto* node = New<ast::Filtered>(ctx);
    node->base = Build(*filtered->expr());
    node->condition = Build(*filtered->filter()->expr());
    return node;
  }
  if (auto* over = As<P::OverExprContext>(ctx)) {
    auto* node = New<ast::OverWindow>(ctx);
    node->base = Build(*over->expr());
    node->window = Build(*over->window());
    return node;
  }
  if (auto* across = As<P::AcrossExprContext>(ctx)) {
    auto* node = New<ast::Across>(ctx);
    node->base = Build(*across->expr());
    node->group = Build(*across->primary());
    return node;
  }
  if (auto* by = As<P::ByExprContext>(ctx)) {
    auto* node = New<ast::ByKey>(ctx);
    node->base = Build(*by->expr());
    node->key = Build(*by->primary());
    return node;
  }
  if (auto* as_of = As<P::AsOfExprContext>(ctx)) {
    auto* node = New<ast::AsOf>(ctx);
    node->base = Build(*as_of->expr());
    node->date = Build(*as_of->primary());
    return node;
  }
  if (auto* convert = As<P::ConvertExprContext>(ctx)) {
    auto* node = New<ast::Convert>(ctx);
    node->base = Build(*convert->expr());
    node->currency = Build(*convert->primary());
    if (convert->path() != nullptr) node->rates = Build(*convert->path());
    return node;
  }
  return nullptr;
}

// ---------------------------------------------------------------- operators

template <typename T>
const ast::Expr* Builder::BuildTwo(Ctx& ctx, const std::vector<P::ExprContext*>& operands,
                                   const ast::Expr* T::* left, const ast::Expr* T::* right) {
  T* node = New<T>(ctx);
  node->*left = Build(*operands[0]);
  node->*right = Build(*operands[1]);
  return node;
}

const ast::Expr* Builder::BuildBinary(Ctx& ctx, const std::vector<P::ExprContext*>& operands,
                                      ast::BinaryOp op) {
  auto* node = New<ast::Binary>(ctx);
  node->op = op;
  node->left = Build(*operands[0]);
  node->right = Build(*operands[1]);
  return node;
}

const ast::Expr* Builder::BuildOperator(P::ExprContext& ctx) {
  if (auto* multiply = As<P::MultiplyExprContext>(ctx)) {
    return BuildBinary(ctx, multiply->expr(),
                       multiply->STAR() ? ast::BinaryOp::Multiply : ast::BinaryOp::Divide);
  }
  if (auto* add = As<P::AddExprContext>(ctx)) {
    return BuildBinary(ctx, add->expr(), add->PLUS() ? ast::BinaryOp::Add : ast::BinaryOp::Subtract);
  }
  if (auto* negate = As<P::NegateExprContext>(ctx)) {
    auto* node = New<ast::Negate>(ctx);
    node->operand = Build(*negate->expr());
    return node;
  }
  if (auto* otherwise = As<P::OtherwiseExprContext>(ctx)) {
    return BuildTwo(ctx, otherwise->expr(), &ast::Otherwise::value, &ast::Otherwise::fallback);
  }
  if (auto* compare = As<P::CompareExprContext>(ctx)) {
    auto* node = New<ast::Compare>(ctx);
    node->op = Build(*compare->compareOp());
    node->left = Build(*compare->expr(0));
    node->right = Build(*compare->expr(1));
    return node;
  }
  if (auto* both = As<P::AndExprContext>(ctx))
    return BuildTwo(ctx, both->expr(), &ast::And::left, &ast::And::right);
  if (auto* either = As<P::OrExprContext>(ctx))
    return BuildTwo(ctx, either->expr(), &ast::Or::left, &ast::Or::right);
  if (auto* inverse = As<P::NotExprContext>(ctx)) {
    auto* node = New<ast::Not>(ctx);
    node->operand = Build(*inverse->expr());
    return node;
  }
  return nullptr;
}

ast::CompareOp Builder::Build(P::CompareOpContext& ctx) {
  switch (ctx.start->getType()) {
    case P::LT:
      return ast::CompareOp::Less;
    case P::LE:
      return ast::CompareOp::LessEqual;
    case P::GT:
      return ast::CompareOp::Greater;
    case P::GE:
      return ast::CompareOp::GreaterEqual;
    case P::NE:
      return ast::CompareOp::NotEqual;
    default:
      return ast::CompareOp::Equal;
  }
}

const ast::Expr* Builder::BuildCondition(P::ExprContext& ctx) {
  if (auto* presence = As<P::PresenceExprContext>(ctx)) {
    auto* node = New<ast::Presence>(ctx);
    node->operand = Build(*presence->expr());
    node->present = (presence->PRESENT() != nullptr) != (presence->NOT() != nullptr);
    return node;
  }
  if (auto* in = As<P::InListExprContext>(ctx)) {
    auto* node = New<ast::InList>(ctx);
    node->negated = in->NOT() != nullptr;
    const std::vector<P::ExprContext*> exprs = in->expr();
    node->operand = Build(*exprs[0]);
    for (size_t i = 1; i < exprs.size(); ++i) node->items.push_back(Build(*exprs[i]));
    return node;
  }
  if (auto* between = As<P::BetweenExprContext>(ctx)) {
    auto* node = New<ast::Between>(ctx);
    node->negated = between->NOT() != nullptr;
    node->operand = Build(*between->expr(0));
    node->low = Build(*between->expr(1));
    node->high = Build(*between->expr(2));
    return node;
  }
  if (auto* within = As<P::WithinExprContext>(ctx)) {
    auto* node = New<ast::Within>(ctx);
    node->operand = Build(*within->expr(0));
    node->duration = Build(*within->expr(1));
    node->start = Build(*within->expr(2));
    return node;
  }
  auto& choice = static_cast<P::IfExprContext&>(ctx);
  auto* node = New<ast::If>(ctx);
  node->condition = Build(*choice.expr(0));
  node->then_value = Build(*choice.expr(1));
  node->else_value = Build(*choice.expr(2));
  return node;
}

// ---------------------------------------------------------------- windows

ast::Window Builder::Build(P::WindowContext& ctx) {
  auto window = Part<ast::Window>(ctx);
  if (ctx.unit() != nullptr) window.unit = Build(*ctx.unit());
  const auto to_date = [&](ast::Unit unit) {
    window.kind = ast::WindowKind::ToDate;
    window.unit = unit;
  };
  switch (ctx.start->getType()) {
    case P::YEAR_TO_DATE:
      to_date(ast::Unit::Year);
      break;
    case P::QUARTER_TO_DATE:
      to_date(ast::Unit::Quarter);
      break;
    case P::MONTH_TO_DATE:
      to_date(ast::Unit::Month);
      break;
    case P::PREVIOUS:
      window.kind = ast::WindowKind::PreviousUnit;
      break;
    case P::LAST:
      window.kind = ast::WindowKind::Last;
      break;
    case P::NEXT:
      window.kind = ast::WindowKind::Next;
      break;
    case P::PLAN:
      window.kind = ast::WindowKind::Plan;
      break;
    case P::ALL_TIME:
      window.kind = ast::WindowKind::AllTime;
      break;
    case P::PERIOD:
      window.kind = ast::WindowKind::Period;
      window.period = BuildPeriod(*ctx.PERIOD())->text;
      break;
    default:
      break;  // a unit, or a name
  }
  if (ctx.NUMBER() != nullptr) window.count = BuildCount(*ctx.NUMBER());
  if (ctx.plainName() != nullptr) {
    window.kind = ast::WindowKind::Named;
    window.name = Build(*ctx.plainName());
  }
  window.counted_from = Build(ctx.primary());
  return window;
}

}  // namespace incent::syntax
