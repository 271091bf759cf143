#pragma once

#include <optional>

#include "runtime/io/input_buffer.h"
#include "runtime/io/record_reader.h"

namespace incent::io {

// At the front of a file: skips the mark of UTF-8. The marks of UTF-16 are a problem with the
// whole file, which spreadsheets save as "Unicode text".
std::optional<RowProblem> SkipByteOrderMark(InputBuffer* buffer);

}  // namespace incent::io
