#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/ast/expr.h"

// Parts that several statements share: types, grains, rounding, the clauses of a payment.
namespace incent::ast {

enum class TypeRefKind : uint8_t {
  Named,  // text, number, rate, date, a unit, a dataset, a type variable of a function
  Money,  // `money CNY`, or `money`: each row has its own currency
  OneOf,  // `one of "a", "b"`
};

struct TypeRef : Node {
  TypeRefKind kind = TypeRefKind::Named;
  Path name;                        // of Named
  std::string currency;             // of Money; empty without one
  std::vector<std::string> values;  // of OneOf, at least one
  bool optional = false;            // `T?`, in functions only

  static constexpr auto kFields =
      std::tuple{&TypeRef::kind, &TypeRef::name, &TypeRef::currency, &TypeRef::values, &TypeRef::optional};
};

enum class RoundMode : uint8_t { HalfUp, HalfEven, HalfDown, AwayFromZero, TowardZero };

// `round 0.01 CNY half up`.
struct RoundSpec : Node {
  const Expr* unit = nullptr;
  RoundMode mode = RoundMode::HalfUp;
  static constexpr auto kFields = std::tuple{&RoundSpec::unit, &RoundSpec::mode};
};

enum class GrainKind : uint8_t {
  Period,  // `monthly`, `per week`: one value per unit
  Line,    // `per bookings`, `per first logos[..] across G by K over W`: one per line
};
enum class LineChoice : uint8_t { All, First, Last };

// How often a definition has a value.
struct Grain : Node {
  GrainKind kind = GrainKind::Period;
  Unit unit = Unit::Month;              // of Period
  LineChoice choice = LineChoice::All;  // the rest: of Line
  Ident lines;
  const Expr* filter = nullptr;  // or null
  const Expr* across = nullptr;  // or null
  std::vector<const Expr*> by;
  std::optional<Window> over;

  static constexpr auto kFields = std::tuple{&Grain::kind,   &Grain::unit,   &Grain::choice, &Grain::lines,
                                             &Grain::filter, &Grain::across, &Grain::by,     &Grain::over};
};

// `per year counted from Rep.joined_on by Deal.product`: the window of a cap, floor or entitlement.
struct PerWindow : Node {
  Window window;
  const Expr* by = nullptr;  // or null
  static constexpr auto kFields = std::tuple{&PerWindow::window, &PerWindow::by};
};

enum class PayClauseKind : uint8_t {
  Amount,      // value
  Apply,       // table(value), going_forward
  When,        // value
  MultiplyBy,  // value
  ProratedBy,  // value
  Entitled,    // value per `per`
  AtLeast,     // value [per `per`]
  CappedAt,    // value [per `per`]
  SpreadOver,  // value
  Round,       // round
  On,          // value
  To,          // value [share]
};

// One clause of a pay or of a let with a block. Clauses apply in the order written.
struct PayClause : Node {
  PayClauseKind kind = PayClauseKind::Amount;
  const Expr* value = nullptr;  // null for Round only
  Ident table;                  // of Apply
  bool going_forward = false;   // of Apply
  std::optional<PerWindow> per;
  std::optional<RoundSpec> round;
  const Expr* share = nullptr;  // of To; or null

  static constexpr auto kFields =
      std::tuple{&PayClause::kind, &PayClause::value, &PayClause::table, &PayClause::going_forward,
                 &PayClause::per,  &PayClause::round, &PayClause::share};
};

}  // namespace incent::ast
