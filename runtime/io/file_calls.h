#pragma once

#include <sys/types.h>

#include <cstddef>

namespace incent::io {

// The system calls that writing a file needs, one to one and with errno, so that a test can make
// any of them fail.
class FileCalls {
 public:
  virtual ~FileCalls() = default;
  virtual int Open(const char* path, int flags, mode_t mode);
  virtual ssize_t Write(int descriptor, const char* bytes, size_t size);
  virtual int Sync(int descriptor);
  virtual int Close(int descriptor);
  virtual int Rename(const char* from, const char* to);
  virtual int Unlink(const char* path);
};

// The system itself.
FileCalls& SystemFileCalls();

}  // namespace incent::io
