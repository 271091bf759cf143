#include "compiler/ast/printer.h"
#include "compiler/ast/visit.h"

namespace incent::ast {
namespace {

Tightness TightnessOf(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::If:
      return Tightness::If;
    case ExprKind::Or:
      return Tightness::Or;
    case ExprKind::And:
      return Tightness::And;
    case ExprKind::Not:
      return Tightness::Not;
    case ExprKind::Within:
      return Tightness::Within;
    case ExprKind::Between:
      return Tightness::Between;
    case ExprKind::InList:
      return Tightness::InList;
    case ExprKind::Presence:
      return Tightness::Presence;
    case ExprKind::Compare:
      return Tightness::Compare;
    case ExprKind::Otherwise:
      return Tightness::Otherwise;
    case ExprKind::Binary: {
      const BinaryOp op = static_cast<const Binary&>(expr).op;
      return op == BinaryOp::Add || op == BinaryOp::Subtract ? Tightness::Add : Tightness::Multiply;
    }
    case ExprKind::Negate:
      return Tightness::Negate;
    case ExprKind::Filtered:
    case ExprKind::OverWindow:
    case ExprKind::Across:
    case ExprKind::ByKey:
    case ExprKind::AsOf:
    case ExprKind::Convert:
      return Tightness::Suffix;
    case ExprKind::Aggregate:
      return Tightness::Primary;
    default:
      return Tightness::Atom;
  }
}

Tightness Tighter(Tightness tightness) {
  return static_cast<Tightness>(static_cast<int>(tightness) + 1);
}

std::string_view Sign(BinaryOp op) {
  switch (op) {
    case BinaryOp::Add:
      return "+";
    case BinaryOp::Subtract:
      return "-";
    case BinaryOp::Multiply:
      return "*";
    case BinaryOp::Divide:
      return "/";
  }
  return "";
}

}  // namespace

void Printer::Print(const Expr& expr, Tightness least) {
  const bool in_parentheses = TightnessOf(expr) < least;
  if (in_parentheses) Put("(");
  Visit(expr, [this](const auto& node) { Print(node); });
  if (in_parentheses) Put(")");
}

void Printer::Print(const Number& number) {
  std::string digits = number.digits;
  const auto scale = static_cast<size_t>(number.scale);
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - scale, ".");
  Put(digits);
  switch (number.suffix) {
    case NumberSuffix::None:
      break;
    case NumberSuffix::Percent:
      Put("%");
      break;
    case NumberSuffix::Times:
      Put(Word::TIMES_X);
      break;
    case NumberSuffix::Points:
      Space();
      Put(Word::POINTS);
      break;
    case NumberSuffix::Unit:
      Space();
      PutUnit(number.unit);
      break;
    case NumberSuffix::Currency:
      Space();
      PutCurrency(number.currency);
      break;
  }
}

void Printer::PutArgs(const std::vector<const Expr*>& args) {
  Put("(");
  for (size_t i = 0; i < args.size(); ++i) {
    if (i > 0) Put(", ");
    Print(*args[i]);
  }
  Put(")");
}

void Printer::Print(const Call& call) {
  PutName(call.callee);
  PutArgs(call.args);
}

void Printer::Print(const Member& member) {
  Print(*member.base, Tightness::Atom);
  Put(".");
  PutName(member.member, NamePlace::Member);
  if (member.has_args) PutArgs(member.args);
}

void Printer::Print(const Previous& previous) {
  Put(Word::PREVIOUS);
  Space();
  PutName(previous.name);
}

void Printer::Print(const Aggregate& aggregate) {
  static constexpr Word kWords[] = {Word::SUM_OF,    Word::COUNT_OF,  Word::AVERAGE_OF, Word::HIGHEST_OF,
                                    Word::LOWEST_OF, Word::LATEST_OF, Word::EARLIEST_OF};
  Put(kWords[static_cast<size_t>(aggregate.aggregate)]);
  Space();
  Print(*aggregate.operand, Tightness::Primary);
}

