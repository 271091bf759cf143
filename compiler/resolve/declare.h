#pragma once

#include <memory>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/resolve/scope.h"

namespace incent::resolve {

// The first of two passes: all declarations, so that order in a file means nothing.
struct Declarations {
  Program program;
  // Functions. Others may use their names again, because the library grows.
  std::unique_ptr<Scope> library;
  std::unique_ptr<Scope> global;
  std::vector<std::unique_ptr<Scope>> plan_scopes;  // parallel to program.plans
};

Declarations Declare(const std::vector<const ast::File*>& files, diag::Diagnostics& diags);

}  // namespace incent::resolve
