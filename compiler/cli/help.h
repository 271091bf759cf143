#pragma once

#include <string>

#include "compiler/cli/command.h"
#include "compiler/diag/diagnostic.h"

namespace incent::cli {

// `incent --help`: what it is, the commands, a first session.
std::string RenderHelp(diag::Language language);

// `incent COMMAND --help`: usage, options, exit codes, examples.
std::string RenderHelp(const CommandSpec& command, diag::Language language);

}  // namespace incent::cli
