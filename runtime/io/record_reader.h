#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/column/table.h"
#include "runtime/io/byte_source.h"
#include "runtime/io/limits.h"
#include "runtime/io/plain_rows.h"

// Files as rows of cells, whatever the format. A reader knows nothing about types: it splits and
// names, and every scalar is the text it is written as.
namespace incent::io {

enum class CellForm : uint8_t {
  Absent,  // an empty cell, null, or a member that is not there
  Bare,    // as written: an unquoted cell, a JSON number, true or false
  Quoted,  // a text in quotes, which may be empty
};

// `text` is valid until the reader reads on. It may hold any bytes: cells are checked when decoded.
struct Cell {
  std::string_view text;
  CellForm form = CellForm::Absent;
  int column = 0;  // 1-based place in the record; 0: not there
};

// A row that could not be split into cells, or a file whose header is no use.
struct RowProblem {
  column::RejectReason reason = column::RejectReason::RaggedRow;
  int64_t line = 0;  // 1-based; 0: the file as a whole
  int column = 0;    // 1-based; 0: the whole row
  std::string text;  // what is wrong, as written, shortened
  std::string detail;
};

enum class ColumnState : uint8_t { Found, Missing, Repeated };

// What the header says about the wanted columns.
struct Header {
  std::vector<ColumnState> columns;   // parallel to the wanted names
  std::vector<int> places;            // 1-based place in the header; 0 where a format has none
  std::optional<RowProblem> problem;  // then no row can be read
};

enum class ReadStatus : uint8_t {
  Row,      // `row()` is the next row
  Problem,  // `problem()` says what is wrong with a row; reading goes on behind it
  Blank,    // a line without a character, which is no row; reading goes on behind it
  End,
  Failed,  // the source failed: `error_number()`
};

class RecordReader {
 public:
  virtual ~RecordReader() = default;

  // Once, before the first Next. A name must not occur twice in `wanted`.
  virtual Header ReadHeader(const std::vector<std::string>& wanted) = 0;
  // Never to be called after End, Failed or a header problem.
  [[nodiscard]] virtual ReadStatus Next() = 0;
  // Before Next, to skip what it would give one by one: takes rows from here on that are plain, at most
  // `max_rows`, of those that begin before `end` (a position). The rows may be none, though Next has one.
  virtual const PlainRows& NextPlain(size_t /*max_rows*/, uint64_t /*end*/) { return plain_; }
  virtual int error_number() const = 0;  // errno of the source, 0 if it did not fail

  // A row depends on nothing but its bytes, its line and the header. So rows may be read from any place
  // where one begins: this makes a reader for them, as if it had read the header, and all that this one
  // has read. `source` begins there, and `line` is the physical line of that place.
  virtual std::unique_ptr<RecordReader> Resume(std::unique_ptr<ByteSource> source, int64_t line) const = 0;
  // Learns the names that a resumed reader, which is of the same format, has met. False, and nothing is
  // learnt, if these are so many that it would have met with a problem after this one's.
  [[nodiscard]] virtual bool Absorb(const RecordReader& /*resumed*/) { return true; }
  // At the End: which of the wanted names no row had, ascending. A format with a header has told by then.
  virtual std::vector<size_t> NeverSeen() const { return {}; }
  // Where the next row begins, in bytes from where the source began; and its physical line.
  virtual uint64_t position() const = 0;
  virtual int64_t next_line() const = 0;

  // The cells of the last row, parallel to `wanted`.
  const std::vector<Cell>& row() const { return row_; }
  // The physical line on which the last row starts, 1-based.
  int64_t line() const { return line_; }
  const RowProblem& problem() const { return problem_; }
  // Names in the file that are not wanted; complete at the End.
  const std::set<std::string>& extra_columns() const { return extra_columns_; }

 protected:
  std::vector<Cell> row_;
  PlainRows plain_;
  int64_t line_ = 0;
  RowProblem problem_;
  std::set<std::string> extra_columns_;
};

std::unique_ptr<RecordReader> MakeCsvReader(std::unique_ptr<ByteSource> source, const ReadLimits& limits);
std::unique_ptr<RecordReader> MakeJsonlReader(std::unique_ptr<ByteSource> source, const ReadLimits& limits);

// Bytes of a wrong cell or row that a report shows.
inline constexpr size_t kMaxShownBytes = 200;

}  // namespace incent::io
