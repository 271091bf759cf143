#include "compiler/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace incent::base {

void FailCheck(const char* file, int line, const char* what) {
  std::fprintf(stderr, "internal error: %s:%d: %s\n", file, line, what);
  std::fflush(stderr);
#if defined(__SANITIZE_ADDRESS__) || defined(INCENT_FUZZING)
  std::abort();
#else
  std::_Exit(70);
#endif
}

}  // namespace incent::base
