#include "runtime/io/loader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>

#include "runtime/io/formats.h"
#include "runtime/io/gb18030_source.h"
#include "runtime/io/input_folder.h"
#include "runtime/io/piece_load.h"
#include "runtime/io/references.h"
#include "runtime/io/table_reader.h"
#include "runtime/io/utf8.h"

namespace incent::io {
namespace {

using column::DatasetSchema;

// English whatever the locale.
std::string SystemText(int error_number) {
  const char* text = error_number == 0 ? nullptr : strerrordesc_np(error_number);
  return text == nullptr ? std::string() : std::string(text);
}

class Loader {
 public:
  Loader(const std::vector<DatasetSchema>& schemas, const LoadOptions& options, const InputFolder& folder)
      : schemas_(schemas), options_(options), folder_(folder), rejects_(options.max_stored_rejects) {}

  LoadResult Run() &&;

 private:
  void CheckOverrides();
  void LoadDataset(size_t dataset);
  void LoadFile(const InputPath& path, DatasetCounts* counts, TableReader* reader);
  std::unique_ptr<SeekableFile> OpenForThreads(const InputPath& path) const;
  void LoadInPieces(const InputPath& path, const SeekableFile& file, const Format& format,
                    DatasetCounts* counts, TableReader* table);
  void NoteFile(const InputPath& path, std::string sha256, uint64_t num_bytes, const DatasetCounts& before,
                const DatasetCounts& counts, const RecordReader& reader);
  void NoteExtraColumns(const std::string& file, std::set<std::string> names);
  void Fail(LoadFailure failure, const std::string& path, int error_number = 0);

