#pragma once

#include "compiler/ir/builder.h"
#include "compiler/ir/ranges.h"

namespace incent::ir {
namespace sample {

using types::Type;
using types::Unit;
using value::Granule;

inline Type Cny(int scale) {
  return Type::Number(scale, Unit::Of("CNY"));
}

enum Dataset { kRep, kDeal, kRate };
enum RepField { kRepId, kRepTeam, kRepQuota, kRepLeft, kRepGrade };
enum DealField { kDealId, kDealRep, kDealWon, kDealAmount, kDealKind };
enum RateField { kRateKind, kRateMonth, kRateValue };

inline column::FieldSchema FieldOf(std::string name, column::FieldKind kind) {
  column::FieldSchema field;
  field.header = name;
  field.name = std::move(name);
  field.kind = kind;
  return field;
}

inline column::FieldSchema KeyOf(std::string name, column::FieldKind kind) {
  column::FieldSchema field = FieldOf(std::move(name), kind);
  field.is_key = true;
  return field;
}

inline column::FieldSchema MoneyOf(std::string name, std::optional<column::Bounds> bounds) {
  column::FieldSchema field = FieldOf(std::move(name), column::FieldKind::Number);
  field.scale = 2;
  field.unit = "CNY";
  field.bounds = bounds;
  return field;
}

inline column::FieldSchema OptionalField(column::FieldSchema field) {
  field.optional = true;
  return field;
}

inline column::FieldSchema GradeField() {
  column::FieldSchema field = FieldOf("grade", column::FieldKind::OneOf);
  field.labels = {"junior", "senior \"A\"\n"};
  field.in_use = false;
  return field;
}

inline column::FieldSchema RepRef() {
  column::FieldSchema field = FieldOf("rep", column::FieldKind::Reference);
  field.optional = true;
  field.target = kRep;
  return field;
}

inline Attributes FieldAttributes(int dataset, int field) {
  Attributes attributes;
  attributes.dataset = dataset;
  attributes.field = field;
  return attributes;
}
inline Attributes GranuleAttributes(Granule granule, int count = 0) {
  Attributes attributes;
  attributes.granule = granule;
  attributes.count = count;
  return attributes;
}
inline Attributes UnitAttributes(Int128 unit, int unit_scale, int count = 0) {
  Attributes attributes;
  attributes.unit = unit;
  attributes.unit_scale = unit_scale;
  attributes.count = count;
  return attributes;
}
inline Attributes CountAttributes(int count) {
  Attributes attributes;
  attributes.count = count;
  return attributes;
}
inline Attributes WindowAttributes(OutputId output, Group group = {}) {
  Attributes attributes;
  attributes.output = output;
  attributes.group = group;
  return attributes;
}

class Sample {
 public:
  Module Build() {
    Header();
    People();
    Credit();
    Commission();
    Monthly();
    Teams();
    Bonus();
    Tests();
    return std::move(module_);
  }

 private:
  // Header.

  void Header() {
    module_.plan = "ae 2026";
    module_.label = "Account executives, \"2026\"";
    module_.version = "1\t2";
    module_.currency = "CNY";
    module_.participants = kRep;
    module_.pays = Granule::Month;
    module_.effective_from = *value::ParseDate("2026-01-01");
    module_.effective_until = value::ParseDate("2026-12-31");
    module_.history = {*value::ParseDate("2025-01-01"), module_.effective_until};
    using column::FieldKind;
    module_.datasets = {
        {"Rep",
         "reps.csv",
         {KeyOf("id", FieldKind::Text), OptionalField(FieldOf("team", FieldKind::Text)),
          MoneyOf("quota", column::Bounds{1, 100000000000}), OptionalField(FieldOf("left", FieldKind::Date)),
          GradeField()}},
        {"Deal",
         "",
         {KeyOf("id", FieldKind::Text), RepRef(), OptionalField(FieldOf("won", FieldKind::Date)),
          MoneyOf("amount", column::Bounds{-100000000, 1000000000000}), FieldOf("kind", FieldKind::Text)}},
        {"Rate",
         "",
         {KeyOf("kind", FieldKind::Text), KeyOf("month", FieldKind::Period),
          FieldOf("value", FieldKind::Number)}},
    };
    for (const char* name : {"credit", "people", "commission", "commission", "销售奖金", "probe"}) {
      module_.definitions.push_back({name, "", "let", {}});
    }
    module_.definitions[2].label = "Commission 佣金";
    module_.line_sets.push_back(
        {"bookings", kDeal, Cny(4), {-200000000000000, 200000000000000}, Type::Number(2), 0});
    module_.components.push_back({"commission", "Commission", Cny(2), 2, true});
    module_.components.push_back({"bonus", "", Cny(2), 4, false});
    module_.components.push_back({"star", "", Type::Flag(), 4, false});
  }

