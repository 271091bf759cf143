#pragma once

#include <antlr4-runtime.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/ast/file.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/check_tokens.h"
#include "compiler/syntax/diagnostics.h"
#include "compiler/syntax/token_buffer.h"
#include "grammar/IncentParser.h"

namespace incent::syntax {

// What the builder reads.
struct ParseResult {
  const source::SourceFile& source;
  const TokenBuffer& buffer;
  const CheckedTokens& checked;
  const std::set<const antlr4::RuleContext*>& broken;  // PanicMode::broken()
};

// Turns parse contexts into nodes: one Build overload per rule, in build_<construct>.cpp. Only complete
// contexts are visited; statements with holes become ast::Broken before anybody looks into them.
class Builder {
 public:
  using P = IncentParser;
  using Ctx = antlr4::ParserRuleContext;

  Builder(const ParseResult& parsed, diag::Diagnostics& diags) : parsed_(parsed), diags_(diags) {}

  ast::File BuildFile(P::FileContext& ctx);

 private:
  // ---- nodes (builder.cpp)
  template <typename T>
  T* New(Ctx& ctx) {
    T* node = file_.arena.New<T>();
    Place(*node, SpanOf(ctx));
    return node;
  }
  template <typename T>
  T Part(Ctx& ctx) {
    T node;
    Place(node, SpanOf(ctx));
    return node;
  }
  void Place(ast::Node& node, source::Span span);
  source::Span SpanOf(Ctx& ctx) const;
  source::Span SpanOf(antlr4::Token& token) const;
  source::Span SpanOf(antlr4::tree::TerminalNode& terminal) const { return SpanOf(*terminal.getSymbol()); }
  std::string_view Text(antlr4::Token& token) const;  // as it was meant
  std::string_view Text(antlr4::tree::TerminalNode& terminal) const { return Text(*terminal.getSymbol()); }
  bool IsRepaired(antlr4::Token& token) const;
  std::string DocBefore(Ctx& ctx) const;
  std::string FileDoc(uint32_t first_statement) const;
  std::string_view TextOf(const Token& token) const;
  size_t NumLineEnds(const Token& token) const;  // of a blank; 0 for other tokens

  // ---- names and literals (build_literal.cpp)
  ast::Ident Build(P::NameContext& ctx);
  ast::Ident Build(P::PlainNameContext& ctx);
  ast::Ident Build(P::MemberContext& ctx);
  ast::Path Build(P::PathContext& ctx);
  std::optional<std::string> Build(P::LabelContext* ctx);
  std::vector<ast::Ident> BuildAll(const std::vector<P::NameContext*>& names, size_t from);
  std::string BuildString(antlr4::tree::TerminalNode& terminal);
  std::string BuildText(antlr4::tree::TerminalNode& terminal);
  uint32_t BuildCount(antlr4::tree::TerminalNode& terminal);
  const ast::Date* BuildDate(antlr4::tree::TerminalNode& terminal);
  const ast::Period* BuildPeriod(antlr4::tree::TerminalNode& terminal);
  const ast::Expr* Build(P::LiteralContext& ctx);
  const ast::Number* BuildNumber(P::LiteralContext& ctx);
  ast::Unit Build(P::UnitContext& ctx);

  // ---- expressions (build_expr.cpp)
  const ast::Expr* Build(P::ExprContext& ctx);
  const ast::Expr* Build(P::ExprContext* ctx) { return ctx == nullptr ? nullptr : Build(*ctx); }
  const ast::Expr* Build(P::PrimaryContext& ctx);
  const ast::Expr* Build(P::PrimaryContext* ctx) { return ctx == nullptr ? nullptr : Build(*ctx); }
  const ast::Expr* Build(P::AtomContext& ctx);
  const ast::Expr* BuildNamed(P::NameAtomContext& ctx);
  std::vector<const ast::Expr*> Build(P::ArgsContext& ctx);
  const ast::Expr* BuildMember(const ast::Expr* base, P::MemberAccessContext& ctx);
  const ast::Expr* BuildPostfix(P::ExprContext& ctx);
  const ast::Expr* BuildOperator(P::ExprContext& ctx);
  const ast::Expr* BuildCondition(P::ExprContext& ctx);
  template <typename T>
  const ast::Expr* BuildTwo(Ctx& ctx, const std::vector<P::ExprContext*>& operands,
                            const ast::Expr* T::* left, const ast::Expr* T::* right);
  const ast::Expr* BuildBinary(Ctx& ctx, const std::vector<P::ExprContext*>& operands, ast::BinaryOp op);
  ast::CompareOp Build(P::CompareOpContext& ctx);
  ast::Window Build(P::WindowContext& ctx);

  // ---- parts of statements (build_clause.cpp)
  ast::TypeRef Build(P::TypeRefContext& ctx);
  ast::Grain Build(P::GrainContext& ctx);
  ast::RoundSpec Build(P::RoundSpecContext& ctx);
  ast::PerWindow Build(P::PerWindowContext& ctx);
  ast::PayClause Build(P::PayItemContext& ctx);
  std::vector<ast::PayClause> Build(P::PayBlockContext& ctx);
  ast::PayClause AmountClause(P::ExprContext& ctx);

