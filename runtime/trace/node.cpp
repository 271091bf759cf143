#include "runtime/trace/node.h"

namespace incent::trace {

std::string_view NodeKindName(NodeKind kind) {
  switch (kind) {
    case NodeKind::Payouts:
      return "payouts";
    case NodeKind::Payout:
      return "payout";
    case NodeKind::Clause:
      return "clause";
    case NodeKind::Definition:
      return "definition";
    case NodeKind::Operation:
      return "operation";
    case NodeKind::Cell:
      return "cell";
    case NodeKind::Constant:
      return "constant";
    case NodeKind::Parameter:
      return "parameter";
    case NodeKind::Sum:
      return "sum";
    case NodeKind::Tiers:
      return "tiers";
    case NodeKind::Choice:
      return "choice";
    case NodeKind::Change:
      return "change";
    case NodeKind::Level:
      return "level";
    case NodeKind::Split:
      return "split";
    case NodeKind::Line:
      return "line";
    case NodeKind::Earlier:
      return "earlier";
    case NodeKind::Omitted:
      return "omitted";
  }
  return "";
}

}  // namespace incent::trace
