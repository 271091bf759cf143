#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/embed/incent.h"
#include "runtime/column/dictionary.h"
#include "runtime/value/date.h"
#include "runtime/value/int128.h"

// Arrow structures that we give away. Each owns its memory, and frees it in its release function, from any
// thread; children may be moved out of their parents before, as the interface allows.
namespace incent::embed {

struct SchemaField {
  std::string name;
  std::string format;
  bool is_nullable = true;
  bool is_dictionary = false;  // of int32 indices; `format` is that of its values
};

// A struct of these columns.
void ExportSchema(const std::vector<SchemaField>& fields, ArrowSchema* out);

// One column of a batch that is being built.
class ExportColumn {
 public:
  virtual ~ExportColumn() = default;
  virtual void AppendNull() = 0;
  // Gives the rows away and is empty again.
  virtual void Finish(ArrowArray* out) = 0;
  virtual size_t MemoryBytes() const = 0;
};

// Which rows of a column are null.
class Validity {
 public:
  void Append(bool is_valid);
  int64_t size() const { return size_; }
  int64_t num_nulls() const { return num_nulls_; }
  bool last() const { return is_last_valid_; }
  // Empty if nothing is null.
  std::vector<char> TakeBitmap();

 private:
  std::vector<char> bits_;
  int64_t size_ = 0;
  int64_t num_nulls_ = 0;
  bool is_last_valid_ = false;
};

// utf8
class TextExport final : public ExportColumn {
 public:
  void Append(std::string_view text);
  void AppendNull() override;
  void Finish(ArrowArray* out) override;
  size_t MemoryBytes() const override { return bytes_.size() + ends_.size() * sizeof(int32_t); }

 private:
  Validity validity_;
  std::vector<char> bytes_;
  std::vector<int32_t> ends_{0};
};

// dictionary<int32, utf8>; a batch has the texts that occur in it.
class DictionaryExport final : public ExportColumn {
 public:
  void Append(std::string_view text);
  void AppendNull() override;
  // What the row before has; there must be one.
  void Repeat();
  void Finish(ArrowArray* out) override;
  size_t MemoryBytes() const override {
    return codes_.size() * sizeof(int32_t) + static_cast<size_t>(texts_.size()) + texts_.MemoryBytes();
  }

 private:
  Validity validity_;
  std::vector<int32_t> codes_;
  column::Dictionary texts_;
};

// date32, int64, decimal128: `T` as it lies in memory.
template <typename T>
class FixedExport final : public ExportColumn {
 public:
  void Append(T value);
  void AppendNull() override;
  void Finish(ArrowArray* out) override;
  size_t MemoryBytes() const override { return values_.size() * sizeof(T); }

 private:
  Validity validity_;
  std::vector<T> values_;
};
using DateExport = FixedExport<value::Day>;
using IntegerExport = FixedExport<int64_t>;
using DecimalExport = FixedExport<value::Int128>;

// A batch of columns that were finished.
void ExportBatch(int64_t num_rows, std::vector<ArrowArray> columns, ArrowArray* out);

// A stream of batches that are made when they are asked for.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  virtual void Schema(ArrowSchema* out) = 0;
  // 0, or an errno; then error() says what. `out` released: the end.
  virtual int Next(ArrowArray* out) = 0;
  const std::string& error() const { return error_; }
  void Fail(std::string_view why) { error_ = why; }

 protected:
  std::string error_;
};

void ExportStream(std::unique_ptr<BatchSource> source, ArrowArrayStream* out);

}  // namespace incent::embed
