#pragma once

#include <string_view>

#include "compiler/diag/diagnostic.h"

namespace incent::cli {

// A fixed text in both languages, for tables of constants.
struct Words {
  std::string_view english;
  std::string_view chinese;

  constexpr std::string_view In(diag::Language language) const {
    return language == diag::Language::Chinese ? chinese : english;
  }
};

}  // namespace incent::cli