  // One row per participant.

  void People() {
    StageBuilder s(module_, "people", StageClass::Map, {DomainKind::People});
    s.At(1, {});
    const InstId team = s.AddTyped(Op::Field, {}, FieldAttributes(kRep, kRepTeam), Type::Text().Optional());
    const InstId quota = s.AddTyped(Op::Field, {}, FieldAttributes(kRep, kRepQuota), Cny(2));
    const InstId self = s.Add(Op::Self, {}, {}, "self");
    const InstId left =
        s.AddTyped(Op::Gather, {self}, FieldAttributes(kRep, kRepLeft), Type::Date().Optional());
    const InstId part = s.Add(Op::SplitGroup, {s.ConstNumber(100000, Cny(2)), quota}, UnitAttributes(1, 2));
    team_ = s.Publish(team, "team");
    quota_ = s.Publish(quota, "quota");
    s.Publish(part, "share of the pool");
    left_ = s.Publish(left, "left");
    module_.eligible = s.Publish(s.Add(Op::CmpGt, {quota, s.ConstNumber(0, Cny(0))}), "eligible");
    s.Finish();
  }

  // Deals to lines: half of each to one emit, half to another.

  void Credit() {
    StageBuilder s(module_, "credit", StageClass::Map, {DomainKind::Rows, Granule::Month, kDeal});
    s.At(0, {});
    s.stage().definition = 0;
    s.stage().target = {DomainKind::Lines, Granule::Month, 0};
    const InstId won =
        s.AddTyped(Op::Col, {}, FieldAttributes(kDeal, kDealWon), Type::Date().Optional(), {}, "won on");
    const InstId rep = s.AddTyped(Op::Col, {}, FieldAttributes(kDeal, kDealRep), Type::Ref(kRep).Optional());
    const InstId amount =
        s.AddTyped(Op::Col, {}, FieldAttributes(kDeal, kDealAmount), Cny(2), {}, "Deal.amount");
    const InstId when = s.And(s.Add(Op::Present, {won}), s.Not(s.Add(Op::Absent, {rep})));
    const InstId half = s.ConstNumber(50, Type::Number(2));
    const InstId whole = s.AddTyped(Op::Rescale, {amount}, {}, Cny(4));
    for (int part : {1, 2}) {
      const InstId split = s.Add(Op::SplitPart, {amount, half, half}, UnitAttributes(1, 2, part));
      s.stage().emits.push_back({when, s.Add(Op::Unwrap, {rep, when}), s.Add(Op::Unwrap, {won, when}), half,
                                 s.AddTyped(Op::Rescale, {split}, {}, Cny(4)), whole});
    }
    s.Finish();
  }

  // One payout per line.

  void Commission() {
    StageBuilder s(module_, "commission", StageClass::Fold, {DomainKind::Lines, Granule::Month, 0});
    s.At(2, {});
    s.stage().definition = 2;
    const InstId amount = s.Add(Op::LineAmount, {});
    const InstId rate = LineRate(s);
    const InstId level = s.Add(Op::ScanSum, {amount}, GranuleAttributes(Granule::Year), "level");
    const InstId before = s.Add(Op::Sub, {level, amount}, {}, "level before");
    const InstId now = s.Add(Op::TierMarginal, Tiers(s, level, 2));
    const InstId increase = s.Add(Op::Sub, {now, s.Add(Op::TierMarginal, Tiers(s, before, 2))});
    const InstId threshold = s.Add(Op::Mul, {s.ConstNumber(5, Cny(0)), s.ConstNumber(1, Type::Number(0))});
    const InstId first =
        s.Add(Op::ScanFirst, {s.Add(Op::CmpGe, {level, threshold})}, GranuleAttributes(Granule::Quarter));
    const InstId paid = s.Select(first, s.Add(Op::Mul, {increase, rate}), s.ZeroLike(increase));
    const InstId previous = s.Add(Op::Shift, {paid}, GranuleAttributes(Granule::Year, 1));
    const InstId total = s.Add(Op::Add, {paid, s.Add(Op::Coalesce, {previous, s.ZeroLike(paid)})});
    Attributes round = UnitAttributes(5, 2);
    round.mode = value::RoundingMode::HalfEven;
    const InstId result = s.Add(Op::RoundRow, {total}, round, "commission");
    line_ = s.Publish(result, "commission.line");
    const Attributes year = GranuleAttributes(Granule::Year);
    s.Publish(s.Add(Op::ScanMax, {amount}, year), "largest so far");
    s.Publish(s.Add(Op::ScanMin, {s.Add(Op::LineDate, {})}, year), "first date so far");
    s.Publish(s.Add(Op::ScanEarliest, {s.Add(Op::Row, {})}, year), "first deal so far");
    s.Publish(s.Add(Op::ScanLatest, {first}, year), "latest so far");
    big_ = s.Publish(s.Add(Op::CmpGt, {amount, s.ConstNumber(1000, Cny(0))}), "big");
    s.stage().ledger.push_back({0, result, s.Add(Op::LineDate, {})});
    s.stage().steps = {{"apply", {}, increase}, {"when", {}, paid}};
    s.Finish();
  }

