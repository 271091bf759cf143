#pragma once

#include <optional>

#include "compiler/diag/diagnostic.h"
#include "compiler/embed/incent.h"

namespace incent::embed {

// Why a call of the library failed.
struct Fault {
  incent_status status = INCENT_OK;
  diag::Bilingual text;
};

}  // namespace incent::embed
