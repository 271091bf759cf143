#pragma once

#include <string>

#include "compiler/ir/line_reader.h"
#include "compiler/ir/text_names.h"

namespace incent::ir {

// " @name=value" for each attribute that is not at its default; the literal is written apart.
std::string AttributesText(const Names& names, const Attributes& attributes, const types::Type& type);

// Reads one `name=value`, the '@' being read already. `type` is that of the instruction.
void ReadAttribute(LineReader& line, const Module& module, const types::Type& type, Attributes* attributes);

// A literal as LiteralText writes it.
Literal ReadLiteral(LineReader& line, const types::Type& type);

}  // namespace incent::ir