  // x, then bounds 0, 1000 and 5000 with values of `scale` digits.
  std::vector<InstId> Tiers(StageBuilder& s, InstId x, int scale) {
    std::vector<InstId> operands = {x};
    for (const auto& [bound, value] : {std::pair<int, int>{0, 2}, {1000, 3}, {5000, 5}}) {
      operands.push_back(s.ConstNumber(bound, Cny(0)));
      operands.push_back(s.ConstNumber(value, Type::Number(scale, {}, true)));
    }
    return operands;
  }

  // The rate of the source row's kind and month, else that of a parameter.
  InstId LineRate(StageBuilder& s) {
    const InstId kind = s.AddTyped(Op::RowCol, {}, FieldAttributes(kDeal, kDealKind), Type::Text());
    const InstId date = s.Add(Op::LineDate, {});
    const InstId month = s.Add(Op::PeriodOf, {date}, GranuleAttributes(Granule::Month));
    Attributes lookup;
    lookup.dataset = kRate;
    const InstId row = s.Add(Op::Lookup, {kind, month}, lookup);
    const InstId found =
        s.AddTyped(Op::Gather, {row}, FieldAttributes(kRate, kRateValue), Type::Number(0).Optional());
    Attributes steps;
    steps.steps = {{*value::ParseDate("2025-01-01"), {5, "", false}},
                   {*value::ParseDate("2026-07-01"), {-7, "", false}}};
    const InstId parameter = s.AddTyped(Op::Param, {date}, steps, Type::Number(1));
    const InstId known = s.Add(Op::Present, {row});
    const InstId rate = s.Select(known, s.Add(Op::Unwrap, {found, known}), parameter);
    Attributes guard;
    guard.code = value::ErrorCode::SharesTotal;
    const InstId start = s.Add(Op::PeriodStart, {}, GranuleAttributes(Granule::Quarter));
    const InstId end = s.Add(Op::PeriodEnd, {}, GranuleAttributes(Granule::Quarter));
    const InstId same_deal = s.Add(Op::CmpEq, {s.Add(Op::Row, {}), s.Add(Op::Row, {})});
    const InstId in_quarter =
        s.And(s.And(s.Add(Op::CmpLe, {start, date}), s.Add(Op::CmpLe, {date, end})), same_deal);
    const InstId share = s.Add(Op::Mul, {s.Add(Op::LineShare, {}), rate});
    const InstId whole_is_some = s.Add(Op::CmpNe, {s.Add(Op::LineWhole, {}), s.ConstNumber(0, Cny(0))});
    return s.Add(Op::Guard, {s.Add(Op::Or, {in_quarter, whole_is_some}), share}, guard);
  }

  // Lines to cells of months.

  void Monthly() {
    StageBuilder s(module_, "monthly", StageClass::Merge, {DomainKind::Lines, Granule::Month, 0});
    s.At(3, {});
    s.stage().target = {DomainKind::Cells, Granule::Month};
    const InstId line = s.Read(line_);
    const InstId big = s.Read(big_);
    month_ = s.Publish(s.Add(Op::AggSum, {line}), "commission.month");
    Group team{GroupKind::SameKey, team_};
    Attributes of_team;
    of_team.group = team;
    s.Publish(s.Add(Op::AggSum, {s.Add(Op::RowOnce, {big}, of_team)}, of_team), "team.month");
    count_ = s.Publish(s.Add(Op::AggCount, {big}), "deals.month");
    s.Publish(s.Add(Op::AggMax, {line}), "highest");
    s.Publish(s.Add(Op::AggMin, {s.Add(Op::LineDate, {})}), "first date");
    s.Publish(s.Add(Op::AggFirst, {s.Add(Op::Row, {})}), "first deal");
    s.Publish(s.Add(Op::AggLast, {big}), "last");
    s.Finish();
  }

