#include "compiler/diag/listed.h"

#include <algorithm>

namespace incent::diag {

std::string Listed(const std::vector<std::string>& names) {
  constexpr size_t kMaxNames = 10;
  std::string text;
  for (size_t i = 0; i < std::min(names.size(), kMaxNames); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kMaxNames) text += ", … (+" + std::to_string(names.size() - kMaxNames) + ")";
  return text;
}

Message AndMore(size_t count) {
  constexpr NoteText<size_t> kAndMore{"and {0} more", "另有 {0} 项"};
  return {kAndMore.english, kAndMore.chinese, {ToArgument(count)}};
}

}  // namespace incent::diag
