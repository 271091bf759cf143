#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/ast/node.h"

// Expressions. All pointers are non-null unless a comment says so.
namespace incent::ast {

enum class ExprKind : uint8_t {
#define INCENT_EXPR(name) name,
#include "compiler/ast/nodes.def"
};

struct Expr : Node {
  ExprKind kind;

  template <typename T>
  bool Is() const {
    return kind == T::kKind;
  }
  // nullptr if the expression is of another kind.
  template <typename T>
  const T* As() const {
    return Is<T>() ? static_cast<const T*>(this) : nullptr;
  }

 protected:
  explicit Expr(ExprKind expr_kind) : kind(expr_kind) {}
};

template <ExprKind K>
struct ExprOf : Expr {
  static constexpr ExprKind kKind = K;
  ExprOf() : Expr(K) {}
};

// Calendar units as written; half months are day 1..15 and 16..last.
enum class Unit : uint8_t { Day, Week, HalfMonth, Month, Quarter, HalfYear, Year };
inline constexpr int kNumUnits = 7;

// A stretch of time: `month`, `year to date counted from Rep.joined_on`, `last 3 months`, `phase1`.
enum class WindowKind : uint8_t {
  Unit,          // the unit that holds the current period or date
  ToDate,        // from the unit's start up to now; unit is Year, Quarter or Month
  PreviousUnit,  // `previous quarter`
  Last,          // `last 3 months`: count units that end now
  Next,          // `next 7 days`: count units that start now
  Period,        // one written period: `2026-Q2`
  Plan,          // the plan's effective range
  AllTime,
  Named,  // a window named in a calendar
};

struct Window : Node {
  WindowKind kind = WindowKind::Unit;
  Unit unit = Unit::Month;             // of Unit, ToDate, PreviousUnit, Last, Next
  uint32_t count = 0;                  // of Last, Next: 1 or more
  std::string period;                  // of Period: `2026-Q2`, as written
  Ident name;                          // of Named
  const Expr* counted_from = nullptr;  // of Unit, ToDate; or null

  static constexpr auto kFields = std::tuple{&Window::kind,   &Window::unit, &Window::count,
                                             &Window::period, &Window::name, &Window::counted_from};
};

// ---------------------------------------------------------------- literals

enum class NumberSuffix : uint8_t { None, Percent, Times, Points, Unit, Currency };

// `1.5M USD` is digits "15000000", scale 1: the value is digits * 10^-scale, then the suffix. `_` and
// k, M, 万, 亿 are applied; a written trailing zero stays (5.00% has digits "500", scale 2).
// Percent is not applied: 5% is digits "5" with NumberSuffix::Percent.
struct Number : ExprOf<ExprKind::Number> {
  std::string digits;  // 1..38 digits without leading zeros ("0" for zero)
  int scale = 0;       // 0..18
  NumberSuffix suffix = NumberSuffix::None;
  Unit unit = Unit::Day;  // of NumberSuffix::Unit
  std::string currency;   // of NumberSuffix::Currency: three capital letters

