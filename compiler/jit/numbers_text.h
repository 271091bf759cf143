#pragma once

#include <string>

#include "compiler/jit/options.h"

namespace incent::jit {

// One line for each value of a level: who brings it, what carries it, how many bits its magnitude and
// everything on the way to it have at most (a double is exact up to 53), between which bounds it lies (in its
// unit), and the instruction.
std::string NumbersText(const PlannedNumbers& numbers);

}  // namespace incent::jit