void Printer::Print(const Filtered& filtered) {
  Print(*filtered.base, Tightness::Suffix);
  Put("[");
  Print(*filtered.condition);
  Put("]");
}

void Printer::Print(const OverWindow& over) {
  Print(*over.base, Tightness::Suffix);
  Space();
  Put(Word::OVER);
  Space();
  Print(over.window);
}

void Printer::Print(const Across& across) {
  PutTwo(*across.base, Tightness::Suffix, Spell(Word::ACROSS, words_), *across.group);
}

void Printer::Print(const ByKey& by) {
  PutTwo(*by.base, Tightness::Suffix, Spell(Word::BY, words_), *by.key);
}

void Printer::Print(const AsOf& as_of) {
  PutTwo(*as_of.base, Tightness::Suffix, Spell(Word::AS_OF, words_), *as_of.date);
}

void Printer::Print(const Convert& convert) {
  PutTwo(*convert.base, Tightness::Suffix, Spell(Word::CONVERTED_TO, words_), *convert.currency);
  if (convert.rates.empty()) return;
  Space();
  Put(Word::USING);
  Space();
  PutPath(convert.rates);
}

void Printer::Print(const Negate& negate) {
  Put("-");
  Print(*negate.operand, Tightness::Negate);
}

void Printer::PutTwo(const Expr& left, Tightness tightness, std::string_view op, const Expr& right) {
  Print(left, tightness);
  Space();
  Put(op);
  Space();
  Print(right, Tighter(tightness));
}

void Printer::Print(const Binary& binary) {
  PutTwo(*binary.left, TightnessOf(binary), Sign(binary.op), *binary.right);
}

void Printer::Print(const Otherwise& otherwise) {
  PutTwo(*otherwise.value, Tightness::Otherwise, Spell(Word::OTHERWISE, words_), *otherwise.fallback);
}

void Printer::Print(const Compare& compare) {
  static constexpr std::string_view kSigns[] = {"<", "<=", ">", ">=", "==", "!="};
  PutTwo(*compare.left, Tightness::Compare, kSigns[static_cast<size_t>(compare.op)], *compare.right);
}

void Printer::Print(const Presence& presence) {
  Print(*presence.operand, Tightness::Presence);
  Space();
  Say(Word::IS, presence.present ? Word::PRESENT : Word::ABSENT);
}

void Printer::Print(const InList& in) {
  Print(*in.operand, Tightness::InList);
  Space();
  if (in.negated) Say(Word::NOT, "");
  Put(Word::IN);
  Put(" [");
  for (size_t i = 0; i < in.items.size(); ++i) {
    if (i > 0) Put(", ");
    Print(*in.items[i]);
  }
  Put("]");
}

void Printer::Print(const Between& between) {
  Print(*between.operand, Tightness::Between);
  Space();
  if (between.negated) Say(Word::NOT, "");
  Put(Word::BETWEEN);
  Space();
  Print(*between.low, Tighter(Tightness::Between));
  Put(" .. ");
  Print(*between.high, Tighter(Tightness::Between));
}

void Printer::Print(const Within& within) {
  Print(*within.operand, Tightness::Within);
  Space();
  Put(Word::WITHIN);
  Space();
  Print(*within.duration, Tighter(Tightness::Within));
  Space();
  Put(Word::AFTER);
  Space();
  Print(*within.start, Tighter(Tightness::Within));
}

void Printer::Print(const Not& inverse) {
  Put(Word::NOT);
  Space();
  Print(*inverse.operand, Tightness::Not);
}

void Printer::Print(const And& both) {
  PutTwo(*both.left, Tightness::And, Spell(Word::AND, words_), *both.right);
}

void Printer::Print(const Or& either) {
  PutTwo(*either.left, Tightness::Or, Spell(Word::OR, words_), *either.right);
}

void Printer::Print(const If& choice) {
  Put(Word::IF);
  Space();
  Print(*choice.condition);
  PutOptional(Word::THEN, choice.then_value);
  PutOptional(Word::ELSE, choice.else_value);
}

}  // namespace incent::ast
