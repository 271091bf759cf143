#include "compiler/cli/memory_limit.h"

#include <sys/resource.h>

#include <charconv>

namespace incent::cli {

std::optional<int64_t> ParseMemory(std::string_view text) {
  constexpr int64_t kMega = int64_t{1} << 20;
  constexpr int64_t kGiga = int64_t{1} << 30;
  if (text.empty()) return std::nullopt;
  const char suffix = text.back();
  if (suffix != 'M' && suffix != 'G') return std::nullopt;
  const int64_t unit = suffix == 'M' ? kMega : kGiga;
  text.remove_suffix(1);
  int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (count < 0 || count > 16'384 * kGiga / unit || count * unit < 64 * kMega) return std::nullopt;
  return count * unit;
}

bool LimitMemory(int64_t bytes) {
  rlimit limit{};
  if (getrlimit(RLIMIT_DATA, &limit) != 0) return false;
  const auto wanted = static_cast<rlim_t>(bytes);
  // A smaller limit from outside stays.
  if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur <= wanted) return true;
  limit.rlim_cur = wanted;
  return setrlimit(RLIMIT_DATA, &limit) == 0;
}

}  // namespace incent::cli
