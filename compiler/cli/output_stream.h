#pragma once

#include <string>
#include <string_view>

namespace incent::cli {

// A buffered file descriptor that remembers its first failure: a report that did not arrive must not
// look like success.
class OutputStream {
 public:
  explicit OutputStream(int descriptor);
  OutputStream(const OutputStream&) = delete;
  OutputStream& operator=(const OutputStream&) = delete;
  ~OutputStream() { Flush(); }

  void Write(std::string_view text);
  void Flush();

  bool is_terminal() const { return is_terminal_; }
  // Columns of the terminal; 80 where there is none.
  int width() const;
  // errno of the first write that failed, else 0. EPIPE: the reader has seen enough.
  int error_number() const { return error_number_; }

 private:
  int descriptor_;
  bool is_terminal_;
  int error_number_ = 0;
  std::string buffer_;
};

}  // namespace incent::cli
