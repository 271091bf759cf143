#include "compiler/lower/history.h"

#include <algorithm>
#include <climits>
#include <iterator>
#include <map>
#include <type_traits>

#include "compiler/ast/walk.h"

namespace incent::lower {
namespace {

using ast::WindowKind;
using value::Day;
using value::Granule;

// Days, both included; where an end is open, also as far as there are lines.
struct Days {
  Day first;
  Day last;
  bool before = false;
  bool after = false;
};

Days Union(const Days& a, const Days& b) {
  return {std::min(a.first, b.first), std::max(a.last, b.last), a.before || b.before, a.after || b.after};
}

Day StartOf(Granule granule, Day day) {
  return value::PeriodStart(granule, value::PeriodOf(granule, day));
}
Day EndOf(Granule granule, Day day) {
  return value::PeriodEnd(granule, value::PeriodOf(granule, day));
}

// At least `count` units before.
Day Earlier(Day day, Granule unit, int64_t count) {
  constexpr int64_t kDays[] = {1, 7, 16, 31, 92, 184, 366};  // the longest of each unit
  const int64_t moved = int64_t{day} - kDays[static_cast<size_t>(unit)] * count;
  return static_cast<Day>(std::max<int64_t>(moved, value::kFirstDay));
}

Days OwnDays(const Lowering& l) {
  const std::optional<Day>& until = l.facts().until;
  return {l.facts().from, until.value_or(l.facts().from), false, !until};
}

// Goes from what is paid to what that reads. Each definition is looked at once, after all that read it.
class Walk {
 public:
  Walk(const Lowering& l, const Order& order) : l_(l), order_(order), covered_(OwnDays(l)) {
    const Days own = covered_;
    covered_.first = StartOf(Granule::Year, own.first);
    for (const int definition : l.program.plans[static_cast<size_t>(l.plan)].definitions)
      Need(definition, own);
    while (!needed_.empty()) {
      const auto last = std::prev(needed_.end());
      const auto [rank, days] = *last;
      needed_.erase(last);
      followed_ = rank;
      Follow(order_.definitions[static_cast<size_t>(rank)], days);
    }
  }

  const Days& covered() const { return covered_; }

 private:
  void Need(int definition, const Days& days) {
    const int rank = order_.ranks[static_cast<size_t>(definition)];
    // An exception names what it overrides, and `previous x` itself: neither reads the value at these days.
    if (rank >= followed_) return;
    const auto [needed, fresh] = needed_.emplace(rank, days);
    if (!fresh) needed->second = Union(needed->second, days);
  }

  void Follow(int definition, Days days) {
    if (IsException(definition)) return;
    const auto& grain = l_.FactsOf(definition).grain;
    if (grain && grain->HasTime()) {
      // A period is read whole, also where the plan begins or ends inside it.
      days.first = StartOf(grain->granule, days.first);
      if (!days.after) days.last = EndOf(grain->granule, days.last);
      Cover(days);
    }
    NeedChildren(*l_.Definition(definition).item, days);
    // They stand where the definition does.
    for (const int exception : l_.Definition(definition).exceptions) {
      NeedChildren(*l_.Definition(exception).item, days);
    }
  }

  bool IsException(int definition) const {
    return l_.Definition(definition).kind == resolve::DefinitionKind::Exception;
  }

  void Cover(const Days& days) { covered_ = Union(covered_, days); }

  template <typename Node>
  void NeedChildren(const Node& node, const Days& days) {
    ast::ForEachChild(node, [&](const auto& child) {
      using Child = std::decay_t<decltype(child)>;
      if constexpr (std::is_base_of_v<ast::Expr, Child>) {
        NeedExpr(child, days);
      } else if constexpr (std::is_same_v<Child, ast::Ident>) {
        NeedName(child.id, days);
      } else if constexpr (ast::IsPart<Child>) {
        NeedChildren(child, days);
      }
    });
  }

  void NeedName(ast::NodeId id, const Days& days) {
    const int definition = l_.program.DefinitionOf(id);
    if (definition >= 0) Need(definition, days);
  }

  void NeedExpr(const ast::Expr& expr, const Days& days) {
    if (const auto term = check::AsFoldTerm(expr)) return NeedFold(*term, days);
    if (const auto* name = expr.As<ast::Name>()) return NeedName(name->id, days);
    NeedChildren(expr, days);
  }

  void NeedFold(const check::FoldTerm& term, const Days& days) {
    if (term.window == nullptr) Cover(days);
    const Days folded = term.window == nullptr ? days : Folded(*term.window, days);
    NeedExpr(*term.base, folded);
    for (const ast::Expr* filter : term.filters) NeedExpr(*filter, folded);
  }

  // What windows at `days` hold. Sums by period are read from cells, so these are covered.
  Days Folded(const ast::Window& window, Days days) {
    const Granule unit = check::GranuleOf(window.unit);
    switch (window.kind) {
      case WindowKind::Unit:
        Cover(days);
        days.first = StartOf(unit, days.first);
        // Where the end is open, nobody knows the last period before there are lines.
        if (!days.after) days.last = EndOf(unit, days.last);
        return days;
      case WindowKind::ToDate:
        days.first = StartOf(unit, days.first);
        Cover(days);
        return days;
      case WindowKind::PreviousUnit:
        days.first = StartOf(unit, Earlier(days.first, unit, 1));
        return days;
      case WindowKind::Last:
        days.first = StartOf(unit, Earlier(days.first, unit, window.count));
        return days;
      case WindowKind::Plan:
        return OwnDays(l_);
      case WindowKind::AllTime:
        days.before = days.after = true;
        return days;
      default: {
        const auto [first, last] = FixedDays(l_, window);
        return {first, last};
      }
    }
  }

  const Lowering& l_;
  const Order& order_;
  int followed_ = INT_MAX;  // the rank that is looked at
  // Where values of definitions are read, by rank. What is looked at reads lower ranks only.
  std::map<int, Days> needed_;
  Days covered_;
};

}  // namespace

ir::History HistoryOf(const Lowering& l, const Order& order) {
  const Walk walk(l, order);
  const Days& covered = walk.covered();
  return {std::max(covered.first, value::kFirstDay), std::min(covered.last, value::kLastDay), covered.before,
          covered.after};
}

}  // namespace incent::lower