  const std::vector<DatasetSchema>& schemas_;
  const LoadOptions& options_;
  const InputFolder& folder_;
  RejectLog rejects_;
  LoadResult result_;
  std::vector<FilePlaces> places_;  // per dataset
  // The dataset that is being read.
  const DatasetSchema* schema_ = nullptr;
  std::string dataset_;
  size_t dataset_index_ = 0;
};

void Loader::Fail(LoadFailure failure, const std::string& path, int error_number) {
  result_.errors.push_back(
      {.failure = failure, .dataset = dataset_, .path = path, .error_number = error_number});
}

void Loader::CheckOverrides() {
  for (const auto& [name, paths] : options_.overrides) {
    const auto has_name = [&](const DatasetSchema& schema) { return schema.name == name; };
    dataset_ = name;
    if (std::ranges::none_of(schemas_, has_name))
      Fail(LoadFailure::UnknownDataset, paths.empty() ? "" : paths.front());
    if (paths.size() > options_.limits.max_files) Fail(LoadFailure::TooManyFiles, paths.front());
  }
}

void Loader::LoadFile(const InputPath& path, DatasetCounts* counts, TableReader* table) {
  const Format* format = FormatOf(path.path);
  if (format == nullptr) return Fail(LoadFailure::UnknownFormat, path.path);
  if (const std::unique_ptr<SeekableFile> file = OpenForThreads(path))
    return LoadInPieces(path, *file, *format, counts, table);
  int error_number = 0;
  std::unique_ptr<ByteSource> source = folder_.Open(path, &error_number);
  if (source == nullptr) {
    return Fail(error_number == ENOENT ? LoadFailure::NotFound : LoadFailure::CannotRead, path.path,
                error_number);
  }
  // The digest is of the bytes as stored, so it is taken before any conversion.
  auto hashing = std::make_unique<HashingSource>(std::move(source));
  HashingSource* stored = hashing.get();
  source = std::move(hashing);
  if (options_.encoding == Encoding::Gb18030) source = MakeGb18030Source(std::move(source));
  if (source == nullptr) return Fail(LoadFailure::NoConverter, path.path);

  const std::unique_ptr<RecordReader> reader = format->open(std::move(source), options_.limits);
  const DatasetCounts before = *counts;
  if (!table->ReadFile(path.name, reader.get())) return Fail(LoadFailure::TooManyRows, path.path);
  // After an unusable header the rest is still hashed.
  const int rest_error = reader->error_number() != 0 ? 0 : stored->Drain();
  error_number = std::max(reader->error_number(), rest_error);
  if (error_number != 0) return Fail(LoadFailure::CannotRead, path.path, error_number);
  NoteFile(path, stored->FinishHex(), stored->num_bytes(), before, *counts, *reader);
}

// The file, if it is to be read by several threads: it is large, and nothing has to be converted.
std::unique_ptr<SeekableFile> Loader::OpenForThreads(const InputPath& path) const {
  if (options_.num_threads < 2 || options_.encoding != Encoding::Utf8) return nullptr;
  std::unique_ptr<SeekableFile> file = folder_.OpenSeekable(path);
  const bool is_large = file != nullptr && file->size() / 2 >= options_.min_piece_bytes;
  return is_large ? std::move(file) : nullptr;
}

void Loader::LoadInPieces(const InputPath& path, const SeekableFile& file, const Format& format,
                          DatasetCounts* counts, TableReader* table) {
  const DatasetCounts before = *counts;
  const std::unique_ptr<RecordReader> header = format.open(file.From(0), options_.limits);
  const bool has_rows = table->BeginFile(path.name, header.get());
  PieceLoad load(file, header.get(),
                 {.schemas = schemas_,
                  .dataset = dataset_index_,
                  .reader = *table,
                  .table = result_.data.tables[dataset_index_],
                  .rejects = rejects_},
                 {.num_threads = options_.num_threads,
                  .min_piece_bytes = options_.min_piece_bytes,
                  .max_stored_rejects = options_.max_stored_rejects,
                  .limits = options_.limits});
  const bool fits = has_rows ? load.Run() : load.RunWithoutRows();
  if (has_rows) table->EndFile(*header);
  if (!fits) return Fail(LoadFailure::TooManyRows, path.path);
  const int error_number = std::max(header->error_number(), load.error_number());
  if (error_number != 0) return Fail(LoadFailure::CannotRead, path.path, error_number);
  NoteFile(path, load.FinishHex(), file.size(), before, *counts, *header);
}

void Loader::NoteFile(const InputPath& path, std::string sha256, uint64_t num_bytes,
                      const DatasetCounts& before, const DatasetCounts& counts, const RecordReader& reader) {
  result_.files.push_back({.dataset = dataset_,
                           .name = path.name,
                           .path = path.path,
                           .sha256 = std::move(sha256),
                           .num_bytes = static_cast<int64_t>(num_bytes),
                           .num_rows = counts.num_rows - before.num_rows,
                           .num_left_out = counts.num_left_out - before.num_left_out});
  NoteExtraColumns(path.name, reader.extra_columns());
}

// Columns that the plan declares and does not use are no surprise.
void Loader::NoteExtraColumns(const std::string& file, std::set<std::string> names) {
  for (const column::FieldSchema& field : schema_->fields) names.erase(ToNfc(field.header));
  if (names.empty()) return;
  result_.notes.push_back({.kind = NoteKind::ExtraColumns,
                           .dataset = dataset_,
                           .file = file,
                           .names = {names.begin(), names.end()}});
}

void Loader::LoadDataset(size_t dataset) {
  schema_ = &schemas_[dataset];
  dataset_index_ = dataset;
  dataset_ = schema_->name;
  DatasetCounts& counts = result_.counts[dataset];
  TableReader reader(schemas_, dataset, options_.limits, &result_.data.tables[dataset], &counts, &rejects_);
  for (const InputPath& path : LocateFiles(*schema_, options_, folder_, &result_)) {
    LoadFile(path, &counts, &reader);
  }
  places_[dataset] = reader.places();
}

LoadResult Loader::Run() && {
  result_.data.tables.resize(schemas_.size());
  result_.counts.resize(schemas_.size());
  places_.resize(schemas_.size());
  CheckOverrides();
  if (result_.errors.empty()) {
    for (size_t i = 0; i < schemas_.size(); ++i) LoadDataset(i);
  }
  if (result_.errors.empty()) {
    for (size_t i = 0; i < schemas_.size(); ++i) result_.data.tables[i].AddLeftOutRows(schemas_[i]);
    for (size_t i = 0; i < schemas_.size(); ++i) {
      ResolveReferences(schemas_, i, places_[i], &result_.data, &result_.counts[i], &rejects_);
    }
  }
  for (LoadError& error : result_.errors) error.system_text = SystemText(error.error_number);
  result_.total_rejects = rejects_.total();
  result_.rejects = rejects_.TakeSorted();
  return std::move(result_);
}

}  // namespace

std::optional<Encoding> ParseEncoding(std::string_view name) {
  if (name == "utf-8") return Encoding::Utf8;
  if (name == "gb18030" || name == "gbk" || name == "gb2312") return Encoding::Gb18030;
  return std::nullopt;
}

LoadResult Load(const std::vector<DatasetSchema>& schemas, const LoadOptions& options) {
  const std::unique_ptr<InputFolder> folder = MakeDiskFolder(options.data_dir);
  return Loader(schemas, options, *folder).Run();
}

LoadResult LoadFromText(const std::vector<DatasetSchema>& schemas,
                        const std::map<std::string, std::string>& files, const LoadOptions& options) {
  const std::unique_ptr<InputFolder> folder = MakeTextFolder(files, options.limits.chunk_bytes);
  return Loader(schemas, options, *folder).Run();
}

}  // namespace incent::io
