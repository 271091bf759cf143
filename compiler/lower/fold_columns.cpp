#include <algorithm>
#include <type_traits>

#include "compiler/ast/print.h"
#include "compiler/ast/walk.h"
#include "compiler/lower/fold.h"

// The columns that folds read: what is folded, and its sums by period or person.
namespace incent::lower {
namespace {

std::string TextOf(const FoldTerm& term) {
  std::string text = ast::Print(*term.base);
  for (const ast::Expr* filter : term.filters) text += "[" + ast::Print(*filter) + "]";
  if (term.across != nullptr) text += " across " + ast::Print(*term.across->group);
  return text;
}

InstId FilterMask(Lowering& l, Place& at, const FoldTerm& term) {
  InstId mask = at.b.ConstFlag(true);
  for (const ast::Expr* filter : term.filters) mask = at.b.And(mask, LowerExpr(l, at, *filter));
  return mask;
}

bool IsTrue(Place& at, InstId inst) {
  const auto& i = at.b[inst];
  return i.op == Op::Const && i.attributes.literal.number == 1;
}

ir::Attributes GroupAttributes(Lowering& l, int definition, const FoldTerm& term) {
  ir::Attributes attributes;
  attributes.group = LowerGroup(l, definition, term.across != nullptr ? term.across->group : nullptr);
  return attributes;
}

// A credit across a group: each source row counts once, whatever the number of its lines there.
bool CountsRowsOnce(const Lowering& l, const FoldTerm& term) {
  const auto* name = term.base->As<ast::Name>();
  const int definition = name != nullptr ? l.program.DefinitionOf(name->id) : -1;
  return term.across != nullptr && definition >= 0 &&
         l.Definition(definition).kind == resolve::DefinitionKind::Credit;
}

InstId ValueWhere(Place& at, InstId mask, InstId value, Folded what) {
  if (what == Folded::Flags) {
    return at.b.TypeOf(value).optional ? at.b.And(mask, at.b.Add(Op::Present, {value})) : mask;
  }
  if (IsTrue(at, mask)) return value;
  if (what == Folded::Amounts) return Masked(at, mask, value);
  return at.b.Select(mask, value, at.b.ConstNull(at.b.TypeOf(value).Optional()));
}

// A column that is made once, whoever asks for it first.
template <typename Make>
OutputId Once(Lowering& l, const std::string& name, Make make) {
  if (const auto it = l.folds.find(name); it != l.folds.end()) return it->second;
  const OutputId output = make();
  l.folds[name] = output;
  return output;
}

// True where working out `expr` may take more than element ops: folds, tables of tiers (their rows may fold),
// and `allot`.
bool NeedsOwnStage(const Lowering& l, const ast::Expr& expr) {
  bool needs = false;
  ast::WalkTree(expr, [&](const auto& node) {
    if constexpr (std::is_same_v<std::decay_t<decltype(node)>, ast::Expr>) {
      needs |= node.template Is<ast::OverWindow>() || node.template Is<ast::Across>();
      const auto* call = node.template As<ast::Call>();
      const resolve::Symbol* symbol = call != nullptr ? l.program.SymbolOf(call->callee.id) : nullptr;
      needs |= call != nullptr && (symbol == nullptr || symbol->kind != resolve::SymbolKind::Function ||
                                   l.program.functions[static_cast<size_t>(symbol->index)].name() == "allot");
    }
  });
  return needs;
}

// A merge has element ops only, so that what needs more is a column first.
bool IsColumnFirst(const Lowering& l, const FoldTerm& term) {
  const auto needs = [&](const ast::Expr* expr) { return NeedsOwnStage(l, *expr); };
  return CountsRowsOnce(l, term) || needs(term.base) ||
         std::any_of(term.filters.begin(), term.filters.end(), needs);
}

// True where all values of a definition with a stage of its own are folded.
bool IsColumn(const Lowering& l, const FoldTerm& term) {
  const ir::DefinitionId definition = FoldedDefinition(l, term);
  if (definition < 0 || !term.filters.empty() || l.FactsOf(definition).grain != FoldedGrain(l, term)) {
    return false;
  }
  const resolve::DefinitionKind kind = l.Definition(definition).kind;
  return kind != resolve::DefinitionKind::Credit && kind != resolve::DefinitionKind::Table;
}

OutputId Merge(Lowering& l, int definition, const FoldTerm& term, const std::string& name,
               ir::Domain target) {
  ir::Attributes group = GroupAttributes(l, definition, term);
  group.subject = FoldedDefinition(l, term);
  const Grain& folded = FoldedGrain(l, term);
  const bool column = IsColumnFirst(l, term);
  const OutputId amounts = column ? FoldedColumn(l, definition, term, Folded::Amounts) : ir::kNone;
  StageBuilder b(l.module, name, ir::StageClass::Merge, DomainOf(l, folded));
  b.stage().definition = definition;
  b.stage().target = target;
  b.At(definition, term.base->span);
  Place at{b, folded, definition, false, std::nullopt, std::nullopt};
  const InstId value = column ? b.Read(amounts) : FoldedValue(l, at, term, Folded::Amounts);
  const OutputId output = b.Publish(b.Add(Op::AggSum, {value}, group), name);
  b.Finish();
  return output;
}

bool IsEveryone(Lowering& l, int definition, const FoldTerm& term) {
  return GroupAttributes(l, definition, term).group.kind == ir::GroupKind::Everyone;
}

}  // namespace

ir::DefinitionId FoldedDefinition(const Lowering& l, const FoldTerm& term) {
  const auto* name = term.base->As<ast::Name>();
  return name != nullptr ? l.program.DefinitionOf(name->id) : ir::kNone;
}

const Grain& FoldedGrain(const Lowering& l, const FoldTerm& term) {
  return l.checked.folded[term.base->id];
}

InstId FoldedValue(Lowering& l, Place& at, const FoldTerm& term, Folded what) {
  const InstId mask = FilterMask(l, at, term);
  if (!CountsRowsOnce(l, term)) {
    InstId value = LowerExpr(l, at, *term.base);
    // The sum of a flag counts.
    if (what == Folded::Amounts && at.b.TypeOf(value).kind == types::Kind::Flag)
      value = at.b.Select(value, at.b.ConstNumber(1, types::Type::Number(0)),
                          at.b.ConstNumber(0, types::Type::Number(0)));
    return ValueWhere(at, mask, value, what);
  }
  ir::Attributes group = GroupAttributes(l, at.definition, term);
  group.subject = FoldedDefinition(l, term);
  const InstId credit = at.b.Add(Op::RowOnce, {mask}, group);
  return what == Folded::Flags ? at.b.Add(Op::Present, {credit}) : credit;
}

OutputId FoldedColumn(Lowering& l, int definition, const FoldTerm& term, Folded what) {
  constexpr const char* kSuffix[] = {" amounts", " values", " counted"};
  // The values of a definition are a column already.
  if (what != Folded::Flags && IsColumn(l, term)) {
    const OutputId values = EnsureValue(l, FoldedDefinition(l, term));
    const bool is_flag = l.module.outputs[static_cast<size_t>(values)].type.kind == types::Kind::Flag;
    if (what != Folded::Amounts || !is_flag) return values;
  }
  const std::string name = TextOf(term) + kSuffix[static_cast<size_t>(what)];
  return Once(l, name, [&] {
    const Grain& folded = FoldedGrain(l, term);
    StageBuilder b(l.module, name, ClassOf(folded), DomainOf(l, folded));
    b.stage().definition = definition;
    b.At(definition, term.base->span);
    Place at{b, folded, definition, false, std::nullopt, std::nullopt};
    const OutputId output = b.Publish(FoldedValue(l, at, term, what), name);
    b.Finish();
    return output;
  });
}

OutputId PeriodSums(Lowering& l, int definition, const FoldTerm& term, value::Granule granule) {
  // A cell is the sum of itself.
  const bool same_cells = FoldedGrain(l, term) == check::PersonPeriod(granule);
  if (same_cells && term.across == nullptr) return FoldedColumn(l, definition, term, Folded::Amounts);
  const std::string name = TextOf(term) + " over " + std::string(value::GranuleName(granule));
  return Once(l, name, [&] {
    const auto kind = IsEveryone(l, definition, term) ? ir::DomainKind::Periods : ir::DomainKind::Cells;
    return Merge(l, definition, term, name, {kind, granule, ir::kNone});
  });
}

OutputId PeopleSums(Lowering& l, int definition, const FoldTerm& term) {
  const std::string name = TextOf(term);
  return Once(l, name, [&] {
    const auto kind = IsEveryone(l, definition, term) ? ir::DomainKind::Unit : ir::DomainKind::People;
    return Merge(l, definition, term, name, {kind, value::Granule::Month, ir::kNone});
  });
}

}  // namespace incent::lower
