#pragma once

#include "compiler/check/session.h"

// Text that has a meaning, but pays something else than its author can have meant. Looked for once all has
// its types; what has none is left out, because its fault was reported.
namespace incent::check {

void CheckTraps(Session& s);

// ---- comparisons of a thing with itself (same_sides.cpp)
void CheckSameSides(Session& s);

// ---- exceptions whose order goes in a circle (exception_order.cpp)
void CheckExceptionOrder(Session& s);

// ---- running totals that are paid anew, floors under differences of levels (running_totals.cpp)
void CheckRunningTotals(Session& s);

// ---- amounts in another currency than the plan's (plan_currency.cpp)
void CheckPayCurrencies(Session& s);

}  // namespace incent::check
