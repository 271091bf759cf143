#pragma once

#include <string>

#include "compiler/ast/expr.h"
#include "compiler/check/repair_diagnostics.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/resolve/program.h"
#include "compiler/types/type.h"

// What to write in place of what does not fit, where that is certain: a value or a type.
namespace incent::check {

// `operand` beside a value of type `wanted`: the currency that it lacks, the date that its text is.
void RepairOperand(diag::EntryBuilder& entry, const types::Type& wanted, const ast::Expr& operand);
// `period` stands where a period belongs.
void RepairPeriod(diag::EntryBuilder& entry, const ast::Expr& period);
// `window` is finer than the values of `granule` that are computed over it.
void RepairWindow(diag::EntryBuilder& entry, const resolve::Program& program, const ast::Window& window,
                  const diag::Bilingual& unit);
// False if nothing is known for the type.
bool RepairType(const resolve::Program& program, diag::EntryBuilder& entry, const std::string& name,
                source::Span span);
// Whether the author's own names are Chinese, so that repairs should be.
bool HasChineseNames(const resolve::Program& program);

}  // namespace incent::check
