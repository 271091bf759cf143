#pragma once

#include <span>

#include "compiler/diag/catalogue.h"

namespace incent::cli {

// The catalogues of all stages: every diagnostic that the program can show.
std::span<const diag::Catalogue> AllCatalogues();

}  // namespace incent::cli