  static constexpr auto kFields =
      std::tuple{&Number::digits, &Number::scale, &Number::suffix, &Number::unit, &Number::currency};
};

// A real day, `2026-03-31`.
struct Date : ExprOf<ExprKind::Date> {
  std::string text;
  static constexpr auto kFields = std::tuple{&Date::text};
};

// `2026-03-31T09:30` or with seconds; the day is real, the time is below 24:00.
struct Timestamp : ExprOf<ExprKind::Timestamp> {
  std::string text;
  static constexpr auto kFields = std::tuple{&Timestamp::text};
};

// `2026-03`, `2026-Q1`, `2026-H1`, `FY2026`.
struct Period : ExprOf<ExprKind::Period> {
  std::string text;
  static constexpr auto kFields = std::tuple{&Period::text};
};

// The value, escapes applied.
struct String : ExprOf<ExprKind::String> {
  std::string value;
  static constexpr auto kFields = std::tuple{&String::value};
};

struct Bool : ExprOf<ExprKind::Bool> {
  bool value = false;
  static constexpr auto kFields = std::tuple{&Bool::value};
};

// ---------------------------------------------------------------- names

// A bare name, as a value: `quota`, `CNY`, `month`. A currency is its ISO code.
struct Name : ExprOf<ExprKind::Name> {
  std::string text;
  static constexpr auto kFields = std::tuple{&Name::text};
};

// `min(a, b)`, `ladder(bookings)`, `commission("r1", 2026-01)`.
struct Call : ExprOf<ExprKind::Call> {
  Ident callee;
  std::vector<const Expr*> args;
  static constexpr auto kFields = std::tuple{&Call::callee, &Call::args};
};

// `Deal.rep`, `lookup(..).amount`, `draw.balance("r1", 2026-03)`.
struct Member : ExprOf<ExprKind::Member> {
  const Expr* base = nullptr;
  Ident member;
  bool has_args = false;  // tells `a.b()` from `a.b`
  std::vector<const Expr*> args;
  static constexpr auto kFields =
      std::tuple{&Member::base, &Member::member, &Member::has_args, &Member::args};
};

// `previous balance`.
struct Previous : ExprOf<ExprKind::Previous> {
  Ident name;
  static constexpr auto kFields = std::tuple{&Previous::name};
};

// ---------------------------------------------------------------- lines and windows

enum class AggregateKind : uint8_t { Sum, Count, Average, Highest, Lowest, Latest, Earliest };

// `sum of x`. `[..]`, `over`, `across`, `by` wrap it: they select the lines that it folds.
struct Aggregate : ExprOf<ExprKind::Aggregate> {
  AggregateKind aggregate = AggregateKind::Sum;
  const Expr* operand = nullptr;
  static constexpr auto kFields = std::tuple{&Aggregate::aggregate, &Aggregate::operand};
};

// `x[condition]`.
struct Filtered : ExprOf<ExprKind::Filtered> {
  const Expr* base = nullptr;
  const Expr* condition = nullptr;
  static constexpr auto kFields = std::tuple{&Filtered::base, &Filtered::condition};
};

// `x over window`.
struct OverWindow : ExprOf<ExprKind::OverWindow> {
  const Expr* base = nullptr;
  Window window;
  static constexpr auto kFields = std::tuple{&OverWindow::base, &OverWindow::window};
};

// `x across group`.
struct Across : ExprOf<ExprKind::Across> {
  const Expr* base = nullptr;
  const Expr* group = nullptr;
  static constexpr auto kFields = std::tuple{&Across::base, &Across::group};
};

// `x by key`.
struct ByKey : ExprOf<ExprKind::ByKey> {
  const Expr* base = nullptr;
  const Expr* key = nullptr;
  static constexpr auto kFields = std::tuple{&ByKey::base, &ByKey::key};
};

// `x as of date`.
struct AsOf : ExprOf<ExprKind::AsOf> {
  const Expr* base = nullptr;
  const Expr* date = nullptr;
  static constexpr auto kFields = std::tuple{&AsOf::base, &AsOf::date};
};

// `x converted to CNY using FxMonthly`. Its date comes from a surrounding AsOf.
struct Convert : ExprOf<ExprKind::Convert> {
  const Expr* base = nullptr;
  const Expr* currency = nullptr;
  Path rates;  // empty without `using`
  static constexpr auto kFields = std::tuple{&Convert::base, &Convert::currency, &Convert::rates};
};

// ---------------------------------------------------------------- operators

struct Negate : ExprOf<ExprKind::Negate> {
  const Expr* operand = nullptr;
  static constexpr auto kFields = std::tuple{&Negate::operand};
};

enum class BinaryOp : uint8_t { Add, Subtract, Multiply, Divide };

struct Binary : ExprOf<ExprKind::Binary> {
  BinaryOp op = BinaryOp::Add;
  const Expr* left = nullptr;
  const Expr* right = nullptr;
  static constexpr auto kFields = std::tuple{&Binary::op, &Binary::left, &Binary::right};
};

// `value otherwise fallback`.
struct Otherwise : ExprOf<ExprKind::Otherwise> {
  const Expr* value = nullptr;
  const Expr* fallback = nullptr;
  static constexpr auto kFields = std::tuple{&Otherwise::value, &Otherwise::fallback};
};

enum class CompareOp : uint8_t { Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual };

struct Compare : ExprOf<ExprKind::Compare> {
  CompareOp op = CompareOp::Equal;
  const Expr* left = nullptr;
  const Expr* right = nullptr;
  static constexpr auto kFields = std::tuple{&Compare::op, &Compare::left, &Compare::right};
};

// `x is present`, `x is absent`. `is not present` is absent.
struct Presence : ExprOf<ExprKind::Presence> {
  const Expr* operand = nullptr;
  bool present = true;
  static constexpr auto kFields = std::tuple{&Presence::operand, &Presence::present};
};

// `x in [a, b]`, `x not in [a]`.
struct InList : ExprOf<ExprKind::InList> {
  const Expr* operand = nullptr;
  bool negated = false;
  std::vector<const Expr*> items;
  static constexpr auto kFields = std::tuple{&InList::operand, &InList::negated, &InList::items};
};

// `x between low .. high`, both included.
struct Between : ExprOf<ExprKind::Between> {
  const Expr* operand = nullptr;
  bool negated = false;
  const Expr* low = nullptr;
  const Expr* high = nullptr;
  static constexpr auto kFields =
      std::tuple{&Between::operand, &Between::negated, &Between::low, &Between::high};
};

// `date within 90 days after start`.
struct Within : ExprOf<ExprKind::Within> {
  const Expr* operand = nullptr;
  const Expr* duration = nullptr;
  const Expr* start = nullptr;
  static constexpr auto kFields = std::tuple{&Within::operand, &Within::duration, &Within::start};
};

struct Not : ExprOf<ExprKind::Not> {
  const Expr* operand = nullptr;
  static constexpr auto kFields = std::tuple{&Not::operand};
};

struct And : ExprOf<ExprKind::And> {
  const Expr* left = nullptr;
  const Expr* right = nullptr;
  static constexpr auto kFields = std::tuple{&And::left, &And::right};
};

struct Or : ExprOf<ExprKind::Or> {
  const Expr* left = nullptr;
  const Expr* right = nullptr;
  static constexpr auto kFields = std::tuple{&Or::left, &Or::right};
};

struct If : ExprOf<ExprKind::If> {
  const Expr* condition = nullptr;
  const Expr* then_value = nullptr;
  const Expr* else_value = nullptr;
  static constexpr auto kFields = std::tuple{&If::condition, &If::then_value, &If::else_value};
};

}  // namespace incent::ast
