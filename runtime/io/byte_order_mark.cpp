#include "runtime/io/byte_order_mark.h"

namespace incent::io {

std::optional<RowProblem> SkipByteOrderMark(InputBuffer* buffer) {
  while (buffer->unread().size() < 3 && buffer->Grow()) {
  }
  const std::string_view front = buffer->unread();
  if (front.starts_with("\xff\xfe") || front.starts_with("\xfe\xff")) {
    return RowProblem{.reason = column::RejectReason::BadEncoding, .detail = "UTF-8; this file is in UTF-16"};
  }
  if (front.starts_with("\xef\xbb\xbf")) buffer->Consume(3);
  return std::nullopt;
}

}  // namespace incent::io
