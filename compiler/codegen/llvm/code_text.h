#pragma once

#include <llvm/IR/Module.h>

#include <string>

// Inside of codegen/ only: what modules are known again by.
namespace incent::codegen {

// Appends what decides the code of a module that Emitter wrote: where these bytes are equal, so is the code.
// LLVM's own bitcode would do as well, and takes several times as long to write; tests hold the two against
// each other (CompilerOptions::checks_itself).
void AppendCode(const llvm::Module& module, std::string& text);

}  // namespace incent::codegen
