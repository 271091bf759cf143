#include "runtime/io/piece_load.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "runtime/thread/thread.h"

namespace incent::io {
namespace {

using Chunk = std::array<char, size_t{64} << 10>;

int64_t CountLineFeeds(std::string_view bytes) {
  int64_t count = 0;
  for (size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) ++count;
  return count;
}

// The place behind the first line feed from `offset` on; the file's size if there is none. A failure to
// read counts as the end: whoever reads the piece meets it again.
uint64_t BehindLineFeed(const SeekableFile& file, uint64_t offset) {
  std::array<char, 4096> bytes{};
  const std::unique_ptr<ByteSource> source = file.From(offset);
  while (true) {
    const size_t size = source->Read(bytes.data(), bytes.size()).num_bytes;
    if (size == 0) return file.size();
    const size_t at = std::string_view(bytes.data(), size).find('\n');
    if (at != std::string_view::npos) return offset + at + 1;
    offset += size;
  }
}

// Runs `work` in so many threads, this one among them, to the end; in fewer where the system has no more.
template <typename Work>
void RunInThreads(int num_threads, Work work) {
  std::vector<thread::Thread> others;
  for (int i = 1; i < num_threads; ++i) others.emplace_back(work);
  work();
}

}  // namespace

PieceLoad::PieceLoad(const SeekableFile& file, RecordReader* header, const Target& target,
                     const Options& options)
    : file_(file), header_(*header), target_(target), options_(options), digest_(file.From(0)) {}

PieceLoad::~PieceLoad() = default;

void PieceLoad::Cut() {
  // Some pieces per thread, so that none waits long for the last; not so large that they take memory.
  constexpr uint64_t kPiecesPerThread = 8;
  constexpr uint64_t kMaxPieceBytes = uint64_t{16} << 20;
  const uint64_t size = file_.size();
  const uint64_t share = size / (static_cast<uint64_t>(options_.num_threads) * kPiecesPerThread);
  const uint64_t piece_bytes =
      std::max<uint64_t>({std::min(share, kMaxPieceBytes), options_.min_piece_bytes, 1});
  for (uint64_t begin = header_.position(); begin < size;) {
    const uint64_t end = size - begin <= piece_bytes ? size : BehindLineFeed(file_, begin + piece_bytes - 1);
    pieces_.emplace_back();
    pieces_.back().begin = begin;
    pieces_.back().end = end;
    begin = end;
  }
}

void PieceLoad::CountLines(Piece* piece) const {
  Chunk bytes;
  const std::unique_ptr<ByteSource> source = file_.From(piece->begin);
  for (uint64_t rest = piece->end - piece->begin; rest > 0;) {
    const size_t size = source->Read(bytes.data(), std::min<uint64_t>(bytes.size(), rest)).num_bytes;
    if (size == 0) return;
    piece->num_lines += CountLineFeeds({bytes.data(), size});
    rest -= size;
  }
}

void PieceLoad::NumberLines() {
  std::atomic<size_t> next = 0;
  RunInThreads(options_.num_threads, [&] {
    for (size_t i = next++; i < pieces_.size(); i = next++) CountLines(&pieces_[i]);
  });
  int64_t line = header_.next_line();
  for (Piece& piece : pieces_) {
    piece.first_line = line;
    line += piece.num_lines;
  }
}

void PieceLoad::ReadPiece(Piece* piece) const {
  piece->rejects = RejectLog(options_.max_stored_rejects);
  TableReader table(target_.schemas, target_.dataset, options_.limits, &piece->table, &piece->counts,
                    &piece->rejects);
  table.BeginPiece(target_.reader);
  piece->reader = header_.Resume(file_.From(piece->begin), piece->first_line);
  piece->fits = table.ReadRows(piece->reader.get(), piece->end - piece->begin);
}

void PieceLoad::ReadDigest() {
  const int error_number = digest_.Drain();
  const std::scoped_lock lock(mutex_);
  if (error_number_ == 0) error_number_ = error_number;
}

// Takes a task and does it, with the mutex open; false if there is none now. Pieces are not read far
// ahead of the joining: until then they take memory.
bool PieceLoad::RunTask(std::unique_lock<std::mutex>* lock) {
  const size_t max_ahead = 2 * static_cast<size_t>(options_.num_threads);
  if (!is_digest_taken_) {
    is_digest_taken_ = true;
    lock->unlock();
    ReadDigest();
    lock->lock();
  } else if (num_taken_ < std::min(pieces_.size(), num_joined_ + max_ahead)) {
    Piece& piece = pieces_[num_taken_++];
    lock->unlock();
    ReadPiece(&piece);
    lock->lock();
    piece.is_read = true;
  } else {
    return false;
  }
  changed_.notify_all();
  return true;
}

void PieceLoad::RunTasks() {
  std::unique_lock lock(mutex_);
  while (num_joined_ < pieces_.size() && (!is_digest_taken_ || num_taken_ < pieces_.size())) {
    if (!RunTask(&lock)) changed_.wait(lock);
  }
}

bool PieceLoad::ReadAgain(const Piece& piece) {
  const std::unique_ptr<RecordReader> reader = header_.Resume(file_.From(position_), line_);
  const bool fits = target_.reader.ReadRows(reader.get(), piece.end - position_);
  position_ += reader->position();
  line_ = reader->next_line();
  if (reader->error_number() != 0) {
    const std::scoped_lock lock(mutex_);
    error_number_ = reader->error_number();
  }
  // It began with the names of `header_`, so there are no more now than there may be.
  return header_.Absorb(*reader) && fits;
}

bool PieceLoad::Join(Piece* piece) {
  // A row that began in an earlier piece may go on beyond this one.
  if (position_ >= piece->end) return true;
  // Where the table is full, even a row that would be left out ends the reading.
  const int64_t num_rows = int64_t{target_.table.num_rows} + piece->table.num_rows;
  const bool is_right = piece->begin == position_ && piece->fits && piece->reader->error_number() == 0 &&
                        num_rows < options_.limits.max_rows && header_.Absorb(*piece->reader);
  if (!is_right) return ReadAgain(*piece);
  position_ += piece->reader->position();
  line_ = piece->reader->next_line();
  target_.reader.AppendPiece(piece->table, piece->counts);
  target_.rejects.AddAll(std::move(piece->rejects));
  return true;
}

// Joins the pieces in their order, and helps while the next one is not read.
bool PieceLoad::JoinPieces() {
  bool fits = true;
  std::unique_lock lock(mutex_);
  while (num_joined_ < pieces_.size()) {
    Piece& piece = pieces_[num_joined_];
    if (!piece.is_read) {
      if (!RunTask(&lock)) changed_.wait(lock);
      continue;
    }
    const bool goes_on = fits && error_number_ == 0;
    lock.unlock();
    if (goes_on) fits = Join(&piece);
    piece = Piece();
    lock.lock();
    ++num_joined_;
    changed_.notify_all();
  }
  return fits;
}

bool PieceLoad::RunWithoutRows() {
  ReadDigest();
  return true;
}

bool PieceLoad::Run() {
  Cut();
  NumberLines();
  position_ = header_.position();
  line_ = header_.next_line();
  bool fits = true;
  std::vector<thread::Thread> others;
  for (int i = 1; i < options_.num_threads; ++i) others.emplace_back([this] { RunTasks(); });
  fits = JoinPieces();
  others.clear();
  if (!is_digest_taken_) ReadDigest();
  if (error_number_ == 0) error_number_ = file_.ErrorOfChange();
  return fits;
}

}  // namespace incent::io
