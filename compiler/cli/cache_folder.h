#pragma once

#include <optional>
#include <string>

namespace incent::cli {

// What the environment says; nullptr: not set.
struct CacheVariables {
  const char* incent_cache = nullptr;  // INCENT_CACHE
  const char* cache_home = nullptr;    // XDG_CACHE_HOME
  const char* home = nullptr;          // HOME

  static CacheVariables OfProcess();
};

// Where machine code is kept between runs: what INCENT_CACHE says, else `incent` in the user's folder for
// caches. Nothing: nowhere, as INCENT_CACHE=off asks.
std::optional<std::string> ChooseCacheFolder(const CacheVariables& variables);

}  // namespace incent::cli
