#include "runtime/trace/condense.h"

#include <algorithm>
#include <map>
#include <set>

#include "runtime/value/decimal.h"

namespace incent::trace {
namespace {

using Nodes = std::vector<const Node*>;

// The same amount, if perhaps with more digits.
bool SameAmount(const Quantity& a, const Quantity& b) {
  if (!a.is_number || !b.is_number || a.state != Quantity::State::Value || b.state != a.state) return a == b;
  const auto left = value::ParseDecimal(a.text);
  const auto right = value::ParseDecimal(b.text);
  return left && right && value::Compare(left->mantissa, left->scale, right->mantissa, right->scale) == 0;
}

bool IsUnchanged(const Node& node) {
  return node.before.state != Quantity::State::None && SameAmount(node.before, node.value);
}

// The children that alone decide the value, if there are any: of an error those in error, of a condition
// those that settle it.
Nodes Deciding(const Node& node) {
  const bool is_error = node.value.state == Quantity::State::Error;
  const bool settles =
      (node.code == "and" && node.value.text == "false") || (node.code == "or" && node.value.text == "true");
  Nodes deciding;
  Nodes all;
  for (const Node& child : node.children) {
    all.push_back(&child);
    const bool decides = is_error ? child.value.state == Quantity::State::Error : child.value == node.value;
    if (decides) deciding.push_back(&child);
  }
  return (is_error || settles) && !deciding.empty() ? deciding : all;
}

class Condenser {
 public:
  explicit Condenser(const Node& root) { Index(root); }

  Node Condense(const Node& node) {
    if (node.kind == NodeKind::Earlier && !shown_.contains(node.of)) {
      // What it stands for was left out above.
      if (const auto it = by_id_.find(node.of); it != by_id_.end()) return Condense(*it->second);
    }
    shown_.insert(node.id);
    const bool is_value = node.value.state == Quantity::State::Value;
    const bool rounds =
        node.kind == NodeKind::Change || (node.kind == NodeKind::Split && !node.parts.empty());
    if (rounds && is_value && IsUnchanged(node) && !node.children.empty()) return Condense(node.children[0]);
    Node copy = WithoutChildren(node);
    for (const Node* child : Chosen(node)) copy.children.push_back(Condense(*child));
    return copy;
  }

 private:
  void Index(const Node& node) {
    if (node.id > 0) by_id_[node.id] = &node;
    for (const Node& child : node.children) Index(child);
  }

  static Node WithoutChildren(const Node& node) {
    Node copy = node;
    copy.children.clear();
    // One payout says itself what it is.
    if (node.kind == NodeKind::Payouts && node.count <= 1) copy.largest.clear();
    if (node.kind == NodeKind::Clause && IsUnchanged(node)) copy.before = {};
    return copy;
  }

  Nodes Chosen(const Node& node) {
    switch (node.kind) {
      case NodeKind::Clause:
        return OfClause(node);
      case NodeKind::Parameter:
        return {};
      case NodeKind::Sum:
        return OfSum(node);
      case NodeKind::Definition:
      case NodeKind::Payout:
        return OfDefinition(node);
      default:
        return Deciding(node);
    }
  }

  // The rows of a sum say already what a line is.
  static Nodes OfSum(const Node& node) {
    Nodes children = Deciding(node);
    std::erase_if(children, [](const Node* child) {
      return child->kind == NodeKind::Line || child->kind == NodeKind::Constant ||
             (child->kind == NodeKind::Earlier && child->code == "line.amount");
    });
    return children;
  }

  // A table is one clause, and its rows say what it does. What the last clause has made needs no second line.
  Nodes OfDefinition(const Node& node) {
    if (node.children.size() == 1 && node.children[0].code == "table") {
      shown_.insert(node.children[0].id);
      return Deciding(node.children[0]);
    }
    Nodes children = Deciding(node);
    const bool repeats = children.size() > 1 && children.back()->kind == NodeKind::Earlier;
    if (repeats) children.pop_back();
    return children;
  }

  // What a clause says and what its operation says is one thing; and where it began is said already.
  Nodes OfClause(const Node& clause) {
    const bool is_condition = clause.code == "when";
    const bool is_first = clause.before.state == Quantity::State::None;
    if (!is_condition && IsUnchanged(clause)) return {};
    Nodes children;
    for (const Node& child : clause.children) {
      if (child.kind == NodeKind::Earlier && shown_.contains(child.of)) continue;
      const bool repeats =
          child.kind == NodeKind::Operation || child.kind == NodeKind::Constant ||
          (child.kind == NodeKind::Change && (is_first || SameAmount(child.before, clause.before)));
      if (is_condition && child.kind == NodeKind::Choice && !child.children.empty()) {
        shown_.insert(child.id);
        children.push_back(&child.children[0]);
      } else if (repeats) {
        shown_.insert(child.id);
        for (const Node* below : Deciding(child)) children.push_back(below);
      } else {
        children.push_back(&child);
      }
    }
    std::erase_if(children, [&](const Node* child) {
      return child->kind == NodeKind::Earlier && SameAmount(child->value, clause.before);
    });
    return children;
  }

  std::map<int, const Node*> by_id_;
  std::set<int> shown_;
};

}  // namespace

Node Condensed(const Node& root) {
  return Condenser(root).Condense(root);
}

}  // namespace incent::trace
