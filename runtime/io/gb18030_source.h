#pragma once

#include <memory>

#include "runtime/io/byte_source.h"

namespace incent::io {

// Turns GB18030 (and so GBK and GB2312) into UTF-8 while reading. A sequence that is not
// GB18030 becomes the byte 0xFF, which is no UTF-8, so the cell that holds it is rejected like
// any other badly encoded one; ASCII bytes, line ends among them, always survive.
// Null if the system's iconv does not know GB18030.
std::unique_ptr<ByteSource> MakeGb18030Source(std::unique_ptr<ByteSource> source);

}  // namespace incent::io
