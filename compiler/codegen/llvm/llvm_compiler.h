#pragma once

#include <memory>

#include "compiler/codegen/compiler.h"

namespace incent::codegen {

std::unique_ptr<Compiler> MakeLlvmCompiler(const CompilerOptions& options);

}  // namespace incent::codegen
