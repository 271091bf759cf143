#pragma once

#include <sys/mman.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>

// The deals in memory, one array per column, and the files that hold them between programs.
namespace incent::bench {

// Zeros at first, on large pages where the system has them; up to 64 elements behind the end may be read and
// written, so that loops of vectors need no last step of their own.
template <typename T>
class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(size_t size) : size_(size) {
    const size_t bytes = ((size + 64) * sizeof(T) + kPage - 1) / kPage * kPage;
    void* const memory = std::aligned_alloc(kPage, bytes);
    if (memory == nullptr) {
      std::fputs("out of memory\n", stderr);
      std::exit(2);
    }
    madvise(memory, bytes, MADV_HUGEPAGE);
    std::memset(memory, 0, bytes);
    data_.reset(static_cast<T*>(memory));
  }

  size_t size() const { return size_; }
  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  T& operator[](size_t i) { return data_.get()[i]; }
  const T& operator[](size_t i) const { return data_.get()[i]; }

 private:
  static constexpr size_t kPage = size_t{2} << 20;
  struct Free {
    void operator()(T* memory) const { std::free(memory); }
  };
  size_t size_ = 0;
  std::unique_ptr<T, Free> data_;
};

struct DealColumns {
  Buffer<int32_t> rep;
  Buffer<int16_t> day;  // of the year, from 0
  Buffer<uint8_t> product;
  Buffer<int16_t> payment_days;
  Buffer<int64_t> amount;  // cents

  DealColumns() = default;
  explicit DealColumns(size_t n) : rep(n), day(n), product(n), payment_days(n), amount(n) {}
  size_t size() const { return rep.size(); }
  int num_reps() const {
    int32_t last = -1;
    for (size_t i = 0; i < size(); ++i) last = rep[i] > last ? rep[i] : last;
    return last + 1;
  }
};

// Calls `visit(file name, column)` for each column.
template <typename Columns, typename Visit>
void VisitColumns(Columns& deals, Visit visit) {
  visit("rep.i32", deals.rep);
  visit("day.i16", deals.day);
  visit("product.u8", deals.product);
  visit("payment_days.i16", deals.payment_days);
  visit("amount.i64", deals.amount);
}

[[noreturn]] inline void StopAtFile(const std::string& path) {
  std::fprintf(stderr, "cannot read or write %s\n", path.c_str());
  std::exit(2);
}

inline void WriteColumns(const DealColumns& deals, const std::string& folder) {
  VisitColumns(deals, [&](const char* name, const auto& column) {
    const std::string path = folder + "/" + name;
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) StopAtFile(path);
    const size_t written = std::fwrite(column.data(), sizeof column[0], column.size(), file);
    if (std::fclose(file) != 0 || written != column.size()) StopAtFile(path);
  });
}

inline DealColumns ReadColumns(const std::string& folder) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(folder + "/product.u8", error);
  if (error) StopAtFile(folder + "/product.u8");
  DealColumns deals(bytes);
  VisitColumns(deals, [&](const char* name, auto& column) {
    const std::string path = folder + "/" + name;
    std::FILE* const file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) StopAtFile(path);
    const size_t num_read = std::fread(column.data(), sizeof column[0], column.size(), file);
    std::fclose(file);
    if (num_read != column.size()) StopAtFile(path);
  });
  return deals;
}

}  // namespace incent::bench
