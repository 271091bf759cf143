#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/ast/item.h"
#include "compiler/base/arena.h"
#include "compiler/source/span.h"

namespace incent::ast {

// `use std.calendar`, `use "shared/org.incent" as org`.
struct Use : Node {
  Path module;       // empty if a file is named
  std::string file;  // empty if a module is named
  Ident alias;       // empty without one
  static constexpr auto kFields = std::tuple{&Use::module, &Use::file, &Use::alias};
};

// The tree of one source file; owns its nodes.
struct File {
  source::FileId source;
  std::string language_version;  // `incent 1.0`; empty without a header
  std::string doc;               // the first `## ` comment, if it belongs to no statement
  std::vector<Use> uses;
  std::vector<const Item*> items;

  uint32_t num_nodes = 0;  // ids of this file are {source, 0 .. num_nodes-1}
  base::Arena arena;
};

}  // namespace incent::ast
