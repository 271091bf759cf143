#pragma once

#include "compiler/diag/diagnostic.h"
#include "compiler/resolve/program.h"

// What kind of thing a name is, for messages.
namespace incent::resolve {

diag::Bilingual KindWords(DefinitionKind kind);  // "a tier table", "阶梯"
diag::Bilingual SymbolWords(const Program& program, Symbol symbol);

}  // namespace incent::resolve
