#include "runtime/column/key_text.h"

#include <algorithm>

namespace incent::column {

std::string KeyText(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), kKeySeparator, '/');
  return text;
}

}  // namespace incent::column
