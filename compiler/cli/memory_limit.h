#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace incent::cli {

// "512M" or "4G", in powers of 1024; nullopt for anything else, and outside 64M .. 16384G.
std::optional<int64_t> ParseMemory(std::string_view text);

// From now on the process gets no more memory for its data than that, what it has included. Whoever asks for
// more ends it, as where the system has none left. False: the system sets no such limit.
[[nodiscard]] bool LimitMemory(int64_t bytes);

}  // namespace incent::cli
