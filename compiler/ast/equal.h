#pragma once

#include "compiler/ast/file.h"

namespace incent::ast {

struct EqualOptions {
  // Labels, docs and the reasons of exceptions: words for people, which a translation changes.
  bool ignore_prose = false;
};

// True if both trees say the same. Ids and spans do not matter. Compared by the fields of each struct.
bool Equal(const File& a, const File& b, EqualOptions options = {});
bool Equal(const Item& a, const Item& b, EqualOptions options = {});
bool Equal(const Expr& a, const Expr& b, EqualOptions options = {});

}  // namespace incent::ast
