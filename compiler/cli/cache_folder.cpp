#include "compiler/cli/cache_folder.h"

#include <cstdlib>
#include <string_view>

namespace incent::cli {
namespace {

std::string_view TextOf(const char* variable) {
  return variable == nullptr ? std::string_view() : variable;
}

}  // namespace

CacheVariables CacheVariables::OfProcess() {
  return {.incent_cache = std::getenv("INCENT_CACHE"),
          .cache_home = std::getenv("XDG_CACHE_HOME"),
          .home = std::getenv("HOME")};
}

// The XDG base directory specification says to ignore paths that are not absolute.
std::optional<std::string> ChooseCacheFolder(const CacheVariables& variables) {
  const std::string_view chosen = TextOf(variables.incent_cache);
  if (chosen == "off") return std::nullopt;
  if (!chosen.empty()) return std::string(chosen);
  const std::string_view cache_home = TextOf(variables.cache_home);
  if (cache_home.starts_with('/')) return std::string(cache_home) + "/incent";
  const std::string_view home = TextOf(variables.home);
  if (home.starts_with('/')) return std::string(home) + "/.cache/incent";
  return std::nullopt;
}

}  // namespace incent::cli
