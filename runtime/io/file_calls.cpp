#include "runtime/io/file_calls.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

namespace incent::io {

int FileCalls::Open(const char* path, int flags, mode_t mode) {
  return open(path, flags, mode);
}
ssize_t FileCalls::Write(int descriptor, const char* bytes, size_t size) {
  return write(descriptor, bytes, size);
}
int FileCalls::Sync(int descriptor) {
  return fsync(descriptor);
}
int FileCalls::Close(int descriptor) {
  return close(descriptor);
}
int FileCalls::Rename(const char* from, const char* to) {
  return rename(from, to);
}
int FileCalls::Unlink(const char* path) {
  return unlink(path);
}

FileCalls& SystemFileCalls() {
  static FileCalls calls;
  return calls;
}

}  // namespace incent::io
