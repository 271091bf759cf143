#include "compiler/check/traps.h"

namespace incent::check {

void CheckTraps(Session& s) {
  CheckExceptionOrder(s);
  CheckSameSides(s);
  CheckRunningTotals(s);
  CheckPayCurrencies(s);
}

}  // namespace incent::check
