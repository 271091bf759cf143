#include "compiler/check/facts.h"

#include <algorithm>
#include <utility>

namespace incent::check {
namespace {

using types::Type;
using types::Unit;

// What two operands that decide make of a result: how it adds up, and whose being shared counts for it.
struct Pair {
  Additivity additivity = Additivity::Constant;
  bool shared = false;
};

// A flow and a flow stay a flow; with a ratio there is nothing to sum.
Additivity OfSum(Additivity a, Additivity b) {
  if (a == Additivity::Ratio || b == Additivity::Ratio) return Additivity::Ratio;
  if (a == Additivity::Constant) return b;
  if (b == Additivity::Constant || a == b) return a;
  return Additivity::Level;
}

Additivity OfChoice(Additivity a, Additivity b) {
  if (a == Additivity::Constant) return b;
  if (b == Additivity::Constant || a == b) return a;
  const bool over_people =
      a != Additivity::Flow && b != Additivity::Flow && a != Additivity::Ratio && b != Additivity::Ratio;
  return over_people ? Additivity::Level : Additivity::Ratio;
}

Additivity OfDerived(Additivity a, Additivity b) {
  return a == Additivity::Constant && b == Additivity::Constant ? Additivity::Constant : Additivity::Ratio;
}

// Money times money adds up to nothing; points times money per point are money.
bool AreTwoAmounts(const Unit& a, const Unit& b) {
  if (a.IsPlain() || b.IsPlain()) return false;
  const auto product = Multiply(a, b);
  return !product || !(product->IsPlain() || product->IsSingle());
}

// Of two amounts or numbers that vary, the one whose multiple the product is; nullptr if it is neither's.
const Facts* Multiplied(const Facts& a, const Facts& b, bool at_line) {
  if (AreTwoAmounts(a.type.unit, b.type.unit)) return nullptr;
  if (b.additivity() == Additivity::Ratio) return &a;
  if (a.additivity() == Additivity::Ratio) return &b;
  if (b.additivity() == Additivity::Attribute) return &a;
  if (a.additivity() == Additivity::Attribute) return &b;
  if (!at_line) return nullptr;
  if (b.type.unit.IsPlain() && !a.type.unit.IsPlain()) return &a;
  if (a.type.unit.IsPlain() && !b.type.unit.IsPlain()) return &b;
  return a.additivity() == Additivity::Flow && b.additivity() == Additivity::Flow ? &a : nullptr;
}

Pair OfProduct(const Facts& a, const Facts& b, bool at_line) {
  const bool both = a.shared() || b.shared();
  if (a.additivity() == Additivity::Constant) return {b.additivity(), both};
  if (b.additivity() == Additivity::Constant) return {a.additivity(), both};
  const Facts* multiplied = Multiplied(a, b, at_line);
  return multiplied != nullptr ? Pair{multiplied->additivity(), multiplied->shared()}
                               : Pair{Additivity::Ratio, both};
}

Pair OfQuotient(const Facts& a, const Facts& b) {
  const bool by_number = b.additivity() == Additivity::Constant || b.additivity() == Additivity::Ratio;
  const bool adds_up = a.additivity() != Additivity::Constant && a.additivity() != Additivity::Ratio;
  if (by_number && adds_up) return {a.additivity(), a.shared()};
  return {OfDerived(a.additivity(), b.additivity()), a.shared() || b.shared()};
}

Pair Combined(Adding adding, const Facts& a, const Facts& b) {
  switch (adding) {
    case Adding::Product:
      return OfProduct(a, b, false);
    case Adding::LineProduct:
      return OfProduct(a, b, true);
    case Adding::Quotient:
      return OfQuotient(a, b);
    default:
      break;
  }
  const auto of = adding == Adding::Sum ? OfSum : adding == Adding::Choice ? OfChoice : OfDerived;
  return {of(a.additivity(), b.additivity()), a.shared() || b.shared()};
}

}  // namespace

Facts Facts::Of(Type type, Additivity additivity) {
  Facts facts;
  facts.type = std::move(type);
  facts.additivity_ = additivity;
  return facts;
}

Facts Facts::OfTime(KnownAt known_at) {
  Facts facts = Of(Type::Flag());
  facts.known_at_ = known_at;
  return facts;
}

Facts Facts::OfGroup() {
  Facts facts = Of(Type::Flag());
  facts.shared_ = true;
  return facts;
}

Facts Facts::OfDate() {
  Facts facts = Of(Type::Flag());
  facts.needs_date_ = true;
  return facts;
}

Facts Facts::Join(Type type, Adding adding, const std::vector<Operand>& operands) {
  Facts result;
  const Facts* first = nullptr;
  bool error = type.IsError();
  for (const auto& [facts, role] : operands) {
    error |= facts->type.IsError();
    type.optional |= facts->type.optional;
    result.known_at_ = std::max(result.known_at_, facts->known_at_);
    result.needs_date_ |= facts->needs_date_;
    if (role == Operand::Role::Contributes) continue;
    Pair pair{facts->additivity_, facts->shared_};
    if (first != nullptr) pair = Combined(adding, result, *facts);
    result.range_ = first != nullptr ? Either(result.range_, facts->range_) : facts->range_;
    result.additivity_ = pair.additivity;
    result.shared_ = pair.shared;
    // Products and quotients have two operands, whose units count.
    if (first == nullptr) result.type = facts->type;
    first = facts;
  }
  if (error) return {};
  if (adding != Adding::Choice) result.range_ = {};
  if (adding == Adding::Derived) result.additivity_ = OfDerived(result.additivity_, Additivity::Constant);
  result.type = std::move(type);
  return result;
}

Facts Facts::As(Additivity additivity) const {
  Facts facts = *this;
  facts.additivity_ = additivity;
  return facts;
}
Facts Facts::As(Type other) const {
  Facts facts = *this;
  facts.type = std::move(other);
  return facts;
}
Facts Facts::Present() const {
  return As(type.Present());
}
Facts Facts::Own() const {
  Facts facts = *this;
  facts.shared_ = false;
  return facts;
}
Facts Facts::Dated() const {
  Facts facts = *this;
  facts.needs_date_ = false;
  return facts;
}
Facts Facts::Within(Range range) const {
  Facts facts = *this;
  facts.range_ = range;
  return facts;
}
Facts Facts::Whole() const {
  Facts facts = *this;
  facts.known_at_ = KnownAt::Own;
  return facts;
}

}  // namespace incent::check
