#pragma once

#include <string>
#include <vector>

#include "compiler/cli/exit_code.h"

namespace incent::cli {

// The program behind `main`: `words` are the arguments without the program's name.
ExitCode RunProgram(const std::vector<std::string>& words);

}  // namespace incent::cli
