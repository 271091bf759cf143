#pragma once

#include <antlr4-runtime.h>

#include <memory>

namespace incent::syntax {

// ANTLR's prediction for `parser`, in the same tables and with the same results, for less work: where an
// expression may go on, it finds all that can follow once, not once for every precedence.
std::unique_ptr<antlr4::atn::ParserATNSimulator> MakePredictor(antlr4::Parser& parser);

}  // namespace incent::syntax
