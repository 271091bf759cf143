#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/io/table_reader.h"

namespace incent::io {

// Reads one file by several threads.
//
// The file is cut at line feeds, and each piece is read as if a row began at its front. That is so unless
// the line feed is between quotes. But a row depends on nothing that comes before it, so it is enough to
// look where the piece before ended: if that is not where this one was begun, it is read again from there,
// by the thread that joins the pieces. So the table, and every reject, is what one thread makes of the file.
class PieceLoad {
 public:
  struct Options {
    int num_threads = 2;
    size_t min_piece_bytes = 1;
    size_t max_stored_rejects = 0;
    ReadLimits limits;
  };
  // The dataset that is read.
  struct Target {
    const std::vector<column::DatasetSchema>& schemas;
    size_t dataset = 0;
    TableReader& reader;  // on which BeginFile was called
    const column::Table& table;
    RejectLog& rejects;
  };

  // `header` has read the header, and stands at the first row.
  PieceLoad(const SeekableFile& file, RecordReader* header, const Target& target, const Options& options);
  ~PieceLoad();

  // Reads all rows into the table. False: too many.
  [[nodiscard]] bool Run();
  // Only for the digest.
  [[nodiscard]] bool RunWithoutRows();

  int error_number() const { return error_number_; }       // of reading, 0 if it did not fail
  std::string FinishHex() { return digest_.FinishHex(); }  // of all bytes of the file

 private:
  // What a thread makes of the bytes begin .. end - 1.
  struct Piece {
    uint64_t begin = 0;
    uint64_t end = 0;
    int64_t num_lines = 0;
    int64_t first_line = 0;
    column::Table table;
    DatasetCounts counts;
    RejectLog rejects{0};
    std::unique_ptr<RecordReader> reader;  // at the row behind the last one
    bool fits = true;
    bool is_read = false;
  };

  void Cut();
  void NumberLines();
  void CountLines(Piece* piece) const;
  void ReadPiece(Piece* piece) const;
  void ReadDigest();
  bool RunTask(std::unique_lock<std::mutex>* lock);
  void RunTasks();
  bool JoinPieces();
  bool Join(Piece* piece);
  bool ReadAgain(const Piece& piece);

  const SeekableFile& file_;
  RecordReader& header_;
  Target target_;
  Options options_;
  HashingSource digest_;
  std::vector<Piece> pieces_;
  // Where the next row to be joined begins.
  uint64_t position_ = 0;
  int64_t line_ = 0;
  int error_number_ = 0;

  std::mutex mutex_;  // guards what follows, `is_read` of the pieces, and the error
  std::condition_variable changed_;
  bool is_digest_taken_ = false;
  size_t num_taken_ = 0;
  size_t num_joined_ = 0;
};

}  // namespace incent::io
