#pragma once

#include "compiler/source/source_set.h"

namespace incent::syntax {

// Whether a text is written in Chinese: by its header, or else by its first keyword of a statement.
bool IsWrittenInChinese(const source::SourceFile& source);

}  // namespace incent::syntax
