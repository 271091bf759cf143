#include "compiler/ast/printer.h"

// Windows, types, grains and the clauses of payments.
namespace incent::ast {

void Printer::Print(const Window& window) {
  switch (window.kind) {
    case WindowKind::Unit:
      PutUnit(window.unit);
      break;
    case WindowKind::ToDate:
      Put(window.unit == Unit::Year      ? Word::YEAR_TO_DATE
          : window.unit == Unit::Quarter ? Word::QUARTER_TO_DATE
                                         : Word::MONTH_TO_DATE);
      break;
    case WindowKind::PreviousUnit:
      Say(Word::PREVIOUS, "");
      PutUnit(window.unit);
      break;
    case WindowKind::Last:
    case WindowKind::Next:
      Say(window.kind == WindowKind::Last ? Word::LAST : Word::NEXT, std::to_string(window.count), "");
      PutUnit(window.unit);
      break;
    case WindowKind::Period:
      Put(window.period);
      break;
    case WindowKind::Plan:
      Put(Word::PLAN);
      break;
    case WindowKind::AllTime:
      Put(Word::ALL_TIME);
      break;
    case WindowKind::Named:
      PutName(window.name, NamePlace::Plain);
      break;
  }
  if (window.counted_from == nullptr) return;
  Space();
  Say(Word::COUNTED_FROM, "");
  Print(*window.counted_from, Tightness::Primary);
}

void Printer::Print(const TypeRef& type) {
  switch (type.kind) {
    case TypeRefKind::Named:
      PutPath(type.name);
      break;
    case TypeRefKind::Money:
      Put(Word::MONEY);
      if (!type.currency.empty()) {
        Space();
        PutCurrency(type.currency);
      }
      break;
    case TypeRefKind::OneOf:
      Put(Word::ONE_OF);
      for (size_t i = 0; i < type.values.size(); ++i) Say(i > 0 ? "," : "", SpellString(type.values[i]));
      break;
  }
  if (type.optional) Put("?");
}

void Printer::Print(const Grain& grain) {
  if (grain.kind == GrainKind::Period) {
    switch (grain.unit) {
      case Unit::Month:
        return Put(Word::MONTHLY);
      case Unit::Quarter:
        return Put(Word::QUARTERLY);
      case Unit::Year:
        return Put(Word::YEARLY);
      default:
        break;
    }
    Say(Word::PER, "");
    return PutUnit(grain.unit);
  }
  Say(Word::PER, "");
  if (grain.choice == LineChoice::First) Say(Word::FIRST, "");
  if (grain.choice == LineChoice::Last) Say(Word::LAST, "");
  PutName(grain.lines, NamePlace::Plain);
  if (grain.filter != nullptr) {
    Put("[");
    Print(*grain.filter);
    Put("]");
  }
  if (grain.across != nullptr) {
    Space();
    Say(Word::ACROSS, "");
    Print(*grain.across, Tightness::Primary);
  }
  for (size_t i = 0; i < grain.by.size(); ++i) {
    if (i == 0) {
      Space();
      Say(Word::BY, "");
    } else {
      Put(", ");
    }
    Print(*grain.by[i], Tightness::Primary);
  }
  if (grain.over) {
    Space();
    Say(Word::OVER, "");
    Print(*grain.over);
  }
}

void Printer::Print(const RoundSpec& spec) {
  static constexpr Word kModes[] = {Word::HALF_UP, Word::HALF_EVEN, Word::HALF_DOWN, Word::ROUND_UP,
                                    Word::ROUND_DOWN};
  Say(Word::ROUND, "");
  Print(*spec.unit);
  Space();
  Put(kModes[static_cast<size_t>(spec.mode)]);
}

void Printer::Print(const PerWindow& per) {
  Say("", Word::PER, "");
  Print(per.window);
  if (per.by == nullptr) return;
  Say("", Word::BY, "");
  Print(*per.by, Tightness::Primary);
}

void Printer::Print(const PayClause& clause) {
  static constexpr Word kWords[] = {Word::AMOUNT,      Word::APPLY,    Word::WHEN,     Word::MULTIPLY_BY,
                                    Word::PRORATED_BY, Word::ENTITLED, Word::AT_LEAST, Word::CAPPED_AT,
                                    Word::SPREAD_OVER, Word::ROUND,    Word::ON,       Word::TO};
  if (clause.kind == PayClauseKind::Round) return Print(*clause.round);
  Say(kWords[static_cast<size_t>(clause.kind)], "");
  if (clause.kind == PayClauseKind::Apply) {
    PutName(clause.table);
    PutArgs({clause.value});
    if (clause.going_forward) Say("", Word::GOING_FORWARD);
    return;
  }
  Print(*clause.value);
  if (clause.per) Print(*clause.per);
  PutOptional(Word::SHARE, clause.share);
}

void Printer::PutClauses(const std::vector<PayClause>& clauses) {
  Open();
  for (const PayClause& clause : clauses) {
    Line();
    Print(clause);
  }
  Close();
}

}  // namespace incent::ast
