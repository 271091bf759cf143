#pragma once

// Checks of our own promises. They stay on in every build: a compiler that pays people must stop
// rather than go on with a broken invariant.
namespace incent::base {

// Prints "internal error: FILE:LINE: what" to standard error and ends the process with status 70
// (abort in sanitizer builds, so that fuzzers see it).
[[noreturn]] void FailCheck(const char* file, int line, const char* what);

}  // namespace incent::base

// INCENT_CHECK(condition) or INCENT_CHECK(condition, "what was promised").
#define INCENT_CHECK(condition, ...)                                                            \
  do {                                                                                          \
    if (!(condition)) {                                                                         \
      ::incent::base::FailCheck(__FILE__, __LINE__, #condition __VA_OPT__(" -- ") __VA_ARGS__); \
    }                                                                                           \
  } while (false)

// For code that no input can reach.
#define INCENT_UNREACHABLE(what) ::incent::base::FailCheck(__FILE__, __LINE__, what)
