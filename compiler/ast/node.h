#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/span.h"

namespace incent::ast {

// A node of a compilation: the file, and the node's place in it, counted from 0 without gaps. Unique
// over all files, because files are; files can be parsed independently. See node_map.h for side tables.
struct NodeId {
  uint32_t file = 0;
  uint32_t index = 0;

  friend constexpr auto operator<=>(NodeId, NodeId) = default;
};

// What every node has. Nodes are plain data in the arena of their File; addresses are stable, and
// nothing changes after parsing. `kFields` of each struct lists its fields for walk.h and equal.h.
struct Node {
  NodeId id;
  source::Span span;
};

// A name where it is declared or used. `text` is NFC; without the backquotes of `quoted names`.
// Spellings that the language itself translates are stored once: 元 as CNY, 季 as quarter.
struct Ident : Node {
  std::string text;

  bool empty() const { return text.empty(); }
};

// `Receipt.invoice.deal`: at least one part.
using Path = std::vector<Ident>;

struct Expr;
struct Item;

}  // namespace incent::ast
