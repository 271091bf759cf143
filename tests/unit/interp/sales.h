#pragma once

#include "compiler/interp/program.h"
#include "compiler/ir/builder.h"
#include "tests/unit/interp/given.h"

// A small world for tests: reps, deals, and one set of lines.
namespace incent::interp {

using ir::InstId;
using ir::Op;
using ir::OutputId;
using ir::StageBuilder;
using ir::StageClass;
using types::Type;
using types::Unit;
using value::Granule;

inline Type Cny(int scale) {
  return Type::Number(scale, Unit::Of("CNY"));
}

inline constexpr int kRep = 0;
inline constexpr int kDeal = 1;
enum RepField { kRepId, kRepTeam, kRepQuota, kRepLeft };
enum DealField { kDealId, kDealRep, kDealWon, kDealAmount, kDealProduct, kDealHelper };

inline column::FieldSchema FieldOf(std::string name, column::FieldKind kind, bool optional = false) {
  column::FieldSchema field;
  field.header = name;
  field.name = std::move(name);
  field.kind = kind;
  field.optional = optional;
  return field;
}

inline column::FieldSchema KeyOf(std::string name) {
  column::FieldSchema field = FieldOf(std::move(name), column::FieldKind::Text);
  field.is_key = true;
  return field;
}

inline column::FieldSchema MoneyOf(std::string name, bool optional = false) {
  column::FieldSchema field = FieldOf(std::move(name), column::FieldKind::Number, optional);
  field.scale = 2;
  field.unit = "CNY";
  return field;
}

inline ir::Attributes FieldAt(int dataset, int field) {
  ir::Attributes attributes;
  attributes.dataset = dataset;
  attributes.field = field;
  return attributes;
}

inline ir::Attributes PerGranule(Granule granule, int count = 0) {
  ir::Attributes attributes;
  attributes.granule = granule;
  attributes.count = count;
  return attributes;
}

inline ir::Attributes WindowOf(OutputId output, ir::Group group = {}) {
  ir::Attributes attributes;
  attributes.output = output;
  attributes.group = group;
  return attributes;
}

inline ir::Attributes GroupOf(ir::GroupKind kind, OutputId key = ir::kNone) {
  ir::Attributes attributes;
  attributes.group = {kind, key};
  return attributes;
}

inline ir::Attributes UnitOf(Int128 unit, int scale) {
  ir::Attributes attributes;
  attributes.unit = unit;
  attributes.unit_scale = scale;
  return attributes;
}

inline const ir::Domain kLinesDomain{ir::DomainKind::Lines, Granule::Month, 0};
inline const ir::Domain kDeals{ir::DomainKind::Rows, Granule::Month, kDeal};
inline const ir::Domain kMonths{ir::DomainKind::Cells, Granule::Month, ir::kNone};
inline const ir::Domain kPeople{ir::DomainKind::People, Granule::Month, ir::kNone};

// The module's head; stages are added by the tests.
inline ir::Module SalesModule() {
  using column::FieldKind;
  ir::Module module;
  module.plan = "sales";
  module.participants = kRep;
  module.currency = "CNY";
  module.effective_from = *value::ParseDate("2026-01-01");
  module.effective_until = value::ParseDate("2026-12-31");
  module.history.from = module.effective_from;
  column::FieldSchema rep = FieldOf("rep", FieldKind::Reference);
  rep.target = kRep;
  column::FieldSchema helper = FieldOf("helper", FieldKind::Reference, true);
  helper.target = kRep;
  column::FieldSchema product = FieldOf("product", FieldKind::OneOf);
  product.labels = {"core", "cloud"};
  module.datasets = {
      {"Rep",
       "",
       {KeyOf("id"), FieldOf("team", FieldKind::Text, true), MoneyOf("quota"),
        FieldOf("left", FieldKind::Date, true)}},
      {"Deal",
       "",
       {KeyOf("id"), rep, FieldOf("won", FieldKind::Date, true), MoneyOf("amount"), product, helper}},
  };
  module.definitions = {{"bookings", "Bookings", "credit", {}}, {"commission", "Commission", "pay", {}}};
  module.line_sets.push_back({"bookings", kDeal, Cny(4), {}, Type::Number(2), 0});
  module.components.push_back({"commission", "Commission", Cny(2), 1, true});
  return module;
}

// Lines of `bookings`: the rep has the whole deal; with a helper, 60 % and 40 %.
inline void AddBookings(ir::Module& module) {
  StageBuilder s(module, "bookings", StageClass::Map, kDeals);
  s.At(0, {});
  s.stage().target = kLinesDomain;
  const InstId won = s.AddTyped(Op::Col, {}, FieldAt(kDeal, kDealWon), Type::Date().Optional(), {}, "won");
  const InstId when = s.Add(Op::Present, {won}, {}, "when");
  const InstId date = s.Add(Op::Unwrap, {won, when}, {}, "date");
  const InstId rep = s.AddTyped(Op::Col, {}, FieldAt(kDeal, kDealRep), Type::Ref(kRep), {}, "rep");
  const InstId helper =
      s.AddTyped(Op::Col, {}, FieldAt(kDeal, kDealHelper), Type::Ref(kRep).Optional(), {}, "helper");
  const InstId amount = s.AddTyped(Op::Col, {}, FieldAt(kDeal, kDealAmount), Cny(2), {}, "amount");
  const InstId whole = s.AddTyped(Op::Rescale, {amount}, {}, Cny(4), {}, "whole");
  const InstId helped = s.Add(Op::And, {when, s.Add(Op::Present, {helper})}, {}, "helped");
  const InstId second = s.Add(Op::Unwrap, {helper, helped}, {}, "second");
  const InstId first_share =
      s.Select(helped, s.ConstNumber(60, Type::Number(2)), s.ConstNumber(100, Type::Number(2)));
  const InstId second_share = s.ConstNumber(40, Type::Number(2));
  s.stage().emits.push_back({when, rep, date, first_share, s.Add(Op::Mul, {amount, first_share}), whole});
  s.stage().emits.push_back(
      {helped, second, date, second_share, s.Add(Op::Mul, {amount, second_share}), whole});
  s.Finish();
}

// Pays 5 % of each line of bookings, 6.5 % for "cloud", rounded to cents; the ledger entry of component 0.
inline void AddFlatCommission(ir::Module& module) {
  StageBuilder s(module, "commission", StageClass::Map, kLinesDomain);
  s.At(1, {});
  Type product = Type::Of(types::Kind::OneOf);
  product.dataset = kDeal;
  product.field = kDealProduct;
  const InstId amount = s.Add(Op::LineAmount, {}, {}, "amount");
  const InstId sold = s.AddTyped(Op::RowCol, {}, FieldAt(kDeal, kDealProduct), product, {}, "product");
  const InstId is_cloud = s.Add(Op::CmpEq, {sold, s.ConstText("cloud", product)}, {}, "is_cloud");
  const InstId rate =
      s.Select(is_cloud, s.ConstNumber(65, Type::Number(3)), s.ConstNumber(50, Type::Number(3)));
  const InstId earned = s.Add(Op::Mul, {amount, rate}, {}, "earned");
  const InstId pay = s.Round(earned, 1, 2, value::RoundingMode::HalfUp, "pay");
  s.Publish(pay, "commission");
  s.stage().ledger.push_back({0, pay, std::nullopt});
  s.Finish();
}

}  // namespace incent::interp
