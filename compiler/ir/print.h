#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace incent::ir {

// The text form of README.md: everything of the module but source spans. Parse gives it back.
std::string Print(const Module& module);

// The lines of one stage, as Print writes them.
std::string PrintStage(const Module& module, const Stage& stage);

// The line of each instruction in it, without indentation and line end.
std::vector<std::string> PrintInsts(const Module& module, const Stage& stage);

}  // namespace incent::ir
