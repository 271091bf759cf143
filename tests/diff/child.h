#pragma once

#include <functional>
#include <string>

namespace incent::diff {

// How a child process ended.
struct ChildEnd {
  int code = 0;      // its exit code; -1 if a signal ended it
  std::string note;  // what it noted last
};

// Runs `work` in a child process, which may end in any way: a failed check of the compiler ends the process.
// `work` is given a function with which it notes what it is at. Its result is the exit code.
using Note = std::function<void(const std::string&)>;
ChildEnd RunInChild(const std::function<int(const Note&)>& work);

}  // namespace incent::diff