  // ---- top level (build_schema.cpp, build_test.cpp)
  const ast::Item* Build(P::TopItemContext& ctx);
  ast::Use Build(P::UseDeclContext& ctx);
  const ast::Item* Build(P::DataDeclContext& ctx);
  ast::Field Build(P::FieldContext& ctx);
  void BuildModifier(P::FieldModifierContext& ctx, ast::Field& field);
  const ast::Item* Build(P::CalendarDeclContext& ctx);
  const ast::Item* Build(P::FnDeclContext& ctx);
  ast::TypeRef Build(P::FnTypeContext& ctx);
  const ast::Item* Build(P::TypeDeclContext& ctx);
  const ast::Item* Build(P::TestDeclContext& ctx);
  ast::TestStep Build(P::TestStepContext& ctx);
  ast::TestStep Build(P::GivenStmtContext& ctx);

  // ---- plans (build_plan.cpp)
  const ast::Item* Build(P::PlanDeclContext& ctx);
  const ast::Item* Build(P::PlanItemContext& ctx);
  std::vector<const ast::Item*> Build(const std::vector<P::PlanItemContext*>& items);
  const ast::Item* Build(P::EffectiveStmtContext& ctx);
  const ast::Item* Build(P::VersionStmtContext& ctx);
  const ast::Item* Build(P::CurrencyStmtContext& ctx);
  const ast::Item* Build(P::PaysStmtContext& ctx);
  const ast::Item* BuildRound(P::RoundSpecContext& ctx);
  const ast::Item* Build(P::AmendmentStmtContext& ctx);
  const ast::Item* Build(P::AssertStmtContext& ctx);
  const ast::Item* Build(P::PropertyStmtContext& ctx);

  // ---- definitions (build_definition.cpp)
  const ast::Item* Build(P::LetStmtContext& ctx);
  const ast::Item* Build(P::CarryStmtContext& ctx);
  const ast::Item* Build(P::ParamStmtContext& ctx);
  const ast::Item* Build(P::TiersStmtContext& ctx);
  ast::TierRow Build(P::TierRowContext& ctx);
  const ast::Item* Build(P::TableStmtContext& ctx);
  ast::TableRow Build(P::TableRowContext& ctx);
  ast::CellTest Build(P::CellTestContext& ctx);
  const ast::Expr* Build(P::CellValueContext& ctx);

  // ---- crediting and paying (build_payment.cpp, build_recovery.cpp, build_contest.cpp)
  const ast::Item* Build(P::CreditStmtContext& ctx);
  ast::CreditTo Build(P::CreditRecipientContext& ctx);
  const ast::Item* Build(P::PayStmtContext& ctx);
  const ast::Item* Build(P::BadgeStmtContext& ctx);
  const ast::Item* Build(P::ExceptionStmtContext& ctx);
  const ast::Item* Build(P::ClawbackStmtContext& ctx);
  const ast::Item* Build(P::DrawStmtContext& ctx);
  const ast::Item* Build(P::ContestStmtContext& ctx);
  void BuildContestItem(P::ContestItemContext& ctx, ast::Contest& contest);
  const ast::Item* Build(P::ScorecardStmtContext& ctx);
  ast::Metric Build(P::ScorecardMetricContext& ctx);

  // ---- shared by statements (build_item.cpp)
  const ast::Item* BuildAny(Ctx& statement);
  const ast::Item* Broken(Ctx& item);
  bool IsBroken(Ctx& item) const { return parsed_.broken.contains(&item); }
  // Name, label and doc of a statement whose head is `head`.
  template <typename T, typename Head>
  T* NewNamed(Ctx& statement, Head& head) {
    T* item = New<T>(statement);
    item->name = Build(*FirstName(head));
    item->label = Build(head.label());
    item->doc = DocBefore(statement);
    return item;
  }
  template <typename Head>
  static P::NameContext* FirstName(Head& head) {
    if constexpr (requires { head.name(size_t{0}); }) {
      return head.name(0);
    } else {
      return head.name();
    }
  }
  void BuildDates(P::DateRangeContext* ctx, const ast::Date*& from, const ast::Date*& until);
  // Sets a clause that may stand once; a second one is reported and dropped.
  void SetOnce(const ast::Expr*& clause, Ctx& ctx, P::ExprContext* value, Bilingual words);
  void ReportRepeated(Ctx& ctx, source::Span first, const Bilingual& words);

  const ParseResult& parsed_;
  diag::Diagnostics& diags_;
  ast::File file_;
};

// The context as `T` if that is its class, else nullptr.
template <typename T>
T* As(antlr4::tree::ParseTree& ctx) {
  return typeid(ctx) == typeid(T) ? static_cast<T*>(&ctx) : nullptr;
}

}  // namespace incent::syntax