  // Cells to cells: totals of all.

  void Teams() {
    StageBuilder s(module_, "company", StageClass::Merge, {DomainKind::Cells, Granule::Month});
    s.At(4, {});
    s.stage().target = {DomainKind::Periods, Granule::Quarter};
    company_ = s.Publish(s.Add(Op::AggSum, {s.Read(month_)}), "company.quarter");
    s.Finish();
    // Each member has the total of the team, in the same cells.
    StageBuilder t(module_, "teams", StageClass::Merge, {DomainKind::Cells, Granule::Month});
    t.At(4, {});
    t.stage().target = {DomainKind::Cells, Granule::Month};
    Attributes of_team;
    of_team.group = {GroupKind::SameKey, team_};
    t.Publish(t.Add(Op::AggSum, {t.Read(month_)}, of_team), "team.commission");
    t.Finish();
  }

  // A payout per month.

  void Bonus() {
    StageBuilder s(module_, "bonus", StageClass::Scan, {DomainKind::Cells, Granule::Month});
    s.At(4, {});
    s.stage().definition = 4;
    const InstId month = s.Read(month_);
    const InstId quota = s.Read(quota_);
    const InstId attained = Attained(s, month, quota);
    const InstId value = s.Add(Op::TierValue, Levels(s, attained), Above());
    const InstId line = s.Add(Op::TierInterp, Levels(s, attained), FirstBelow());
    const InstId portion = s.Add(Op::TierPortion, Levels(s, attained), CountAttributes(2));
    const InstId rate = Combined(s, value, line, portion);
    const InstId best = s.Add(Op::Mul, {month, rate});
    const InstId windows = Windows(s, best);
    const InstId rounded = s.Round(windows, 1, 2, value::RoundingMode::TowardZero, "rounded");
    const InstId level = s.Add(Op::ScanSum, {rounded}, {}, "level");
    const InstId result = s.Add(Op::Sub, {level, s.Add(Op::Neg, {s.Add(Op::Abs, {rounded})})});
    const InstId star = s.Add(Op::CmpGt, {s.Read(count_), s.ConstNumber(3, Type::Number(0))}, {}, "star");
    s.Publish(result, "bonus");
    s.stage().ledger = {{1, result, Posting(s)}, {2, star, std::nullopt}};
    s.stage().checks.push_back({4, star, {0, 1}});
    s.Finish();
  }

  // One quotient that may be null and one that may not.
  InstId Attained(StageBuilder& s, InstId month, InstId quota) {
    const InstId optional = s.Add(Op::DivOpt, {month, quota});
    const InstId at_least_one = s.Add(Op::Max, {quota, s.ConstNumber(1, Cny(0))});
    const InstId sure = s.Add(Op::Div, {s.Add(Op::Min, {month, quota}), at_least_one});
    return s.Add(Op::Coalesce, {optional, sure}, {}, "attained");
  }

  std::vector<InstId> Levels(StageBuilder& s, InstId x) {
    std::vector<InstId> operands = {x};
    for (const int level : {0, 8, 10}) {
      operands.push_back(s.ConstNumber(level, Type::Number(1)));
      operands.push_back(s.ConstNumber(level * level, Type::Number(3)));
    }
    return operands;
  }
  Attributes Above() {
    Attributes attributes;
    attributes.above = {0, 1, 0};
    return attributes;
  }
  Attributes FirstBelow() {
    Attributes attributes;
    attributes.first_below = true;
    return attributes;
  }

  InstId Combined(StageBuilder& s, InstId value, InstId line, InstId portion) {
    const InstId above = s.Add(Op::CmpGt, {value, line});
    const InstId below = s.Add(Op::CmpLt, {value, portion});
    Attributes pick;
    pick.before = {{0, 1}};
    pick.choices = {2, 3};
    const InstId picked = s.Add(Op::Pick, {above, value, below, line, portion}, pick);
    const InstId row = s.Add(Op::Hit, {above, below, s.ConstFlag(true)});
    Attributes unique;
    unique.hit = HitMode::Any;
    const InstId any = s.Add(Op::Hit, {above, below, value, line}, unique);
    const InstId chosen = s.Add(Op::Choose, {row, value, line, portion});
    return s.Add(Op::Max, {s.Add(Op::Mul, {chosen, any}), picked});
  }

  InstId Windows(StageBuilder& s, InstId base) {
    const InstId start = s.Add(Op::PeriodStart, {}, GranuleAttributes(Granule::Year));
    const InstId end = s.Add(Op::PeriodEnd, {}, GranuleAttributes(Granule::Month));
    const Group team{GroupKind::SameKey, team_};
    const InstId sum = s.Add(Op::WindowSum, {start, end}, WindowAttributes(line_, team));
    const InstId count = s.Add(Op::WindowCount, {start, end}, WindowAttributes(big_, {GroupKind::Everyone}));
    InstId best = s.Add(Op::Add, {s.Add(Op::Mul, {base, count}), s.Add(Op::Add, {sum, s.Read(company_)})});
    for (const Op op : {Op::WindowMax, Op::WindowMin, Op::WindowFirst, Op::WindowLast}) {
      const InstId window = s.Add(op, {start, end}, WindowAttributes(month_));
      best = s.Add(Op::Max, {best, s.Add(Op::Coalesce, {window, s.ConstNumber(0, Cny(2))})});
    }
    const InstId own = s.Add(Op::PeriodOwn, {}, GranuleAttributes(Granule::Month));
    const InstId same =
        s.Add(Op::CmpEq, {own, s.Add(Op::PeriodOf, {end}, GranuleAttributes(Granule::Month))});
    Attributes call;
    call.name = "days";
    const InstId days = s.AddTyped(Op::Call, {start, end}, call, Type::Number(0), {0, 366});
    return s.Select(same, best, s.Add(Op::Mul, {s.ConstNumber(-1, Cny(2)), days}));
  }

  // A month and three days later; held for those who left.
  InstId Posting(StageBuilder& s) {
    Attributes later;
    later.count = 1;
    later.days = 3;
    const InstId date =
        s.Add(Op::DateAdd, {s.Add(Op::PeriodEnd, {}, GranuleAttributes(Granule::Month))}, later);
    const InstId left = s.Read(left_);
    return s.Select(s.Add(Op::Absent, {left}), date, s.ConstNull(Type::Date()));
  }

  // Two values that a test asks for, and the row that must exist.

  void Tests() {
    StageBuilder s(module_, "test 1", StageClass::Map, {DomainKind::Unit});
    s.At(5, {});
    Attributes output;
    output.output = month_;
    output.key = "r1";
    output.period = value::ParsedPeriod{Granule::Month, 672};
    Attributes component;
    component.component = 0;
    component.key = "r\"2";
    component.row_key = "d\n1";
    const InstId month = s.Add(Op::Probe, {}, output);
    const InstId paid = s.Add(Op::Probe, {}, component);
    Attributes lookup;
    lookup.dataset = kRep;
    const InstId rep = s.Add(Op::Demand, {s.Add(Op::Lookup, {s.ConstText("r1", Type::Text())}, lookup)});
    const InstId known =
        s.Add(Op::CmpNe, {s.AddTyped(Op::Gather, {rep}, FieldAttributes(kRep, kRepQuota), Cny(2)), month});
    s.stage().checks.push_back({5, s.And(known, s.Add(Op::CmpEq, {month, paid})), {}});
    const InstId day = s.ConstDate(*value::ParseDate("2026-02-28"));
    const InstId grade = s.ConstText("senior \"A\"\n", OneOfGrade());
    s.stage().checks.push_back({5, s.Or(s.Add(Op::CmpLt, {day, day}), s.Add(Op::CmpEq, {grade, grade})), {}});
    s.Finish();
  }
  Type OneOfGrade() {
    Type type = Type::Of(types::Kind::OneOf);
    type.dataset = kRep;
    type.field = kRepGrade;
    return type;
  }

  Module module_;
  OutputId team_ = kNone;
  OutputId quota_ = kNone;
  OutputId left_ = kNone;
  OutputId line_ = kNone;
  OutputId big_ = kNone;
  OutputId month_ = kNone;
  OutputId count_ = kNone;
  OutputId company_ = kNone;
};

}  // namespace sample

// A plan that verifies, with every operation at least once: deals make lines, lines make a commission by
// line, cells make a bonus by month, a unit stage probes both. Names and texts need quoting here and there.
inline Module SampleModule() {
  return sample::Sample().Build();
}

}  // namespace incent::ir
